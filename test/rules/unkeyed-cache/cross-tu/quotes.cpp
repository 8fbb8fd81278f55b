#include "quotes.h"

long Quotes::quote(const Customer &customer, const std::string &sku) {
  const std::string key = quoteKey(customer, sku);
  auto it = known_.find(key);
  if (it != known_.end())
    return it->second;
  const long cents = contractPrice(customer, sku);
  known_[key] = cents; // finding: crosstalk-unkeyed-cache
  return cents;
}
