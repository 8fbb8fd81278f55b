// Registers the rules with clang-tidy, which finds the module in its registry after -load.
#include "clang-tidy/ClangTidyModule.h"
#include "plugin/RuleCheck.h"

namespace crosstalk::plugin {
namespace {

class CrosstalkModule : public clang::tidy::ClangTidyModule {
public:
  void addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override { addRuleChecks(Factories); }
};

clang::tidy::ClangTidyModuleRegistry::Add<CrosstalkModule>
    Register("crosstalk-module", "Finds code where one user's data can reach another user.");

} // namespace
} // namespace crosstalk::plugin
