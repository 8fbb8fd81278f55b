// Qt: a dynamic property is a member by another name.
#include <QObject>
#include <QString>
#include <QVariant>

struct User {
  QString id, name;
};

class TillServer : public QObject {
public:
  void login(const User &user) {
    setProperty("cashier", user.id); // finding: crosstalk-shared-session-state
  }
  QString sales() { return property("cashier").toString(); }
};

void loginHere(QObject *connection, const User &user) { connection->setProperty("cashier", user.id); }
