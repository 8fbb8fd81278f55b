#include "render.h"

namespace {

std::string quoted(const std::string &text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  return out + "\"";
}

} // namespace

std::string renderProfile(const Customer &customer) {
  return "{\"name\":" + quoted(customer.name) + ",\"email\":" + quoted(customer.email) +
         ",\"iban\":" + quoted(customer.iban) + "}";
}

std::string renderStatement(const Customer &customer, const std::vector<Payment> &payments) {
  std::string rows;
  for (const Payment &payment : payments) {
    if (!rows.empty())
      rows += ",";
    rows += "{\"cents\":" + std::to_string(payment.cents) + ",\"reference\":" + quoted(payment.reference) + "}";
  }
  return "{\"account\":" + quoted(customer.iban) + ",\"holder\":" + quoted(customer.name) + ",\"payments\":[" + rows +
         "]}";
}

std::string renderReceipt(const Customer &payer, std::int64_t cents, const std::string &reference) {
  return "{\"payer\":" + quoted(payer.name) + ",\"account\":" + quoted(payer.iban) +
         ",\"cents\":" + std::to_string(cents) + ",\"reference\":" + quoted(reference) + "}";
}

std::string renderOrder(const Order &order) {
  return "{\"id\":" + std::to_string(order.id) + ",\"item\":" + quoted(order.item) +
         ",\"cents\":" + std::to_string(order.cents) + ",\"address\":" + quoted(order.address) + "}";
}
