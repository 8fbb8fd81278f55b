// A key made of what a session has in common with others is no registry of sessions.
#include <map>
#include <string>

struct Request {
  std::string query;
};

struct Session {
  std::string userId;
  std::string nickname;
  std::string roleName;
};

std::map<std::string, std::string> byRole, byNickname;

std::string menu(const Request &, const Session &session) {
  const auto hit = byRole.find(session.roleName);
  if (hit != byRole.end())
    return hit->second;
  std::string text = "for " + session.userId;
  byRole[session.roleName] = text; // finding: crosstalk-unkeyed-cache
  return text;
}

std::string greeting(const Request &, const Session &session) {
  const auto hit = byNickname.find(session.nickname);
  if (hit != byNickname.end())
    return hit->second;
  std::string text = "for " + session.userId;
  byNickname[session.nickname] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
