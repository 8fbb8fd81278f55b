#include <optional>
#include <pqxx/pqxx>
#include <string>

struct Customer {
  long customerNo;
};

constexpr const char *Mine = "mine", *One = "one";

void prepareAll(pqxx::connection &db) {
  db.prepare(Mine, "SELECT number FROM invoices WHERE customer_no = $1");
  db.prepare(One, "SELECT number, iban FROM invoices WHERE id = $1");
}

std::string numbers(pqxx::work &tx, const Customer &customer) {
  std::string all;
  for (const auto &row : tx.exec_prepared(Mine, customer.customerNo))
    all += row[0].as<std::string>();
  return all;
}

std::optional<std::string> one(pqxx::work &tx, const Customer &customer, long id) {
  if (customer.customerNo == 0)
    return std::nullopt;
  const auto rows = tx.exec_prepared(One, id); // finding: crosstalk-unscoped-fetch
  if (rows.empty())
    return std::nullopt;
  return rows[0][1].as<std::string>();
}
