// Compilation databases: good ones of several makers, and every kind of bad one.
#include "driver/Database.h"
#include "TempTree.h"

using namespace crosstalk::driver;

static std::string loadError(const std::string &Text) {
  TempTree Tree;
  Tree.write("compile_commands.json", Text);
  std::string Message = errorOf(loadDatabase(Tree.folder()));
  size_t At = Message.find(Tree.folder());
  return At == std::string::npos ? Message : Message.replace(At, Tree.folder().size(), "DIR");
}

TEST(Database, reads_commands_and_arguments) {
  TempTree Tree;
  Tree.write("compile_commands.json", R"([
    {"directory": "/b", "file": "../s/a.cpp", "command": "g++ -D'X=1 2' -c ../s/a.cpp"},
    {"directory": "/b", "file": "/s/b.c", "arguments": ["gcc", "-DY=a b", "/s/b.c"], "output": "b.o"}])");
  Database D = get(loadDatabase(Tree.folder()));
  ASSERT_EQ(2u, D.Jobs.size());
  EXPECT_EQ("/s/a.cpp", D.Jobs[0].File);
  EXPECT_EQ("-DX=1 2", D.Jobs[0].Arguments[1]);
  EXPECT_EQ("-DY=a b", D.Jobs[1].Arguments[1]);
  EXPECT_EQ(Tree.folder(), D.Folder);
}

TEST(Database, takes_the_json_file_itself) {
  TempTree Tree;
  std::string File = Tree.write("other.json", R"([{"directory": "/b", "file": "a.cpp", "command": "g++ a.cpp"}])");
  EXPECT_EQ("/b/a.cpp", get(loadDatabase(File)).Jobs.at(0).File);
}

TEST(Database, keeps_the_first_command_of_a_file_and_says_so) {
  TempTree Tree;
  Tree.write("compile_commands.json", R"([
    {"directory": "/b", "file": "a.cpp", "command": "g++ -D1 a.cpp"},
    {"directory": "/b", "file": "./a.cpp", "command": "g++ -D2 a.cpp"},
    {"directory": "/b", "file": "start.S", "command": "gcc start.S"}])");
  Database D = get(loadDatabase(Tree.folder()));
  ASSERT_EQ(1u, D.Jobs.size());
  EXPECT_EQ("-D1", D.Jobs[0].Arguments[1]);
  EXPECT_EQ(2u, D.Notes.size());
}

TEST(Database, is_found_upward_and_in_build_folders) {
  TempTree Tree;
  Tree.write("build/compile_commands.json", "[]");
  Tree.write("src/deep/a.cpp", "");
  EXPECT_EQ(Tree.path("build"), findDatabase(Tree.path("src/deep")));
  Tree.write("src/compile_commands.json", "[]");
  EXPECT_EQ(Tree.path("src"), findDatabase(Tree.path("src/deep")));
}

TEST(Database, names_what_is_wrong) {
  EXPECT_EQ("the compilation database 'DIR/compile_commands.json' is empty: it names no C or C++ file",
            loadError("[]"));
  EXPECT_EQ("DIR/compile_commands.json: expected an array of compile commands", loadError("{}"));
  EXPECT_NE(std::string::npos, loadError("[{]").find("DIR/compile_commands.json: ["));
  EXPECT_EQ("DIR/compile_commands.json: [0]: expected object, found number", loadError("[1]"));
  EXPECT_EQ("DIR/compile_commands.json: [0]: 'directory' is missing", loadError("[{}]"));
  EXPECT_EQ("DIR/compile_commands.json: [0].file: expected string, found null",
            loadError(R"([{"directory": "/", "file": null}])"));
  EXPECT_EQ("DIR/compile_commands.json: [0]: neither 'arguments' nor 'command' is there",
            loadError(R"([{"directory": "/", "file": "a.c"}])"));
  EXPECT_EQ("DIR/compile_commands.json: [0].arguments: expected array, found string",
            loadError(R"([{"directory": "/", "file": "a.c", "arguments": "x"}])"));
  EXPECT_EQ("DIR/compile_commands.json: [0].arguments: expected string, found number",
            loadError(R"([{"directory": "/", "file": "a.c", "arguments": [1]}])"));
}

TEST(Database, names_the_folder_that_has_none) {
  TempTree Tree;
  EXPECT_EQ("cannot find the folder '" + Tree.path("gone") + "'", errorOf(loadDatabase(Tree.path("gone"))));
  EXPECT_NE(std::string::npos, errorOf(loadDatabase(Tree.folder())).find("no compilation database in"));
}

TEST(Database, of_files_and_flags) {
  TempTree Tree;
  std::string C = Tree.write("a.c", ""), Cxx = Tree.write("b.cpp", "");
  Database D = get(fixedDatabase({C, Cxx, C}, {"-DX"}));
  ASSERT_EQ(2u, D.Jobs.size());
  EXPECT_EQ((std::vector<std::string>{"clang", "-DX"}), D.Jobs[0].Arguments);
  EXPECT_EQ((std::vector<std::string>{"clang++", "-DX"}), D.Jobs[1].Arguments);
  EXPECT_EQ("cannot find the file '" + Tree.path("gone.c") + "'", errorOf(fixedDatabase({Tree.path("gone.c")}, {})));
  EXPECT_NE(std::string::npos, errorOf(fixedDatabase({Tree.folder()}, {})).find("is a directory"));
  EXPECT_NE(std::string::npos, errorOf(fixedDatabase({Tree.write("a.txt", "")}, {})).find("not a C or C++ file"));
}
