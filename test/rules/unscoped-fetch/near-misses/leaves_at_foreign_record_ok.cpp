// The records are collected by the request's number, and a foreign one among them ends it all.
#include <cstdint>
#include <string>
#include <vector>

struct User {
  std::int64_t id = 0;
  std::string name;
};

struct Request {
  std::int64_t number = 0;
};

struct Invoice {
  std::int64_t number = 0;
  std::int64_t userId = 0;
  std::string body;
};

std::vector<Invoice> invoices;

std::string handleInvoice(const Request &request, const User &user) {
  std::vector<Invoice> found;
  for (const Invoice &invoice : invoices)
    if (invoice.number == request.number)
      found.push_back(invoice);
  std::string text;
  for (const Invoice &invoice : found) {
    if (!(invoice.userId == user.id && invoice.number > 0))
      return "denied";
    text += invoice.body;
  }
  return text;
}
