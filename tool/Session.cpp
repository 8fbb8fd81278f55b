// See Session.h.
#include "Session.h"
#include "driver/CacheFolder.h"
#include "driver/CachingSource.h"
#include "driver/Paths.h"
#include "driver/Selection.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace crosstalk::driver;

namespace crosstalk {

/// Where the search for databases and configurations starts.
static std::string startFolder(ArrayRef<std::string> Files) {
  if (Files.empty())
    return absolutePath(".");
  std::string First = absolutePath(Files.front());
  return sys::fs::is_directory(First) ? First : sys::path::parent_path(First).str();
}

static Expected<Database> openDatabase(const CommandLine &Line, ArrayRef<std::string> Files) {
  if (Line.Flags) {
    if (Line.has(Option::Database))
      return failure("-p and '-- FLAGS' exclude each other: the flags come from the database or from the command line");
    if (Files.empty())
      return failure("'-- FLAGS' needs at least one FILE");
    return fixedDatabase(Files, *Line.Flags);
  }
  if (Line.has(Option::Database))
    return loadDatabase(Line.last(Option::Database));
  for (const std::string &File : Files)
    if (!sys::fs::exists(File))
      return failure("cannot find the file '" + File + "'");
  if (auto Found = findDatabase(startFolder(Files)))
    return loadDatabase(*Found);
  return failure(
      "no compilation database (compile_commands.json) found here or above; name its folder with -p DIR, or the "
      "compiler's flags with FILE... -- FLAGS");
}

/// The folder that holds the database and all units: sources are shown below it even when the build is beside them.
static std::string commonFolder(const Database &From) {
  std::string Folder = From.Folder;
  for (const Job &J : From.Jobs)
    while (!isBelow(J.File, Folder) && Folder != "/")
      Folder = sys::path::parent_path(Folder).str();
  return Folder == "/" ? From.Folder : Folder;
}

static Expected<std::string> rootOf(const CommandLine &Line, const Database &From) {
  if (Line.has(Option::Root)) {
    std::string Root = absolutePath(Line.last(Option::Root));
    if (!sys::fs::is_directory(Root))
      return failure("--root: '" + Line.last(Option::Root) + "' is not a folder");
    return Root;
  }
  std::string Common = commonFolder(From);
  auto Top = findUpward(Common, [](StringRef Folder) { return sys::fs::exists(Folder + "/.git"); });
  return Top.value_or(Common);
}

static Expected<Configuration> openConfiguration(const CommandLine &Line, ArrayRef<std::string> Files, StringRef Root) {
  if (Line.has(Option::Config))
    return readConfiguration(Line.last(Option::Config));
  auto Found = findConfiguration(startFolder(Files));
  if (!Found)
    Found = findConfiguration(Root);
  if (Found)
    return readConfiguration(*Found);
  return Configuration();
}

/// Schema files are looked for below the root; for FILE... -- FLAGS, which may be any corner of a tree, beside the
/// files.
static std::string schemaRoot(const CommandLine &Line, const Session &S) {
  if (S.How == Linking::Split || Line.has(Option::Root))
    return S.Root;
  Database BesideFiles = S.Database;
  BesideFiles.Folder = sys::path::parent_path(S.Database.Jobs.front().File).str();
  return commonFolder(BesideFiles);
}

static ProgressMode progressOf(const CommandLine &Line) {
  return StringSwitch<ProgressMode>(Line.last(Option::Progress, "auto"))
      .Case("always", ProgressMode::Always)
      .Case("never", ProgressMode::Never)
      .Default(ProgressMode::Auto);
}

static Error readNumbers(const CommandLine &Line, Session &S) {
  auto Threads = Line.number(Option::Threads, 0);
  if (!Threads)
    return Threads.takeError();
  auto Timeout = Line.number(Option::Timeout, S.Limits.Timeout.count());
  if (!Timeout)
    return Timeout.takeError();
  S.Threads = *Threads;
  S.Limits.Timeout = std::chrono::seconds(*Timeout);
  if (!Line.has(Option::NoCache))
    S.CacheFolder = absolutePath(Line.last(Option::CacheDir, CacheFolder::defaultPath()));
  S.ShowProgress = progressOf(Line);
  return Error::success();
}

static Error openJobs(const CommandLine &Line, ArrayRef<std::string> Files, Scope What, Session &S) {
  auto Tools = findToolchain();
  if (!Tools)
    return Tools.takeError();
  S.Tools = std::move(*Tools);
  auto Database = openDatabase(Line, Files);
  if (!Database)
    return Database.takeError();
  S.Database = std::move(*Database);
  S.Notes = S.Database.Notes;
  S.How = Line.Flags ? Linking::One : Linking::Split;
  bool All = Line.Flags || What == Scope::Whole;
  auto Jobs = selectJobs(S.Database, All ? ArrayRef<std::string>() : Files, S.Tools, S.Threads);
  if (!Jobs)
    return Jobs.takeError();
  S.Jobs = std::move(*Jobs);
  return Error::success();
}

static Error openKnowledge(const CommandLine &Line, Session &S) {
  KnowledgeOptions Options{Line.all(Option::Model), Line.all(Option::Schema), schemaRoot(Line, S)};
  auto Gathered = gatherKnowledge(S.Config, Options);
  if (!Gathered)
    return Gathered.takeError();
  S.Known = std::move(Gathered->Known);
  append_range(S.Notes, Gathered->Notes);
  return Error::success();
}

/// Root, configuration, knowledge and link targets of a session that has its jobs. Files say where a configuration is
/// looked for.
static Error openSurroundings(const CommandLine &Line, ArrayRef<std::string> Files, Session &S) {
  auto Root = rootOf(Line, S.Database);
  if (!Root)
    return Root.takeError();
  S.Root = std::move(*Root);
  auto Config = openConfiguration(Line, Files, S.Root);
  if (!Config)
    return Config.takeError();
  S.Config = std::move(*Config);
  if (Error E = openKnowledge(Line, S))
    return E;
  erase_if(S.Jobs, [&](const Job &J) { return S.Config.excludes(J.File); });
  erase_if(S.Database.Jobs, [&](const Job &J) { return S.Config.excludes(J.File); });
  if (S.Jobs.empty())
    return failure(S.Config.File + ": 'exclude' leaves no unit to analyse");
  auto Targets = readLinkTargets(S.Database.Folder);
  if (Targets)
    S.Targets = std::move(*Targets);
  else
    S.Notes.push_back("the reply of CMake's file API is not used: " + toString(Targets.takeError()));
  return Error::success();
}

Expected<Session> openSession(const CommandLine &Line, ArrayRef<std::string> Files, Scope What) {
  Session S;
  if (Error E = readNumbers(Line, S))
    return E;
  if (Error E = openJobs(Line, Files, What, S))
    return E;
  if (Error E = openSurroundings(Line, Files, S))
    return E;
  return S;
}

Expected<Session> openUnitSession(const CommandLine &Line, const std::string &File) {
  Session S;
  if (Error E = readNumbers(Line, S))
    return E;
  if (Error E = openJobs(Line, {File}, Scope::Whole, S))
    return E;
  erase_if(S.Jobs, [&](const Job &J) { return J.File != absolutePath(File); });
  // By another name, or what is no unit by itself: the selection says so. A unit that is gone has its job all the same.
  if (S.Jobs.empty())
    if (Error E = openJobs(Line, {File}, Scope::Named, S))
      return E;
  if (S.Jobs.size() != 1)
    return failure("'" + File + "' stands for " + Twine(S.Jobs.size()) + " units, expected one");
  return S;
}

/// Units of a database are split into programs as its own; files that were given with their flags are one program.
static void addUnits(ArrayRef<summary::UnitSummary> Units, Session &S) {
  bool Databaseless = Units.front().BuildFolder.empty();
  S.How = Databaseless ? Linking::One : Linking::Split;
  S.Database.Folder = Databaseless ? absolutePath(".") : Units.front().BuildFolder;
  for (const summary::UnitSummary &Unit : Units)
    S.Database.Jobs.push_back({Unit.File, S.Database.Folder, {}});
  S.Jobs = S.Database.Jobs;
}

Expected<Session> openLinkSession(const CommandLine &Line, std::vector<summary::UnitSummary> &Units) {
  Session S;
  if (Error E = readNumbers(Line, S))
    return E;
  addUnits(Units, S);
  std::vector<std::string> Beside;
  if (S.How == Linking::One)
    Beside.push_back(Units.front().File);
  if (Error E = openSurroundings(Line, Beside, S))
    return E;
  erase_if(Units, [&](const summary::UnitSummary &Unit) { return S.Config.excludes(Unit.File); });
  return S;
}

std::vector<UnitResult> parseUnits(const Session &S, ArrayRef<Job> Jobs, std::shared_ptr<const Overlay> Texts) {
  Progress Shown(S.ShowProgress);
  auto Source = sourceFor(S.Tools, S.Limits, S.CacheFolder, std::move(Texts));
  ParallelOptions Options{S.Threads, S.Limits.Timeout};
  return runAll(Jobs, std::move(Source), Options,
                [&](size_t Done, size_t All, StringRef File) { Shown.show(Done, All, relativePath(File, S.Root)); });
}

unsigned reportFailures(const Session &S, ArrayRef<UnitResult> Units) {
  unsigned Count = 0;
  for (const UnitResult &U : Units) {
    if (U.isWhole())
      continue;
    ++Count;
    errs() << "crosstalk: " << relativePath(U.File, S.Root) << ": " << describeFailure(U) << '\n';
    for (const std::string &Line : U.Errors)
      errs() << "  " << Line << '\n';
  }
  return Count;
}

} // namespace crosstalk
