// Whoever is refused by what the record may do is the caller, whatever the record is called.
#include <map>
#include <string>
#include <vector>

struct Diver {
  std::string tag;
  int depth = 0;
  std::vector<std::string> sites;
};

enum class Status { Ok, Forbidden };

class Roster {
public:
  virtual ~Roster() = default;
  virtual bool onShift(const std::string &tag, const std::string &site) = 0;
};

static std::map<std::string, bool> verdicts;

static bool decide(Roster &roster, const Diver &diver, const std::string &site) {
  for (const std::string &own : diver.sites)
    if (own == site)
      return true;
  return roster.onShift(diver.tag, site);
}

static bool mayOpen(Roster &roster, const Diver &diver, const std::string &site) {
  const auto found = verdicts.find(site);
  if (found != verdicts.end())
    return found->second;
  const bool allowed = decide(roster, diver, site);
  verdicts[site] = allowed; // finding: crosstalk-unkeyed-cache
  return allowed;
}

Status open(Roster &roster, const Diver &diver, const std::string &site) {
  if (!mayOpen(roster, diver, site))
    return Status::Forbidden;
  return Status::Ok;
}
