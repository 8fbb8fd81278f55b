// Replies of CMake's file API.
#include "driver/CMakeTargets.h"
#include "TempTree.h"

using namespace crosstalk::driver;

static const std::string Reply = ".cmake/api/v1/reply/";

static void writeTarget(const TempTree &Tree, const std::string &Name, const std::string &Type,
                        const std::string &Source, const std::string &Dependency) {
  std::string Others = Dependency.empty() ? "" : "{\"id\": \"" + Dependency + "\"}";
  Tree.write(Reply + Name + ".json", "{\"name\": \"" + Name + "\", \"type\": \"" + Type +
                                         "\", \"sources\": [{\"path\": \"" + Source + "\"}], \"dependencies\": [" +
                                         Others + "]}");
}

static void writeModel(const TempTree &Tree, std::vector<std::string> Names) {
  std::string Targets;
  for (const std::string &Name : Names)
    Targets += (Targets.empty() ? "" : ", ") + ("{\"id\": \"" + Name + "\", \"jsonFile\": \"" + Name + ".json\"}");
  Tree.write(Reply + "index-1.json", R"({"objects": [{"kind": "codemodel", "jsonFile": "gone.json"}]})");
  Tree.write(Reply + "index-2.json",
             R"({"objects": [{"kind": "cache"}, {"kind": "codemodel", "jsonFile": "model.json"}]})");
  Tree.write(Reply + "model.json",
             "{\"paths\": {\"source\": \"/s\"}, \"configurations\": [{\"targets\": [" + Targets + "]}]}");
}

TEST(CMakeTargets, hold_the_sources_of_what_they_link) {
  TempTree Tree;
  writeModel(Tree, {"server", "core", "gen", "plugin", "lone"});
  writeTarget(Tree, "server", "EXECUTABLE", "main.cpp", "core");
  writeTarget(Tree, "core", "STATIC_LIBRARY", "core.cpp", "gen");
  writeTarget(Tree, "gen", "EXECUTABLE", "gen.cpp", "");
  writeTarget(Tree, "plugin", "MODULE_LIBRARY", "/abs/plugin.cpp", "");
  writeTarget(Tree, "lone", "SHARED_LIBRARY", "lone.cpp", "");
  auto Targets = get(readLinkTargets(Tree.folder()));
  ASSERT_EQ(4u, Targets.size());
  EXPECT_EQ("gen", Targets[0].Name);
  EXPECT_EQ("lone", Targets[1].Name);
  EXPECT_EQ((std::vector<std::string>{"/abs/plugin.cpp"}), Targets[2].Sources);
  EXPECT_EQ("server", Targets[3].Name);
  EXPECT_EQ((std::vector<std::string>{"/s/core.cpp", "/s/main.cpp"}), Targets[3].Sources);
}

TEST(CMakeTargets, survive_circles) {
  TempTree Tree;
  writeModel(Tree, {"a", "b", "exe"});
  writeTarget(Tree, "a", "STATIC_LIBRARY", "a.cpp", "b");
  writeTarget(Tree, "b", "STATIC_LIBRARY", "b.cpp", "a");
  writeTarget(Tree, "exe", "EXECUTABLE", "m.cpp", "a");
  auto Targets = get(readLinkTargets(Tree.folder()));
  ASSERT_EQ(1u, Targets.size());
  EXPECT_EQ(3u, Targets[0].Sources.size());
}

TEST(CMakeTargets, are_none_without_a_reply) {
  TempTree Tree;
  EXPECT_TRUE(get(readLinkTargets(Tree.folder())).empty());
}

TEST(CMakeTargets, name_a_broken_reply) {
  TempTree Tree;
  Tree.write(Reply + "index-1.json", "{");
  EXPECT_NE(std::string::npos, errorOf(readLinkTargets(Tree.folder())).find("index-1.json"));
}
