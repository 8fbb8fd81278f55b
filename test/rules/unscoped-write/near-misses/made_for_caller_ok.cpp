// What is made, or made anew, under a name belongs to the caller from then on; others look at the owner.
#include <map>
#include <memory>
#include <string>

struct Chest {
  int items = 0;
};

struct Caller {
  std::string name;
};

class Chests {
public:
  Chest *make(const std::string &title, const Caller &player) {
    Entry &entry = entries_[title];
    entry.chest = std::make_unique<Chest>();
    entry.owner = player.name;
    return entry.chest.get();
  }
  Chest *open(const std::string &title, const Caller &player) {
    auto it = entries_.find(title);
    if (it == entries_.end() || it->second.owner != player.name)
      return nullptr;
    return it->second.chest.get();
  }

private:
  struct Entry {
    std::unique_ptr<Chest> chest;
    std::string owner;
  };
  std::map<std::string, Entry> entries_;
};
