// A local variable that is declared to be for everybody, and one that names somebody and is in the key.
#include <crosstalk/scope.h>
#include <map>
#include <string>

std::string ask();
std::string load(const std::string &text);
std::map<std::string, std::string> pages, notes;

std::string page(const std::string &path, const std::string &userId) {
  CROSSTALK_PUBLIC std::string shown = load(userId);
  if (pages.find(path) == pages.end())
    pages[path] = shown;
  return pages[path];
}

std::string note(const std::string &path) {
  CROSSTALK_PRINCIPAL(user) std::string present = ask();
  std::string key = present + path;
  if (notes.find(key) == notes.end())
    notes[key] = load(present);
  return notes[key];
}
