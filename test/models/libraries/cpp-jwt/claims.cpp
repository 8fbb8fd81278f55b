// cpp-jwt: a verified token's claims are whom the request is from.
#include "../caller.h"
#include <jwt/jwt.hpp>

std::string lastSubject;
std::map<std::string, std::string> pages;

void subject_bad(const std::string &text) {
  show(lastSubject);
  auto token = jwt::decode(text, jwt::params::algorithms({"HS256"}), jwt::params::secret("k"), jwt::params::verify(true));
  lastSubject = token.payload().get_claim_value<std::string>("sub"); // finding: crosstalk-shared-session-state
}

void page_bad(const std::string &text, const std::string &path) {
  auto token = jwt::decode(text, jwt::params::algorithms({"HS256"}), jwt::params::secret("k"), jwt::params::verify(true));
  if (pages.find(path) == pages.end())
    pages[path] = "Dear " + token.payload().get_claim_value<std::string>("sub"); // finding: crosstalk-unkeyed-cache
}
