#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/service_type.h>
#include <pqxx/pqxx>
#include <string>

struct BalanceRequest {
  std::string account;
  long wallet = 0;
};

struct BalanceReply {
  long cents = 0;
};

class Wallets : public grpc::Service {
public:
  // The context knows who calls; the message only says so.
  grpc::Status Balance(grpc::ServerContext *context, const BalanceRequest *request, BalanceReply *reply) {
    const auto identity = context->auth_context()->GetPeerIdentity();
    if (identity.empty())
      return grpc::Status(grpc::StatusCode::UNAUTHENTICATED, "");
    const std::string caller(identity.front().data(), identity.front().size());
    pqxx::work tx(db);
    const auto own = tx.exec_params("SELECT cents FROM wallets WHERE id = $1 AND account = $2", request->wallet, caller);
    const auto rows = tx.exec_params("SELECT cents FROM wallets WHERE id = $1 AND account = $2", // finding: crosstalk-forged-owner
                                     request->wallet, request->account);
    reply->cents = own.empty() ? rows[0][0].as<long>() : own[0][0].as<long>();
    return grpc::Status::OK;
  }

private:
  pqxx::connection db;
};
