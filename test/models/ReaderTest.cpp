// Model files: what they say arrives, every mistake is named with its place, the dump reads back as the same entries.
#include "models/Reader.h"
#include <gtest/gtest.h>

using namespace crosstalk;
using ir::Model;

static ir::ModelSet read(llvm::StringRef Text) {
  ir::ModelSet Set;
  if (llvm::Error E = readModels("m.yaml", Text, Set))
    ADD_FAILURE() << llvm::toString(std::move(E));
  return Set;
}

static std::string mistake(llvm::StringRef Text) {
  ir::ModelSet Set;
  llvm::Error E = readModels("m.yaml", Text, Set);
  EXPECT_TRUE(Set.ByName.empty() && Set.Libraries.empty()) << "a file with a mistake adds nothing";
  return E ? llvm::toString(std::move(E)) : "none";
}

/// The one entry of a file whose functions are \p Entry.
static Model function(const std::string &Entry) {
  ir::ModelSet Set = read("library: L\nfunctions:\n" + Entry);
  EXPECT_EQ(Set.ByName.size(), 1u);
  return Set.ByName.empty() ? Model() : Set.ByName.begin()->second;
}

/// The mistake in one entry's body, which starts in line 4, column 5.
static std::string mistakeIn(const std::string &Body) {
  return mistake("library: L\nfunctions:\n  - name: f\n    " + Body);
}

TEST(Models, EntryWithSource) {
  Model M = function("  - name: httplib::Request::get_header_value\n    source: request-field\n    name-argument: 0\n");
  EXPECT_EQ(M.Name, "httplib::Request::get_header_value");
  EXPECT_EQ(M.Library, "L");
  EXPECT_EQ(M.Source, ir::SourceKind::RequestField);
  EXPECT_EQ(M.NameArgument, 0);
}

TEST(Models, FlowsOutAndView) {
  Model M = function(
      "  - name: f\n    flows: {0: lossless, receiver: lossy, rest: cut, all: hash}\n    out: 1\n    view: receiver\n");
  std::vector<std::pair<int, ir::Propagation>> Expected = {{0, ir::Propagation::Lossless},
                                                           {ir::Receiver, ir::Propagation::Lossy},
                                                           {ir::RestArguments, ir::Propagation::Cut},
                                                           {ir::AllArguments, ir::Propagation::Hash}};
  EXPECT_EQ(M.Flows, Expected);
  EXPECT_EQ(M.OutArgument, 1);
  EXPECT_EQ(M.View, ir::Receiver);
}

TEST(Models, StorageDefaultsAndKeys) {
  Model M = function("  - name: f\n    storage: {op: put, key: 1, value: 2, external: true}\n");
  ASSERT_TRUE(M.Storage.has_value());
  EXPECT_EQ(M.Storage->Op, ir::StorageOp::Put);
  EXPECT_EQ(M.Storage->Handle, ir::Receiver);
  EXPECT_EQ(M.Storage->Key, 1);
  EXPECT_EQ(M.Storage->Value, 2);
  EXPECT_TRUE(M.Storage->External);
  EXPECT_EQ(M.Storage->KeyFormat, ir::Nowhere);
}

TEST(Models, SqlWithoutTextRunsWhatWasPrepared) {
  Model M = function("  - name: f\n    sql: {statement: receiver}\n");
  ASSERT_TRUE(M.Sql.has_value());
  EXPECT_EQ(M.Sql->Text, ir::Nowhere);
  EXPECT_EQ(M.Sql->Statement, ir::Receiver);
}

TEST(Models, SqlBindEntityAndPredicate) {
  EXPECT_EQ(function("  - name: f\n    sql: {text: 1, bind-list: 4, dialect: postgres}\n").Sql->BindList, 4);
  EXPECT_TRUE(
      function("  - name: f\n    bind: {statement: 0, index: 1, value: 2, zero-based: true}\n").Bind->ZeroBased);
  EXPECT_EQ("buffer", function("  - name: f\n    bind: {statement: 0, value: 1, field: buffer}\n").Bind->Field);
  EXPECT_EQ(function("  - name: f\n    entity: {op: delete, id: 0}\n").Entity->Op, ir::EntityOp::Delete);
  EXPECT_EQ(function("  - name: f\n    predicate: {column: receiver, value: 0}\n").Predicate->Column, ir::Receiver);
  EXPECT_TRUE(function("  - name: f\n    predicate: {repeats: true}\n").Predicate->Repeats);
}

