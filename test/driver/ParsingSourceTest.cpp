// Real parses of small units: what is recorded about each.
#include "driver/ParsingSource.h"
#include "TempTree.h"
#include "llvm/Support/Path.h"

using namespace crosstalk::driver;
using State = UnitResult::State;

static UnitResult parse(const std::string &File, std::vector<std::string> Flags = {},
                        std::shared_ptr<const Overlay> Texts = nullptr) {
  Flags.insert(Flags.begin(), "clang++");
  ParsingSource Source(get(findToolchain()), ParseLimits(), std::move(Texts));
  return Source.get({File, llvm::sys::path::parent_path(File).str(), Flags});
}

TEST(ParsingSource, records_the_files_of_the_tree) {
  TempTree Tree;
  std::string Header = Tree.write("inc/h.h", "inline int f() { return 1; }\n");
  Tree.write("sys/s.h", "inline int g() { return 1; }\n");
  std::string File =
      Tree.write("a.cpp", "#include \"inc/h.h\"\n#include <s.h>\n#include <stddef.h>\nint X = f() + g();\n");
  UnitResult R = parse(File, {"-isystem", Tree.path("sys")});
  EXPECT_EQ(State::Complete, R.Status);
  EXPECT_TRUE(R.Unit);
  EXPECT_EQ((std::vector<std::string>{File, Header}), R.UserFiles);
}

TEST(ParsingSource, goes_on_after_errors) {
  TempTree Tree;
  UnitResult R = parse(Tree.write("a.cpp", "#include \"gone.h\"\nint f() { return Gone; }\nint g() { return 1; }\n"));
  EXPECT_EQ(State::Incomplete, R.Status);
  EXPECT_TRUE(R.Unit);
  EXPECT_EQ(2u, R.ErrorCount);
  EXPECT_NE(std::string::npos, R.Errors.at(0).find("a.cpp:1:10: error: 'gone.h' file not found"));
  EXPECT_EQ("2 errors; analysed as far as clang recovered", describeFailure(R));
}

TEST(ParsingSource, keeps_the_first_errors_only) {
  TempTree Tree;
  UnitResult R = parse(Tree.write("a.cpp", "A a; B b; C c; D d; E e; F f; G g;\n"));
  EXPECT_EQ(7u, R.ErrorCount);
  EXPECT_EQ(5u, R.Errors.size());
}

TEST(ParsingSource, fails_where_there_is_nothing) {
  TempTree Tree;
  UnitResult R = parse(Tree.path("gone.cpp"));
  EXPECT_EQ(State::Failed, R.Status);
  EXPECT_FALSE(R.Unit);
  EXPECT_EQ("no such file", R.Errors.at(0));
}

TEST(ParsingSource, takes_an_overlay_for_what_is_on_disk) {
  TempTree Tree;
  std::string File = Tree.write("a.cpp", "int broken(\n");
  auto Texts = std::make_shared<Overlay>();
  (*Texts)[File] = "#include \"new.h\"\nint X = Fresh;\n";
  (*Texts)[Tree.path("new.h")] = "constexpr int Fresh = 1;\n";
  EXPECT_EQ(State::Complete, parse(File, {}, Texts).Status);
  EXPECT_EQ(State::Incomplete, parse(File).Status);
}

TEST(ParsingSource, reads_c_as_c) {
  TempTree Tree;
  std::string File = Tree.write("a.c", "int f(int class) { return class; }\n");
  ParsingSource Source(get(findToolchain()), ParseLimits());
  EXPECT_EQ(State::Complete, Source.get({File, Tree.folder(), {"clang", "-std=c++20"}}).Status);
}

TEST(ParsingSource, takes_commands_that_clang_refuses) {
  TempTree Tree;
  std::string File = Tree.write("a.cpp", "int X = VALUE;\n");
  EXPECT_EQ(State::Complete, parse(File, {"-fvisibility=odd", "-mcmodel=odd", "-stdlib=odd", "-DVALUE=1"}).Status);
}
