#include "documents.h"

std::string fill(const User &user, const std::string &documentId) {
  if (!canRead(user, documentId))
    return "";
  std::string text = loadDocument(documentId);
  documentCache()[documentId] = text;
  return text;
}
