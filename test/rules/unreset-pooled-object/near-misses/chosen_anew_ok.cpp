// Each request says anew for whom it acts.
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct Exchange {
  std::string text;
  std::optional<std::string> actingFor;

  void reset() { text.clear(); }
  const std::string &subject(const std::string &user) const { return actingFor ? *actingFor : user; }
};

std::vector<std::unique_ptr<Exchange>> idle;

std::unique_ptr<Exchange> take() {
  if (idle.empty())
    return std::make_unique<Exchange>();
  auto exchange = std::move(idle.back());
  idle.pop_back();
  return exchange;
}

void giveBack(std::unique_ptr<Exchange> exchange) {
  exchange->reset();
  idle.push_back(std::move(exchange));
}

std::string userOf(const std::string &sessionToken);
std::string ward(const std::string &userId, const std::string &name);
std::string report(const std::string &subject);

void choose(Exchange &exchange, const std::string &sessionToken, const std::string &child) {
  const std::string userId = userOf(sessionToken);
  exchange.actingFor.reset();
  if (!child.empty())
    exchange.actingFor = ward(userId, child);
}

std::string show(const std::string &sessionToken, const std::string &child) {
  auto exchange = take();
  choose(*exchange, sessionToken, child);
  std::string answer = report(exchange->subject(userOf(sessionToken)));
  giveBack(std::move(exchange));
  return answer;
}
