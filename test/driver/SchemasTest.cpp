// Which schema files of a tree are found.
#include "driver/Schemas.h"
#include "TempTree.h"

using namespace crosstalk::driver;

TEST(Schemas, are_found_below_the_root_in_the_order_of_names) {
  TempTree Tree;
  Tree.write("migrations/002_add.sql", "");
  Tree.write("migrations/001_create.SQL", "");
  Tree.write("db/schema.ddl", "");
  Tree.write("src/a.cpp", "");
  auto Found = findSchemas(Tree.folder());
  EXPECT_EQ((std::vector<std::string>{Tree.path("db/schema.ddl"), Tree.path("migrations/001_create.SQL"),
                                      Tree.path("migrations/002_add.sql")}),
            Found.Files);
  EXPECT_TRUE(Found.Notes.empty());
}

TEST(Schemas, leave_out_build_trees_and_hidden_folders) {
  TempTree Tree;
  Tree.write(".git/x.sql", "");
  Tree.write("node_modules/x.sql", "");
  Tree.write("out/CMakeCache.txt", "");
  Tree.write("out/x.sql", "");
  EXPECT_TRUE(findSchemas(Tree.folder()).Files.empty());
}

TEST(Schemas, leave_out_large_files_and_say_so) {
  TempTree Tree;
  Tree.write("dump.sql", std::string((1 << 20) + 1, ' '));
  auto Found = findSchemas(Tree.folder());
  EXPECT_TRUE(Found.Files.empty());
  EXPECT_EQ(1u, Found.Notes.size());
}

TEST(Schemas, are_not_looked_for_in_the_whole_file_system) { EXPECT_TRUE(findSchemas("/").Files.empty()); }
