#include <array>
#include <pqxx/pqxx>
#include <string>
#include <utility>
#include <vector>

struct Customer {
  long customerNo;
};

struct Named {
  const char *name, *text;
};

constexpr std::array statements{
    Named{"mine", "SELECT number FROM invoices WHERE customer_no = $1"},
    Named{"one", "SELECT number, iban FROM invoices WHERE id = $1"},
};

const std::vector<std::pair<std::string, std::string>> more = {
    {"last", "SELECT max(number) FROM invoices WHERE customer_no = $1"},
    {"iban", "SELECT iban FROM invoices WHERE id = $1"},
};

enum Kind { Number, Iban };
constexpr const char *columns[] = {"SELECT number FROM invoices WHERE id = $1",
                                   "SELECT iban FROM invoices WHERE id = $1"};

void prepareAll(pqxx::connection &db) {
  for (std::size_t i = 0; i < statements.size(); ++i)
    db.prepare(statements[i].name, statements[i].text);
  for (const auto &[name, text] : more)
    db.prepare(name, text);
}

std::string one(pqxx::work &tx, const Customer &customer, long id) {
  if (customer.customerNo == 0)
    return "";
  return tx.exec_prepared("one", id)[0][1].c_str(); // finding: crosstalk-unscoped-fetch
}

std::string iban(pqxx::work &tx, const Customer &customer, long id) {
  if (customer.customerNo == 0)
    return "";
  return tx.exec_prepared("iban", id)[0][0].c_str(); // finding: crosstalk-unscoped-fetch
}

std::string column(pqxx::work &tx, const Customer &customer, Kind kind, long id) {
  if (customer.customerNo == 0)
    return "";
  return tx.exec_params(columns[kind], id)[0][0].c_str(); // finding: crosstalk-unscoped-fetch
}
