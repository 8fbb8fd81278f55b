// The standard library: what algorithms and threads call, and what a whole process has one of.
#include "../caller.h"
#include <functional>
#include <locale>
#include <mutex>
#include <random>
#include <regex>
#include <thread>

std::string lastThread, lastBound, lastOnce;
std::map<std::string, std::string> replaced, parsed, drawn;
std::map<size_t, std::string> hashed;

void thread_bad(const Caller &caller) {
  std::thread work([&caller] { // finding: crosstalk-shared-session-state
    show(lastThread);
    lastThread = caller.userId;
  });
  work.join();
}

void keep(const Caller &caller) {
  show(lastBound);
  lastBound = caller.userId; // finding: crosstalk-shared-session-state
}
void bound_bad(const Caller &caller) { std::invoke(keep, caller); }

void locale_bad(const Caller &caller) { std::locale::global(std::locale(caller.email)); } // finding: crosstalk-shared-session-state

void replaced_ok(const Caller &caller) {
  std::string key = std::regex_replace(caller.userId, std::regex(" "), "+");
  if (replaced.find(key) == replaced.end())
    replaced[key] = statement(caller);
}

void hashed_ok(const Caller &caller) {
  size_t key = std::hash<std::string>()(caller.userId);
  if (hashed.find(key) == hashed.end())
    hashed[key] = statement(caller);
}
