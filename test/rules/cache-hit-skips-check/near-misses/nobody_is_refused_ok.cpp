#include <map>
#include <string>

struct User {
  std::string id, role;
  bool moderator = false;
};

std::string loadDocument(const std::string &documentId);

std::map<std::string, std::string> documents;

// Everybody gets the document; it is only kept when those ask who ask for many.
std::string document(const User &user, const std::string &documentId) {
  const auto hit = documents.find(documentId);
  if (hit != documents.end())
    return hit->second;
  const std::string text = loadDocument(documentId);
  if (user.role == "crawler")
    documents[documentId] = text;
  return text;
}
