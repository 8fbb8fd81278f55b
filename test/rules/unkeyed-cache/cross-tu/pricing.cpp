// What the price depends on, and what the key holds, is decided here.
#include "quotes.h"

long contractPrice(const Customer &customer, const std::string &sku) {
  return std::stol(customer.contract) * 100 + static_cast<long>(sku.size());
}

std::string quoteKey(const Customer &, const std::string &sku) { return "quote:" + sku; }
