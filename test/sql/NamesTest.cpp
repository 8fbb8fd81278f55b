// What names say.
#include "sql/Names.h"
#include <gtest/gtest.h>

namespace crosstalk::sql {
namespace {

using Words = std::vector<std::string>;

TEST(Names, WordsOfIdentifiers) {
  EXPECT_EQ(words("ownerUid"), (Words{"owner", "uid"}));
  EXPECT_EQ(words("customer_no"), (Words{"customer", "no"}));
  EXPECT_EQ(words("HTTPUserID2"), (Words{"http", "user", "id", "2"}));
  EXPECT_EQ(words("m_tenantId"), (Words{"m", "tenant", "id"}));
  EXPECT_EQ(words("__"), Words{});
}

TEST(Names, Singular) {
  EXPECT_EQ(singular("companies"), "company");
  EXPECT_EQ(singular("users"), "user");
  EXPECT_EQ(singular("boxes"), "box");
  EXPECT_EQ(singular("status"), "status");
  EXPECT_EQ(singular("people"), "person");
}

TEST(Names, OwnersByName) {
  for (std::string_view Name :
       {"user_id",     "owner_id",       "account_id",  "customer_id",   "customer_no", "author_uid",
        "employee_id", "patient_id",     "merchant_id", "subscriber_id", "holder",      "owner",
        "userid",      "userId",         "OwnerUUID",   "created_by",    "ordered_by",  "member_no",
        "reader_id",   "username",       "user_name",   "owner_email",   "file_owner",  "accountId",
        "client_ref",  "student_number", "uid",         "user",          "data.user_id"}) {
    auto Owner = ownerColumnByName(Name);
    ASSERT_TRUE(Owner) << Name;
    EXPECT_EQ(Owner->Kind, OwnerKind::User) << Name;
  }
  for (std::string_view Name :
       {"tenant_id", "org_id", "organization_id", "company_id", "workspace_id", "tenantId", "team_id"}) {
    auto Owner = ownerColumnByName(Name);
    ASSERT_TRUE(Owner) << Name;
    EXPECT_EQ(Owner->Kind, OwnerKind::Tenant) << Name;
  }
}

TEST(Names, NoOwners) {
  for (std::string_view Name : {"id",
                                "user_agent",
                                "user_count",
                                "account_type",
                                "account_type_id",
                                "client_ip",
                                "status",
                                "order_id",
                                "product_no",
                                "updated_by",
                                "approved_by",
                                "edited_by",
                                "name",
                                "email",
                                "user_version",
                                "title",
                                "",
                                "host",
                                "group",
                                "profile",
                                "customer_since",
                                "device_id",
                                "user_preferences",
                                "accounting_id"})
    EXPECT_FALSE(ownerColumnByName(Name)) << Name;
}

TEST(Names, AuthorsAreWeaker) {
  EXPECT_TRUE(ownerColumnByName("author_id")->Author);
  EXPECT_TRUE(ownerColumnByName("created_by")->Author);
  EXPECT_FALSE(ownerColumnByName("user_id")->Author);
  EXPECT_LT(ownerColumnByName("author_id")->Weight, ownerColumnByName("user_id")->Weight);
  EXPECT_LT(ownerColumnByName("target_user_id")->Weight, ownerColumnByName("user_id")->Weight);
}

TEST(Names, PrincipalTables) {
  for (std::string_view Name :
       {"users", "user", "accounts", "customers", "tbl_users", "app_user", "tenants", "organizations", "Patients"})
    EXPECT_TRUE(principalTableByName(Name)) << Name;
  for (std::string_view Name :
       {"orders", "user_roles", "bank_accounts", "project_members", "user_sessions", "authors", "products", ""})
    EXPECT_FALSE(principalTableByName(Name)) << Name;
}

TEST(Names, Capabilities) {
  for (std::string_view Name :
       {"token", "token_hash", "share_key", "reset_code", "shareToken", "invite_code", "api_key", "access_token"})
    EXPECT_TRUE(capabilityColumnByName(Name)) << Name;
  for (std::string_view Name :
       {"id", "code", "key", "token_type", "share_id", "country_code", "session_id", "token_count", "link"})
    EXPECT_FALSE(capabilityColumnByName(Name)) << Name;
}

TEST(Names, Memberships) {
  for (std::string_view Name :
       {"project_members", "doc_shares", "user_roles", "memberships", "document_permissions", "team_users"})
    EXPECT_TRUE(membershipTableByName(Name)) << Name;
  for (std::string_view Name : {"users", "orders", "members", "app_users", "roles", ""})
    EXPECT_FALSE(membershipTableByName(Name)) << Name;
}

TEST(Names, Others) {
  EXPECT_TRUE(publicColumnByName("is_public"));
  EXPECT_TRUE(publicColumnByName("visibility"));
  EXPECT_FALSE(publicColumnByName("status"));
  EXPECT_TRUE(credentialColumnByName("password_hash"));
  EXPECT_FALSE(credentialColumnByName("name"));
}

} // namespace
} // namespace crosstalk::sql
