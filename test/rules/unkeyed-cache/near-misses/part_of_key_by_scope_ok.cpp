// The id is in the key wherever the value needs it: what is chosen by the scope is told apart by the scope.
#include <map>
#include <string>

struct Employee {
  long employeeNo = 0;
};

enum class Scope { Mine, Reports, Company };

std::string own(long employee);
std::string subordinates(long employee);
std::string closures();

std::map<std::string, std::string> calendars;

std::string calendar(const Employee &who, Scope scope) {
  std::string key = std::to_string(static_cast<int>(scope));
  if (scope != Scope::Company)
    key += "/" + std::to_string(who.employeeNo);
  auto known = calendars.find(key);
  if (known != calendars.end())
    return known->second;
  std::string text;
  switch (scope) {
  case Scope::Mine:
    text = own(who.employeeNo);
    break;
  case Scope::Reports:
    text = subordinates(who.employeeNo);
    break;
  case Scope::Company:
    text = closures();
    break;
  }
  calendars[key] = text;
  return text;
}