TEST(Models, RegistrationAndCallback) {
  Model M = function("  - name: f\n    entry: {handler: 1, route: 0, method: GET, parameters: [none, request-id]}\n"
                     "    calls: {function: 2, arguments: [receiver, nowhere], returns: false, stored: true}\n");
  EXPECT_EQ(M.Entry->Method, "GET");
  EXPECT_EQ(M.Entry->Parameters, (std::vector{ir::SourceKind::None, ir::SourceKind::RequestId}));
  EXPECT_EQ(M.Calls->Arguments, (std::vector<int>{ir::Receiver, ir::Nowhere}));
  EXPECT_FALSE(M.Calls->ResultToResult);
  EXPECT_TRUE(M.Calls->Stored);
}

TEST(Models, TypesAndFields) {
  ir::ModelSet Set = read(
      "library: L\ntypes:\n  - name: n::T\n    shared-handler: true\n    entry-methods: [\"*\"]\n"
      "    entry-parameters: [none, request-content]\nfields:\n  - name: n::T::body\n    source: request-content\n");
  const Model &T = Set.ByName.find("n::T")->second;
  EXPECT_EQ(T.What, Model::Subject::Type);
  EXPECT_TRUE(T.SharedHandler);
  EXPECT_EQ(T.EntryMethods, std::vector<std::string>{"*"});
  EXPECT_EQ(T.EntryParameters.size(), 2u);
  EXPECT_EQ(Set.ByName.find("n::T::body")->second.What, Model::Subject::Field);
}

TEST(Models, NamesWithAlternatives) {
  ir::ModelSet Set = read("library: L\nfunctions:\n  - name: \"{a::,}C::{get, put}\"\n    guard: true\n");
  std::vector<std::string> Names;
  for (const auto &[Name, M] : Set.ByName)
    Names.push_back(Name);
  EXPECT_EQ(Names, (std::vector<std::string>{"C::get", "C::put", "a::C::get", "a::C::put"}));
}

TEST(Models, OperatorsAreNames) {
  for (const char *Name : {"a::operator<<", "a::operator,", "operator==", "A::operator()", "A::operator bool", "A::~A"})
    EXPECT_EQ(function(std::string("  - name: \"") + Name + "\"\n    guard: true\n").Name, Name);
}

TEST(Models, OverloadsBesideEachOther) {
  ir::ModelSet Set = read(
      "library: L\nfunctions:\n  - name: f\n    guard: true\n  - name: f\n    parameters: [int]\n    guard: true\n");
  EXPECT_EQ(Set.ByName.count("f"), 2u);
}

TEST(Models, SeveralLibrariesInOneFile) {
  ir::ModelSet Set = read("library: A\nkind: K\nchecked: \"1\"\nheaders: [a.h]\n---\nlibrary: B\nfunctions:\n  - name: "
                          "f\n    guard: true\n");
  EXPECT_EQ(Set.Libraries.size(), 2u);
  EXPECT_EQ(Set.Libraries["A"].Kind, "K");
  EXPECT_EQ(Set.Libraries["A"].Headers, std::vector<std::string>{"a.h"});
  EXPECT_EQ(Set.ByName.find("f")->second.Library, "B");
}

TEST(Models, LaterFilesReplaceAndForget) {
  ir::ModelSet Set = read("library: A\nfunctions:\n  - name: f\n    guard: true\n  - name: g\n    guard: true\n");
  llvm::cantFail(readModels("b.yaml", "library: B\nfunctions:\n  - name: f\n    suspends: true\n", Set));
  ASSERT_EQ(Set.ByName.count("f"), 1u);
  EXPECT_TRUE(Set.ByName.find("f")->second.Suspends);
  EXPECT_FALSE(Set.ByName.find("f")->second.Guard);
  llvm::cantFail(readModels("c.yaml", "library: C\nfunctions:\n  - name: g\n    forget: true\n", Set));
  EXPECT_EQ(Set.ByName.count("g"), 0u);
}

