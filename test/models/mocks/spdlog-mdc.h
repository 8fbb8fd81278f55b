// A stand-in for spdlog's context of a thread: only what the marked sources use. Declarations checked against
// spdlog/mdc.h of spdlog 1.15.
#pragma once
#include <map>
#include <string>

namespace spdlog {
class mdc {
public:
  using mdc_map_t = std::map<std::string, std::string>;
  static void put(const std::string &key, const std::string &value);
  static std::string get(const std::string &key);
  static void remove(const std::string &key);
  static void clear();
};
} // namespace spdlog
