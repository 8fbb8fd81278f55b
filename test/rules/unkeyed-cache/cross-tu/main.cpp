#include "quotes.h"

Quotes &quotes() {
  static Quotes all;
  return all;
}

long handleQuote(const Customer &customer, const std::string &sku) { return quotes().quote(customer, sku); }
