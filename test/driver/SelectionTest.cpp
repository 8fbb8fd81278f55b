// Which jobs a FILE names.
#include "driver/Selection.h"
#include "TempTree.h"

using namespace crosstalk::driver;

namespace {
struct Selection : testing::Test {
  Selection() {
    Tree.write("inc/h.h", "#pragma once\n");
    Tree.write("inc/other.h", "");
    Tree.write("src/a.cpp", "#include <stddef.h>\n#include \"../inc/h.h\"\n");
    Tree.write("src/b.cpp", "#include \"b.inc\"\n");
    Tree.write("src/b.inc", "#include \"../inc/h.h\"\n");
    Tree.write("lib/c.cpp", "");
    Tree.write("lib/out.cpp", "");
    for (const char *Name : {"lib/c.cpp", "src/a.cpp", "src/b.cpp"})
      D.Jobs.push_back({Tree.path(Name), Tree.folder(), {"clang++", "-I" + Tree.path("inc")}});
    D.Path = "DB";
    Tools = get(findToolchain());
  }

  std::vector<std::string> chosen(std::vector<std::string> Names) {
    for (std::string &Name : Names)
      Name = Tree.path(Name);
    std::vector<std::string> Result;
    for (const Job &J : get(selectJobs(D, Names, Tools, 2)))
      Result.push_back(relativePath(J.File, Tree.folder()));
    return Result;
  }

  TempTree Tree;
  Database D;
  Toolchain Tools;
};
} // namespace

using Names = std::vector<std::string>;

TEST_F(Selection, of_nothing_is_everything) { EXPECT_EQ(3u, chosen({}).size()); }

TEST_F(Selection, keeps_the_order_of_the_database) {
  EXPECT_EQ((Names{"lib/c.cpp", "src/b.cpp"}), chosen({"src/b.cpp", "lib/c.cpp", "src/../src/b.cpp"}));
}

TEST_F(Selection, takes_folders) { EXPECT_EQ((Names{"src/a.cpp", "src/b.cpp"}), chosen({"src"})); }

TEST_F(Selection, takes_the_units_that_include_a_header) {
  EXPECT_EQ((Names{"src/a.cpp", "src/b.cpp"}), chosen({"inc/h.h"}));
  EXPECT_EQ((Names{"src/b.cpp"}), chosen({"src/b.inc"}));
}

TEST_F(Selection, follows_symbolic_links) {
  ASSERT_FALSE(llvm::sys::fs::create_link(Tree.path("src"), Tree.path("link")));
  EXPECT_EQ((Names{"src/a.cpp"}), chosen({"link/a.cpp"}));
}

TEST_F(Selection, names_what_is_not_there) {
  auto Error = [&](const std::string &Name) { return errorOf(selectJobs(D, {Tree.path(Name)}, Tools, 1)); };
  EXPECT_NE(std::string::npos, Error("src/gone.cpp").find("cannot find the file"));
  EXPECT_NE(std::string::npos, Error("lib/out.cpp").find("is not in 'DB'"));
  EXPECT_NE(std::string::npos, Error("inc/other.h").find("no unit there includes it"));
  EXPECT_NE(std::string::npos, Error("inc").find("no unit of 'DB' is below"));
}

TEST_F(Selection, borrows_the_command_of_the_nearest_file) {
  D.Jobs[1].Arguments.push_back("-DNEAR");
  Job J = borrowedJob(D, Tree.path("src/aa.cpp"));
  EXPECT_EQ(Tree.path("src/aa.cpp"), J.File);
  EXPECT_EQ("-DNEAR", J.Arguments.back());
  EXPECT_EQ("clang++", borrowedJob(Database(), "/x/y.cpp").Arguments.front());
}
