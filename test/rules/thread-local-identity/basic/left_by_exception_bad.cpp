#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

#include <functional>

thread_local std::string branch;

bool mayUse(const std::string &officer, const std::string &branch);
std::string accounts(const std::string &ofBranch);

std::string inBranch(const std::string &officer, const std::string &wanted, const std::function<std::string()> &work) {
  if (wanted.empty())
    return accounts(branch);
  if (!mayUse(officer, wanted))
    return "403";
  branch = wanted; // finding: crosstalk-thread-local-identity
  std::string answer = work();
  branch.clear();
  return answer;
}
