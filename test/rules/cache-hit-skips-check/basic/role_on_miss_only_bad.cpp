#include <map>
#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

std::string loadDocument(const std::string &documentId);

std::map<std::string, std::string> documents;

std::string document(const User &user, const std::string &documentId) {
  const auto hit = documents.find(documentId);
  if (hit != documents.end())
    return hit->second;
  if (user.role != "editor")
    return "forbidden";
  const std::string text = loadDocument(documentId);
  documents[documentId] = text; // finding: crosstalk-cache-hit-skips-check
  return text;
}

thread_local std::map<std::string, std::string> drafts;

std::string draft(const User &user, const std::string &documentId) {
  const auto hit = drafts.find(documentId);
  if (hit != drafts.end())
    return hit->second;
  if (!user.moderator)
    return "forbidden";
  const std::string text = loadDocument(documentId);
  drafts[documentId] = text; // finding: crosstalk-cache-hit-skips-check
  return text;
}
