// crosstalk serve: wires the language server to an Analyzer of the editor's project.
#include "Commands.h"
#include "Run.h"
#include "driver/Analyzer.h"
#include "driver/Paths.h"
#include "report/Sources.h"
#include "report/Suppress.h"
#include "server/Server.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/thread.h"
#include <atomic>

using namespace llvm;
using namespace crosstalk::driver;

namespace crosstalk {

namespace {

/// The project of the first file that the editor shows: its database is looked for from there.
class Workspace {
public:
  explicit Workspace(const CommandLine &Line) : Line(Line) {}
  ~Workspace() {
    Stopping = true;
    if (Warmer.joinable())
      Warmer.join();
  }
  Workspace(const Workspace &) = delete;
  Workspace &operator=(const Workspace &) = delete;

  Expected<std::vector<Finding>> analyse(const std::string &File, const std::string &Text) {
    if (!Units)
      if (Error E = open(File))
        return E;
    if (S.Config.excludes(absolutePath(File)))
      return std::vector<Finding>();
    auto Found = Units->analyse(File, Text);
    if (!Found)
      return Found.takeError();
    startWarming();
    return decided(std::move(*Found), File, Text);
  }

private:
  /// Without a database a file is read with the language's defaults: better than nothing for a single file.
  Error open(const std::string &File) {
    CommandLine Own = Line;
    if (!Own.has(Option::Database) && !findDatabase(sys::path::parent_path(absolutePath(File))))
      Own.Flags.emplace();
    auto Opened = openSession(Own, {File}, Scope::Whole);
    if (!Opened)
      return Opened.takeError();
    S = std::move(*Opened);
    Units = std::make_unique<Analyzer>(AnalyzerSetup{S.Tools, S.Limits, S.Database, S.Targets, S.Known, S.CacheFolder});
    return Error::success();
  }

  /// The other units follow in the background, after the file that the user waits for.
  void startWarming() {
    if (!Warmer.joinable())
      Warmer = llvm::thread(std::optional<unsigned>(64u << 20),
                            [this] { Units->warmUp([this] { return Stopping.load(); }); });
  }

  /// Open findings only: comments, the baseline and the configuration are obeyed.
  std::vector<Finding> decided(std::vector<Finding> Found, const std::string &File, const std::string &Text) {
    report::RunRecord Record;
    Record.Root = S.Root;
    addFindings(Record, S, std::move(Found));
    report::Sources Texts([&](const std::string &Path) -> std::optional<std::string> {
      if (absolutePath(Path) == absolutePath(File))
        return Text;
      return expectedToOptional(readText(Path));
    });
    report::applySuppressions(Record, Texts, report::UnusedComments::Keep);
    if (auto Accepted = openBaseline(Line, S); !Accepted)
      errs() << "crosstalk: " << toString(Accepted.takeError()) << '\n';
    else if (*Accepted)
      applyAccepted(Record, **Accepted);
    std::vector<Finding> Open;
    for (size_t I = 0; I != Record.Findings.size(); ++I)
      if (Record.standing(I).open())
        Open.push_back(std::move(Record.Findings[I]));
    return Open;
  }

  const CommandLine &Line;
  Session S;
  std::unique_ptr<Analyzer> Units;
  std::atomic<bool> Stopping{false};
  llvm::thread Warmer;
};

} // namespace

ExitCode runServe(const CommandLine &Line) {
  Workspace Project(Line);
  server::ServerOptions Options;
  Options.Version = CROSSTALK_VERSION;
  Options.Analyse = [&](const std::string &File, const std::string &Text) { return Project.analyse(File, Text); };
  return server::serve(Options) == 0 ? ExitCode::Clean : ExitCode::Reported;
}

} // namespace crosstalk
