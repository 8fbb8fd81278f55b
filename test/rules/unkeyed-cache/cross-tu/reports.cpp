// The key holds the tenant; the equality in the header does not ask for it.
#include "key_equality.h"

struct Session {
  std::uint32_t tenantId;
  std::string userId;
};

std::string render(std::uint32_t tenantId, const std::string &report);

ReportCache reports;

std::string report(const Session &session, const std::string &name) {
  ReportKey key;
  key.tenantId = session.tenantId;
  key.report = name;
  if (const std::string *known = reports.find(key))
    return *known;
  std::string text = render(session.tenantId, name);
  reports.put(key, text); // finding: crosstalk-unkeyed-cache
  return text;
}
