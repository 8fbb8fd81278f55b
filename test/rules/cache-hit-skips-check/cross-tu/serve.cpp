#include "documents.h"

std::unordered_map<std::string, std::string> &documentCache() {
  static std::unordered_map<std::string, std::string> cache;
  return cache;
}

std::string serve(const User &user, const std::string &documentId) {
  auto it = documentCache().find(documentId);
  if (it != documentCache().end())
    return it->second;
  return fill(user, documentId); // finding: crosstalk-cache-hit-skips-check
}
