// Who wrote an entry is noted beside it, but whoever's garden it is reads it: an entry in another's garden is theirs.
#include <pqxx/pqxx>
#include <string>

struct Tenant {
  long id = 0;
  std::string name;
};

class Gardens {
public:
  explicit Gardens(pqxx::connection &db) : db(db) {}

  std::string log(const Tenant &tenant, long plot) {
    pqxx::work tx(db);
    std::string text;
    for (const auto &row : tx.exec_params("SELECT l.note FROM plot_log l JOIN plots p ON p.id = l.plot_id"
                                          " WHERE p.id = $1 AND p.tenant_id = $2",
                                          plot, tenant.id))
      text += std::string(row[0].c_str()) + '\n';
    return text;
  }

  void note_in_any_plot_bad(const Tenant &tenant, long plot, const std::string &note) {
    pqxx::work tx(db);
    tx.exec_params("INSERT INTO plot_log(plot_id, note, written_by) VALUES($1, $2, $3)", plot, note, tenant.name); // finding: crosstalk-unscoped-write
    tx.commit();
  }

  void note_in_own_plot_ok(const Tenant &tenant, long plot, const std::string &note) {
    pqxx::work tx(db);
    tx.exec_params("INSERT INTO plot_log(plot_id, note, written_by)"
                   " SELECT p.id, $2, $3 FROM plots p WHERE p.id = $1 AND p.tenant_id = $4",
                   plot, note, tenant.name, tenant.id);
    tx.commit();
  }

private:
  pqxx::connection &db;
};
