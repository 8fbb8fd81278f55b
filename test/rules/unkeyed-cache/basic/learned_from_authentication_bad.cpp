// Who asks is told by what the authentication step yields, whatever its type is called.
#include <map>
#include <string>

struct Haulier {
  std::string scac;
  std::string depot;
};

class Directory {
public:
  virtual ~Directory() = default;
  virtual bool lookup(const std::string &authorization, Haulier &out) const = 0;
};

struct Trucker {
  std::string plate;
};

bool logon(const std::string &name, const std::string &password, Trucker *out);

struct Request {
  std::string authorization, day;
};

struct Response {
  int status = 200;
  std::string body;
};

std::string plan(const std::string &scac, const std::string &day);

class Manifests {
public:
  std::string manifest(const Haulier &haulier, const std::string &day) {
    auto found = byDay.find(day);
    if (found != byDay.end())
      return found->second;
    std::string text = plan(haulier.scac, day);
    byDay[day] = text; // finding: crosstalk-unkeyed-cache
    return text;
  }

private:
  std::map<std::string, std::string> byDay;
};

Manifests manifests;

void handle(const Directory &directory, const Request &request, Response &response) {
  Haulier haulier;
  if (!directory.lookup(request.authorization, haulier)) {
    response.status = 403;
    return;
  }
  response.body = manifests.manifest(haulier, request.day);
}

enum Field { Kind, Name, Password, Day };

class Terminal {
public:
  void onMessage(const std::map<int, std::string> &message) {
    if (message.at(Kind) == "logon")
      known = logon(message.at(Name), message.at(Password), &trucker);
    else if (known)
      answer = routes(trucker, message.at(Day));
  }

  std::string routes(const Trucker &who, const std::string &day) {
    static std::map<std::string, std::string> cache;
    auto found = cache.find(day);
    if (found != cache.end())
      return found->second;
    std::string text = plan(who.plate, day);
    cache[day] = text; // finding: crosstalk-unkeyed-cache
    return text;
  }

private:
  Trucker trucker;
  bool known = false;
  std::string answer;
};
