// The token comes in metadata, as a text class made of a constant and of bytes; whose it is a repository says.
#include <grpcpp/grpcpp.h>
#include <map>
#include <optional>
#include <string>

struct Parcel {
  std::string parcelId, customerId, address;
};

struct ParcelRequest {
  std::string parcelId;
};

struct ParcelReply {
  std::string address;
};

template <typename Row> class Rows {
public:
  std::optional<Row> get(const std::string &key) const {
    const auto found = rows.find(key);
    return found == rows.end() ? std::nullopt : std::optional<Row>(found->second);
  }

private:
  std::map<std::string, Row> rows;
};

class Parcels {
public:
  grpc::Status any_bad(grpc::ServerContext *context, const ParcelRequest *request, ParcelReply *reply) {
    const auto customer = customerOf(*context);
    if (!customer)
      return {grpc::StatusCode::UNAUTHENTICATED, ""};
    const auto parcel = parcels.get(request->parcelId); // finding: crosstalk-unscoped-fetch
    if (!parcel)
      return {grpc::StatusCode::NOT_FOUND, ""};
    reply->address = parcel->address;
    return grpc::Status::OK;
  }

  grpc::Status own_ok(grpc::ServerContext *context, const ParcelRequest *request, ParcelReply *reply) {
    const auto customer = customerOf(*context);
    if (!customer)
      return {grpc::StatusCode::UNAUTHENTICATED, ""};
    const auto parcel = parcels.get(request->parcelId);
    if (!parcel || parcel->customerId != *customer)
      return {grpc::StatusCode::NOT_FOUND, ""};
    reply->address = parcel->address;
    return grpc::Status::OK;
  }

private:
  std::optional<std::string> customerOf(const grpc::ServerContext &context) const {
    const auto token = context.client_metadata().find("x-shop-token");
    if (token == context.client_metadata().end())
      return std::nullopt;
    return people.get(std::string(token->second.data(), token->second.size()));
  }

  Rows<std::string> people;
  Rows<Parcel> parcels;
};
