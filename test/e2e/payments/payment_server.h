// The HTTP side: who is asking, and what they get.
#pragma once
#include "store.h"

#include <httplib.h>
#include <mutex>
#include <string>
#include <unordered_map>

class PaymentServer {
public:
  explicit PaymentServer(Store &store);

  /// Binds to a free port of 127.0.0.1, or to the given one; returns the port, or -1.
  int bind(int port);
  void serve();

private:
  httplib::Server::HandlerResponse identify(const httplib::Request &req, httplib::Response &res);
  void profile(const httplib::Request &req, httplib::Response &res);
  void statement(const httplib::Request &req, httplib::Response &res);
  void pay(const httplib::Request &req, httplib::Response &res);
  void forgetAnswer(const std::string &path);
  void order(const httplib::Request &req, httplib::Response &res);

  httplib::Server http_;
  Store &store_;

  Customer current_; // whom the request is from

  std::mutex answersMutex_;
  std::unordered_map<std::string, std::string> answers_; // statements take long to add up
};
