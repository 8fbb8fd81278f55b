// See Suppress.h.
#include "report/Suppress.h"
#include "report/Comments.h"
#include "report/Paths.h"
#include "report/Sources.h"
#include "rules/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"
#include <algorithm>
#include <map>
#include <tuple>

using namespace llvm;

namespace crosstalk::report {
namespace {

bool matches(StringRef Glob, StringRef RuleId) {
  auto Pattern = GlobPattern::create(Glob);
  if (!Pattern) {
    consumeError(Pattern.takeError());
    return Glob == RuleId;
  }
  return Pattern->match(RuleId);
}

/// The globs that name our rules; a plain "*" names none.
std::vector<std::string> ownGlobs(const LintComment &C) {
  std::vector<std::string> Out;
  for (const std::string &Glob : C.Globs)
    if (StringRef(Glob).starts_with("crosstalk-"))
      Out.push_back(Glob);
  return Out;
}

/// Lines that one comment covers, for the globs of it that name our rules.
struct Cover {
  const LintComment *By = nullptr;
  unsigned First = 0, Last = 0;
  std::vector<std::string> Globs;
  bool Used = false;

  bool covers(const Finding &F) const {
    return First <= F.At.Line && F.At.Line <= Last &&
           any_of(Globs, [&](const std::string &Glob) { return matches(Glob, F.RuleId); });
  }
};

/// The comments of one file at work on the findings in it.
class FileSuppressor {
public:
  FileSuppressor(RunRecord &Record, std::string File, StringRef Text)
      : Record(Record), File(std::move(File)), Comments(lintComments(Text)) {
    for (const LintComment &C : Comments)
      addCover(C);
    for (size_t Index : Unended)
      remark(*Covers[Index].By, "NOLINTBEGIN without a NOLINTEND of the same rules does not suppress anything");
    for (size_t I = Unended.size(); I-- > 0;)
      Covers.erase(Covers.begin() + Unended[I]);
  }

  void apply(size_t Index) {
    const Finding &F = Record.Findings[Index];
    for (Cover &One : Covers)
      if (One.covers(F)) {
        One.Used = true;
        Standing &S = Record.standing(Index);
        S.Now = Standing::State::Suppressed;
        S.Justification = One.By->Reason;
      }
    if (Record.standing(Index).open())
      remarkOnBare(F);
  }

  void remarkOnUnused() {
    for (const Cover &One : Covers)
      if (!One.Used)
        remark(*One.By, "unused " + wordOf(One.By->What).str() + "(" + join(One.Globs, ", ") +
                            "): it suppresses no finding any more");
  }

private:
  void addCover(const LintComment &C) {
    std::vector<std::string> Globs = ownGlobs(C);
    if (Globs.empty())
      return;
    if (C.What == LintComment::Kind::End)
      return endCover(C, Globs);
    if (C.Reason.empty())
      return remark(C, wordOf(C.What).str() + " without a reason does not count: write '" + wordOf(C.What).str() + "(" +
                           join(Globs, ", ") + "): reason'");
    for (const std::string &Glob : Globs)
      if (none_of(allRules(), [&](const RuleInfo &Rule) { return matches(Glob, Rule.Id); }))
        remark(C, "'" + Glob + "' names no rule");
    unsigned Line = C.What == LintComment::Kind::NextLine ? C.Line + 1 : C.Line;
    Covers.push_back({&C, Line, Line, std::move(Globs), false});
    if (C.What == LintComment::Kind::Begin)
      Unended.push_back(Covers.size() - 1);
  }

  /// The innermost open NOLINTBEGIN of the same globs ends here.
  void endCover(const LintComment &C, const std::vector<std::string> &Globs) {
    for (size_t I = Unended.size(); I-- > 0;)
      if (Covers[Unended[I]].Globs == Globs) {
        Covers[Unended[I]].Last = C.Line;
        Unended.erase(Unended.begin() + I);
        return;
      }
    remark(C, "NOLINTEND without a NOLINTBEGIN of the same rules");
  }

  /// A NOLINT that names no rule stands where a finding is: its author will wonder.
  void remarkOnBare(const Finding &F) {
    for (const LintComment &C : Comments) {
      unsigned Line = C.What == LintComment::Kind::NextLine ? C.Line + 1 : C.Line;
      bool OneLine = C.What == LintComment::Kind::Line || C.What == LintComment::Kind::NextLine;
      bool NamesNone = C.Globs.empty() || is_contained(C.Globs, "*");
      if (OneLine && NamesNone && Line == F.At.Line)
        remark(C, wordOf(C.What).str() + " without a rule does not count: write '" + wordOf(C.What).str() + "(" +
                      F.RuleId + "): reason'");
    }
  }

  void remark(const LintComment &C, std::string Text) {
    Record.Remarks.push_back({{File, C.Line, C.Column}, std::move(Text)});
  }

  RunRecord &Record;
  std::string File;
  std::vector<LintComment> Comments;
  std::vector<Cover> Covers;
  std::vector<size_t> Unended; ///< indices of Covers that wait for their NOLINTEND
};

/// Each file once, whatever names it goes by: shown name to the name it is read by.
std::map<std::string, std::string> filesOf(const RunRecord &Record, const Paths &Where) {
  std::map<std::string, std::string> Files;
  for (const std::string &File : Record.AnalysedFiles)
    Files.emplace(Where.name(File), File);
  for (const Finding &F : Record.Findings)
    Files.emplace(Where.name(F.At.File), F.At.File);
  return Files;
}

} // namespace

void applySuppressions(RunRecord &Record, Sources &Texts, UnusedComments Unused) {
  Paths Where(Record.Root);
  std::map<std::string, std::vector<size_t>> ByFile;
  for (size_t I = 0; I < Record.Findings.size(); ++I)
    ByFile[Where.name(Record.Findings[I].At.File)].push_back(I);
  for (const auto &[Name, File] : filesOf(Record, Where)) {
    const std::string *Text = Texts.text(File);
    if (!Text)
      continue;
    FileSuppressor One(Record, File, *Text);
    for (size_t Index : ByFile[Name])
      One.apply(Index);
    if (Unused == UnusedComments::Report && Record.FailedUnits == 0)
      One.remarkOnUnused();
  }
  llvm::sort(Record.Remarks,
             [](const Frame &A, const Frame &B) { return std::tie(A.At, A.Text) < std::tie(B.At, B.Text); });
  Record.Remarks.erase(std::unique(Record.Remarks.begin(), Record.Remarks.end()), Record.Remarks.end());
}

} // namespace crosstalk::report
