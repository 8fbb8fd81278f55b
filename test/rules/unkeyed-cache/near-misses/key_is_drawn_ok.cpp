#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>

struct Visit {
  long userId = 0;
  std::string userName;
};

// Nobody can say a key that he was not given: the random numbers make it, each part by a call of an engine.
class Visits {
public:
  std::string open(long userId, const std::string &userName) {
    Visit visit;
    visit.userId = userId;
    visit.userName = userName;
    const std::string key = drawn();
    std::lock_guard<std::mutex> lock(guard);
    byKey[key] = visit;
    return key;
  }
  std::optional<Visit> find(const std::string &key) {
    std::lock_guard<std::mutex> lock(guard);
    auto it = byKey.find(key);
    return it == byKey.end() ? std::nullopt : std::optional<Visit>(it->second);
  }

private:
  static std::string drawn() {
    static const char letters[] = "abcdefghijklmnop";
    std::mt19937_64 engine(std::random_device{}());
    std::uniform_int_distribution<int> letter(0, 15);
    std::string key;
    for (int i = 0; i < 24; ++i)
      key.push_back(letters[letter(engine)]);
    return key;
  }
  std::mutex guard;
  std::map<std::string, Visit> byKey;
};

std::string greet(Visits &visits, const std::string &key) {
  const auto visit = visits.find(key);
  return visit ? "hello " + visit->userName : "who?";
}
