// Only the desk's own people get this far: one of the roles of the certificate is looked for, and found.
#include <grpcpp/grpcpp.h>
#include <map>
#include <mutex>
#include <string>

struct Parcel {
  std::string customer, address;
};

struct ParcelRequest {
  long number = 0;
};

struct ParcelReply {
  std::string address;
};

class Desk {
public:
  grpc::Status Show(grpc::ServerContext *context, const ParcelRequest *request, ParcelReply *reply) {
    if (!holds(*context, "desk-admin"))
      return {grpc::StatusCode::PERMISSION_DENIED, "not yours"};
    std::lock_guard<std::mutex> hold(mutex);
    auto found = parcels.find(request->number);
    if (found == parcels.end())
      return {grpc::StatusCode::NOT_FOUND, "no such parcel"};
    reply->address = found->second.address;
    return grpc::Status::OK;
  }

private:
  static bool holds(const grpc::ServerContext &context, const std::string &role) {
    bool found = false;
    for (const auto &value : context.auth_context()->FindPropertyValues("role"))
      found = found || std::string(value.data(), value.size()) == role;
    return found;
  }

  std::mutex mutex;
  std::map<long, Parcel> parcels;
};
