// What is kept under the session itself is hers.
#include <map>
#include <string>

struct Request {
  std::string query;
};

struct Session {
  std::string sessionId;
  std::string userId;
};

std::map<std::string, std::string> texts;

std::string menu(const Request &, const Session &session) {
  const auto hit = texts.find(session.sessionId);
  if (hit != texts.end())
    return hit->second;
  std::string text = "for " + session.userId;
  texts[session.sessionId] = text;
  return text;
}
