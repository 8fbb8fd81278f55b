// A proxy: each connection keeps who logged in on it, all share one table of answers in shards.
#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

struct LoginInfo {
  std::string username, schema;
};

std::uint64_t digest(std::string_view text, std::uint64_t seed) {
  std::uint64_t h = seed;
  for (unsigned char c : text) {
    h ^= c;
    h *= 1099511628211ULL;
  }
  return h;
}

class Answers {
public:
  static Answers &instance() {
    static Answers all;
    return all;
  }
  std::string find(std::string_view query) {
    const std::uint64_t key = digest(query, 7);
    Shard &shard = shardOf(key);
    std::lock_guard<std::mutex> lock(shard.mutex);
    auto it = shard.entries.find(key);
    return it == shard.entries.end() ? std::string() : it->second;
  }
  void put(std::string_view query, const std::string &rows) {
    const std::uint64_t key = digest(query, 7);
    Shard &shard = shardOf(key);
    std::lock_guard<std::mutex> lock(shard.mutex);
    shard.entries[key] = rows;
  }

private:
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::uint64_t, std::string> entries;
  };
  Shard &shardOf(std::uint64_t key) { return shards[key % 16]; }
  std::array<Shard, 16> shards;
};

bool runOnServer(const LoginInfo &who, std::string_view query, std::string &rows);

class Connection {
public:
  void onHandshake(std::string user, std::string schema) { login = {std::move(user), std::move(schema)}; }
  std::string onQuery(std::string_view query) {
    if (std::string hit = Answers::instance().find(query); !hit.empty())
      return hit;
    std::string rows;
    if (!runOnServer(login, query, rows))
      return "error";
    Answers::instance().put(query, rows); // finding: crosstalk-unkeyed-cache
    return rows;
  }

private:
  LoginInfo login;
};
