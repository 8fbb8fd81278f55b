// One handle for all requests, behind a lock: reset before each of them, or not.
#include <curl/curl.h>
#include <mutex>
#include <optional>
#include <string>
struct Login {
  std::string userId, access_token;
};

class Upstream {
public:
  int get(const std::string &path, const std::optional<Login> &login) {
    std::lock_guard<std::mutex> lock(guard_);
    curl_easy_reset(handle_);
    curl_easy_setopt(handle_, CURLOPT_URL, path.c_str());
    if (login)
      curl_easy_setopt(handle_, CURLOPT_XOAUTH2_BEARER, login->access_token.c_str());
    return curl_easy_perform(handle_);
  }

private:
  std::mutex guard_;
  CURL *handle_;
};
Upstream upstream;
int serve(const std::string &path, const std::optional<Login> &login) { return upstream.get(path, login); }

class KeptUpstream {
public:
  int get(const std::string &path, const std::optional<Login> &login) {
    std::lock_guard<std::mutex> lock(guard_);
    curl_easy_setopt(handle_, CURLOPT_URL, path.c_str());
    if (login)
      curl_easy_setopt(handle_, CURLOPT_XOAUTH2_BEARER, // finding: crosstalk-shared-session-state
                       login->access_token.c_str());
    return curl_easy_perform(handle_);
  }

private:
  std::mutex guard_;
  CURL *handle_;
};
KeptUpstream keptUpstream;
int serveKept(const std::string &path, const std::optional<Login> &login) { return keptUpstream.get(path, login); }
