// A rule as clang-tidy sees it: one adapter class for all rules of Rules.def.
//
// In:  the findings of the unit (UnitReport.h).  Out: clang-tidy diagnostics, one note per hop.
// Not here: NOLINT, header filters, line filters, output: clang-tidy's own.
#pragma once
#include "plugin/UnitReport.h"
#include "rules/Rules.h"

namespace clang::tidy {
class ClangTidyCheckFactories;
} // namespace clang::tidy

namespace crosstalk::plugin {

/// A check that reports the findings of one rule, e.g. crosstalk-unkeyed-cache.
class RuleCheck : public clang::tidy::ClangTidyCheck {
public:
  RuleCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context, std::shared_ptr<UnitReport> Report);

  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Into) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void onStartOfTranslationUnit() override { Report->startUnit(); }
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  void report(const Finding &Found, const clang::SourceManager &Sources);

  std::string RuleId;
  RuleOptions Settings;
  std::shared_ptr<UnitReport> Report;
};

/// Registers a check for each rule. The checks that one factory list creates for a unit share one UnitReport.
void addRuleChecks(clang::tidy::ClangTidyCheckFactories &Factories);

} // namespace crosstalk::plugin
