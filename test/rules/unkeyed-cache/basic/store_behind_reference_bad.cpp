#include <map>
#include <memory>
#include <string>

struct User {
  std::string id, tenant;
  bool admin = false;
};

struct Request {
  std::string query;
};

using Pages = std::map<std::string, std::string>;

class Scoped {
public:
  Scoped(Pages &pages, std::string prefix) : pages_(pages), prefix_(std::move(prefix)) {}
  const std::string *get(const std::string &key) const {
    auto found = pages_.find(prefix_ + "/" + key);
    return found == pages_.end() ? nullptr : &found->second;
  }
  void put(const std::string &key, const std::string &text) { pages_[prefix_ + "/" + key] = text; }

private:
  Pages &pages_;
  std::string prefix_;
};

Pages pages;

std::string page_constant_prefix_bad(const Request &request, const User &user) {
  Scoped scoped(pages, "pages");
  if (const std::string *hit = scoped.get(request.query))
    return *hit;
  std::string text = request.query + (user.admin ? " all rows" : " own rows");
  scoped.put(request.query, text); // finding: crosstalk-unkeyed-cache
  return text;
}

std::shared_ptr<Pages> commonPages = std::make_shared<Pages>();

class PageService {
public:
  explicit PageService(std::shared_ptr<Pages> pages) : pages_(std::move(pages)) {}
  std::string page(const Request &request, const User &user) {
    const auto hit = pages_->find(request.query);
    if (hit != pages_->end())
      return hit->second;
    std::string text = request.query + user.tenant;
    (*pages_)[request.query] = text; // finding: crosstalk-unkeyed-cache
    return text;
  }

private:
  std::shared_ptr<Pages> pages_;
};

struct Last {
  std::string query, text;
  bool filled = false;
};

std::shared_ptr<Last> commonLast = std::make_shared<Last>();

class LastPage {
public:
  explicit LastPage(std::shared_ptr<Last> last) : last_(std::move(last)) {}
  std::string page(const Request &request, const User &user) {
    Last &last = *last_;
    if (last.filled && last.query == request.query)
      return last.text;
    std::string text = request.query + user.tenant;
    last = Last{request.query, text, true}; // finding: crosstalk-unkeyed-cache
    return text;
  }

private:
  std::shared_ptr<Last> last_;
};

std::string page_of_injected_slot_bad(const Request &request, const User &user) {
  LastPage page(commonLast);
  return page.page(request, user);
}

std::string page_of_injected_store_bad(const Request &request, const User &user) {
  PageService service(commonPages);
  return service.page(request, user);
}
