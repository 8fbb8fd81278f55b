// The folder of kept summaries.
#include "driver/CacheFolder.h"
#include "TempTree.h"

using namespace crosstalk::driver;

TEST(CacheFolder, counts_and_trims_summaries_only) {
  TempTree Tree;
  Tree.write("ab/one.summary", "12345");
  Tree.write("cd/two.summary", "1234567890");
  Tree.write("letter.txt", "keep me");
  CacheFolder Cache(Tree.folder());
  EXPECT_EQ(2u, Cache.content().Files);
  EXPECT_EQ(15u, Cache.content().Bytes);
  EXPECT_EQ(0u, Cache.trim(15));
  EXPECT_EQ(2u, Cache.trim(0));
  EXPECT_EQ(0u, Cache.content().Files);
  EXPECT_TRUE(llvm::sys::fs::exists(Tree.path("letter.txt")));
}

TEST(CacheFolder, may_not_exist) { EXPECT_EQ(0u, CacheFolder("/nonexistent/cache").content().Files); }
