// See ParsingSource.h.
#include "driver/ParsingSource.h"
#include "Pipeline.h"
#include "driver/Adjust.h"
#include "driver/Paths.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaConsumer.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace llvm;
using namespace clang;

namespace crosstalk::driver {

namespace {

using Clock = std::chrono::steady_clock;

/// What one parse knows and fills in.
struct ParseState {
  UnitResult Result;
  ParseLimits Limits;
  Clock::time_point Deadline = Clock::time_point::max();
  StringSet<> UserFiles;
  bool TimedOut = false;
  bool Started = false; ///< clang took the command and began to parse

  /// Errors so far were about flags, not about the code: the parse goes on without these flags.
  void start() {
    Started = true;
    Result.Errors.clear();
    Result.ErrorCount = 0;
  }

  bool isOver() { return TimedOut = TimedOut || Clock::now() > Deadline; }
};

/// Counts errors and keeps the first lines.
class ErrorRecorder : public DiagnosticConsumer {
public:
  explicit ErrorRecorder(ParseState &State) : State(State) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &Info) override {
    if (Level < DiagnosticsEngine::Error)
      return;
    ++State.Result.ErrorCount;
    if (State.Result.Errors.size() >= State.Limits.ShownErrors)
      return;
    SmallString<256> Text;
    Info.FormatDiagnostic(Text);
    State.Result.Errors.push_back(placeOf(Info) + "error: " + std::string(Text));
  }

private:
  static std::string placeOf(const Diagnostic &Info) {
    if (!Info.hasSourceManager() || Info.getLocation().isInvalid())
      return {};
    PresumedLoc At = Info.getSourceManager().getPresumedLoc(Info.getLocation());
    if (At.isInvalid())
      return {};
    return std::string(At.getFilename()) + ":" + std::to_string(At.getLine()) + ":" + std::to_string(At.getColumn()) +
           ": ";
  }

  ParseState &State;
};

/// Notes which files of the user's own tree the unit reads.
class FileRecorder : public PPCallbacks {
public:
  FileRecorder(const SourceManager &Sources, ParseState &State) : Sources(Sources), State(State) {}

  void FileChanged(SourceLocation Loc, FileChangeReason Reason, SrcMgr::CharacteristicKind Kind, FileID) override {
    if (Reason != EnterFile || SrcMgr::isSystem(Kind))
      return;
    if (auto File = Sources.getFileEntryRefForID(Sources.getFileID(Loc))) {
      SmallString<256> Path(File->getName());
      Sources.getFileManager().makeAbsolutePath(Path);
      State.UserFiles.insert(absolutePath(Path));
    }
  }

private:
  const SourceManager &Sources;
  ParseState &State;
};

/// Summarizes the unit when all of it is parsed. Bodies in system headers are skipped, which would leave what only they
/// call without a body: the deleter of a pool's "std::unique_ptr<T, GiveBack>". Those are asked for here.
class SummaryConsumer : public SemaConsumer {
public:
  SummaryConsumer(const SourceManager &Sources, ParseState &State) : Sources(Sources), State(State) {}

  void InitializeSema(Sema &S) override { Actions = &S; }

  bool shouldSkipFunctionBody(Decl *D) override { return Sources.isInSystemHeader(D->getLocation()); }

  void HandleTagDeclDefinition(TagDecl *D) override {
    const auto *R = dyn_cast<CXXRecordDecl>(D);
    if (!R || R->isDependentContext() || R->isLambda() || !R->getTemplateInstantiationPattern() ||
        Sources.isInSystemHeader(R->getLocation()))
      return;
    for (NamedDecl *Found : R->lookup(R->getASTContext().DeclarationNames.getCXXOperatorName(OO_Call)))
      if (auto *M = dyn_cast<CXXMethodDecl>(Found))
        Called.push_back(M);
  }

  /// Returning false ends the parse.
  bool HandleTopLevelDecl(DeclGroupRef) override { return !State.isOver(); }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (State.isOver())
      return;
    instantiateCalled(Context.getDiagnostics());
    State.Result.Unit = summarizeTU(Context);
  }

private:
  /// What nobody calls need not compile: a body that does not fit its arguments is no error of the unit.
  void instantiateCalled(DiagnosticsEngine &Diagnostics) {
    bool Before = Diagnostics.getSuppressAllDiagnostics();
    Diagnostics.setSuppressAllDiagnostics(true);
    for (CXXMethodDecl *M : Called)
      if (!M->isDefined() && M->getTemplateInstantiationPattern())
        Actions->InstantiateFunctionDefinition(M->getLocation(), M, /*Recursive=*/true);
    Diagnostics.setSuppressAllDiagnostics(Before);
  }

  const SourceManager &Sources;
  ParseState &State;
  Sema *Actions = nullptr;
  std::vector<CXXMethodDecl *> Called; ///< call operators of instantiated classes
};