TEST(ModelMistakes, Document) {
  EXPECT_EQ(mistake(""), "m.yaml:1:1: found nothing, expected a mapping that starts with 'library:'");
  EXPECT_EQ(mistake("- x\n"), "m.yaml:1:1: found a list, expected a mapping that starts with 'library:'");
  EXPECT_EQ(mistake("kind: x\n"), "m.yaml:1:1: found no library, expected 'library: NAME'");
  EXPECT_EQ(mistake("library: L\nlibrary: M\n"), "m.yaml:2:1: found key 'library' twice, expected each key once");
  EXPECT_EQ(
      mistake("library: L\nmodels: []\n"),
      "m.yaml:2:1: found key 'models', expected one of: library, kind, checked, headers, functions, types, fields");
  EXPECT_EQ(mistake("library: [L]\n"), "m.yaml:1:10: found a list, expected text");
  EXPECT_EQ(mistake("library:\n"), "m.yaml:1:1: found nothing, expected text");
  EXPECT_EQ(mistake("library: L\nfunctions: f\n"), "m.yaml:2:12: found text 'f', expected a list of entries");
  EXPECT_EQ(mistake("library: L\nheaders: a.h\n"), "m.yaml:2:10: found text 'a.h', expected a list of texts");
}

TEST(ModelMistakes, Yaml) {
  EXPECT_EQ(mistake("library: \"L\n"),
            "m.yaml:1:12: found a syntax error (Expected quote at end of scalar), expected YAML");
  EXPECT_EQ(mistake("library: L\nfunctions: [\n"),
            "m.yaml:2:13: found a syntax error (Could not find closing ]), expected YAML");
  EXPECT_EQ(mistake("library: &a L\n"), "m.yaml:1:13: found an anchor, expected plain values");
  EXPECT_EQ(mistake("library: *a\n"), "m.yaml:1:10: found an alias, expected plain values");
  EXPECT_EQ(mistake("? [a]\n: b\n"), "m.yaml:1:3: found a list, expected a key");
  EXPECT_EQ(mistake("library: " + std::string(20, '[') + std::string(20, ']') + "\n"),
            "m.yaml:1:26: found more than 16 levels, expected at most 16");
}

TEST(ModelMistakes, Entries) {
  EXPECT_EQ(mistake("library: L\nfunctions:\n  - f\n"),
            "m.yaml:3:5: found text 'f', expected an entry, e.g. - name: ns::Class::method");
  EXPECT_EQ(mistake("library: L\nfunctions:\n  - guard: true\n"),
            "m.yaml:3:5: found an entry without a name, expected name: ns::Class::method");
  EXPECT_EQ(mistake("library: L\nfunctions:\n  - name: [f]\n    guard: true\n"),
            "m.yaml:3:11: found a list, expected a qualified name");
  EXPECT_EQ(mistake("library: L\nfunctions:\n  - name: std::map<int>::at\n    guard: true\n"),
            "m.yaml:3:11: found text 'std::map<int>::at', expected a qualified name without template arguments, e.g. "
            "ns::Class::{get,put}");
  for (const char *Name : {"a b", "a:", "1a", "a::", "{a", "operator", "a::operator", "a.b"})
    EXPECT_NE(mistake("library: L\nfunctions:\n  - name: \"" + std::string(Name) + "\"\n    guard: true\n")
                  .find("expected a qualified name"),
              std::string::npos)
        << Name;
  EXPECT_EQ(mistake("library: L\nfunctions:\n  - name: f\n"),
            "m.yaml:3:5: found an entry that says nothing, expected what is known of it, e.g. source: request-content");
  EXPECT_EQ(mistake("library: L\nfunctions:\n  - name: f\n    guard: true\n  - name: f\n    guard: true\n"),
            "m.yaml:5:5: found a second entry for 'f', expected one, or other parameters");
}

