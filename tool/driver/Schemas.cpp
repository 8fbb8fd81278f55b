// See Schemas.h.
#include "driver/Schemas.h"
#include "driver/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace crosstalk::driver {

static constexpr uint64_t MaxFileBytes = 1 << 20;
static constexpr size_t MaxFiles = 2000;
static constexpr size_t MaxFolders = 20000;

static bool isSchema(StringRef Path) {
  return StringSwitch<bool>(sys::path::extension(Path).lower())
      .Cases({".sql", ".ddl", ".pgsql", ".psql"}, true)
      .Default(false);
}

/// Folders that hold no source of the tree: hidden ones, build trees, fetched packages.
static bool isOutside(StringRef Folder) {
  StringRef Name = sys::path::filename(Folder);
  return Name.starts_with(".") || Name == "node_modules" || sys::fs::exists(Folder + "/CMakeCache.txt") ||
         sys::fs::exists(Folder + "/build.ninja");
}

/// The root of the file system and home folders are not trees of one program.
static bool isTooWide(StringRef Root) {
  SmallString<128> Home;
  return Root == "/" || (sys::path::home_directory(Home) && Root == Home);
}

namespace {
struct Search {
  FoundSchemas Found;
  size_t Folders = 0;
  size_t TooLarge = 0;

  void visit(StringRef Folder) {
    if (++Folders > MaxFolders || Found.Files.size() >= MaxFiles)
      return;
    std::vector<std::string> Inner;
    std::error_code Code;
    for (sys::fs::directory_iterator I(Folder, Code, /*follow_symlinks=*/false), E; I != E && !Code;
         I.increment(Code)) {
      if (I->type() == sys::fs::file_type::directory_file)
        Inner.push_back(I->path());
      else if (isSchema(I->path()))
        add(I->path());
    }
    sort(Inner);
    for (const std::string &Next : Inner)
      if (!isOutside(Next))
        visit(Next);
  }

  void add(const std::string &Path) {
    uint64_t Size = 0;
    if (sys::fs::file_size(Path, Size) || Size > MaxFileBytes)
      ++TooLarge;
    else
      Found.Files.push_back(Path);
  }
};
} // namespace

FoundSchemas findSchemas(StringRef Root) {
  Search S;
  if (isTooWide(Root))
    return S.Found;
  S.visit(Root);
  sort(S.Found.Files);
  if (S.TooLarge)
    S.Found.Notes.push_back(std::to_string(S.TooLarge) +
                            " SQL file(s) larger than 1 MB were left out; name them with --schema");
  if (S.Folders > MaxFolders || S.Found.Files.size() >= MaxFiles)
    S.Found.Notes.push_back("the search for schema files ended early in this large tree; name them with --schema");
  return S.Found;
}

} // namespace crosstalk::driver
