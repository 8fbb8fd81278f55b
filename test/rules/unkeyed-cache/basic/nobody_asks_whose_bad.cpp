// The key compares the query only, and nobody asks of a hit whose it is.
#include <map>
#include <memory>
#include <optional>
#include <string>

struct Context {
  std::string userId;
  bool shares = false;
};

std::string run(const std::string &query, const std::string &userId);

class Results {
public:
  struct Key {
    std::string query, userId;
    bool shared = false;
    bool operator<(const Key &other) const { return query < other.query; }
  };
  struct Hit {
    Key key;
    std::shared_ptr<const std::string> rows;
  };

  std::optional<Hit> find(const Key &key) const {
    auto it = rows_.find(key);
    if (it == rows_.end())
      return std::nullopt;
    return Hit{it->first, it->second};
  }

  static std::shared_ptr<const std::string> usable(const Key &wanted, const Hit &hit) {
    if (hit.key.query != wanted.query)
      return nullptr;
    return hit.rows;
  }

  void put(const Key &key, std::string rows) { rows_[key] = std::make_shared<const std::string>(std::move(rows)); }

private:
  std::map<Key, std::shared_ptr<const std::string>> rows_;
};

std::string answer(Results &results, const std::string &query, const Context &context) {
  const Results::Key key{query, context.userId, context.shares};
  if (auto hit = results.find(key))
    if (auto rows = Results::usable(key, *hit))
      return *rows;
  std::string rows = run(query, context.userId);
  results.put(key, rows);  // finding: crosstalk-unkeyed-cache
  return rows;
}
