// The findings of one translation unit, worked out once and shared by all checks of a run.
//
// In:  the AST and the checks' options.  Out: findings, and what was wrong with the options' files.
// Not here: how findings are shown (RuleCheck.h).
#pragma once
#include "plugin/RuleOptions.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace crosstalk::plugin {

/// What the pipeline says about one unit under one set of options.
struct Verdict {
  std::vector<Finding> Findings;
  std::vector<std::string> Errors;
};

/// The pipeline's result for the unit that is being looked at. The unit is summarised once; it is linked once for each
/// distinct set of options, which is once unless checks are configured differently.
class UnitReport {
public:
  /// Forgets the last unit: its AST may be gone, and its address reused.
  void startUnit();

  /// The verdict under Options. Errors are handed out to the first check that asks, so that each is shown once.
  Verdict judge(clang::ASTContext &Context, const RuleOptions &Options);

private:
  struct Judged {
    RuleOptions Options;
    std::vector<Finding> Findings;
  };
  std::shared_ptr<const ir::Unit> Unit;
  std::vector<Judged> Cache;
};

} // namespace crosstalk::plugin
