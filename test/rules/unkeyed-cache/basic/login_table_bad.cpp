// Whoever is found in the table of logins is the caller, whatever the variable with the key is called. An address is
// no connection: several people may share it.
#include <map>
#include <string>

struct Enrolment {
  std::string matriculation, programme;
};

std::string marksOf(const std::string &matriculation, const std::string &term);
std::string textAfter(const std::string &line, const std::string &header);

class Transcripts {
public:
  std::string answer(const std::string &line, const std::string &term) {
    const Enrolment enrolment = logins_[textAfter(line, "Ticket:")];
    const std::string key = enrolment.programme + "/" + term;
    auto it = pages_.find(key);
    if (it != pages_.end())
      return it->second;
    return pages_[key] = marksOf(enrolment.matriculation, term); // finding: crosstalk-unkeyed-cache
  }

private:
  std::map<std::string, Enrolment> logins_;
  std::map<std::string, std::string> pages_;
};

Transcripts transcripts;

std::string serve(const std::string &line, const std::string &term) { return transcripts.answer(line, term); }

std::map<std::string, std::string> balances;
std::string balanceOf(const std::string &userId);

std::string by_address(const std::string &peerAddress, const std::string &userId) {
  auto it = balances.find(peerAddress);
  if (it != balances.end())
    return it->second;
  return balances[peerAddress] = balanceOf(userId); // finding: crosstalk-unkeyed-cache
}
