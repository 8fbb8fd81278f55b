#include "menu.h"

std::string menuFor(const User &user) { return user.role == "admin" ? "orders, refunds" : "orders"; }
