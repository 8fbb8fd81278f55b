#include <map>
#include <optional>
#include <string>

struct Session {
  std::string customerNo;
};

struct Order {
  std::string id, customerNo, text;
};

// Whoever calls put() made the order; that it names a customer says nothing of who asks.
class Orders {
public:
  void put(Order order) { orders[order.id] = std::move(order); }
  std::optional<Order> find(const std::string &id) const {
    auto found = orders.find(id);
    return found == orders.end() ? std::nullopt : std::optional(found->second);
  }

private:
  std::map<std::string, Order> orders;
};

std::string show(const Orders &orders, const Session &session, const std::string &id) {
  const auto order = orders.find(id);
  if (!order || order->customerNo != session.customerNo)
    return "";
  return order->text;
}
