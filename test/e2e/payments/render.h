// What the server answers, as JSON text.
#pragma once
#include "store.h"

#include <string>
#include <vector>

std::string renderProfile(const Customer &customer);
std::string renderStatement(const Customer &customer, const std::vector<Payment> &payments);
std::string renderReceipt(const Customer &payer, std::int64_t cents, const std::string &reference);
std::string renderOrder(const Order &order);
