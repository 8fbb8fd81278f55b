// Findings to clang-tidy diagnostics. Positions come back from file, line and column: nothing of clang leaves facts/.
#include "plugin/RuleCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "ir/Grounds.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Basic/FileManager.h"

using namespace clang;
using namespace clang::tidy;

namespace crosstalk::plugin {
namespace {

/// Where a place is in this unit, or an invalid location if the unit does not hold its file.
SourceLocation locate(const Place &At, const SourceManager &Sources) {
  OptionalFileEntryRef File = Sources.getFileManager().getOptionalFileRef(At.File);
  if (!File || At.Line == 0)
    return {};
  return Sources.translateFileLineCol(*File, At.Line, std::max(At.Column, 1u));
}

} // namespace

RuleCheck::RuleCheck(llvm::StringRef Name, ClangTidyContext *Context, std::shared_ptr<UnitReport> Report)
    : ClangTidyCheck(Name, Context), RuleId(Name), Settings(readOptions(Options)), Report(std::move(Report)) {}

void RuleCheck::storeOptions(ClangTidyOptions::OptionMap &Into) { plugin::storeOptions(Options, Settings, Into); }

void RuleCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
}

void RuleCheck::check(const ast_matchers::MatchFinder::MatchResult &Result) {
  Verdict Judged = Report->judge(*Result.Context, Settings);
  for (const std::string &Error : Judged.Errors)
    configurationDiag("%0", DiagnosticIDs::Error) << Error;
  for (const Finding &Found : Judged.Findings)
    if (Found.RuleId == RuleId && Found.Rank >= Settings.MinimumRank)
      report(Found, *Result.SourceManager);
}

void RuleCheck::report(const Finding &Found, const SourceManager &Sources) {
  SourceLocation At = locate(Found.At, Sources);
  // A remark below "warning", so that -warnings-as-errors=* does not turn a hint into a broken build.
  auto Severity = Found.level() >= Level::Warning ? DiagnosticIDs::Warning : DiagnosticIDs::Remark;
  // "%0" keeps a '%' in the code under analysis from being read as a format. Each builder is a temporary: notes must
  // come after the diagnostic that they belong to was emitted.
  diag(At, "%0", Severity) << Found.Message;
  for (const Flow &Path : Found.Flows)
    for (const Frame &Hop : Path.Frames)
      diag(locate(Hop.At, Sources), "%0", DiagnosticIDs::Note) << Hop.Text;
  for (const Frame &Other : Found.Related)
    diag(locate(Other.At, Sources), "%0", DiagnosticIDs::Note) << Other.Text;
  diag(At, "%0", DiagnosticIDs::Note) << grounds(Found);
}

void addRuleChecks(ClangTidyCheckFactories &Factories) {
  // The checks of one unit own the report together; it goes when they go.
  auto Current = std::make_shared<std::weak_ptr<UnitReport>>();
  for (const RuleInfo &Rule : allRules()) {
    Factories.registerCheckFactory(Rule.Id, [Current](llvm::StringRef Name, ClangTidyContext *Context) {
      std::shared_ptr<UnitReport> Report = Current->lock();
      if (!Report)
        *Current = Report = std::make_shared<UnitReport>();
      return std::make_unique<RuleCheck>(Name, Context, std::move(Report));
    });
  }
}

} // namespace crosstalk::plugin
