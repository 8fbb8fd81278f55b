#include <map>
#include <optional>
#include <string>
#include <vector>

struct User {
  std::string id, tier, realm;
  bool moderator = false;
};

std::string loadDocument(const std::string &documentId);

struct Entry {
  std::string id, text;
};

std::vector<Entry> entries;

std::string found_in_list(const User &user, const std::string &documentId) {
  for (const Entry &entry : entries)
    if (entry.id == documentId)
      return entry.text;
  if (user.tier != "gold")
    return "forbidden";
  const std::string text = loadDocument(documentId);
  entries.push_back(Entry{documentId, text}); // finding: crosstalk-cache-hit-skips-check
  return text;
}

class Documents {
public:
  std::optional<std::string> get(const std::string &id) const {
    auto found = texts_.find(id);
    if (found == texts_.end())
      return std::nullopt;
    return found->second;
  }
  void put(const std::string &id, std::string text) { texts_.insert_or_assign(id, std::move(text)); }

private:
  std::map<std::string, std::string> texts_;
};

Documents documents;

std::string found_by_wrapper(const User &user, const std::string &documentId) {
  if (const auto hit = documents.get(documentId))
    return *hit;
  if (user.realm != "internal")
    return "forbidden";
  std::string text = loadDocument(documentId);
  documents.put(documentId, text); // finding: crosstalk-cache-hit-skips-check
  return text;
}

std::map<std::string, std::string> drafts;

std::string found_by_insertion(const User &user, const std::string &documentId) {
  auto [place, isNew] = drafts.try_emplace(documentId);
  if (!isNew && !place->second.empty())
    return place->second;
  if (!user.moderator)
    return "forbidden";
  place->second = loadDocument(documentId); // finding: crosstalk-cache-hit-skips-check
  return place->second;
}
