#include "Sample.h"
#include "report/Baseline.h"
#include "report/Sources.h"
#include "report/Suppress.h"

namespace crosstalk::report {

std::string sampleRoot() { return CROSSTALK_TEST_INPUTS "/shop"; }

static Place at(const char *File, unsigned Line, unsigned Column) { return {sampleRoot() + "/" + File, Line, Column}; }

static Finding unkeyedCache() {
  Finding F;
  F.RuleId = "crosstalk-unkeyed-cache";
  F.At = at("quotes.cpp", 10, 26);
  F.Message = "'m_quotes' is shared by all users but its key 'sku' does not name the customer its value depends on";
  F.Rank = 93;
  F.Function = "PricingService::quote";
  F.Principal = "customer.discount()";
  F.Storage = "PricingService::m_quotes";
  F.Key = "sku";
  F.Flows = {{Flow::Kind::Reader, {{at("quotes.cpp", 8, 3), "returned to any later caller here"}}},
             {Flow::Kind::Value,
              {{at("quotes.cpp", 5, 28), "'customer' is loaded for the caller's session here"},
               {at("quotes.cpp", 15, 15), "the discount of 'customer' goes into the quote"},
               {at("quotes.cpp", 10, 35), "'quote' is stored here under 'sku'"}}},
             {Flow::Kind::Key, {{at("quotes.cpp", 4, 62), "the key is the request's 'sku' as it is"}}}};
  F.Reasons = {
      {"principal-type", "'Customer' is an identity type: it has the id field 'customerId'", 1.5},
      {"shared-storage", "'m_quotes' is a member of 'PricingService', of which one object serves all requests", 2},
      {"few-callers", "only one caller is seen", -0.25}};
  F.Exposed = {"financial", "contact (masked)"};
  F.Writers = {"GET /quote"};
  F.Readers = {"GET /quote", "GET /cart"};
  F.Fingerprint = "91c2ff6de3a8b740";
  F.BodyHash = "aa01";
  return F;
}

static Finding unscopedFetch() {
  Finding F;
  F.RuleId = "crosstalk-unscoped-fetch";
  F.At = at("orders.cpp", 4, 21);
  F.Message = "rows of 'orders' belong to a customer but are fetched by the request's 'id' alone";
  F.Rank = 71;
  F.Function = "OrderController::show";
  F.Principal = "orders.customer_id";
  F.Storage = "orders";
  F.Key = "id";
  F.Flows = {{Flow::Kind::Value, {{at("orders.cpp", 4, 62), "'id' comes from the request here"}}}};
  F.Related = {{at("orders.cpp", 8, 21), "this query names the owner too"}};
  F.Reasons = {{"owner-column", "'orders' has the owner column 'customer_id' (schema.sql:3)", 1.75}};
  F.Exposed = {"content"};
  F.Readers = {"GET /orders/{id}"};
  F.Fingerprint = "0d5b7e11c9f0a2c3";
  F.BodyHash = "bb02";
  return F;
}

static Finding sharedState() {
  Finding F;
  F.RuleId = "crosstalk-shared-session-state";
  F.At = at("orders.cpp", 12, 3);
  F.Message = "'m_current' holds the customer of one request while others use the same 'OrderController'";
  F.Rank = 62;
  F.Function = "OrderController::remember";
  F.Principal = "customer";
  F.Storage = "OrderController::m_current";
  F.Fingerprint = "5f00000000000001";
  F.BodyHash = "cc03";
  return F;
}

RunRecord sampleRecord() {
  RunRecord Run;
  Run.Root = sampleRoot();
  Run.Findings = {unkeyedCache(), unscopedFetch(), sharedState()};
  sortFindings(Run.Findings);
  Run.Seen = {57, 3, 12, 7, 40, 38};
  Run.Units = 2;
  Run.ExitCode = 1;
  Run.AnalysedFiles = {sampleRoot() + "/quotes.cpp", sampleRoot() + "/orders.cpp"};
  return Run;
}

static Finding oddFinding() {
  Finding F = unscopedFetch();
  F.At = {"/usr/include/shop library/odd.h", 7, 3};
  F.Message = "a \"quoted\" <b>name</b> & m[key](x) in '" + sampleRoot() + "/a.cpp'\nwith a second line \xFF";
  F.Rank = 40;
  F.Flows.clear();
  F.Exposed = {"credential"};
  return F; // and the fingerprint of another finding
}

static Finding hiddenFinding() {
  Finding F = sharedState();
  F.At.Line = 11;
  F.Rank = 12;
  F.Message = "hardly a finding";
  F.Fingerprint = "5f00000000000002";
  return F;
}

RunRecord richRecord() {
  RunRecord Run = sampleRecord();
  Run.Findings.push_back(oddFinding());
  Run.Findings.push_back(hiddenFinding());
  Run.Units = 3;
  Run.FailedUnits = 1;
  Run.ExitCode = 3;
  Run.Failures = {{sampleRoot() + "/broken.cpp", sampleRoot() + "/broken.cpp:3:1: unknown type name 'Oder'"}};
  Run.Notes = {"the unit " + sampleRoot() + "/broken.cpp was compiled with flags that were left out: -fmodules-ts"};
  Run.Repository = Checkout{"https://git.example.org/shop.git", std::string(40, 'a'), "main", sampleRoot()};
  Sources Texts;
  applySuppressions(Run, Texts);
  Baseline Accepted;
  Accepted.File = sampleRoot() + "/.crosstalk-baseline.yaml";
  Accepted.Entries = {
      {"0d5b7e11c9f0a2c3", "crosstalk-unscoped-fetch", "OrderController::show", "order ids are unguessable",
       "false-positive", "", "bb02", 3},
      {"91c2ff6de3a8b740", "crosstalk-unkeyed-cache", "PricingService::quote", "prices were public", "", "", "old", 8},
      {"dead", "crosstalk-weak-key", "gone", "x", "", "2020-01-01", "", 13}};
  applyBaseline(Run, Accepted, "2026-01-31");
  return Run;
}

} // namespace crosstalk::report
