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

// The back end gets the whole request, with what authenticates it; the key is a part of it, and nothing looks at the
// rest.
class PageStore {
public:
  const Page *find(const Request &req) const {
    auto it = pages.find(req.path);
    return it == pages.end() ? nullptr : &it->second;
  }
  void keep(const Request &req, const Page &page) {
    if (req.method != "GET" || page.status != 200)
      return;
    pages[req.path] = page;
  }

private:
  std::map<std::string, Page> pages;
};

class Front {
public:
  explicit Front(std::function<Page(const Request &)> back) : back(std::move(back)) {}
  Page handle(const Request &req) {
    if (const Page *hit = store.find(req))
      return *hit;
    Page page = back(req);
    store.keep(req, page); // finding: crosstalk-unkeyed-cache
    return page;
  }

private:
  std::function<Page(const Request &)> back;
  PageStore store;
};
