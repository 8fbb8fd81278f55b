// See KnowledgeFiles.h.
#include "driver/KnowledgeFiles.h"
#include "driver/Paths.h"
#include "driver/Schemas.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace crosstalk::driver {

static Error readInto(ArrayRef<std::string> Files, std::vector<NamedText> &To) {
  for (const std::string &File : Files) {
    auto Text = readText(File);
    if (!Text)
      return Text.takeError();
    To.push_back({File, std::move(*Text)});
  }
  return Error::success();
}

static Knowledge listsOf(const Configuration &Config) {
  Knowledge K;
  K.PrincipalTypes = Config.PrincipalTypes;
  K.PrincipalFunctions = Config.PrincipalFunctions;
  K.PrincipalFields = Config.PrincipalFields;
  K.OwnerColumns = Config.Owners;
  K.PublicTables = Config.PublicTables;
  K.Guards = Config.Guards;
  K.Entries = Config.Entries;
  return K;
}

/// Errors about a file that the search found, and nobody named, are notes: a tree may hold SQL of any kind.
static Error judge(GatheredKnowledge &Result, ArrayRef<std::string> FoundFiles) {
  std::vector<std::string> Errors, Fatal;
  (void)linkProgram({}, Result.Known, Errors);
  for (const std::string &Text : Errors) {
    bool WasFound =
        any_of(FoundFiles, [&](const std::string &File) { return StringRef(Text).starts_with(File + ":"); });
    (WasFound ? Result.Notes : Fatal).push_back(Text);
  }
  if (!Fatal.empty())
    return failure(join(Fatal, "\n"));
  return Error::success();
}

Expected<GatheredKnowledge> gatherKnowledge(const Configuration &Config, const KnowledgeOptions &Options) {
  GatheredKnowledge Result;
  Result.Known = listsOf(Config);
  for (const auto *Files : {&Config.Models, &Options.Models})
    if (Error E = readInto(*Files, Result.Known.Models))
      return E;
  for (const auto *Files : {&Config.Schemas, &Options.Schemas})
    if (Error E = readInto(*Files, Result.Known.Schemas))
      return E;
  FoundSchemas Found;
  if (Result.Known.Schemas.empty() && !Options.SchemaRoot.empty())
    Found = findSchemas(Options.SchemaRoot);
  Result.Notes = Found.Notes;
  if (Error E = readInto(Found.Files, Result.Known.Schemas))
    return E;
  if (Error E = judge(Result, Found.Files))
    return E;
  return Result;
}

} // namespace crosstalk::driver
