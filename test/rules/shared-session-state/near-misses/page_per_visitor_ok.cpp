// Each visitor gets a page of their own.
#include <map>
#include <memory>
#include <string>

struct Request {
  std::string path;
  std::map<std::string, std::string> cookies;
};

class Response {
public:
  int status() const { return status_; }
  void setStatus(int status) { status_ = status; }
  void addCookie(const std::string &name, const std::string &value) { cookies_.insert({name, value}); }
  std::string wire() const { return cookies_.empty() ? "" : cookies_.begin()->second; }

private:
  int status_ = 200;
  std::map<std::string, std::string> cookies_;
};

using ResponsePtr = std::shared_ptr<Response>;

ResponsePtr notFound() {
  const ResponsePtr page = [] {
    auto made = std::make_shared<Response>();
    made->setStatus(404);
    return made;
  }();
  return page;
}

ResponsePtr pageOf(const std::string &path);
std::string randomToken();

std::string serve(const Request &request) {
  ResponsePtr response = pageOf(request.path);
  if (!response)
    response = notFound();
  if (!request.cookies.count("SID"))
    response->addCookie("SID", randomToken());
  return response->wire();
}
