// Entries -> docs/models.md: by kind of library, by library, names that are known alike in one row.
#include "models/Facets.h"
#include "models/Reader.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace llvm;

namespace crosstalk {

namespace {

constexpr StringLiteral Head = R"(# Libraries that Crosstalk knows

Generated from `checks/models/*.yaml`; the test suite compares it. A name stands for every overload unless parameters
are given. How to add one: [writing-a-model.md](writing-a-model.md). The standard library's containers, strings,
streams, smart pointers, optional and variant are built into the analysis and not listed.
)";

/// "ns::Class::" of "ns::Class::method"; names of one scope share a row.
std::string scopeOf(StringRef Name) {
  if (size_t Operator = Name.find("::operator"); Operator != StringRef::npos)
    return Name.take_front(Operator + 2).str();
  size_t Colon = Name.rfind("::");
  return Colon == StringRef::npos ? "" : Name.take_front(Colon + 2).str();
}

std::string parametersOf(const ir::Model &M) {
  std::string Out;
  for (const std::string &Type : M.ParameterTypes)
    Out += (Out.empty() ? "" : ", ") + Type;
  return Out.empty() ? "" : "(" + Out + ")";
}

std::string cell(StringRef Text) {
  std::string Out;
  for (char C : Text)
    Out += C == '|' ? "\\|" : std::string(1, C);
  return Out;
}

/// (scope, what is known) -> the last parts of the names
using Rows = std::map<std::pair<std::string, std::string>, std::set<std::string>>;

Rows rowsOf(const ir::ModelSet &Models, StringRef Library) {
  Rows Out;
  for (const auto &[Name, M] : Models.ByName) {
    if (M.Library != Library)
      continue;
    std::string Scope = scopeOf(Name);
    Out[{Scope, knownOf(M)}].insert(Name.substr(Scope.size()) + parametersOf(M));
  }
  return Out;
}

std::string librarySection(const ir::ModelSet &Models, const ir::ModelLibrary &Library) {
  std::string Out = "\n### " + Library.Name + "\n";
  if (!Library.Checked.empty())
    Out += "\nRead from the headers of " + Library.Checked + ".\n";
  Out += "\n| name | what is known |\n|---|---|\n";
  for (const auto &[Key, Names] : rowsOf(Models, Library.Name)) {
    Out += "| `" + cell(Key.first) + "`";
    for (const std::string &Name : Names)
      Out += " `" + cell(Name) + "`";
    Out += " | " + cell(Key.second) + " |\n";
  }
  return Out;
}

} // namespace

std::string modelsPage(const ir::ModelSet &Models) {
  std::map<std::string, std::vector<const ir::ModelLibrary *>> ByKind;
  for (const auto &[Name, Library] : Models.Libraries)
    ByKind[Library.Kind.empty() ? "Other" : Library.Kind].push_back(&Library);
  std::string Out = Head.str();
  for (const auto &[Kind, Libraries] : ByKind) {
    Out += "\n## " + Kind + "\n";
    for (const ir::ModelLibrary *Library : Libraries)
      Out += librarySection(Models, *Library);
  }
  return Out;
}

} // namespace crosstalk
