// "30s" is a call of a template that holds its digits: a literal operator without an argument.
#include <chrono>
#include <map>
#include <string>

using namespace std::chrono_literals;

std::map<std::string, std::chrono::seconds> patience;

std::chrono::seconds patienceFor(const std::string &route) {
  auto found = patience.find(route);
  if (found != patience.end())
    return found->second;
  return patience[route] = 30s;
}
