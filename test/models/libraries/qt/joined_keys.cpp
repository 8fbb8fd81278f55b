// Keys that are joined of a list of texts; whom a person has to do with is no key of hers.
#include <QHash>
#include <QMutex>
#include <QString>
#include <QStringList>

struct Insured {
  QString payerCode, cardNumber;
};

QString inquire(const QString &payerCode, const QString &cardNumber, const QString &procedure);

class Eligibility {
public:
  QString answer(const Insured &insured, const QString &procedure) {
    const QString key = QStringList({insured.payerCode, insured.cardNumber, procedure}).join(QLatin1Char('|'));
    QMutexLocker guard(&lock);
    if (answers.contains(key))
      return answers.value(key);
    const QString text = inquire(insured.payerCode, insured.cardNumber, procedure);
    answers.insert(key, text);
    return text;
  }

  QString anyones(const Insured &insured, const QString &procedure) {
    const QString key = (QStringList() << procedure << QStringLiteral("v1")).join(QStringLiteral("|"));
    QMutexLocker guard(&lock);
    if (answers.contains(key))
      return answers.value(key);
    const QString text = inquire(insured.payerCode, insured.cardNumber, procedure);
    answers.insert(key, text); // finding: crosstalk-unkeyed-cache
    return text;
  }

  QString ofPayer(const Insured &insured, const QString &procedure) {
    const QString key = QStringList({insured.payerCode, procedure}).join(QLatin1Char('/'));
    QMutexLocker guard(&lock);
    if (answers.contains(key))
      return answers.value(key);
    const QString text = inquire(insured.payerCode, insured.cardNumber, procedure);
    answers.insert(key, text); // finding: crosstalk-unkeyed-cache
    return text;
  }

private:
  QMutex lock;
  QHash<QString, QString> answers;
};
