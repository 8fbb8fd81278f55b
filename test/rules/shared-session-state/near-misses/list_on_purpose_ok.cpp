#include <iostream>
#include <mutex>
#include <string>
#include <vector>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

std::string joined(const std::vector<std::string> &rows) {
  std::string all;
  for (const std::string &row : rows)
    all += row + '\n';
  return all;
}

// A chat room: everybody is to see what everybody wrote.
std::vector<std::string> messages;

std::string say(const std::string &sessionToken, const std::string &text) {
  messages.push_back(userOf(sessionToken).name + ": " + text);
  return joined(messages);
}

std::string backlog() { return joined(messages); }

// Emptied, filled and read under one lock.
std::mutex scratchMutex;
std::vector<std::string> scratch;

std::string report(const std::string &sessionToken) {
  const User user = userOf(sessionToken);
  std::lock_guard<std::mutex> lock(scratchMutex);
  scratch.clear();
  scratch.push_back(user.name);
  scratch.push_back(user.email);
  return joined(scratch);
}

// Written and never shown to a caller: an audit trail, standard output.
std::vector<std::string> audit;

std::string logout(const std::string &sessionToken) {
  const User user = userOf(sessionToken);
  audit.push_back(user.id);
  if (audit.size() > 1000)
    audit.clear();
  std::cout << user.id << " is gone\n";
  return "bye";
}
