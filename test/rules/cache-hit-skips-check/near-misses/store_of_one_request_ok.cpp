#include <map>
#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

std::string loadDocument(const std::string &documentId);

class DocumentService {
public:
  std::string document(const User &user, const std::string &documentId) {
    const auto hit = documents_.find(documentId);
    if (hit != documents_.end())
      return hit->second;
    if (!user.moderator)
      return "forbidden";
    const std::string text = loadDocument(documentId);
    documents_[documentId] = text;
    return text;
  }

private:
  std::map<std::string, std::string> documents_;
};

std::string both(const User &user, const std::string &left, const std::string &right) {
  DocumentService service;
  return service.document(user, left) + service.document(user, right);
}
