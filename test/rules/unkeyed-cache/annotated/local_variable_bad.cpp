// A local variable that is declared to name somebody; nothing is known of the function that it comes from.
#include <crosstalk/scope.h>
#include <map>
#include <string>

std::string ask();
std::string load(const std::string &text);
std::map<std::string, std::string> pages;

std::string page(const std::string &path) {
  CROSSTALK_PRINCIPAL(user) std::string present = ask();
  if (pages.find(path) == pages.end())
    pages[path] = load(present); // finding: crosstalk-unkeyed-cache
  return pages[path];
}
