// What the name of a column or table says about ownership, by its words.
//
// In:  an identifier as written in SQL, C++ or JSON ("ownerUid", "customer_no", "tenantId").
// Out: whether it names an owner, a capability, a public marker; word lists only, no schema, no program.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::sql {

/// Whose rows: one person's (User), or those of a group of people (Tenant).
enum class OwnerKind : uint8_t { User, Tenant };

/// What a name says about owning a row.
struct OwnerName {
  OwnerKind Kind = OwnerKind::User;
  double Weight = 1;   ///< 0..1: 1 for user_id, 0.5 for author_id or created_by, less for project_id
  bool Author = false; ///< names who made the row (author, creator, created_by): owns writes, and private reads only
};

/// "userID2" -> {"user", "id", "2"}: lower-case words split at case, digits and punctuation.
std::vector<std::string> words(std::string_view Identifier);

/// A singular form that is good enough to compare table and column names: "companies" -> "company".
std::string singular(std::string_view Word);

/// The owner a column or field name speaks of: user_id, owner, tenantId, patient_no, created_by; none for user_agent.
std::optional<OwnerName> ownerColumnByName(std::string_view Column);

/// A table of principals by name: users, accounts, tenants, app_user.
std::optional<OwnerName> principalTableByName(std::string_view Table);

/// The person or organisation a single word names: "customer" -> User; none for "order".
std::optional<OwnerName> principalNoun(std::string_view Word);

/// A column whose value is itself the permission to see the row: token, share_key, reset_code, session_hash.
bool capabilityColumnByName(std::string_view Column);

/// A column that says a row is meant for everybody: visibility, is_public, published, shared.
bool publicColumnByName(std::string_view Column);

/// A secret that only a principal's record has: password_hash, pin, api_key.
bool credentialColumnByName(std::string_view Column);

/// What people sign in by: email, username, login.
bool loginColumnByName(std::string_view Column);

/// A table that ties principals to things: project_members, doc_shares, user_roles, acl.
bool membershipTableByName(std::string_view Table);

/// Not a name that is put in as a whole when the program runs: "UPDATE %s SET ...".
bool isSpelledOut(std::string_view Table);

/// Rows of \p Table let persons in to rows of \p Rows: "board_members" to "boards"; not who likes or attends something.
bool grantsAccessByName(std::string_view Table, std::string_view Rows);

} // namespace crosstalk::sql
