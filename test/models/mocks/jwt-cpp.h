// A stand-in for jwt-cpp: only what the marked sources use. Declarations checked against the headers of jwt-cpp 0.7.2.
#pragma once
#include <string>

namespace jwt {
template <typename Traits> class basic_claim {
public:
  std::string as_string() const;
};
template <typename Traits> class payload {
public:
  std::string get_subject() const;
  basic_claim<Traits> get_payload_claim(const std::string &name) const;
};
template <typename Traits> class header {};
template <typename Traits> class decoded_jwt : public header<Traits>, public payload<Traits> {
public:
  const std::string &get_token() const noexcept;
};
struct default_clock {};
namespace traits {
struct kazuho_picojson;
}
template <typename Clock, typename Traits> class verifier {
public:
  void verify(const decoded_jwt<Traits> &jwt) const;
};
decoded_jwt<traits::kazuho_picojson> decode(const std::string &token);
verifier<default_clock, traits::kazuho_picojson> verify();
} // namespace jwt
