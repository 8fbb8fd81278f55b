#include <pqxx/pqxx>
#include <string>

struct Session {
  long customerId;
};

std::string lines(pqxx::work &tx, const Session &session, long statementId) {
  const auto own = tx.exec_params("SELECT period FROM statements WHERE id = $1 AND customer_id = $2", statementId,
                                  session.customerId);
  if (own.empty())
    return "";
  std::string text;
  for (const auto &row : tx.exec_params("SELECT purpose FROM statement_lines WHERE statement_id = $1", statementId))
    text += row[0].c_str();
  return text;
}
