// The log as a whole. Limits are those of GitHub's code scanning; what is cut is said in a notification.
#include "report/Sarif.h"
#include "report/LineHash.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace llvm;

namespace crosstalk::report {
namespace {

constexpr size_t MaxResults = 25000;

/// The findings to write, in their order. Above the limit those of lowest rank are left out.
std::vector<size_t> chosen(const View &V) {
  std::vector<size_t> Out = V.selected();
  if (Out.size() <= MaxResults)
    return Out;
  std::sort(Out.begin(), Out.end(), [&](size_t A, size_t B) {
    unsigned RankA = V.Run.Findings[A].Rank, RankB = V.Run.Findings[B].Rank;
    return RankA != RankB ? RankA > RankB : A < B;
  });
  Out.resize(MaxResults);
  std::sort(Out.begin(), Out.end());
  return Out;
}

/// GitHub's line hashes, computed once a file.
class Hashes {
public:
  explicit Hashes(Sources &Texts) : Texts(Texts) {}

  std::string of(const Place &At) {
    auto [Found, IsNew] = ByFile.try_emplace(At.File);
    const std::string *Text = IsNew ? Texts.text(At.File) : nullptr;
    if (Text)
      Found->second = lineHashes(*Text);
    bool Known = At.Line && At.Line <= Found->second.size();
    return Known ? Found->second[At.Line - 1] : std::string();
  }

private:
  Sources &Texts;
  std::map<std::string, std::vector<std::string>> ByFile;
};

Json results(const View &V) {
  Json Out = Json::array();
  Hashes Lines(V.Texts);
  for (size_t I : chosen(V))
    Out.push_back(sarifResult(V, I, Lines.of(V.Run.Findings[I].At)));
  return Out;
}

Json artifacts(const View &V) {
  std::vector<std::pair<std::string, std::string>> Files; // shown name, name
  for (const std::string &File : V.Run.AnalysedFiles)
    Files.emplace_back(V.Where.name(File), File);
  for (const UnitFailure &Failure : V.Run.Failures)
    Files.emplace_back(V.Where.name(Failure.File), Failure.File);
  std::sort(Files.begin(), Files.end());
  auto SameName = [](const auto &A, const auto &B) { return A.first == B.first; };
  Files.erase(std::unique(Files.begin(), Files.end(), SameName), Files.end());
  Json Out = Json::array();
  for (const auto &[Name, File] : Files)
    if (!Name.empty())
      Out.push_back({{"location", sarifArtifact(V, File)}, {"roles", Json::array({"analysisTarget"})}});
  return Out;
}

Json baseIds() {
  return {{"%SRCROOT%", {{"description", {{"text", "The root of the source tree that was analysed."}}}}}};
}

Json provenance(const View &V, const Checkout &From) {
  Json Out = {{"repositoryUri", From.RepositoryUri}, {"revisionId", From.Revision}};
  if (!From.Branch.empty())
    Out["branch"] = From.Branch;
  if (Paths(From.Top).root() == V.Where.root())
    Out["mappedTo"] = {{"uriBaseId", "%SRCROOT%"}};
  return Json::array({Out});
}

/// The token at a place, or its whole line where the column is not known.
Json region(const Place &At, StringRef Line) {
  Json Out = {{"startLine", std::max(1u, At.Line)}};
  if (At.Column)
    Out["startColumn"] = utf16Column(Line, At.Column);
  if (At.Column == 0 || At.Column > Line.size())
    return Out;
  unsigned End = tokenEnd(Line, At.Column);
  Out["endColumn"] = utf16Column(Line, End);
  Out["snippet"] = {{"text", validUtf8(Line.slice(At.Column - 1, End - 1))}};
  return Out;
}

} // namespace

Json sarifArtifact(const View &V, const std::string &File) {
  return {{"uri", V.Where.uri(File)}, {"uriBaseId", "%SRCROOT%"}};
}

Json sarifPlace(const View &V, const Place &At) {
  StringRef Line = V.Texts.line(At.File, At.Line);
  Json Out = {{"artifactLocation", sarifArtifact(V, At.File)}, {"region", region(At, Line)}};
  if (!Line.empty())
    Out["contextRegion"] = {{"startLine", At.Line}, {"snippet", {{"text", validUtf8(Line)}}}};
  return Out;
}

std::string renderSarif(const View &V) {
  Json Run;
  Run["tool"] = {{"driver", sarifDriver()}};
  Run["automationDetails"] = {{"id", "crosstalk/"},
                              {"description", {{"text", "Data of one user that can reach another user."}}}};
  Run["invocations"] = Json::array({sarifInvocation(V)});
  if (V.Run.Repository)
    Run["versionControlProvenance"] = provenance(V, *V.Run.Repository);
  Run["originalUriBaseIds"] = baseIds();
  Run["columnKind"] = "utf16CodeUnits";
  Run["artifacts"] = artifacts(V);
  Run["results"] = results(V);
  Run["taxonomies"] = Json::array({sarifTaxonomy()});
  Json Log;
  Log["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
  Log["version"] = "2.1.0";
  Log["runs"] = Json::array({std::move(Run)});
  return toText(Log);
}

} // namespace crosstalk::report
