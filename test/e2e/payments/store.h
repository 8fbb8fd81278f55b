// The server's records, kept in SQLite.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

struct sqlite3;

struct Customer {
  std::int64_t id = 0;
  std::string name;
  std::string email;
  std::string iban;
};

struct Order {
  std::int64_t id = 0;
  std::string item;
  std::int64_t cents = 0;
  std::string address;
};

struct Payment {
  std::int64_t cents = 0;
  std::string reference;
};

class Store {
public:
  /// Opens the database at path, and creates its tables where they are missing.
  explicit Store(const std::string &path);
  ~Store();
  Store(const Store &) = delete;
  Store &operator=(const Store &) = delete;

  /// The customer whose access token this is.
  std::optional<Customer> customerByToken(const std::string &token);
  std::vector<Payment> paymentsOf(std::int64_t customerId);
  void addPayment(std::int64_t customerId, std::int64_t cents, const std::string &reference);
  std::optional<Order> orderById(std::int64_t orderId);

  /// Two customers with a token, an order and a payment each.
  void addDemoData();

private:
  void execute(const char *sql);

  sqlite3 *database_ = nullptr;
};
