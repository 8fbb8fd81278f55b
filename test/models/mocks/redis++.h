// A stand-in for redis-plus-plus: only what the marked sources use. Declarations checked against the headers of 1.3.15.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sw::redis {
using StringView = std::string_view;
using OptionalString = std::optional<std::string>;
class Redis {
public:
  explicit Redis(const std::string &uri);
  OptionalString get(const StringView &key);
  bool set(const StringView &key, const StringView &val,
           const std::chrono::milliseconds &ttl = std::chrono::milliseconds(0));
  void setex(const StringView &key, long long ttl, const StringView &val);
  OptionalString hget(const StringView &key, const StringView &field);
  long long hset(const StringView &key, const StringView &field, const StringView &val);
  long long del(const StringView &key);
};
} // namespace sw::redis
