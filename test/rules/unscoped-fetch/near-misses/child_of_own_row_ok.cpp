#include <optional>
#include <soci/soci.h>
#include <string>

struct Session {
  long customerId;
};

// The line is looked up under the id of a statement that was found to be the caller's.
std::optional<std::string> line(soci::session &sql, const Session &session, long statementId, long lineId) {
  long number = 0;
  sql << "SELECT number FROM statements WHERE id = :id AND customer_id = :customer", soci::into(number),
      soci::use(statementId, "id"), soci::use(session.customerId, "customer");
  if (!sql.got_data())
    return std::nullopt;
  std::string purpose;
  sql << "SELECT purpose FROM statement_lines WHERE id = :line AND number = :number", soci::into(purpose),
      soci::use(lineId, "line"), soci::use(number, "number");
  if (!sql.got_data())
    return std::nullopt;
  return purpose;
}
