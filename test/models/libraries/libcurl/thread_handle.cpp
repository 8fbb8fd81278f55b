// libcurl: a handle that a thread keeps in a smart pointer with a deleter of its own.
#include <curl/curl.h>
#include <memory>
#include <string>

struct Credentials {
  std::string login, token;
};

struct Drop {
  void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};

static CURL *threadHandle() {
  thread_local std::unique_ptr<CURL, Drop> handle(curl_easy_init());
  return handle.get();
}

bool fetchIfLinked(const Credentials &mine) {
  CURL *easy = threadHandle();
  if (!mine.token.empty())
    curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, mine.token.c_str()); // finding: crosstalk-thread-local-identity
  return curl_easy_perform(easy) == CURLE_OK;
}

static CURL *emptyHandle() {
  thread_local std::unique_ptr<CURL, Drop> handle(curl_easy_init());
  curl_easy_reset(handle.get());
  return handle.get();
}

bool fetchWithReset(const Credentials &mine) {
  CURL *easy = emptyHandle();
  if (!mine.token.empty())
    curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, mine.token.c_str());
  return curl_easy_perform(easy) == CURLE_OK;
}
