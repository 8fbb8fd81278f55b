// What a leak would show: categories of data, by the names and types of the fields that a value is made of.
//
// In:  a value.  Out: sorted categories. One that only comes through a call or field that masks it says so.
#include "rules/Rule.h"
#include <algorithm>
#include <map>

namespace crosstalk::rules {

using namespace ir;

namespace {

struct Category {
  const char *Name;
  std::initializer_list<std::string_view> Words;
};

const Category Categories[] = {
    {"credential",
     {"password", "passwd", "secret", "token", "credential", "credentials", "bearer", "apikey", "cookie"}},
    {"financial",
     {"balance", "iban", "card", "amount", "cents", "price", "invoice", "payment", "salary", "account", "wallet",
      "bank", "quote"}},
    {"contact", {"email", "mail", "phone", "mobile", "street", "zip", "postcode", "shipping", "recipient"}},
    {"government id", {"ssn", "passport", "tax", "taxid", "nin", "license"}},
    {"health", {"diagnosis", "drug", "dosage", "prescription", "patient", "medical", "health"}},
    {"location", {"lat", "lon", "latitude", "longitude", "location", "position", "gps"}},
    {"content", {"body", "text", "message", "note", "comment", "document", "html", "report", "file"}}};

/// "maskIban(x)", "card.last4", "redactedEmail": what is left tells nobody the whole.
bool masks(std::string_view Name) {
  return judge::hasWord(std::string(Name), {"mask", "masked", "redact", "redacted", "redaction", "obfuscate",
                                            "obfuscated", "last4", "anonymize", "anonymized", "pseudonymize"});
}

} // namespace

std::vector<std::string> exposed(const Program &P, ExprId Value) {
  std::map<std::string, bool> Whole; // category -> whether some of it comes unmasked
  std::map<ExprId, bool> Seen;       // value -> whether it was seen unmasked
  std::vector<std::pair<ExprId, bool>> Open{{Value, false}};
  for (size_t I = 0; I < Open.size() && I < 400; ++I) {
    auto [At, Masked] = Open[I];
    const Expr &E = P[At];
    std::string Name =
        P.text(E.Hint) + "_" + (E.Kind == Op::Field || E.Kind == Op::With ? P.text(E.Text) : std::string());
    if (E.Kind == Op::Call)
      Name += "_" + judge::calledName(P, E);
    Masked |= masks(Name);
    for (const Category &C : Categories)
      if (judge::hasWord(Name, C.Words))
        Whole[C.Name] |= !Masked;
    for (ExprId O : E.Operands) {
      if (O == NoExpr)
        continue;
      auto [It, New] = Seen.try_emplace(O, !Masked);
      if (New || (!Masked && !It->second)) {
        It->second = !Masked;
        Open.push_back({O, Masked});
      }
    }
  }
  std::vector<std::string> Found;
  for (const auto &[Name, IsWhole] : Whole)
    Found.push_back(IsWhole ? Name : Name + " (masked)");
  return Found;
}

} // namespace crosstalk::rules
