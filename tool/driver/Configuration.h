// .crosstalk.yaml: what users say once for their whole tree.
//
// In:  the file, found upward or named by --config.  Out: plain values; paths in it are absolute.
// Unknown keys, wrong types, unknown rules and files that do not exist are errors "file:line:column: found ...,
// expected ...".
#pragma once
#include "Pipeline.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <optional>

namespace crosstalk::driver {

struct Configuration {
  std::string File;                ///< empty: there is none, all values are the defaults
  std::string Folder;              ///< its folder: what "exclude" patterns are relative to
  std::vector<std::string> Models; ///< absolute paths
  std::vector<std::string> Schemas;
  std::vector<std::string> PrincipalTypes, PrincipalFunctions, PrincipalFields;
  std::vector<std::string> Owners, PublicTables, Guards, Entries;
  std::vector<std::string> Exclude;                  ///< globs or folders; "third_party" means all below it
  std::map<std::string, std::optional<Level>> Rules; ///< a rule's own level; none: the rule is off
  unsigned MinimumRank = 0;

  /// Whether a file is below an excluded path. The file is absolute.
  bool excludes(llvm::StringRef File) const;

  /// Whether a finding is to be reported at all: its rule is on, its rank high enough, its file not excluded.
  bool wants(const Finding &F) const;

  /// The level that the configuration gives the findings of this rule; none: that of their ranks.
  std::optional<Level> levelFor(llvm::StringRef Rule) const;
};

/// The nearest .crosstalk.yaml at or above this folder.
std::optional<std::string> findConfiguration(llvm::StringRef From);

llvm::Expected<Configuration> readConfiguration(llvm::StringRef File);

} // namespace crosstalk::driver
