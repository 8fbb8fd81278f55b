// What the source says about a declaration by the macros of crosstalk/scope.h, as bits of its flags.
//
// In:  facts/ reads the attributes.  Out: judge/ believes them more than what it recognises by itself.
// The bits are those that the flags of functions, parameters, fields, records and variables leave free.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crosstalk::ir {

enum MarkFlag : uint32_t {
  MarkPrincipal = 1u << 20, ///< "struct CROSSTALK_PRINCIPAL(user) Shopper"
  MarkOwned = 1u << 21,     ///< "CROSSTALK_OWNED_BY(user) std::string Draft"
  MarkShared = 1u << 22,    ///< "class CROSSTALK_SHARED Prices"
  MarkPer = 1u << 23,       ///< "class CROSSTALK_PER(session) Basket"
  MarkGuard = 1u << 24,     ///< "CROSSTALK_GUARD bool mayRead(...)"
  MarkEntry = 1u << 25,     ///< "CROSSTALK_ENTRY Response orders(...)"
  MarkPublic = 1u << 26     ///< "CROSSTALK_PUBLIC std::string Title"
};

/// The kind in the brackets; a declaration has one.
enum class MarkedKind : uint8_t { None, User, Tenant, Session, Credential, Secret, Role, Device, Request };

MarkedKind kindIn(uint32_t Flags);

/// The flag and the kind together.
uint32_t withKind(MarkFlag Flag, MarkedKind Kind);

/// The flags for one annotation: "principal:user", "guard"; 0 for a text that is none.
uint32_t readMark(std::string_view Text);

/// A name that the configuration declares, and whom it stands for.
struct DeclaredName {
  std::string Name;
  MarkedKind Kind = MarkedKind::User;
};

/// "shop::Org as tenant"; without "as" it speaks of users. Nothing for a kind that there is not.
std::optional<DeclaredName> readDeclared(std::string_view Text);

/// Each kind that may stand after "as", for messages.
std::string kindNames();

/// Both together; of two kinds the first is kept.
uint32_t joinMarks(uint32_t First, uint32_t Second);

/// " principal(user) public" for dumps; empty where there is no mark.
std::string describeMarks(uint32_t Flags);

} // namespace crosstalk::ir
