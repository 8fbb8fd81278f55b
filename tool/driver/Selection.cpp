// See Selection.h.
#include "driver/Selection.h"
#include "driver/Includers.h"
#include "driver/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace llvm;

namespace crosstalk::driver {

namespace {
class Selector {
public:
  Selector(const Database &From, const Toolchain &Tools, unsigned Threads)
      : From(From), Tools(Tools), Threads(Threads) {
    for (const Job &J : From.Jobs)
      Canonical.push_back(canonicalPath(J.File));
  }

  Error add(const std::string &File) {
    if (!sys::fs::exists(File))
      return failure("cannot find the file '" + File + "'");
    std::string Path = canonicalPath(File);
    if (addWhere([&](StringRef Unit) { return Unit == Path; }))
      return Error::success();
    if (sys::fs::is_directory(Path)) {
      if (addWhere([&](StringRef Unit) { return isBelow(Unit, Path); }))
        return Error::success();
      return failure("no unit of '" + From.Path + "' is below '" + File + "'");
    }
    return addIncluders(File, Path);
  }

  std::vector<Job> jobs() const {
    std::vector<Job> Result;
    for (size_t I : Chosen)
      Result.push_back(From.Jobs[I]);
    return Result;
  }

private:
  template <typename Fn> bool addWhere(Fn Wanted) {
    bool Any = false;
    for (size_t I = 0; I != Canonical.size(); ++I)
      if (Wanted(Canonical[I]))
        Any = true, Chosen.insert(I);
    return Any;
  }

  Error addIncluders(StringRef File, StringRef Path) {
    Language L = languageOf(Path);
    if (L == Language::Header || L == Language::None) {
      std::vector<size_t> Found = includersOf(Path, From.Jobs, Tools, Threads);
      Chosen.insert(Found.begin(), Found.end());
      if (!Found.empty())
        return Error::success();
      return failure("'" + File + "' is not in '" + From.Path + "', and no unit there includes it");
    }
    return failure("'" + File + "' is not in '" + From.Path +
                   "'; name its flags with '-- FLAGS' or add it to the build");
  }

  const Database &From;
  const Toolchain &Tools;
  unsigned Threads;
  std::vector<std::string> Canonical;
  std::set<size_t> Chosen;
};

/// How much two paths have in common: folders first, then the beginning of the name.
size_t likeness(StringRef A, StringRef B) {
  size_t Common = 0;
  while (Common != A.size() && Common != B.size() && A[Common] == B[Common])
    ++Common;
  bool SameStem = sys::path::stem(A) == sys::path::stem(B);
  bool SameLanguage = sys::path::extension(A) == sys::path::extension(B);
  return Common * 4 + (SameStem ? 2 : 0) + (SameLanguage ? 1 : 0);
}
} // namespace

Expected<std::vector<Job>> selectJobs(const Database &From, ArrayRef<std::string> Files, const Toolchain &Tools,
                                      unsigned Threads) {
  if (Files.empty())
    return From.Jobs;
  Selector S(From, Tools, Threads);
  for (const std::string &File : Files)
    if (Error E = S.add(File))
      return E;
  return S.jobs();
}

Job borrowedJob(const Database &From, StringRef File) {
  const Job *Best = nullptr;
  size_t BestLikeness = 0;
  for (const Job &J : From.Jobs)
    if (size_t L = likeness(J.File, File); !Best || L > BestLikeness)
      Best = &J, BestLikeness = L;
  Job Result = Best ? *Best : Job{"", absolutePath("."), {"clang++"}};
  Result.File = absolutePath(File);
  return Result;
}

} // namespace crosstalk::driver
