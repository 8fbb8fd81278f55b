// A free slot of a table is taken again: only its flag was set back.
#include <array>
#include <optional>
#include <string>

struct Customer {
  std::string customerId;
  std::string name;
};

std::optional<Customer> customerOf(const std::string &sessionToken);
std::string ordersOf(const std::string &customerId);

struct Channel {
  bool used = false;
  int socket = -1;
  std::optional<Customer> customer;
};

std::array<Channel, 64> channels;

Channel *claim(int socket) {
  for (Channel &channel : channels)
    if (!channel.used) {
      channel.used = true;
      channel.socket = socket;
      return &channel;
    }
  return nullptr;
}

void release(Channel &channel) { channel.used = false; }

void login(Channel &channel, const std::string &sessionToken) {
  if (auto found = customerOf(sessionToken))
    channel.customer = found; // finding: crosstalk-unreset-pooled-object
}

std::string orders(const Channel &channel) {
  return channel.customer ? ordersOf(channel.customer->customerId) : "login first";
}
