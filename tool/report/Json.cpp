// The project's own JSON, for scripts. Keys are only ever added; "format" grows by one when a key changes its meaning.
//
//   format, tool {name, version}, summary, exitCode, seen {units, failedUnits, functions, principalTypes, ...}
//   findings [{fingerprint, rule, family, cwe [], level, rank, severity, message, file, line, column, function,
//              principal, storage, key, flows [{kind: value|key|reader, frames [FRAME]}], related [FRAME],
//              evidence [{id, text, weight}], exposed [], writers [], readers [], bodyHash,
//              state: open|suppressed|accepted, justification, returned, compared: ""|new|unchanged|updated}]
//   failures [{file, text}], warnings [], remarks [FRAME], notes []
// FRAME is {file, line, column, text}; files are relative to the root, lines and byte columns count from 1, 0: unknown.
#include "report/JsonText.h"
#include "report/Renderers.h"
#include "report/RuleText.h"

namespace crosstalk::report {
namespace {

Json place(const View &V, const Place &At) {
  return {{"file", V.Where.name(At.File)}, {"line", At.Line}, {"column", At.Column}};
}

Json frames(const View &V, const std::vector<Frame> &Frames) {
  Json Out = Json::array();
  for (const Frame &One : Frames) {
    Out.push_back(place(V, One.At));
    Out.back()["text"] = V.Where.scrub(One.Text);
  }
  return Out;
}

Json flows(const View &V, const Finding &F) {
  Json Out = Json::array();
  for (const Flow *One : orderedFlows(F))
    Out.push_back({{"kind", flowName(One->What)}, {"frames", frames(V, One->Frames)}});
  return Out;
}

Json evidence(const View &V, const Finding &F) {
  Json Out = Json::array();
  for (const Evidence &Reason : F.Reasons)
    Out.push_back({{"id", Reason.Id}, {"text", V.Where.scrub(Reason.Text)}, {"weight", Reason.Weight}});
  return Out;
}

Json cweNumbers(const RuleInfo &Rule) {
  Json Out = Json::array();
  for (const Cwe &One : cwesOf(Rule))
    Out.push_back("CWE-" + One.Number);
  return Out;
}

Json finding(const View &V, size_t Index) {
  const Finding &F = V.Run.Findings[Index];
  const Standing &S = V.Run.standing(Index);
  const RuleInfo *Rule = findRule(F.RuleId);
  Json Out = {{"fingerprint", V.Names[Index]},
              {"rule", F.RuleId},
              {"family", Rule ? str(Rule->Family) : ""},
              {"cwe", Rule ? cweNumbers(*Rule) : Json::array()},
              {"level", levelName(V.Run.levelOf(Index))},
              {"rank", F.Rank},
              {"severity", severityText(severityOf(F))},
              {"message", V.Where.scrub(F.Message)}};
  Out.update(place(V, F.At));
  Out["function"] = F.Function;
  Out["principal"] = F.Principal;
  Out["storage"] = F.Storage;
  Out["key"] = F.Key;
  Out["flows"] = flows(V, F);
  Out["related"] = frames(V, F.Related);
  Out["evidence"] = evidence(V, F);
  Out["exposed"] = F.Exposed;
  Out["writers"] = F.Writers;
  Out["readers"] = F.Readers;
  Out["bodyHash"] = F.BodyHash;
  Out["state"] = stateName(S.Now);
  Out["justification"] = S.Justification;
  Out["returned"] = S.Returned;
  Out["compared"] = comparedName(S.Against);
  return Out;
}

Json coverage(const RunRecord &Run) {
  return {{"units", Run.Units},
          {"failedUnits", Run.FailedUnits},
          {"functions", Run.Seen.Functions},
          {"principalTypes", Run.Seen.PrincipalTypes},
          {"storages", Run.Seen.Storages},
          {"entries", Run.Seen.Entries},
          {"queries", Run.Seen.Queries},
          {"parsedQueries", Run.Seen.ParsedQueries}};
}

} // namespace

std::string renderJson(const View &V) {
  Json Out = {{"format", 1}, {"tool", {{"name", "crosstalk"}, {"version", CROSSTALK_VERSION}}}};
  Out["summary"] = summaryLine(V.Run);
  Out["exitCode"] = V.Run.ExitCode;
  Out["seen"] = coverage(V.Run);
  Out["findings"] = Json::array();
  for (size_t I : V.selected())
    Out["findings"].push_back(finding(V, I));
  Out["failures"] = Json::array();
  for (const UnitFailure &Failure : V.Run.Failures)
    Out["failures"].push_back({{"file", V.Where.name(Failure.File)}, {"text", V.Where.scrub(Failure.Text)}});
  Out["warnings"] = coverageWarnings(V.Run);
  Out["remarks"] = frames(V, V.Run.Remarks);
  Out["notes"] = Json::array();
  for (const std::string &Note : V.Run.Notes)
    Out["notes"].push_back(V.Where.scrub(Note));
  return toText(Out);
}

} // namespace crosstalk::report
