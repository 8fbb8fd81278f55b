// A comment on a line of its own keeps within any column limit and needs no care for comments that are there already.
#include "server/QuickFix.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

using namespace llvm;

namespace crosstalk::server {
namespace {

StringRef lineAt(StringRef Text, int64_t Line) {
  for (; Line > 0 && !Text.empty(); --Line)
    Text = Text.split('\n').second;
  return Text.split('\n').first.rtrim('\r');
}

std::string rulesOf(const std::vector<json::Value> &Diagnostics) {
  std::set<std::string> Rules;
  for (const json::Value &Diagnostic : Diagnostics)
    if (std::optional<StringRef> Code = Diagnostic.getAsObject()->getString("code"))
      Rules.insert(Code->str());
  return join(Rules, ", ");
}

} // namespace

std::optional<json::Value> suppressAction(const std::string &Uri, StringRef Text, int64_t Line,
                                          const std::vector<json::Value> &Diagnostics) {
  if (Line > 0 && lineAt(Text, Line - 1).ends_with("\\"))
    return std::nullopt;
  StringRef Indent = lineAt(Text, Line).take_while([](char C) { return C == ' ' || C == '\t'; });
  std::string Rules = rulesOf(Diagnostics);
  std::string Comment = (Indent + "// NOLINTNEXTLINE(" + Rules + "): say why this is safe\n").str();
  json::Value Start = json::Object{{"line", Line}, {"character", 0}};
  json::Object Edit{{"range", json::Object{{"start", Start}, {"end", Start}}}, {"newText", std::move(Comment)}};
  json::Object Changes{{Uri, json::Array{std::move(Edit)}}};
  return json::Object{{"title", "accept " + Rules + " here with a NOLINT comment"},
                      {"kind", "quickfix"},
                      {"diagnostics", json::Array(Diagnostics)},
                      {"edit", json::Object{{"changes", std::move(Changes)}}}};
}

} // namespace crosstalk::server
