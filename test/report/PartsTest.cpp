// Source lines, paths, line hashes, checkouts, Markdown: the parts below the renderers.
#include "report/Checkout.h"
#include "report/LineHash.h"
#include "report/Paths.h"
#include "report/Renderers.h"
#include "report/Sources.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace crosstalk::report;

namespace {

Sources textSources(const std::string &Text) {
  return Sources([Text](const std::string &) { return std::optional(Text); });
}

TEST(Sources, lines) {
  Sources S = textSources("a\r\n\nlast");
  EXPECT_EQ(S.line("f", 1), "a");
  EXPECT_EQ(S.line("f", 2), "");
  EXPECT_EQ(S.line("f", 3), "last");
  EXPECT_EQ(S.line("f", 4), "");
  EXPECT_EQ(S.line("f", 0), "");
  EXPECT_EQ(S.lineCount("f"), 3u);
  EXPECT_EQ(textSources("x\n").lineCount("f"), 1u);
  EXPECT_EQ(textSources("").lineCount("f"), 0u);
  Sources Disk;
  EXPECT_EQ(Disk.text("/no/such/file"), nullptr);
  EXPECT_EQ(Disk.line("/no/such/file", 1), "");
}

TEST(Sources, columns) {
  llvm::StringRef Line = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x8E\x89z"; // a, 2, 3 and 4 bytes, z
  EXPECT_EQ(utf16Column(Line, 1), 1u);
  EXPECT_EQ(utf16Column(Line, 2), 2u);
  EXPECT_EQ(utf16Column(Line, 4), 3u);
  EXPECT_EQ(utf16Column(Line, 7), 4u);
  EXPECT_EQ(utf16Column(Line, 11), 6u);
  EXPECT_EQ(utf16Column(Line, 15), 10u);
  EXPECT_EQ(tokenEnd("  abc_1(x)", 3), 8u);
  EXPECT_EQ(tokenEnd("  (x)", 3), 4u);
  EXPECT_EQ(tokenEnd("", 9), 10u);
  EXPECT_EQ(caretPadding("\tab\tc", 5), "\t  \t");
  EXPECT_EQ(caretPadding("\xE2\x82\xACx", 4), " ");
}

TEST(Sources, brokenUtf8IsMended) {
  EXPECT_EQ(validUtf8("ok \xC3\xA4"), "ok \xC3\xA4");
  EXPECT_EQ(validUtf8("a\xFFz"), "a\xEF\xBF\xBDz");
}

TEST(Paths, relativeToTheRoot) {
  Paths P("/src/shop/");
  EXPECT_EQ(P.name("/src/shop/a/b.cpp"), "a/b.cpp");
  EXPECT_EQ(P.name("/src/shop/x/../a.cpp"), "a.cpp");
  EXPECT_EQ(P.name("/src/shopping/a.cpp"), "/src/shopping/a.cpp");
  EXPECT_FALSE(P.shown("/usr/include/a.h").Inside);
  EXPECT_EQ(Paths("/").name("/usr/a.h"), "usr/a.h");
  EXPECT_EQ(Paths(".").name("a.cpp"), "a.cpp");
  EXPECT_EQ(Paths("").name("./b/a.cpp"), "b/a.cpp");
}

TEST(Paths, textsLoseTheRoot) {
  Paths P("/src/shop");
  EXPECT_EQ(P.scrub("in /src/shop/a.cpp:3 and '/src/shop'"), "in a.cpp:3 and '.'");
  EXPECT_EQ(P.scrub("/src/shop-2/a.cpp"), "/src/shop-2/a.cpp");
  EXPECT_EQ(Paths("/").scrub("/a/b"), "/a/b");
}

TEST(Paths, uris) {
  EXPECT_EQ(toUri("a/b.cpp"), "a/b.cpp");
  EXPECT_EQ(toUri("a b%c#d?e:f[g]\xC3\xA4.cpp"), "a%20b%25c%23d%3Fe%3Af%5Bg%5D%C3%A4.cpp");
  Paths P("/src/shop");
  EXPECT_EQ(P.uri("/src/shop/c++/a b.h"), "c++/a%20b.h");
  EXPECT_EQ(P.uri("/src/lib/a.h"), "../lib/a.h");
  EXPECT_EQ(P.uri("/usr/a.h"), "../../usr/a.h");
}

TEST(LineHash, isTheOneOfCodeScanning) {
  using Hashes = std::vector<std::string>;
  EXPECT_EQ(lineHashes(""), Hashes{"c129715d7a2bc9a3:1"});
  EXPECT_EQ(lineHashes(" a\nb\n  \t\tc\n d"),
            (Hashes{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"}));
  Hashes Mixed = {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
                  "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"};
  EXPECT_EQ(lineHashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n"), Mixed);
  EXPECT_EQ(lineHashes(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n"), Mixed);
  EXPECT_EQ(lineHashes(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n"), Mixed);
  std::string Repeated;
  for (int I = 0; I < 10; ++I)
    Repeated += "Lorem ipsum dolor sit amet.\n";
  EXPECT_EQ(lineHashes(Repeated),
            (Hashes{"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4",
                    "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1",
                    "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"}));
}

TEST(Wording, markdown) {
  EXPECT_EQ(toMarkdown("'m_quotes' is the user's, not 'a<b>'"), "`m_quotes` is the user's, not `a<b>`");
  EXPECT_EQ(toMarkdown("a_b *c* <d>"), "a\\_b \\*c\\* \\<d\\>");
  EXPECT_EQ(toMarkdown("'open"), "'open");
}

TEST(Wording, markup) { EXPECT_EQ(escapeMarkup("<a b=\"c\">&\x01"), "&lt;a b=&quot;c&quot;&gt;&amp;\xEF\xBF\xBD"); }

/// A folder that is removed with all that is in it.
class Scratch {
public:
  Scratch() { EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("crosstalk-checkout", Folder)); }
  ~Scratch() { llvm::sys::fs::remove_directories(Folder); }

  std::string path(llvm::StringRef Name) const {
    llvm::SmallString<256> Out(Folder);
    if (!Name.empty())
      llvm::sys::path::append(Out, Name);
    return Out.str().str();
  }

  void write(llvm::StringRef Name, llvm::StringRef Text) {
    std::string File = path(Name);
    EXPECT_FALSE(llvm::sys::fs::create_directories(llvm::sys::path::parent_path(File)));
    std::error_code Wrong;
    llvm::raw_fd_ostream(File, Wrong) << Text;
    EXPECT_FALSE(Wrong);
  }

private:
  llvm::SmallString<256> Folder;
};

const std::string Commit(40, 'c');

Scratch repository(const char *Url) {
  Scratch S;
  S.write(".git/HEAD", "ref: refs/heads/main\n");
  S.write(".git/refs/heads/main", Commit + "\n");
  S.write(".git/config",
          std::string("[core]\n\turl = no\n[remote \"origin\"]\n\turl = ") + Url + "\n[branch \"main\"]\n");
  return S;
}

TEST(Checkout, isFoundFromBelow) {
  Scratch S = repository("https://git.example.org/shop.git");
  S.write("src/a.cpp", "");
  auto Found = readCheckout(S.path("src"));
  ASSERT_TRUE(Found);
  EXPECT_EQ(Found->RepositoryUri, "https://git.example.org/shop.git");
  EXPECT_EQ(Found->Revision, Commit);
  EXPECT_EQ(Found->Branch, "main");
  EXPECT_EQ(Found->Top, S.path(""));
}

TEST(Checkout, credentialsStayAtHome) {
  EXPECT_EQ(readCheckout(repository("https://bob:secret@git.example.org/s.git").path(""))->RepositoryUri,
            "https://git.example.org/s.git");
  EXPECT_EQ(readCheckout(repository("git@git.example.org:team/s.git").path(""))->RepositoryUri,
            "ssh://git.example.org/team/s.git");
}

TEST(Checkout, aFolderOfThisMachineIsNoRepositoryUri) {
  for (const char *Url : {"/srv/git/s.git", "file:///srv/git/s.git", "../s.git", ""})
    EXPECT_FALSE(readCheckout(repository(Url).path(""))) << Url;
}

TEST(Checkout, otherForms) {
  Scratch Detached = repository("https://git.example.org/s.git");
  Detached.write(".git/HEAD", Commit + "\n");
  EXPECT_EQ(readCheckout(Detached.path(""))->Branch, "");
  Scratch Packed = repository("https://git.example.org/s.git");
  Packed.write(".git/HEAD", "ref: refs/heads/other\n");
  Packed.write(".git/packed-refs", "# pack-refs\n" + Commit + " refs/heads/other\n");
  EXPECT_EQ(readCheckout(Packed.path(""))->Revision, Commit);
  Scratch Unborn = repository("https://git.example.org/s.git");
  Unborn.write(".git/HEAD", "ref: refs/heads/none\n");
  EXPECT_FALSE(readCheckout(Unborn.path("")));
}

TEST(Checkout, linkedWorkTrees) {
  Scratch S = repository("https://git.example.org/s.git");
  S.write(".git/worktrees/w/HEAD", "ref: refs/heads/main\n");
  S.write(".git/worktrees/w/commondir", "../..\n");
  S.write("w/.git", "gitdir: " + S.path(".git/worktrees/w") + "\n");
  auto Found = readCheckout(S.path("w"));
  ASSERT_TRUE(Found);
  EXPECT_EQ(Found->Revision, Commit);
  EXPECT_EQ(Found->Top, S.path("w"));
}

} // namespace
