#include <string>
#include <unordered_map>

struct User {
  std::string id, name, email;
};

bool canRead(const User &user, const std::string &documentId);
std::string loadDocument(const std::string &documentId);

std::unordered_map<std::string, std::string> cache;

std::string document(const User &user, const std::string &documentId) {
  auto it = cache.find(documentId);
  if (it != cache.end())
    return canRead(user, documentId) ? it->second : "forbidden";
  if (!canRead(user, documentId))
    return "forbidden";
  std::string text = loadDocument(documentId);
  cache[documentId] = text;
  return text;
}
