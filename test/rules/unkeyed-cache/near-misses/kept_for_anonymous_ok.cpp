#include <functional>
#include <map>
#include <string>

struct Request {
  std::string method, path;
  std::map<std::string, std::string> headers;
};

struct Page {
  int status = 0;
  long lifetime = 0;
  std::string text;
};

// Only what was asked for without a credential is kept, and given to those who ask without one.
class PageStore {
public:
  bool mayLook(const Request &req) const { return req.method == "GET" && isAnonymous(req); }
  const Page *find(const Request &req) const {
    auto it = pages.find(req.path);
    return it == pages.end() ? nullptr : &it->second.page;
  }
  void keep(const Request &req, const Page &page) {
    long until = 0;
    if (!mayKeep(req) || !lives(page, until))
      return;
    pages[req.path] = Kept{page, until};
  }

private:
  struct Kept {
    Page page;
    long until = 0;
  };
  static bool isAnonymous(const Request &req) {
    return !req.headers.count("authorization") && !req.headers.count("cookie");
  }
  bool mayKeep(const Request &req) const { return req.method == "GET" && isAnonymous(req); }
  static bool lives(const Page &page, long &until) {
    if (page.status != 200)
      return false;
    until = page.lifetime;
    return until > 0;
  }
  std::map<std::string, Kept> pages;
};

class Front {
public:
  explicit Front(std::function<Page(const Request &)> back) : back(std::move(back)) {}
  Page handle(const Request &req) {
    if (store.mayLook(req))
      if (const Page *hit = store.find(req))
        return *hit;
    Page page = back(req);
    store.keep(req, page);
    return page;
  }

private:
  std::function<Page(const Request &)> back;
  PageStore store;
};
