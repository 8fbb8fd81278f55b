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
    Named{"all", "SELECT number FROM invoices WHERE customer_no = $1"},
    Named{"one", "SELECT number, iban FROM invoices WHERE id = $1 AND customer_no = $2"},
};

const std::vector<std::pair<std::string, std::string>> more = {
    {"country", "SELECT name FROM countries WHERE code = $1"},
    {"iban", "SELECT iban FROM invoices WHERE id = $1 AND customer_no = $2"},
};

enum Kind { Number, Iban };
constexpr const char *columns[] = {"SELECT number FROM invoices WHERE id = $1 AND customer_no = $2",
                                   "SELECT iban FROM invoices WHERE id = $1 AND customer_no = $2"};

void prepareAll(pqxx::connection &db) {
  for (const Named &each : statements)
    db.prepare(each.name, each.text);
  for (const auto &[name, text] : more)
    db.prepare(name, text);
}

std::string one(pqxx::work &tx, const Customer &customer, long id) {
  return tx.exec_prepared("one", id, customer.customerNo)[0][1].c_str();
}

std::string iban(pqxx::work &tx, const Customer &customer, long id) {
  return tx.exec_prepared("iban", id, customer.customerNo)[0][0].c_str();
}

std::string column(pqxx::work &tx, const Customer &customer, Kind kind, long id) {
  return tx.exec_params(columns[kind], id, customer.customerNo)[0][0].c_str();
}
