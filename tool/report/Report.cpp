// See Report.h.
#include "report/Report.h"
#include "report/Renderers.h"
#include "report/Sources.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <map>
#include <tuple>

using namespace llvm;

namespace crosstalk::report {

const Standing &RunRecord::standing(size_t Index) const {
  static const Standing Default;
  return Index < Standings.size() ? Standings[Index] : Default;
}

Standing &RunRecord::standing(size_t Index) {
  if (Standings.size() < Findings.size())
    Standings.resize(Findings.size());
  return Standings[Index];
}

Level RunRecord::levelOf(size_t Index) const { return standing(Index).Forced.value_or(Findings[Index].level()); }

std::optional<Format> parseFormat(StringRef Name) {
  return StringSwitch<std::optional<Format>>(Name)
      .Case("text", Format::Text)
      .Case("sarif", Format::Sarif)
      .Case("json", Format::Json)
      .Case("html", Format::Html)
      .Case("github", Format::Github)
      .Case("gitlab", Format::Gitlab)
      .Case("junit", Format::Junit)
      .Default(std::nullopt);
}

static std::string renderView(const View &V, Format How) {
  switch (How) {
  case Format::Text:
    return renderText(V);
  case Format::Sarif:
    return renderSarif(V);
  case Format::Json:
    return renderJson(V);
  case Format::Html:
    return renderHtml(V);
  case Format::Github:
    return renderGithub(V);
  case Format::Gitlab:
    return renderGitlab(V);
  case Format::Junit:
    return renderJunit(V);
  }
  return {};
}

std::string render(const RunRecord &Record, Format How, const RenderOptions &Options) {
  Sources FromDisk;
  Sources &Texts = Options.Texts ? *Options.Texts : FromDisk;
  bool OwnBase = How == Format::Text && !Options.PathBase.empty();
  return renderView(
      View{Record, Options, Texts, Paths(OwnBase ? Options.PathBase : Record.Root), uniqueFingerprints(Record)}, How);
}

static std::string counted(unsigned Count, StringRef One, StringRef Many) {
  return utostr(Count) + " " + (Count == 1 ? One : Many).str();
}

static unsigned countLevel(const RunRecord &Record, Level Exactly) {
  unsigned Count = 0;
  for (size_t I = 0; I < Record.Findings.size(); ++I)
    Count += Record.standing(I).open() && Record.levelOf(I) == Exactly;
  return Count;
}

static unsigned countState(const RunRecord &Record, Standing::State State) {
  unsigned Count = 0;
  for (size_t I = 0; I < Record.Findings.size(); ++I)
    Count += Record.standing(I).Now == State && Record.levelOf(I) != Level::Hidden;
  return Count;
}

std::string summaryLine(const RunRecord &Record) {
  const Coverage &Seen = Record.Seen;
  std::string Line = counted(Record.Units, "unit", "units") + " (" + utostr(Record.FailedUnits) + " failed), " +
                     counted(Seen.PrincipalTypes, "principal type", "principal types") + ", " +
                     counted(Seen.Storages, "storage", "storages") + ", " + counted(Seen.Entries, "entry", "entries") +
                     ", " + counted(Seen.Queries, "query", "queries") + " (" + utostr(Seen.ParsedQueries) +
                     " parsed): " + counted(countLevel(Record, Level::Error), "error", "errors") + ", " +
                     counted(countLevel(Record, Level::Warning), "warning", "warnings");
  if (unsigned Notes = countLevel(Record, Level::Note))
    Line += ", " + counted(Notes, "note", "notes");
  Line += "; " + utostr(countState(Record, Standing::State::Accepted)) + " accepted";
  if (unsigned Suppressed = countState(Record, Standing::State::Suppressed))
    Line += ", " + utostr(Suppressed) + " suppressed";
  return Line;
}

std::vector<std::string> coverageWarnings(const RunRecord &Record) {
  std::vector<std::string> Out;
  if (!Record.Seen.PrincipalTypes)
    Out.push_back("no principal type was recognised: data of one user cannot be told from another's; "
                  "name the types or functions in .crosstalk.yaml");
  if (!Record.Seen.Storages)
    Out.push_back("no shared storage was recognised: nothing was looked for in caches, globals or handlers");
  if (!Record.Seen.Entries)
    Out.push_back("no request entry was recognised: which functions requests enter is not known; "
                  "name them in .crosstalk.yaml");
  return Out;
}

void sortFindings(std::vector<Finding> &Findings) {
  auto Key = [](const Finding &F) { return std::tie(F.At, F.RuleId, F.Message); };
  std::sort(Findings.begin(), Findings.end(), [&](const Finding &A, const Finding &B) {
    if (Key(A) != Key(B))
      return Key(A) < Key(B);
    return A.Rank != B.Rank ? A.Rank > B.Rank : A.Fingerprint < B.Fingerprint;
  });
  auto Same = [&](const Finding &A, const Finding &B) { return Key(A) == Key(B); };
  Findings.erase(std::unique(Findings.begin(), Findings.end(), Same), Findings.end());
}

unsigned countOpen(const RunRecord &Record, Level Least) {
  unsigned Count = 0;
  for (size_t I = 0; I < Record.Findings.size(); ++I)
    Count += Record.standing(I).open() && Record.levelOf(I) >= Least;
  return Count;
}

/// A finding without a fingerprint of its own is named by what a rule would have named it by.
static std::string fingerprintOf(const Finding &F) {
  if (!F.Fingerprint.empty())
    return F.Fingerprint;
  std::string Parts = F.RuleId + '\0' + F.Function + '\0' + F.Storage + '\0' + F.Principal + '\0' + F.Message;
  return utohexstr(xxh3_64bits(Parts), /*LowerCase=*/true, /*Width=*/16);
}

std::vector<std::string> uniqueFingerprints(const RunRecord &Record) {
  std::map<std::string, unsigned> Count;
  std::vector<std::string> Names;
  for (const Finding &F : Record.Findings) {
    std::string Name = fingerprintOf(F);
    unsigned Nth = ++Count[Name];
    Names.push_back(Nth == 1 ? Name : Name + ":" + utostr(Nth));
  }
  return Names;
}

} // namespace crosstalk::report
