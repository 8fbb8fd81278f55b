// The entry is made empty, and filled through the iterator when it was not there.
#include <map>
#include <string>

struct Player {
  std::string playerId;
  bool spender = false;
};

struct Flags {
  std::string text;
};

class FlagService {
public:
  std::string flagsFor(const Player &player, const std::string &platform) {
    auto [entry, inserted] = evaluated.try_emplace(platform);
    if (inserted)
      entry->second.text = player.spender ? "shop,gifts" : "shop"; // finding: crosstalk-unkeyed-cache
    return entry->second.text;
  }

private:
  std::map<std::string, Flags> evaluated;
};

FlagService service;

std::string bootstrap(const Player &player, const std::string &platform) {
  return service.flagsFor(player, platform);
}
