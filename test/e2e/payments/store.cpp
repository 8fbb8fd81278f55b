#include "store.h"

#include <sqlite3.h>
#include <stdexcept>

namespace {

constexpr const char *kSchema = R"sql(
CREATE TABLE IF NOT EXISTS customers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  iban TEXT NOT NULL,
  access_token TEXT NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  item TEXT NOT NULL,
  cents INTEGER NOT NULL,
  address TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS payments (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  cents INTEGER NOT NULL,
  reference TEXT NOT NULL
);
)sql";

constexpr const char *kDemoData = R"sql(
INSERT INTO customers VALUES (1, 'Ada Aalto', 'ada@example.com', 'FI21 1234 5600 0007 85', 'token-of-ada');
INSERT INTO customers VALUES (2, 'Ben Brandt', 'ben@example.com', 'DE89 3704 0044 0532 0130 00', 'token-of-ben');
INSERT INTO orders VALUES (501, 1, 'reading glasses', 4900, '4 Pine Street, Turku');
INSERT INTO orders VALUES (502, 2, 'hearing aid', 129900, '9 Mill Lane, Bonn');
INSERT INTO payments VALUES (NULL, 1, 4900, 'order 501');
INSERT INTO payments VALUES (NULL, 2, 129900, 'order 502');
)sql";

/// One prepared statement, for one execution.
class Statement {
public:
  Statement(sqlite3 *database, const char *sql) {
    if (sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(database));
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement &) = delete;
  Statement &operator=(const Statement &) = delete;

  void bind(int index, std::int64_t value) { sqlite3_bind_int64(statement_, index, value); }
  void bind(int index, const std::string &value) {
    sqlite3_bind_text(statement_, index, value.c_str(), -1, SQLITE_TRANSIENT);
  }
  bool step() { return sqlite3_step(statement_) == SQLITE_ROW; }
  std::int64_t integer(int column) { return sqlite3_column_int64(statement_, column); }
  std::string text(int column) { return reinterpret_cast<const char *>(sqlite3_column_text(statement_, column)); }

private:
  sqlite3_stmt *statement_ = nullptr;
};

} // namespace

Store::Store(const std::string &path) {
  if (sqlite3_open(path.c_str(), &database_) != SQLITE_OK)
    throw std::runtime_error("cannot open " + path);
  execute(kSchema);
}

Store::~Store() { sqlite3_close(database_); }

std::optional<Customer> Store::customerByToken(const std::string &token) {
  Statement query(database_, "SELECT id, name, email, iban FROM customers WHERE access_token = ?");
  query.bind(1, token);
  if (!query.step())
    return std::nullopt;
  return Customer{query.integer(0), query.text(1), query.text(2), query.text(3)};
}

std::vector<Payment> Store::paymentsOf(std::int64_t customerId) {
  Statement query(database_, "SELECT cents, reference FROM payments WHERE customer_id = ? ORDER BY id");
  query.bind(1, customerId);
  std::vector<Payment> payments;
  while (query.step())
    payments.push_back(Payment{query.integer(0), query.text(1)});
  return payments;
}

void Store::addPayment(std::int64_t customerId, std::int64_t cents, const std::string &reference) {
  Statement insert(database_, "INSERT INTO payments (customer_id, cents, reference) VALUES (?, ?, ?)");
  insert.bind(1, customerId);
  insert.bind(2, cents);
  insert.bind(3, reference);
  insert.step();
}

std::optional<Order> Store::orderById(std::int64_t orderId) {
  Statement query(database_, // finding: crosstalk-unscoped-fetch
                  "SELECT item, cents, address FROM orders WHERE id = ?");
  query.bind(1, orderId);
  if (!query.step())
    return std::nullopt;
  return Order{orderId, query.text(0), query.integer(1), query.text(2)};
}

void Store::addDemoData() { execute(kDemoData); }

void Store::execute(const char *sql) {
  if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(database_));
}
