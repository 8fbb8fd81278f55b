// The model files that come with the program: each parses, none repeats another, the generated page is up to date.
#include "models/Facets.h"
#include "models/Reader.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <set>

using namespace crosstalk;

TEST(BuiltinModels, EveryFileParses) {
  EXPECT_GT(builtinModelFiles().size(), 40u);
  for (const ModelFile &File : builtinModelFiles()) {
    ir::ModelSet Set;
    if (llvm::Error E = readModels(File.Name, File.Text, Set))
      ADD_FAILURE() << llvm::toString(std::move(E));
    EXPECT_FALSE(Set.ByName.empty()) << File.Name.str();
  }
}

TEST(BuiltinModels, NoEntryStandsInTwoFiles) {
  size_t Separate = 0;
  for (const ModelFile &File : builtinModelFiles()) {
    ir::ModelSet Set;
    llvm::cantFail(readModels(File.Name, File.Text, Set));
    Separate += Set.ByName.size();
    EXPECT_EQ(builtinModels().ByName.size() >= Set.ByName.size(), true);
  }
  EXPECT_EQ(Separate, builtinModels().ByName.size()) << "a name stands in two files";
}

TEST(BuiltinModels, EveryLibrarySaysWhereItStandsAndWhatWasRead) {
  for (const auto &[Name, Library] : builtinModels().Libraries) {
    EXPECT_FALSE(Library.Kind.empty()) << Name;
    EXPECT_FALSE(Library.Checked.empty()) << Name;
    EXPECT_FALSE(Library.Headers.empty()) << Name;
  }
}

TEST(BuiltinModels, EveryEntryCanBeSaidInWords) {
  for (const auto &[Name, M] : builtinModels().ByName)
    EXPECT_FALSE(knownOf(M).empty()) << Name;
}

TEST(BuiltinModels, ResponseHeadersAreNamed) {
  for (const auto &[Name, M] : builtinModels().ByName)
    if (M.Sink == ir::SinkKind::ResponseHeader) {
      EXPECT_TRUE(M.NameArgument != ir::Nowhere || !M.FixedName.empty() || M.ValueArgument == ir::AllArguments) << Name;
    }
}

// CROSSTALK_UPDATE_GOLDENS=1 writes the page anew.
TEST(BuiltinModels, PageIsUpToDate) {
  std::string Path = std::string(CROSSTALK_TEST_DIR) + "/../docs/models.md";
  std::string Page = modelsPage(builtinModels());
  if (std::getenv("CROSSTALK_UPDATE_GOLDENS"))
    std::ofstream(Path) << Page;
  auto Committed = llvm::MemoryBuffer::getFile(Path);
  ASSERT_TRUE(bool(Committed)) << Path;
  EXPECT_TRUE((*Committed)->getBuffer() == Page) << "docs/models.md differs: CROSSTALK_UPDATE_GOLDENS=1 writes it anew";
}

TEST(BuiltinModels, ExamplesOfThePageAboutModelsParse) {
  auto Page = llvm::MemoryBuffer::getFile(std::string(CROSSTALK_TEST_DIR) + "/../docs/writing-a-model.md");
  ASSERT_TRUE(bool(Page));
  unsigned Examples = 0;
  for (llvm::StringRef Rest = (*Page)->getBuffer(); Rest.contains("```yaml\n"); ++Examples) {
    auto [Example, After] = Rest.split("```yaml\n").second.split("```");
    Rest = After;
    ir::ModelSet Set;
    if (llvm::Error E = readModels("writing-a-model.md", Example, Set))
      ADD_FAILURE() << llvm::toString(std::move(E)) << "\n" << Example.str();
  }
  EXPECT_GE(Examples, 3u);
}