class SummaryAction : public ASTFrontendAction {
public:
  explicit SummaryAction(ParseState &State) : State(State) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler, StringRef) override {
    State.start();
    const SourceManager &Sources = Compiler.getSourceManager();
    Compiler.getPreprocessor().addPPCallbacks(std::make_unique<FileRecorder>(Sources, State));
    // A header that is missing must not end the analysis of what follows it.
    Compiler.getDiagnostics().setFatalsAsError(true);
    return std::make_unique<SummaryConsumer>(Sources, State);
  }

private:
  ParseState &State;
};

class SummaryActionFactory : public tooling::FrontendActionFactory {
public:
  explicit SummaryActionFactory(ParseState &State) : State(State) {}

  std::unique_ptr<FrontendAction> create() override { return std::make_unique<SummaryAction>(State); }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation, FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> Containers, DiagnosticConsumer *Diagnostics) override {
    Invocation->getFrontendOpts().SkipFunctionBodies = true;
    return FrontendActionFactory::runInvocation(std::move(Invocation), Files, std::move(Containers), Diagnostics);
  }

private:
  ParseState &State;
};

IntrusiveRefCntPtr<vfs::FileSystem> filesFor(const Job &J, const Overlay *Texts, FileLog *Log) {
  IntrusiveRefCntPtr<vfs::FileSystem> Disk = vfs::createPhysicalFileSystem();
  if (Texts && !Texts->empty()) {
    auto Memory = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
    for (const auto &Entry : *Texts)
      Memory->addFile(Entry.first(), /*ModificationTime=*/0,
                      MemoryBuffer::getMemBufferCopy(Entry.second, Entry.first()));
    auto Both = makeIntrusiveRefCnt<vfs::OverlayFileSystem>(Disk);
    Both->pushOverlay(Memory);
    Disk = Both;
  }
  (void)Disk->setCurrentWorkingDirectory(J.Directory);
  return Log ? Log->watch(std::move(Disk)) : Disk;
}

void runClang(const Job &J, const Toolchain &Tools, const Overlay *Texts, FileLog *Log, ParseState &State) {
  auto Files = makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), filesFor(J, Texts, Log));
  if (!Files->getVirtualFileSystem().exists(J.File)) {
    State.Result.Errors.push_back("no such file");
    return;
  }
  for (Kept What : {Kept::Meaning, Kept::Essentials}) {
    State.Result.Errors.clear();
    State.Result.ErrorCount = 0;
    SummaryActionFactory Factory(State);
    tooling::ToolInvocation Invocation(adjustForClang(J, Tools, What), &Factory, Files.get(),
                                       std::make_shared<PCHContainerOperations>());
    ErrorRecorder Recorder(State);
    Invocation.setDiagnosticConsumer(&Recorder);
    Invocation.run();
    if (State.Started)
      return;
  }
}

void settle(ParseState &State, unsigned TimeoutSeconds) {
  UnitResult &R = State.Result;
  for (const auto &Entry : State.UserFiles)
    R.UserFiles.push_back(Entry.first().str());
  sort(R.UserFiles);
  if (State.TimedOut) {
    R.Unit = nullptr;
    R.Status = UnitResult::State::TimedOut;
    R.Errors.assign(1, "not done after " + std::to_string(TimeoutSeconds) + " seconds (--timeout)");
  } else if (!R.Unit) {
    R.Status = UnitResult::State::Failed;
    if (R.Errors.empty())
      R.Errors.push_back("clang does not take the command of this unit");
  } else {
    R.Status = R.ErrorCount ? UnitResult::State::Incomplete : UnitResult::State::Complete;
  }
}

} // namespace

std::string describeFailure(const UnitResult &Unit) {
  switch (Unit.Status) {
  case UnitResult::State::Complete:
    return {};
  case UnitResult::State::Incomplete:
    return std::to_string(Unit.ErrorCount) + (Unit.ErrorCount == 1 ? " error" : " errors") +
           "; analysed as far as clang recovered";
  case UnitResult::State::Failed:
    return "not analysed";
  case UnitResult::State::TimedOut:
    return "not analysed in time";
  }
  llvm_unreachable("all states are listed");
}

UnitResult ParsingSource::parse(const Job &J, FileLog *Log) {
  // On the heap, and left there after a crash: what a broken parse still points to is not freed.
  auto *State = new ParseState;
  State->Result.File = J.File;
  State->Limits = Limits;
  if (Limits.Timeout.count())
    State->Deadline = Clock::now() + Limits.Timeout;
  CrashRecoveryContext Guard;
  if (!Guard.RunSafely([&] { runClang(J, Tools, Texts.get(), Log, *State); })) {
    UnitResult Crashed;
    Crashed.File = J.File;
    Crashed.Errors.push_back("the analysis of this unit crashed (signal " + std::to_string(Guard.RetCode - 128) + ")");
    return Crashed;
  }
  settle(*State, Limits.Timeout.count());
  UnitResult Result = std::move(State->Result);
  delete State;
  return Result;
}

} // namespace crosstalk::driver
