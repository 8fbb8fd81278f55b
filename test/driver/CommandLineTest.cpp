// Command lines: what they mean, and what is said about wrong ones.
#include "CommandLine.h"
#include "TempTree.h"
#include "llvm/ADT/STLExtras.h"

using namespace crosstalk;
using crosstalk::driver::errorOf;
using crosstalk::driver::get;

static CommandLine parse(std::vector<const char *> Words) { return get(parseCommandLine(Words)); }
static std::string wrong(std::vector<const char *> Words) { return errorOf(parseCommandLine(Words)); }

TEST(CommandLine, takes_options_in_every_spelling) {
  for (std::vector<const char *> Words : {std::vector<const char *>{"check", "-p", "b", "x.cpp"},
                                          {"check", "-pb", "x.cpp"},
                                          {"check", "-p=b", "x.cpp"},
                                          {"check", "x.cpp", "--database", "b"},
                                          {"check", "--database=b", "x.cpp"}}) {
    CommandLine Line = parse(Words);
    EXPECT_EQ("b", Line.last(Option::Database));
    EXPECT_EQ((std::vector<std::string>{"x.cpp"}), Line.Operands);
  }
}

TEST(CommandLine, ends_at_two_dashes) {
  CommandLine Line = parse({"check", "a.cpp", "-j2", "--", "-DX", "--help", "--"});
  EXPECT_EQ((std::vector<std::string>{"-DX", "--help", "--"}), *Line.Flags);
  EXPECT_EQ(2u, get(Line.number(Option::Threads, 0)));
  EXPECT_FALSE(parse({"check", "a.cpp"}).Flags);
  EXPECT_TRUE(parse({"check", "a.cpp", "--"}).Flags->empty());
}

TEST(CommandLine, keeps_all_values_and_the_last) {
  CommandLine Line = parse({"check", "--format", "text", "--format=sarif=o.sarif"});
  EXPECT_EQ((std::vector<std::string>{"text", "sarif=o.sarif"}), Line.all(Option::Format));
  EXPECT_EQ("sarif=o.sarif", Line.last(Option::Format));
  EXPECT_EQ("default", Line.last(Option::Root, "default"));
}

TEST(CommandLine, knows_help_and_version) {
  EXPECT_EQ(CommandLine::Request::Help, parse({}).What);
  EXPECT_EQ(CommandLine::Request::Help, parse({"--help"}).What);
  EXPECT_EQ(CommandLine::Request::Version, parse({"--version"}).What);
  EXPECT_EQ(CommandLine::Request::Help, parse({"check", "--help"}).What);
}

TEST(CommandLine, names_what_is_wrong) {
  EXPECT_EQ("unknown command 'chek' (did you mean 'check'?); 'crosstalk --help' lists them", wrong({"chek"}));
  EXPECT_NE(
      std::string::npos,
      wrong({"check", "--sinec=HEAD"}).find("unknown option '--sinec' of 'crosstalk check' (did you mean 'since'?)"));
  EXPECT_NE(std::string::npos, wrong({"rules", "-p", "x"}).find("unknown option '-p'"));
  EXPECT_NE(std::string::npos, wrong({"check", "-DX"}).find("compiler flags go after '--'"));
  EXPECT_EQ("--format: expected one of text, sarif, json, html, github, gitlab, junit, found 'xml'",
            wrong({"check", "--format=xml=o"}));
  EXPECT_EQ("-p needs a value: DIR", wrong({"check", "-p"}));
  EXPECT_EQ("-p needs a value: DIR", wrong({"check", "-p", "--", "-DX"}));
  EXPECT_EQ("--all takes no value", wrong({"check", "--all=1"}));
  EXPECT_EQ("--jobs: expected a number, found 'many'",
            errorOf(parse({"check", "-j", "many"}).number(Option::Threads, 0)));
}

TEST(CommandLine, tables_are_in_the_order_of_their_enumerators) {
  for (const auto &[I, Spec] : llvm::enumerate(allCommands()))
    EXPECT_EQ(I, static_cast<size_t>(Spec.Id)) << Spec.Name.str();
  for (const auto &[I, Spec] : llvm::enumerate(allOptions()))
    EXPECT_EQ(I, static_cast<size_t>(Spec.Id)) << Spec.Long.str();
}

TEST(CommandLine, help_names_every_option_of_a_command) {
  for (const CommandSpec &Spec : allCommands())
    for (const OptionSpec &O : allOptions())
      EXPECT_EQ(O.belongsTo(Spec.Id),
                commandHelp(Spec.Id).find(" --" + O.Long.str() + (O.Kind == ValueKind::None ? "" : " ")) !=
                    std::string::npos)
          << Spec.Name.str() << " --" << O.Long.str();
}
