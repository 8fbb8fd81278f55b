// The options of a check, under the names of the configuration's keys.
//
// In:  clang-tidy's CheckOptions: "crosstalk-unkeyed-cache.PrincipalTypes", or "PrincipalTypes" for all rules.
// Out: RuleOptions, and from them the Knowledge that the link step takes.
// Not here: .crosstalk.yaml, which the program reads (tool/driver).
#pragma once
#include "Pipeline.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <array>

namespace crosstalk::plugin {

/// The option values of one check. Lists are separated by semicolons, as everywhere in clang-tidy.
struct RuleOptions {
  /// Findings of a lower rank are not reported. The default is what the program prints: note and above.
  unsigned MinimumRank = 35;
  /// Raw text of the list options, in the order of listOptionNames().
  std::array<std::string, 9> Lists;

  /// Whether two checks may share one link step.
  bool sameKnowledge(const RuleOptions &Other) const { return Lists == Other.Lists; }
};

/// Reads the options of a check.
RuleOptions readOptions(const clang::tidy::ClangTidyCheck::OptionsView &View);

/// Writes them back, for --dump-config and --verify-config.
void storeOptions(const clang::tidy::ClangTidyCheck::OptionsView &View, const RuleOptions &Options,
                  clang::tidy::ClangTidyOptions::OptionMap &Into);

/// Turns the lists into what the link step takes. Read gives the text of a model or schema file; an option that names a
/// file that Read does not know is appended to Errors.
Knowledge knowledgeOf(const RuleOptions &Options,
                      llvm::function_ref<std::optional<std::string>(llvm::StringRef Path)> Read,
                      std::vector<std::string> &Errors);

} // namespace crosstalk::plugin
