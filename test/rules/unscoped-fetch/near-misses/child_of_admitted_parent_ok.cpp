#include <httplib.h>
#include <pqxx/pqxx>
#include <string>

struct Tokens {
  virtual ~Tokens() = default;
  virtual long partyFor(const std::string &token) const = 0; // 0 for nobody's
};

class Portal {
public:
  Portal(pqxx::connection &db, const Tokens &tokens) : db(db), tokens(tokens) {}

  void install(httplib::Server &server) {
    server.Get(R"(/policies/(\w+)/attachments/(\d+))", [this](const auto &req, auto &res) {
      const std::string policyNo = req.matches[1];
      if (!admits(req, policyNo))
        return;
      res.set_content(content(policyNo, req.matches[2]), "application/pdf");
    });
  }

private:
  bool admits(const httplib::Request &req, const std::string &policyNo) {
    const long party = tokens.partyFor(req.get_header_value("X-Party-Token"));
    pqxx::work tx(db);
    return !tx.exec_params("SELECT 1 FROM policies WHERE policy_no = $1 AND party_id = $2", policyNo, party).empty();
  }

  std::string content(const std::string &policyNo, const std::string &id) {
    pqxx::work tx(db);
    return tx
        .exec_params("SELECT a.content FROM attachments a JOIN claims c ON c.id = a.claim_id"
                     " WHERE a.id = $1 AND c.policy_no = $2",
                     id, policyNo)[0][0]
        .c_str();
  }

  pqxx::connection &db;
  const Tokens &tokens;
};
