// Replies are used again, each one empty.
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class Reply {
public:
  void cookie(const std::string &name, const std::string &value) { cookies_.emplace_back(name + "=" + value); }
  void clear() { cookies_.clear(); }
  std::string wire() const { return cookies_.empty() ? "" : cookies_.back(); }

private:
  std::vector<std::string> cookies_;
};

template <class T> class Recycler {
public:
  std::unique_ptr<T> take() {
    std::unique_ptr<T> item;
    if (!idle_.empty()) {
      item = std::move(idle_.back());
      idle_.pop_back();
    }
    if (!item)
      item = std::make_unique<T>();
    return item;
  }
  void put(std::unique_ptr<T> item) { idle_.push_back(std::move(item)); }

private:
  std::vector<std::unique_ptr<T>> idle_;
};

using Form = std::map<std::string, std::string>;
std::optional<std::string> signIn(const std::string &mail, const std::string &password);

class Routes {
public:
  Routes() {
    routes_["/sign-in"] = [this](const Form &form, Reply &reply) { enter(form, reply); };
  }
  std::string handle(const std::string &path, const Form &form) {
    auto reply = replies_.take();
    reply->clear();
    routes_[path](form, *reply);
    std::string wire = reply->wire();
    replies_.put(std::move(reply));
    return wire;
  }

private:
  void enter(const Form &form, Reply &reply) {
    if (const auto session = signIn(form.at("mail"), form.at("password")))
      reply.cookie("sid", *session);
  }

  Recycler<Reply> replies_;
  std::map<std::string, std::function<void(const Form &, Reply &)>> routes_;
};
