// Option names, and their way into Knowledge. A new key of the configuration is one line in listOptions().
#include "plugin/RuleOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang::tidy;

namespace crosstalk::plugin {
namespace {

/// One list option: its name, and where its entries go. Files are read, names are taken as they are.
struct ListOption {
  llvm::StringLiteral Name;
  std::vector<std::string> Knowledge::*Names;
  std::vector<NamedText> Knowledge::*Files;
};

llvm::ArrayRef<ListOption> listOptions() {
  static constexpr ListOption Options[] = {
      {"Models", nullptr, &Knowledge::Models},
      {"Schema", nullptr, &Knowledge::Schemas},
      {"PrincipalTypes", &Knowledge::PrincipalTypes, nullptr},
      {"PrincipalFunctions", &Knowledge::PrincipalFunctions, nullptr},
      {"PrincipalFields", &Knowledge::PrincipalFields, nullptr},
      {"OwnerColumns", &Knowledge::OwnerColumns, nullptr},
      {"PublicTables", &Knowledge::PublicTables, nullptr},
      {"Guards", &Knowledge::Guards, nullptr},
      {"Entries", &Knowledge::Entries, nullptr},
  };
  static_assert(std::size(Options) == std::tuple_size_v<decltype(RuleOptions::Lists)>);
  return Options;
}

llvm::SmallVector<llvm::StringRef> entriesOf(llvm::StringRef List) {
  llvm::SmallVector<llvm::StringRef> Entries;
  List.split(Entries, ';', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef &Entry : Entries)
    Entry = Entry.trim();
  llvm::erase_if(Entries, [](llvm::StringRef Entry) { return Entry.empty(); });
  return Entries;
}

} // namespace

RuleOptions readOptions(const ClangTidyCheck::OptionsView &View) {
  RuleOptions Options;
  Options.MinimumRank = View.getLocalOrGlobal<unsigned>("MinimumRank", Options.MinimumRank);
  for (auto [Index, Option] : llvm::enumerate(listOptions()))
    Options.Lists[Index] = View.getLocalOrGlobal(Option.Name, "").str();
  return Options;
}

void storeOptions(const ClangTidyCheck::OptionsView &View, const RuleOptions &Options,
                  ClangTidyOptions::OptionMap &Into) {
  View.store(Into, "MinimumRank", Options.MinimumRank);
  for (auto [Index, Option] : llvm::enumerate(listOptions()))
    View.store(Into, Option.Name, Options.Lists[Index]);
}

Knowledge knowledgeOf(const RuleOptions &Options,
                      llvm::function_ref<std::optional<std::string>(llvm::StringRef Path)> Read,
                      std::vector<std::string> &Errors) {
  Knowledge Known;
  Known.WholeProgram = false;
  for (auto [Index, Option] : llvm::enumerate(listOptions())) {
    for (llvm::StringRef Entry : entriesOf(Options.Lists[Index])) {
      if (Option.Names) {
        (Known.*Option.Names).push_back(Entry.str());
        continue;
      }
      if (std::optional<std::string> Text = Read(Entry))
        (Known.*Option.Files).push_back({Entry.str(), std::move(*Text)});
      else
        Errors.push_back(("option '" + Option.Name + "': cannot read '" + Entry + "'").str());
    }
  }
  return Known;
}

} // namespace crosstalk::plugin
