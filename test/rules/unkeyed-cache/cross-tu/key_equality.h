#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>

struct ReportKey {
  std::uint32_t tenantId = 0;
  std::string report;

  // What the containers ask: the tenant is not compared.
  friend bool operator==(const ReportKey &a, const ReportKey &b) { return a.report == b.report; }
};

struct ReportKeyHash {
  std::size_t operator()(const ReportKey &k) const noexcept { return std::hash<std::string>{}(k.report); }
};

class ReportCache {
public:
  const std::string *find(const ReportKey &key) {
    auto it = entries.find(key);
    return it == entries.end() ? nullptr : &it->second;
  }
  void put(const ReportKey &key, const std::string &text) {
    entries.insert_or_assign(key, text);
  }

private:
  std::unordered_map<ReportKey, std::string, ReportKeyHash> entries;
};
