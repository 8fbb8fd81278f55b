// libcurl: a handle keeps its options from one transfer to the next.
#include <curl/curl.h>
#include <mutex>
#include <string>

struct Credentials {
  std::string login, password;
};

class Bridge {
public:
  Bridge() : easy(curl_easy_init()) {}

  bool fetchIfLinked(const Credentials &mine) {
    std::lock_guard<std::mutex> lock(mutex);
    if (!mine.login.empty()) {
      const std::string both = mine.login + ":" + mine.password;
      curl_easy_setopt(easy, CURLOPT_USERPWD, both.c_str()); // finding: crosstalk-shared-session-state
    }
    return curl_easy_perform(easy) == CURLE_OK;
  }

private:
  CURL *easy;
  std::mutex mutex;
};

class Proxied {
public:
  Proxied() : easy(curl_easy_init()) {}

  bool fetchAlways(const Credentials &mine) {
    std::lock_guard<std::mutex> lock(mutex);
    const std::string both = mine.login + ":" + mine.password;
    curl_easy_setopt(easy, CURLOPT_PROXYUSERPWD, mine.login.empty() ? nullptr : both.c_str());
    return curl_easy_perform(easy) == CURLE_OK;
  }

private:
  CURL *easy;
  std::mutex mutex;
};

bool fetchAlone(const Credentials &mine) {
  CURL *own = curl_easy_init();
  curl_easy_setopt(own, CURLOPT_USERPWD, mine.password.c_str());
  return curl_easy_perform(own) == CURLE_OK;
}
