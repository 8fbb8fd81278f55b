#include "orders.h"

Order OrderController::show(const Request &request) {
  return m_database.one("SELECT * FROM orders WHERE id = ?", request.param("id"));
}

Order OrderController::showOwn(const Request &request, const Customer &customer) {
  return m_database.one("SELECT * FROM orders WHERE id = ? AND customer_id = ?", request.param("id"), customer.id());
}

void OrderController::remember(const Customer &customer) {
  m_current = customer; // NOLINT(crosstalk-shared-session-state): one controller for each customer
}
