#include <string>
#include <vector>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

std::string joined(const std::vector<std::string> &rows) {
  std::string all;
  for (const std::string &row : rows)
    all += row + '\n';
  return all;
}

// The list is meant for one request; another one adds to it meanwhile.
std::vector<std::string> rows;

std::string report(const std::string &sessionToken) {
  const User user = userOf(sessionToken);
  rows.clear();
  rows.push_back(user.name); // finding: crosstalk-shared-session-state
  waitForBackend();
  return joined(rows);
}

// Nobody else knows of the list: it is no collection, it was only never emptied.
std::string history(const std::string &sessionToken) {
  static std::vector<std::string> lines;
  lines.push_back(userOf(sessionToken).email); // finding: crosstalk-shared-session-state
  return joined(lines);
}
