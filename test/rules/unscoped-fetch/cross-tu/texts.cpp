#include "invoices.h"

const char *const selectAmount = "SELECT amount FROM invoices WHERE id = ?";
