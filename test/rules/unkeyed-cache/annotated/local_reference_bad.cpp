// A local reference that is declared to name somebody; nothing is known of the function that it comes from.
#include <crosstalk/scope.h>
#include <map>
#include <string>

const std::string &asked();
std::string load(const std::string &text);
std::map<std::string, std::string> notes;

std::string note(const std::string &path) {
  CROSSTALK_PRINCIPAL(user) const std::string &present = asked();
  if (notes.find(path) == notes.end())
    notes[path] = load(present); // finding: crosstalk-unkeyed-cache
  return notes[path];
}
