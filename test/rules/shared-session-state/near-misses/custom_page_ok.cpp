// A response that is handed in without a request is no client's: the page for what is not there.
#include <memory>
#include <string>

struct Response {
  std::string body;
};
using ResponsePtr = std::shared_ptr<Response>;

class Framework {
public:
  static Framework &instance() {
    static Framework only;
    return only;
  }
  void setNotFoundPage(const ResponsePtr &page) { notFound_ = page; }
  ResponsePtr notFoundPage() const { return notFound_; }

private:
  ResponsePtr notFound_;
};

void install(const ResponsePtr &page) { Framework::instance().setNotFoundPage(page); }
std::string missing() { return Framework::instance().notFoundPage()->body; }