TEST(ModelMistakes, Values) {
  EXPECT_EQ(mistakeIn("guard: yes\n"), "m.yaml:4:12: found text 'yes', expected one of: true, false");
  EXPECT_EQ(mistakeIn("source: header\n"),
            "m.yaml:4:13: found text 'header', expected one of: none, principal, credential, session, request-field, "
            "request-id, request-content, peer, row, clock");
  EXPECT_EQ(mistakeIn("sink: [log]\n"),
            "m.yaml:4:11: found a list, expected one of: none, response, response-header, log, "
            "mutation, authentication, denial");
  for (const char *Position : {"-1", "64", "first", "1.0"})
    EXPECT_EQ(mistakeIn(std::string("out: ") + Position + "\n"),
              std::string("m.yaml:4:10: found text '") + Position +
                  "', expected an argument's number (0 to 63) or one of: receiver, result, all, rest, nowhere");
  EXPECT_EQ(mistakeIn("fixed-name: {}\n"), "m.yaml:4:17: found a mapping, expected text");
  EXPECT_EQ(mistakeIn("parameters: int\n"), "m.yaml:4:17: found text 'int', expected a list of texts");
  EXPECT_EQ(mistakeIn("parameters: []\n"), "m.yaml:4:17: found a list, expected a list of texts");
  EXPECT_EQ(mistakeIn("sorce: row\n")
                .find("m.yaml:4:5: found key 'sorce', expected one of: name, forget, parameters, source,"),
            0u);
}

TEST(ModelMistakes, NestedValues) {
  EXPECT_EQ(mistakeIn("flows: 0\n"),
            "m.yaml:4:12: found text '0', expected a mapping of positions to one of: lossless, hash, lossy, cut");
  EXPECT_EQ(mistakeIn("flows: {0: copy}\n"),
            "m.yaml:4:16: found text 'copy', expected one of: lossless, hash, lossy, cut");
  EXPECT_EQ(mistakeIn("flows: {x: cut}\n"),
            "m.yaml:4:13: found text 'x', expected an argument's number (0 to 63) or one of: "
            "receiver, result, all, rest, nowhere");
  EXPECT_EQ(mistakeIn("storage: put\n"), "m.yaml:4:14: found text 'put', expected a mapping, e.g. storage: {...}");
  EXPECT_EQ(mistakeIn("storage: {op: take}\n"),
            "m.yaml:4:19: found text 'take', expected one of: get, put, erase, get-or-put, clear");
  EXPECT_EQ(mistakeIn("storage: {kind: put}\n"), "m.yaml:4:15: found key 'kind', expected one of: op, handle, key, "
                                                 "value, generator, external, per-thread, key-format");
  EXPECT_EQ(
      mistakeIn("sql: {dialect: oracle}\n"),
      "m.yaml:4:20: found text 'oracle', expected one of: postgres, mysql, sqlite, odbc, qt, soci, brace, predicate");
  EXPECT_EQ(mistakeIn("entity: {op: select}\n"),
            "m.yaml:4:18: found text 'select', expected one of: fetch, count, insert, update, delete");
  EXPECT_EQ(mistakeIn("calls: {arguments: 0}\n"), "m.yaml:4:24: found text '0', expected a list of positions");
  EXPECT_EQ(mistakeIn("entry: {parameters: none}\n"), "m.yaml:4:25: found text 'none', expected a list of sources");
}

TEST(Models, DumpReadsBackAndIsStable) {
  std::string Once = dumpModels(builtinModels());
  EXPECT_EQ(dumpModels(read(Once)), Once);
  EXPECT_NE(Once.find("name: \"httplib::Request::get_header_value\""), std::string::npos);
}

TEST(Models, DumpDoesNotDependOnTheOrderOfFiles) {
  const char *A = "library: A\nfunctions:\n  - name: f\n    guard: true\n";
  const char *B = "library: B\nfunctions:\n  - name: g\n    guard: true\n";
  ir::ModelSet AB, BA;
  for (auto [Set, First, Second] : {std::tuple(&AB, A, B), std::tuple(&BA, B, A)}) {
    llvm::cantFail(readModels("1.yaml", First, *Set));
    llvm::cantFail(readModels("2.yaml", Second, *Set));
  }
  EXPECT_EQ(dumpModels(AB), dumpModels(BA));
}

TEST(Models, DumpQuotesText) {
  std::string Text = dumpModels(read("library: 'a \"b\" \\c'\nfunctions:\n  - name: f\n    fixed-name: \"x\\\\y\"\n"));
  EXPECT_EQ(Text, "---\nlibrary: \"a \\\"b\\\" \\\\c\"\nfunctions:\n  - name: \"f\"\n    fixed-name: \"x\\\\y\"\n");
}
