// Commands written for gcc and other clangs, as clang gets them.
#include "driver/Adjust.h"
#include "TempTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace crosstalk::driver;

static std::string adjusted(std::vector<std::string> Words, std::string File = "/src/a.cpp") {
  Toolchain Tools{"/llvm/lib/clang/22", "/llvm/bin/clang"};
  return " " + llvm::join(adjustForClang({File, "/src", std::move(Words)}, Tools), " ") + " ";
}

static bool has(const std::string &Line, const std::string &Words) {
  return Line.find(" " + Words + " ") != std::string::npos;
}

TEST(Adjust, keeps_what_decides_the_meaning) {
  std::string Line =
      adjusted({"g++", "-I", "inc", "-isystem", "/opt/inc", "-DX=1", "-UY", "-include", "pre.h", "-std=c++20",
                "-fno-exceptions", "-O2", "-pthread", "-march=haswell", "-c", "a.cpp", "-o", "a.o"});
  for (const char *Kept : {"-I inc", "-isystem /opt/inc", "-D X=1", "-U Y", "-include pre.h", "-std=c++20",
                           "-fno-exceptions", "-O2", "-pthread", "-march=haswell"})
    EXPECT_TRUE(has(Line, Kept)) << Kept << " in " << Line;
}

TEST(Adjust, names_the_file_once_and_last) {
  std::string Line = adjusted({"g++", "-c", "../src/a.cpp", "-o", "a.o"});
  EXPECT_TRUE(llvm::StringRef(Line).ends_with(" -- /src/a.cpp "));
  EXPECT_FALSE(has(Line, "../src/a.cpp"));
  EXPECT_FALSE(has(Line, "-o a.o"));
  EXPECT_FALSE(has(Line, "-c"));
}

TEST(Adjust, drops_flags_of_gcc_that_clang_does_not_know) {
  std::string Line =
      adjusted({"g++", "-fcheck=all", "-fno-such-thing", "-mpreferred-stack-boundary=4", "-fconserve-stack",
                "-fmodules-ts", "-fmodule-mapper=a.map", "-fdeps-format=p1689r5", "-fplugin=x.so", "-specs=hardened",
                "-Wsuggest-override", "-Werror", "-Werror=all", "-pedantic-errors", "-march=nosuchcpu", "-c", "a.cpp"});
  for (const char *Gone : {"-fcheck=all", "-fno-such-thing", "-mpreferred-stack-boundary=4", "-fconserve-stack",
                           "-fmodules-ts", "-fmodule-mapper=a.map", "-fdeps-format=p1689r5", "-fplugin=x.so",
                           "-specs=hardened", "-Wsuggest-override", "-Werror", "-Werror=all", "-march=nosuchcpu"})
    EXPECT_FALSE(has(Line, Gone)) << Gone << " in " << Line;
}

TEST(Adjust, drops_what_writes_files_or_instruments) {
  std::string Line = adjusted({"g++", "-MD", "-MF", "a.d", "-MT", "a.o", "-Wp,-MD,b.d", "-Wp,-D_FORTIFY_SOURCE=2",
                               "-save-temps", "--coverage", "-fprofile-use=p", "-fsanitize=address", "-flto=auto",
                               "-g3", "-ftime-trace", "-c", "a.cpp"});
  for (const char *Gone : {"-MD", "-MF a.d", "-MT a.o", "-Wp,-MD,b.d", "-save-temps", "--coverage", "-fprofile-use=p",
                           "-fsanitize=address", "-flto=auto", "-g3", "-ftime-trace"})
    EXPECT_FALSE(has(Line, Gone)) << Gone << " in " << Line;
  EXPECT_TRUE(has(Line, "-Wp,-D_FORTIFY_SOURCE=2"));
}

TEST(Adjust, drops_precompiled_headers_but_not_the_header) {
  std::string Line =
      adjusted({"clang++-19", "-Winvalid-pch", "-Xclang", "-include-pch", "-Xclang", "/b/pch.hxx.pch", "-Xclang",
                "-include", "-Xclang", "/b/pch.hxx", "-resource-dir", "/other", "-c", "a.cpp"});
  EXPECT_FALSE(has(Line, "-Xclang /b/pch.hxx.pch")) << Line;
  EXPECT_FALSE(has(Line, "-Xclang -include-pch")) << Line;
  EXPECT_TRUE(has(Line, "-Xclang -include -Xclang /b/pch.hxx")) << Line;
  EXPECT_FALSE(has(Line, "/other"));
  EXPECT_TRUE(has(Line, "-resource-dir /llvm/lib/clang/22"));
}

TEST(Adjust, drops_modules_that_gcc_wrote) {
  TempTree Tree;
  std::string Gcc = Tree.write("g.pcm", "ELF"), Clang = Tree.write("c.pcm", "CPCHxyz");
  std::string Line = adjusted({"clang++", "-fmodule-file=g=" + Gcc, "-fmodule-file=c=" + Clang, "a.cpp"});
  EXPECT_FALSE(has(Line, "-fmodule-file=g=" + Gcc)) << Line;
  EXPECT_TRUE(has(Line, "-fmodule-file=c=" + Clang)) << Line;
}

TEST(Adjust, sees_through_launchers) {
  std::string Line = adjusted({"/usr/bin/ccache", "distcc", "/usr/bin/g++-12", "-DX", "a.cpp"});
  EXPECT_TRUE(llvm::StringRef(Line).starts_with(" /llvm/bin/clang --driver-mode=g++ ")) << Line;
  EXPECT_TRUE(has(Line, "-D X"));
}

TEST(Adjust, knows_the_driver_by_its_name) {
  EXPECT_FALSE(has(adjusted({"gcc", "a.c"}, "/src/a.c"), "--driver-mode=g++"));
  EXPECT_TRUE(has(adjusted({"c++", "a.cpp"}), "--driver-mode=g++"));
  EXPECT_TRUE(has(adjusted({"aarch64-linux-gnu-g++-12", "a.cpp"}), "--target=aarch64-linux-gnu"));
  EXPECT_FALSE(has(adjusted({"my-special-g++", "a.cpp"}), "--target=my-special"));
}

TEST(Adjust, keeps_standards_of_the_file_s_own_language) {
  EXPECT_TRUE(has(adjusted({"g++", "-std=gnu++20"}), "-std=gnu++20"));
  EXPECT_TRUE(has(adjusted({"g++", "-std=gnu++99z"}), "-std=gnu++2c"));
  EXPECT_TRUE(has(adjusted({"gcc", "-std=c99"}, "/src/a.c"), "-std=c99"));
  EXPECT_EQ(std::string::npos, adjusted({"clang", "-std=c++20"}, "/src/a.c").find("-std="));
  EXPECT_EQ(std::string::npos, adjusted({"g++", "-std=c99"}).find("-std="));
}

TEST(Adjust, reads_a_header_as_cxx) {
  EXPECT_TRUE(has(adjusted({"clang++"}, "/src/a.h"), "-x c++"));
  EXPECT_TRUE(has(adjusted({"clang", "-x", "c"}, "/src/a.h"), "-x c"));
}

TEST(Adjust, expands_response_files) {
  TempTree Tree;
  std::string File = Tree.write("a.rsp", "-DFROM_FILE -I\"with blank\"");
  std::string Line = adjusted({"g++", "@" + File, "a.cpp"});
  EXPECT_TRUE(has(Line, "-D FROM_FILE")) << Line;
  EXPECT_TRUE(has(Line, "-I with blank")) << Line;
}

TEST(Adjust, survives_an_empty_command) { EXPECT_TRUE(has(adjusted({}), "-- /src/a.cpp")); }
