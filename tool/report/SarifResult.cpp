// One finding, and the invocation.
#include "report/Sarif.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace llvm;

namespace crosstalk::report {
namespace {

constexpr size_t MaxSteps = 1000; ///< of all flows of one result: what is shown; the hard limit is ten times that
constexpr size_t MaxRelated = 100;

std::string sentence(StringRef Text) {
  bool Ends = Text.ends_with(".") || Text.ends_with("?") || Text.ends_with("!");
  return Text.take_front().upper() + Text.drop_front().str() + (Ends ? "" : ".");
}

/// Brackets in front of a parenthesis would be read as a link.
std::string plain(std::string Text) {
  if (Text.find("](") == std::string::npos)
    return Text;
  std::string Out;
  for (char C : Text)
    Out += C == '[' || C == ']' ? std::string("\\") + C : std::string(1, C);
  return Out;
}

std::string messageText(const View &V, const Finding &F) {
  std::string Out = sentence(F.Message);
  if (!F.Exposed.empty())
    Out += " Exposed: " + joined(F.Exposed) + ".";
  if (std::string Entries = entriesText(F); !Entries.empty())
    Out += " " + sentence(Entries);
  return plain(V.Where.scrub(Out));
}

std::string row(StringRef Title, StringRef Value) {
  return Value.empty() ? std::string() : "- **" + Title.str() + "**: " + Value.str() + "\n";
}

std::string code(StringRef Text) { return Text.empty() ? std::string() : "`" + Text.str() + "`"; }

std::string messageMarkdown(const View &V, const Finding &F) {
  std::string Facts = row("Principal", code(F.Principal)) + row("Storage", code(F.Storage)) + row("Key", code(F.Key)) +
                      row("Exposed", toMarkdown(joined(F.Exposed))) + row("Written by", toMarkdown(joined(F.Writers))) +
                      row("Read by", toMarkdown(joined(F.Readers)));
  std::string Why;
  for (const Evidence &Reason : F.Reasons)
    Why += "- " + toMarkdown(Reason.Text) + "\n";
  std::string Out = toMarkdown(sentence(F.Message));
  if (!Facts.empty())
    Out += "\n\n" + Facts;
  if (!Why.empty())
    Out += "\n**Why** (rank " + utostr(F.Rank) + " of 100):\n\n" + Why;
  return V.Where.scrub(Out);
}

Json message(const View &V, StringRef Text) { return {{"text", plain(V.Where.scrub(sentence(Text)))}}; }

Json location(const View &V, const Frame &At) {
  return {{"physicalLocation", sarifPlace(V, At.At)}, {"message", message(V, At.Text)}};
}

Json threadFlow(const View &V, const Flow &One, size_t &Left) {
  Json Steps = Json::array();
  for (const Frame &Step : One.Frames) {
    if (Step.At.File.empty() || Left == 0)
      continue;
    --Left;
    Steps.push_back({{"location", location(V, Step)}, {"importance", "essential"}});
  }
  return Steps;
}

Json codeFlows(const View &V, const Finding &F) {
  Json Out = Json::array();
  size_t Left = MaxSteps;
  for (const Flow *One : orderedFlows(F)) {
    Json Steps = threadFlow(V, *One, Left);
    if (Steps.empty())
      continue;
    Json Thread = {{"id", flowName(One->What)}, {"locations", std::move(Steps)}};
    Out.push_back({{"message", message(V, flowTitle(One->What))}, {"threadFlows", Json::array({std::move(Thread)})}});
  }
  return Out;
}

Json relatedLocations(const View &V, const Finding &F) {
  Json Out = Json::array();
  for (const Frame &At : F.Related) {
    if (At.At.File.empty() || Out.size() == MaxRelated)
      continue;
    Json One = {{"id", Out.size() + 1}};
    One.update(location(V, At));
    Out.push_back(std::move(One));
  }
  return Out;
}

Json primaryLocation(const View &V, const Finding &F) {
  Json Out = {{"physicalLocation", sarifPlace(V, F.At)}};
  unsigned First = F.At.Line > 2 ? F.At.Line - 2 : 1;
  unsigned Last = std::min(F.At.Line + 2, V.Texts.lineCount(F.At.File));
  std::string Around;
  for (unsigned Line = First; Line <= Last; ++Line)
    Around += validUtf8(V.Texts.line(F.At.File, Line)) + "\n";
  if (!Around.empty())
    Out["physicalLocation"]["contextRegion"] = {
        {"startLine", First}, {"endLine", Last}, {"snippet", {{"text", Around}}}};
  if (!F.Function.empty())
    Out["logicalLocations"] = Json::array({{{"fullyQualifiedName", F.Function}, {"kind", "function"}}});
  return Out;
}

Json suppressions(const Standing &S) {
  Json One = {{"kind", S.Now == Standing::State::Suppressed ? "inSource" : "external"}, {"status", "accepted"}};
  if (!S.Justification.empty())
    One["justification"] = S.Justification;
  return Json::array({One});
}

Json scrubbed(const View &V, const std::vector<std::string> &Texts) {
  Json Out = Json::array();
  for (const std::string &Text : Texts)
    Out.push_back(V.Where.scrub(Text));
  return Out;
}

Json resultProperties(const View &V, size_t Index) {
  const Finding &F = V.Run.Findings[Index];
  Json Reasons = Json::array();
  for (const Evidence &Reason : F.Reasons)
    Reasons.push_back({{"id", Reason.Id}, {"text", V.Where.scrub(Reason.Text)}, {"weight", Reason.Weight}});
  Json Out = {{"fingerprint", V.Names[Index]},
              {"function", F.Function},
              {"principal", F.Principal},
              {"storage", F.Storage},
              {"key", F.Key},
              {"security-severity", severityText(severityOf(F))},
              {"evidence", std::move(Reasons)},
              {"exposed", scrubbed(V, F.Exposed)},
              {"writers", scrubbed(V, F.Writers)},
              {"readers", scrubbed(V, F.Readers)},
              {"bodyHash", F.BodyHash}};
  if (const std::string &Returned = V.Run.standing(Index).Returned; !Returned.empty())
    Out["returned"] = Returned;
  return Out;
}

/// SARIF has no level below note.
const char *sarifLevel(Level L) { return L == Level::Hidden ? "note" : levelName(L); }

std::optional<size_t> ruleIndex(const std::string &Id) {
  auto At = find_if(allRules(), [&](const RuleInfo &Rule) { return Rule.Id == Id; });
  if (At == allRules().end())
    return std::nullopt;
  return At - allRules().begin();
}

Json notification(Notice Kind, StringRef Level, Json Message) {
  Json Out = {{"descriptor", {{"id", noticeId(Kind)}, {"index", static_cast<unsigned>(Kind)}}},
              {"level", Level.str()},
              {"message", std::move(Message)}};
  return Out;
}

Json failureNotifications(const View &V) {
  std::vector<UnitFailure> Failures = V.Run.Failures;
  llvm::sort(Failures, [&](const UnitFailure &A, const UnitFailure &B) {
    return std::pair(V.Where.name(A.File), A.Text) < std::pair(V.Where.name(B.File), B.Text);
  });
  Json Out = Json::array();
  for (const UnitFailure &Failure : Failures) {
    Json One = notification(Notice::UnitFailed, "error", message(V, Failure.Text));
    Json Place = {{"artifactLocation", sarifArtifact(V, Failure.File)}};
    One["locations"] = Json::array({{{"physicalLocation", std::move(Place)}}});
    Out.push_back(std::move(One));
  }
  return Out;
}

Json notifications(const View &V) {
  Json Out = failureNotifications(V);
  for (const std::string &Warning : coverageWarnings(V.Run))
    Out.push_back(notification(Notice::NothingRecognised, "warning", message(V, Warning)));
  for (const Frame &Remark : V.Run.Remarks) {
    Out.push_back(notification(Notice::Remark, "note", message(V, Remark.Text)));
    if (!Remark.At.File.empty())
      Out.back()["locations"] = Json::array({{{"physicalLocation", sarifPlace(V, Remark.At)}}});
  }
  for (const std::string &Note : V.Run.Notes)
    Out.push_back(notification(Notice::Note, "note", message(V, Note)));
  return Out;
}

} // namespace

Json sarifResult(const View &V, size_t Index, const std::string &LineHash) {
  const Finding &F = V.Run.Findings[Index];
  const Standing &S = V.Run.standing(Index);
  Json Out = {{"ruleId", F.RuleId}};
  if (auto At = ruleIndex(F.RuleId))
    Out["ruleIndex"] = *At;
  Out["level"] = sarifLevel(V.Run.levelOf(Index));
  Out["rank"] = std::min(F.Rank, 100u);
  Out["message"] = {{"text", messageText(V, F)}, {"markdown", messageMarkdown(V, F)}};
  Out["locations"] = Json::array({primaryLocation(V, F)});
  if (Json Related = relatedLocations(V, F); !Related.empty())
    Out["relatedLocations"] = std::move(Related);
  if (Json Flows = codeFlows(V, F); !Flows.empty())
    Out["codeFlows"] = std::move(Flows);
  Out["partialFingerprints"] = {{"crosstalk/v1", V.Names[Index]}};
  if (!LineHash.empty())
    Out["partialFingerprints"]["primaryLocationLineHash"] = LineHash;
  if (!S.open())
    Out["suppressions"] = suppressions(S);
  if (S.Against != Compared::Unset)
    Out["baselineState"] = comparedName(S.Against);
  Out["properties"] = resultProperties(V, Index);
  return Out;
}

Json sarifInvocation(const View &V) {
  const RunRecord &Run = V.Run;
  Json Out = {{"executionSuccessful", Run.FailedUnits == 0}, {"exitCode", Run.ExitCode}};
  Out["toolExecutionNotifications"] = notifications(V);
  Out["properties"] = {{"units", Run.Units},
                       {"failedUnits", Run.FailedUnits},
                       {"functions", Run.Seen.Functions},
                       {"principalTypes", Run.Seen.PrincipalTypes},
                       {"storages", Run.Seen.Storages},
                       {"entries", Run.Seen.Entries},
                       {"queries", Run.Seen.Queries},
                       {"parsedQueries", Run.Seen.ParsedQueries}};
  return Out;
}

} // namespace crosstalk::report
