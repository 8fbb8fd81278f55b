// What a parse is told about files, noted and asked again.
#include "driver/FileStates.h"
#include "TempTree.h"
#include "driver/FileLog.h"

using namespace crosstalk::driver;
using crosstalk::summary::FileUse;
using Question = FileUse::Question;

namespace {
/// A tree with a watched file system over it.
struct Watched : TempTree {
  FileLog Log;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files = Log.watch(llvm::vfs::createPhysicalFileSystem());

  std::string read(llvm::StringRef Name) { return std::string((*Files->getBufferForFile(path(Name)))->getBuffer()); }

  /// Whether all is still as it was noted.
  bool holds(std::shared_ptr<const Overlay> Texts = nullptr) const {
    return FileStates(std::move(Texts)).hold(Log.uses());
  }
};
} // namespace

TEST(FileStates, a_file_that_was_read) {
  Watched T;
  T.write("a.h", "one");
  EXPECT_EQ("one", T.read("a.h"));
  ASSERT_EQ(1u, T.Log.uses().size());
  EXPECT_EQ(Question::Content, T.Log.uses()[0].Asked);
  EXPECT_EQ(hashOfText("one"), T.Log.uses()[0].Hash);
  EXPECT_EQ(0, T.Log.uses()[0].Modified) << "a young file is known by its content only";
  EXPECT_TRUE(T.holds());
  T.write("a.h", "two");
  EXPECT_FALSE(T.holds());
  T.write("a.h", "one");
  EXPECT_TRUE(T.holds());
}

TEST(FileStates, a_file_that_was_missing) {
  Watched T;
  EXPECT_FALSE(T.Files->exists(T.path("later.h")));
  EXPECT_FALSE(T.Files->openFileForRead(T.path("sub/later.h")));
  EXPECT_TRUE(T.holds());
  T.write("sub/other.h", "");
  EXPECT_TRUE(T.holds());
  T.write("sub/later.h", "");
  EXPECT_FALSE(T.holds());
}

TEST(FileStates, a_file_that_was_only_seen) {
  Watched T;
  T.write("a.h", "one");
  EXPECT_TRUE(T.Files->exists(T.path("a.h")));
  T.write("a.h", "two");
  EXPECT_TRUE(T.holds());
  llvm::sys::fs::remove(T.path("a.h"));
  EXPECT_FALSE(T.holds());
}

TEST(FileStates, a_folder_that_was_listed) {
  Watched T;
  T.write("lib/12/x", "");
  std::error_code Code;
  T.Files->dir_begin(T.path("lib"), Code);
  EXPECT_TRUE(T.holds());
  T.write("lib/13/x", "");
  EXPECT_FALSE(T.holds());
}

TEST(FileStates, relative_paths_start_where_the_command_runs) {
  Watched T;
  T.write("src/a.h", "one");
  ASSERT_FALSE(T.Files->setCurrentWorkingDirectory(T.path("src")));
  EXPECT_TRUE(T.Files->exists("a.h"));
  EXPECT_EQ(T.path("src/a.h"), T.Log.uses().at(0).Path);
}

TEST(FileStates, texts_that_stand_for_files) {
  Watched T;
  T.write("a.h", "one");
  T.read("a.h");
  auto Texts = std::make_shared<Overlay>();
  (*Texts)[T.path("a.h")] = "two";
  EXPECT_FALSE(T.holds(Texts));
  (*Texts)[T.path("a.h")] = "one";
  T.write("a.h", "two");
  EXPECT_FALSE(T.holds());
  EXPECT_TRUE(T.holds(Texts));
}
