// The tag is the only text that tells divers apart: what depends on the diver is covered by it.
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
  const auto found = verdicts.find(site + "/" + diver.tag);
  if (found != verdicts.end())
    return found->second;
  const bool allowed = decide(roster, diver, site);
  verdicts[site + "/" + diver.tag] = allowed;
  return allowed;
}

Status open(Roster &roster, const Diver &diver, const std::string &site) {
  if (!mayOpen(roster, diver, site))
    return Status::Forbidden;
  return Status::Ok;
}
