// Keys that name the caller on ways of their own: joined tuples, a text with a default, an id that a token was verified
// to, the number of an open connection.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>

struct Customer {
  std::string customerRef;
  int discount;
};
struct Request {
  std::string sessionToken, product;
};

int price(const std::string &userId, int product);
std::optional<Customer> verify(const std::string &sessionToken);
std::string assess(const Customer &customer, const std::string &product);

std::map<std::tuple<std::string, int>, int> prices;

int joined_tuples(const std::string &userId, int product) {
  auto key = std::tuple_cat(std::make_tuple(userId), std::make_tuple(product));
  auto it = prices.find(key);
  if (it == prices.end())
    it = prices.emplace(key, price(userId, product)).first;
  return it->second;
}

std::map<std::string, std::string> offers;

std::string verified_id(const Request &request) {
  auto customer = verify(request.sessionToken);
  if (!customer)
    return "";
  std::string key = customer->customerRef + ":" + request.product;
  auto it = offers.find(key);
  if (it != offers.end())
    return it->second;
  return offers[key] = assess(*customer, request.product);
}

// Who speaks on a connection, and where somebody is connected: no answers that are kept.
struct Hello {
  uint64_t peer;
  std::string ticket;
};
std::optional<std::string> handleFor(const std::string &ticket);
std::map<uint64_t, std::string> speakers;
std::map<std::string, uint64_t> desks;

std::string greet(const Hello &hello) {
  if (auto known = speakers.find(hello.peer); known != speakers.end())
    return known->second;
  auto handle = handleFor(hello.ticket);
  if (!handle)
    return "";
  if (desks.find(*handle) == desks.end())
    desks[*handle] = hello.peer;
  speakers[hello.peer] = *handle;
  return *handle;
}
