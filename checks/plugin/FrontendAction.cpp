// The same checks inside a host that is not clang-tidy: clang++ -fplugin=, and clangd with the object preloaded.
//
// In:  a frontend plugin action that runs after the main one; options from the nearest .clang-tidy.
// Out: the host's own diagnostics; NOLINT is honoured by clang-tidy's consumer in between.
// Inside clang-tidy the action stays off: the module already runs there, and each finding would come twice.
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang-tidy/ClangTidyModule.h"
#include "plugin/RuleCheck.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/ScopeExit.h"
#include <dlfcn.h>

using namespace clang;
using namespace clang::tidy;

namespace crosstalk::plugin {
namespace {

/// The options of the nearest .clang-tidy. One that names no rule of ours has no say in which of them run.
ClangTidyOptions optionsFor(llvm::StringRef File, llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
  ClangTidyOptions Defaults = ClangTidyOptions::getDefaults();
  Defaults.Checks = "";
  FileOptionsProvider Provider(ClangTidyGlobalOptions(), Defaults, ClangTidyOptions(), std::move(Files));
  ClangTidyOptions Options = Provider.getOptions(File);
  std::string Own = "-*,crosstalk-*";
  bool Named = Options.Checks && llvm::StringRef(*Options.Checks).contains("crosstalk");
  Options.Checks = Named ? Own + "," + *Options.Checks : Own;
  return Options;
}

/// Runs the rules' checks on a parsed unit and forwards what they say to the host's diagnostics.
void runChecks(CompilerInstance &Compiler, ASTContext &Context, llvm::StringRef File) {
  ClangTidyOptions Options = optionsFor(File, Compiler.getVirtualFileSystemPtr());
  ClangTidyContext Tidy(std::make_unique<DefaultOptionsProvider>(ClangTidyGlobalOptions(), std::move(Options)));
  ClangTidyDiagnosticConsumer Consumer(Tidy, &Compiler.getDiagnostics());
  DiagnosticOptions DiagOptions;
  DiagnosticsEngine Engine(DiagnosticIDs::create(), DiagOptions, &Consumer, /*ShouldOwnClient=*/false);
  Tidy.setDiagnosticsEngine(nullptr, &Engine);
  Tidy.setSourceManager(&Context.getSourceManager());
  Tidy.setCurrentFile(File);
  Tidy.setASTContext(&Context);
  Consumer.BeginSourceFile(Context.getLangOpts(), &Compiler.getPreprocessor());

  ClangTidyCheckFactories Factories;
  addRuleChecks(Factories);
  ast_matchers::MatchFinder Finder;
  std::vector<std::unique_ptr<ClangTidyCheck>> Checks = Factories.createChecksForLanguage(&Tidy);
  for (const std::unique_ptr<ClangTidyCheck> &Check : Checks)
    Check->registerMatchers(&Finder);
  Finder.match(*Context.getTranslationUnitDecl(), Context);
  Consumer.EndSourceFile();
}

/// Remembers what the main file declares. With a precompiled preamble only that is looked at, since a walk over
/// everything would load the whole preamble again at each keystroke.
class ChecksConsumer : public ASTConsumer {
public:
  ChecksConsumer(CompilerInstance &Compiler, llvm::StringRef File) : Compiler(Compiler), File(File) {}

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    for (Decl *Declared : Group)
      if (Compiler.getSourceManager().isInMainFile(Declared->getLocation()))
        MainDecls.push_back(Declared);
    return true;
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    std::vector<Decl *> Before = Context.getTraversalScope();
    auto Restore = llvm::scope_exit([&] { Context.setTraversalScope(Before); });
    if (Compiler.getPreprocessorOpts().PrecompiledPreambleBytes.first != 0)
      Context.setTraversalScope(MainDecls);
    runChecks(Compiler, Context, File);
  }

private:
  CompilerInstance &Compiler;
  std::string File;
  std::vector<Decl *> MainDecls;
};

/// Whether the process has a clang-tidy of its own, which then runs the module. Its copy of libclangTidy, coming first,
/// is what names here are bound to.
bool hostIsClangTidy() {
  Dl_info Tidy{}, Own{};
  static const char Anchor = 0;
  return dladdr(reinterpret_cast<void *>(&ClangTidyOptions::getDefaults), &Tidy) != 0 && dladdr(&Anchor, &Own) != 0 &&
         Tidy.dli_fbase != Own.dli_fbase;
}

/// Whether the parse is of a whole unit whose warnings are shown. clangd also parses to precompile a preamble, and to
/// index other files in the background without their function bodies: work thrown away.
bool wantsChecks(const CompilerInstance &Compiler) {
  return !Compiler.getPreprocessorOpts().GeneratePreamble && !Compiler.getFrontendOpts().SkipFunctionBodies &&
         !Compiler.getDiagnosticOpts().IgnoreWarnings;
}

class ChecksAction : public PluginASTAction {
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler, llvm::StringRef File) override {
    if (!wantsChecks(Compiler))
      return std::make_unique<ASTConsumer>();
    return std::make_unique<ChecksConsumer>(Compiler, File);
  }
  bool ParseArgs(const CompilerInstance &Compiler, const std::vector<std::string> &Arguments) override {
    for (const std::string &Argument : Arguments) {
      DiagnosticsEngine &Engine = Compiler.getDiagnostics();
      Engine.Report(Engine.getCustomDiagID(DiagnosticsEngine::Error,
                                           "the crosstalk plugin takes no argument '%0'; options go to .clang-tidy"))
          << Argument;
    }
    return Arguments.empty();
  }
  ActionType getActionType() override { return hostIsClangTidy() ? CmdlineAfterMainAction : AddAfterMainAction; }
};

FrontendPluginRegistry::Add<ChecksAction> Register("crosstalk", "Finds code where one user's data can reach another.");

} // namespace
} // namespace crosstalk::plugin
