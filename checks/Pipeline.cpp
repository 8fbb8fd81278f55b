// The order of the stages. See Pipeline.h.
#include "Pipeline.h"
#include "facts/Extract.h"
#include "link/Link.h"
#include "models/Reader.h"
#include "llvm/Support/Error.h"

namespace crosstalk {

static facts::LibraryHeaders libraryHeaders(const ir::ModelSet &Models) {
  facts::LibraryHeaders All;
  for (const auto &[Qualified, M] : Models.ByName) {
    size_t End = Qualified.find("::");
    auto Library = Models.Libraries.find(M.Library);
    if (End != std::string::npos && Library != Models.Libraries.end())
      for (const std::string &Header : Library->second.Headers)
        All[Qualified.substr(0, End)].insert(Header.substr(Header.rfind('/') + 1));
  }
  return All;
}

std::shared_ptr<const ir::Unit> summarizeTU(clang::ASTContext &Context) {
  static const facts::LibraryHeaders Libraries = libraryHeaders(builtinModels());
  return facts::extractUnit(Context, Libraries);
}

static void readAllModels(const Knowledge &Known, ir::ModelSet &Models, std::vector<std::string> &Errors) {
  Models = builtinModels();
  for (const NamedText &M : Known.Models)
    if (llvm::Error E = readModels(M.Name, M.Text, Models))
      Errors.push_back(llvm::toString(std::move(E)));
}

/// Who reads the configuration has checked the kinds; the plugin's options fall back to users.
static std::vector<ir::DeclaredName> declared(const std::vector<std::string> &Texts) {
  std::vector<ir::DeclaredName> Names;
  for (const std::string &Text : Texts)
    Names.push_back(ir::readDeclared(Text).value_or(ir::DeclaredName{Text.substr(0, Text.find(' '))}));
  return Names;
}

std::shared_ptr<const ir::Program> linkProgram(const std::vector<std::shared_ptr<const ir::Unit>> &Units,
                                               const Knowledge &Known, std::vector<std::string> &Errors) {
  auto P = std::make_shared<ir::Program>();
  readAllModels(Known, P->Models, Errors);
  for (const NamedText &S : Known.Schemas)
    P->SchemaTexts.emplace_back(S.Name, S.Text);
  P->PrincipalTypes = declared(Known.PrincipalTypes);
  P->PrincipalFields = declared(Known.PrincipalFields);
  P->OwnerColumns = declared(Known.OwnerColumns);
  P->PublicTables = Known.PublicTables;
  P->Whole = Known.WholeProgram;
  std::vector<ir::Function> Bodies;
  link::mergeUnits(*P, Units, Bodies);
  for (const ir::DeclaredName &D : declared(Known.PrincipalFunctions))
    link::markFunctions(*P, Bodies, D.Name, ir::withKind(ir::MarkPrincipal, D.Kind));
  for (const std::string &Guard : Known.Guards)
    link::markFunctions(*P, Bodies, Guard, ir::MarkGuard);
  for (const std::string &Entry : Known.Entries)
    link::markFunctions(*P, Bodies, Entry, ir::MarkEntry);
  link::solve(*P, Bodies);
  return P;
}

std::string dumpModels(const Knowledge &Known, std::vector<std::string> &Errors) {
  ir::ModelSet Models;
  readAllModels(Known, Models, Errors);
  return dumpModels(Models);
}

bool definesMain(const ir::Unit &Unit) {
  for (const ir::Function &F : Unit.Functions)
    if (F.Flags & ir::FunctionIsMain)
      return true;
  return false;
}

} // namespace crosstalk
