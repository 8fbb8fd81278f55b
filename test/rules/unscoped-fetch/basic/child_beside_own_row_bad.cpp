#include <optional>
#include <soci/soci.h>
#include <string>

struct Session {
  long customerId;
};

// A statement of the caller's own was found, and the line is looked up by its own id: it may belong to another one.
std::optional<std::string> line(soci::session &sql, const Session &session, long statementId, long lineId) {
  long number = 0;
  sql << "SELECT number FROM statements WHERE id = :id AND customer_id = :customer", soci::into(number),
      soci::use(statementId, "id"), soci::use(session.customerId, "customer");
  if (!sql.got_data())
    return std::nullopt;
  std::string purpose;
  sql << "SELECT purpose FROM statement_lines WHERE id = :line", soci::into(purpose), // finding: crosstalk-unscoped-fetch
      soci::use(lineId, "line");
  if (!sql.got_data())
    return std::nullopt;
  return std::to_string(number) + purpose;
}
