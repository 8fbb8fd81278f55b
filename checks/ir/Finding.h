// A finding: what a rule says about one place, complete enough to be printed
// without the program it came from.
//
// In:  rules/ fills it.  Out: tool/report, tool/server and plugin/ print it.
// Not here: suppression, baseline state, paths relative to a root (tool/report).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace crosstalk {

/// A place that can be shown: an absolute (or as-given) path, 1-based line and byte column.
struct Place {
  std::string File;
  unsigned Line = 0;
  unsigned Column = 0;
  friend bool operator==(const Place &A, const Place &B) = default;
  friend auto operator<=>(const Place &A, const Place &B) = default;
};

/// One hop of a trace, e.g. {At, "'quote' is loaded for the caller's session here"}.
struct Frame {
  Place At;
  std::string Text;
  friend bool operator==(const Frame &A, const Frame &B) = default;
};

/// How something happens, hop by hop. A finding has up to three, in this order.
struct Flow {
  enum class Kind : uint8_t {
    Value, ///< how the principal reaches the value
    Key,   ///< how the key is built, and so what it does not hold
    Reader ///< who reads it later
  };
  Kind What = Kind::Value;
  std::vector<Frame> Frames;
};

/// A reason for the finding in words, with its weight in log-odds.
struct Evidence {
  std::string Id;   ///< stable short name, e.g. "principal-type"
  std::string Text; ///< e.g. "'Customer' is an identity type: it has the id field 'customerId'"
  double Weight = 0;
};

enum class Level : uint8_t { Hidden, Note, Warning, Error };

/// Rank to level, as interface.md fixes it: error >= 85, warning >= 60, note >= 35.
constexpr Level levelOf(unsigned Rank) {
  return Rank >= 85 ? Level::Error : Rank >= 60 ? Level::Warning : Rank >= 35 ? Level::Note : Level::Hidden;
}

struct Finding {
  std::string RuleId;  ///< "crosstalk-unkeyed-cache"
  Place At;            ///< primary location
  std::string Message; ///< one sentence, lower case, no full stop, without the rule id
  unsigned Rank = 0;   ///< 0..100

  std::string Function;  ///< qualified name of the function that holds At
  std::string Principal; ///< e.g. "customer.customerId"
  std::string Storage;   ///< e.g. "PricingService::m_quotes", or the table "notes"
  std::string Key;       ///< e.g. "sku"; empty for a slot without a key

  std::vector<Flow> Flows;
  std::vector<Frame> Related; ///< sibling code that does it right, or the same defect elsewhere
  std::vector<Evidence> Reasons;

  std::vector<std::string> Exposed; ///< data categories, e.g. "financial", "contact (masked)"
  std::vector<std::string> Writers; ///< request entries that write the storage, e.g. "GET /orders"
  std::vector<std::string> Readers; ///< request entries that read it

  std::string Fingerprint; ///< survives moved lines: rule, function, storage, principal
  std::string BodyHash;    ///< hash of the function's body without comments and layout

  Level level() const { return levelOf(Rank); }
};

} // namespace crosstalk
