#pragma once
#include <string>
#include <unordered_map>

struct Customer {
  std::string id, name, contract;
};

class Quotes {
public:
  long quote(const Customer &customer, const std::string &sku);

private:
  std::unordered_map<std::string, long> known_;
};

long contractPrice(const Customer &customer, const std::string &sku);
std::string quoteKey(const Customer &customer, const std::string &sku);
Quotes &quotes();
