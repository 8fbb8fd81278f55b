#include "payment_server.h"
#include "render.h"

#include <cstdlib>

using httplib::Request;
using httplib::Response;

namespace {

constexpr const char *kJson = "application/json";

std::string bearerToken(const Request &req) {
  const std::string header = req.get_header_value("Authorization");
  const std::string scheme = "Bearer ";
  return header.compare(0, scheme.size(), scheme) == 0 ? header.substr(scheme.size()) : std::string();
}

/// An answer is for one customer.
std::string answerKey(const Customer &customer, const std::string &path) {
  return std::to_string(customer.id) + ":" + path;
}

} // namespace

PaymentServer::PaymentServer(Store &store) : store_(store) {
  http_.Get("/profile", [this](const Request &req, Response &res) { profile(req, res); });
  http_.Get("/statement", [this](const Request &req, Response &res) { statement(req, res); });
  http_.Post("/payments", [this](const Request &req, Response &res) { pay(req, res); });
  http_.Get(R"(/orders/(\d+))", [this](const Request &req, Response &res) { order(req, res); });
}

int PaymentServer::bind(int port) {
  if (port == 0)
    return http_.bind_to_any_port("127.0.0.1");
  return http_.bind_to_port("127.0.0.1", port) ? port : -1;
}

void PaymentServer::serve() { http_.listen_after_bind(); }

std::optional<Customer> PaymentServer::identify(const Request &req, Response &res) {
  auto customer = store_.customerByToken(bearerToken(req));
  if (!customer)
    res.status = 401;
  return customer;
}

void PaymentServer::profile(const Request &req, Response &res) {
  const auto customer = identify(req, res);
  if (customer)
    res.set_content(renderProfile(*customer), kJson);
}

void PaymentServer::statement(const Request &req, Response &res) {
  const auto customer = identify(req, res);
  if (!customer)
    return;
  const std::lock_guard<std::mutex> lock(answersMutex_);
  const std::string key = answerKey(*customer, req.path);
  const auto hit = answers_.find(key);
  if (hit != answers_.end()) {
    res.set_content(hit->second, kJson);
    return;
  }
  const std::string body = renderStatement(*customer, store_.paymentsOf(customer->id));
  answers_[key] = body;
  res.set_content(body, kJson);
}

void PaymentServer::pay(const Request &req, Response &res) {
  const auto customer = identify(req, res);
  if (!customer)
    return;
  const std::int64_t cents = std::strtoll(req.body.c_str(), nullptr, 10);
  if (cents <= 0) {
    res.status = 400;
    return;
  }
  const std::string reference = "payment by web";
  store_.addPayment(customer->id, cents, reference);
  forgetAnswer(answerKey(*customer, "/statement"));
  res.set_content(renderReceipt(*customer, cents, reference), kJson);
}

void PaymentServer::forgetAnswer(const std::string &key) {
  const std::lock_guard<std::mutex> lock(answersMutex_);
  answers_.erase(key);
}

void PaymentServer::order(const Request &req, Response &res) {
  const auto customer = identify(req, res);
  if (!customer)
    return;
  const auto order = store_.orderOf(customer->id, std::strtoll(req.matches[1].str().c_str(), nullptr, 10));
  if (!order) {
    res.status = 404;
    return;
  }
  res.set_content(renderOrder(*order), kJson);
}
