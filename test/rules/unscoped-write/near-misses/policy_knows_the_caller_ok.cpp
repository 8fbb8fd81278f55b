#include <pqxx/pqxx>

struct Session {
  long tenantId;
};

void close(pqxx::connection &db, const Session &session, long dossier) {
  pqxx::work tx(db);
  tx.exec_params("SELECT set_config('app.tenant_id', $1, true)", session.tenantId);
  tx.exec_params("UPDATE dossiers SET closed = true WHERE id = $1", dossier);
  tx.commit();
}
