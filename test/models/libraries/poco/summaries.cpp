// Rows arrive in variables that a statement was given: they depend on all that is bound to it.
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <Poco/LRUCache.h>
#include <string>
#include <vector>

using namespace Poco::Data::Keywords;

struct Practitioner {
  std::string npi, displayName;
};

class Summaries {
public:
  explicit Summaries(Poco::Data::Session &session) : session(session), recent(100) {}

  std::vector<std::string> of(const Practitioner &who, const std::string &visit) {
    if (auto known = recent.get(visit))
      return *known;
    std::vector<std::string> titles = load(who, visit);
    recent.update(visit, titles); // finding: crosstalk-unkeyed-cache
    return titles;
  }

  std::vector<std::string> ofOne(const Practitioner &who, const std::string &visit) {
    const std::string key = who.npi + '|' + visit;
    if (auto known = recent.get(key))
      return *known;
    std::vector<std::string> titles = load(who, visit);
    recent.update(key, titles);
    return titles;
  }

private:
  std::vector<std::string> load(const Practitioner &who, const std::string &visit) {
    std::vector<std::string> titles;
    std::string grantee = who.npi, about = visit;
    session << "SELECT title FROM sections WHERE visit_id = ? AND grantee = ?", into(titles), use(about), use(grantee),
        now;
    return titles;
  }

  Poco::Data::Session &session;
  Poco::LRUCache<std::string, std::vector<std::string>> recent;
};

class Handler {
public:
  explicit Handler(Summaries &summaries) : summaries(summaries) {}
  std::size_t handle(const Practitioner &who, const std::string &visit) {
    return summaries.of(who, visit).size() + summaries.ofOne(who, visit).size();
  }

private:
  Summaries &summaries;
};
