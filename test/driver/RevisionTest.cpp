// What differs from a git revision, and the texts that it had.
#include "driver/Revision.h"
#include "TempTree.h"
#include "llvm/Support/Program.h"

using namespace crosstalk::driver;

static void git(const TempTree &Tree, std::vector<llvm::StringRef> Words) {
  auto Program = llvm::sys::findProgramByName("git");
  ASSERT_TRUE(bool(Program));
  std::vector<llvm::StringRef> All = {"git", "-C", Tree.folder(), "-c", "user.name=n", "-c", "user.email=e"};
  All.insert(All.end(), Words.begin(), Words.end());
  EXPECT_EQ(0, llvm::sys::ExecuteAndWait(*Program, All, std::nullopt, {"", "", ""}));
}

static void commitAll(const TempTree &Tree) {
  git(Tree, {"add", "-A"});
  git(Tree, {"commit", "-q", "-m", "x"});
}

TEST(Revision, tells_added_changed_and_deleted_files) {
  TempTree Tree;
  git(Tree, {"init", "-q"});
  Tree.write("same.cpp", "same");
  Tree.write("changed.cpp", "old\ntext");
  Tree.write("dir/deleted file.cpp", "was here\n");
  commitAll(Tree);
  Tree.write("changed.cpp", "new text");
  llvm::sys::fs::remove(Tree.path("dir/deleted file.cpp"));
  Tree.write("staged.cpp", "");
  git(Tree, {"add", "staged.cpp"});
  Tree.write("untracked.cpp", "");

  TreeDifference D = get(differenceFrom(Tree.path("dir"), "HEAD"));
  using Set = std::set<std::string>;
  EXPECT_EQ(Tree.folder(), D.Top);
  EXPECT_EQ((Set{Tree.path("changed.cpp")}), D.Changed);
  EXPECT_EQ((Set{Tree.path("dir/deleted file.cpp")}), D.Deleted);
  EXPECT_EQ((Set{Tree.path("staged.cpp"), Tree.path("untracked.cpp")}), D.Added);

  Overlay Texts =
      get(textsAt(D, {Tree.path("changed.cpp"), Tree.path("no-such.cpp"), Tree.path("dir/deleted file.cpp")}));
  EXPECT_EQ(2u, Texts.size());
  EXPECT_EQ("old\ntext", Texts[Tree.path("changed.cpp")]);
  EXPECT_EQ("was here\n", Texts[Tree.path("dir/deleted file.cpp")]);
}

TEST(Revision, names_what_git_does_not_know) {
  TempTree Tree;
  EXPECT_NE(std::string::npos, errorOf(differenceFrom(Tree.folder(), "HEAD")).find("--since needs a git work tree"));
  git(Tree, {"init", "-q"});
  Tree.write("a", "");
  commitAll(Tree);
  EXPECT_EQ("--since: git knows no revision 'no-such'", errorOf(differenceFrom(Tree.folder(), "no-such")));
  EXPECT_EQ("--since: git knows no revision '--all'", errorOf(differenceFrom(Tree.folder(), "--all")));
}
