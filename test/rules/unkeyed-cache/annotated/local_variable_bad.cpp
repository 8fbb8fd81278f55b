// A local variable that is declared to name somebody, by value, by reference, and of a function that nothing is known of.
#include <crosstalk/scope.h>
#include <map>
#include <string>

std::string ask();
const std::string &asked();
std::string load(const std::string &text);
std::map<std::string, std::string> pages, notes;

std::string page(const std::string &path) {
  CROSSTALK_PRINCIPAL(user) std::string present = ask();
  if (pages.find(path) == pages.end())
    pages[path] = load(present); // finding: crosstalk-unkeyed-cache
  return pages[path];
}

std::string note(const std::string &path) {
  CROSSTALK_PRINCIPAL(user) const std::string &present = asked();
  if (notes.find(path) == notes.end())
    notes[path] = load(present); // finding: crosstalk-unkeyed-cache
  return notes[path];
}
