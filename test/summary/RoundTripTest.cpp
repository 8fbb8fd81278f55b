// read(write(x)) is x: for units of the marked sources, and for values that no source has.
#include "Parsed.h"
#include "Pipeline.h"
#include "llvm/Support/FileSystem.h"
#include <limits>

using namespace crosstalk;
using namespace crosstalk::ir;
using summary::UnitSummary;

// All fields of each struct, to compare by. One that is added to ir/ must be added here: the writer does not compile
// before it knows it.
static auto fields(Name N) { return static_cast<uint32_t>(N); }
static auto fields(ExprId E) { return static_cast<uint32_t>(E); }
static auto fields(const Condition &C) { return std::tie(C.Value, C.Negated); }
static auto fields(const Parameter &P) { return std::tie(P.Identifier, P.Type, P.Flags); }
static auto fields(const Holding &H) { return std::tie(H.Type, H.Holder, H.How); }
static auto fields(const Field &F) { return std::tuple(F.Identifier, F.Type, F.Constant, F.Flags, F.At.key()); }
static auto fields(const GlobalVariable &G) {
  return std::tuple(G.Symbol, G.Qualified, G.Type, G.Function, G.Constant, G.Flags, G.At.key());
}

template <typename T> static void same(const char *What, const std::vector<T> &A, const std::vector<T> &B);

static void same(const Expr &A, const Expr &B) {
  EXPECT_EQ(std::tie(A.Kind, A.Index, A.Text, A.Type, A.Owner, A.Hint, A.Flags, A.At),
            std::tie(B.Kind, B.Index, B.Text, B.Type, B.Owner, B.Hint, B.Flags, B.At));
  same("operands", A.Operands, B.Operands);
}

static void same(const Event &A, const Event &B) {
  EXPECT_EQ(std::tie(A.What, A.Target, A.Key, A.Value, A.At, A.Flags),
            std::tie(B.What, B.Target, B.Key, B.Value, B.At, B.Flags));
  same("conditions", A.Conditions, B.Conditions);
}

static void same(const Function &A, const Function &B) {
  EXPECT_EQ(std::tie(A.Symbol, A.Qualified, A.Class, A.Result, A.Creator, A.Flags, A.At, A.BodyHash),
            std::tie(B.Symbol, B.Qualified, B.Class, B.Result, B.Creator, B.Flags, B.At, B.BodyHash));
  same("parameters", A.Parameters, B.Parameters);
  same("overrides", A.Overrides, B.Overrides);
  same("captures", A.Captures, B.Captures);
  same("type arguments", A.TypeArguments, B.TypeArguments);
  same("values", A.Exprs, B.Exprs);
  same("events", A.Events, B.Events);
}

static void same(const Record &A, const Record &B) {
  EXPECT_EQ(std::tie(A.Qualified, A.Flags, A.At), std::tie(B.Qualified, B.Flags, B.At));
  same("fields", A.Fields, B.Fields);
  same("bases", A.Bases, B.Bases);
}

template <typename T> static void same(const T &A, const T &B) { EXPECT_TRUE(fields(A) == fields(B)); }

template <typename T> static void same(const char *What, const std::vector<T> &A, const std::vector<T> &B) {
  ASSERT_EQ(A.size(), B.size()) << What;
  for (size_t I = 0; I != A.size(); ++I) {
    SCOPED_TRACE(std::string(What) + " " + std::to_string(I));
    same(A[I], B[I]);
  }
}

static void same(const Unit &A, const Unit &B) {
  EXPECT_EQ(A.MainFile, B.MainFile);
  EXPECT_EQ(A.Strings, B.Strings);
  EXPECT_EQ(A.Files, B.Files);
  EXPECT_EQ(A.UnknownStatements, B.UnknownStatements);
  same("functions", A.Functions, B.Functions);
  same("declarations", A.Declarations, B.Declarations);
  same("records", A.Records, B.Records);
  same("globals", A.Globals, B.Globals);
  same("holdings", A.Holdings, B.Holdings);
}

static UnitSummary reread(const UnitSummary &S) {
  auto Again = summary::read("unit", summary::write(S));
  if (Again)
    return std::move(*Again);
  ADD_FAILURE() << llvm::toString(Again.takeError());
  return {};
}

/// One folder a rule; all of them would take a minute.
static std::vector<std::string> markedSources() {
  std::vector<std::string> Files;
  std::error_code Code;
  for (llvm::sys::fs::recursive_directory_iterator I(sourceFile("rules"), Code), E; I != E && !Code; I.increment(Code))
    if (llvm::StringRef Path = I->path(); Path.contains("/basic/") && (Path.ends_with(".cpp") || Path.ends_with(".c")))
      Files.push_back(I->path());
  return Files;
}

TEST(RoundTrip, units_of_marked_sources) {
  std::vector<std::string> Files = markedSources();
  EXPECT_GT(Files.size(), 12u);
  for (const std::string &File : Files) {
    SCOPED_TRACE(File);
    bool IsC = llvm::StringRef(File).ends_with(".c");
    UnitSummary S = parsed(File, IsC ? std::vector<std::string>{} : std::vector<std::string>{"-std=c++20"});
    UnitSummary Again = reread(S);
    ASSERT_TRUE(Again.Unit);
    same(*S.Unit, *Again.Unit);
    EXPECT_EQ(dumpFacts(*S.Unit), dumpFacts(*Again.Unit));
    EXPECT_EQ(dumpSummary(*S.Unit), dumpSummary(*Again.Unit));
    EXPECT_EQ(summary::write(S), summary::write(Again));
  }
}

/// A function with one value of each kind that takes no operand, and an event of each kind.
static Function oddFunction() {
  constexpr uint32_t All = std::numeric_limits<uint32_t>::max();
  Function F;
  F.Symbol = Name(1);
  F.Qualified = F.Class = F.Result = F.Creator = Name(2);
  F.Flags = All;
  F.BodyHash = std::numeric_limits<uint64_t>::max();
  F.At = {FileId(0), All, All};
  F.Parameters = {{Name(1), Name(2), All}, {}};
  F.Overrides = {Name(2), Name(1)};
  F.Captures = {NoName};
  F.TypeArguments = {Name(1)};
  F.Exprs.resize(3);
  F.Exprs[1].Kind = Op::Literal;
  F.Exprs[1].Index = std::numeric_limits<int32_t>::min();
  F.Exprs[2].Kind = Op::Join;
  F.Exprs[2].Operands = {ExprId(1), NoExpr, ExprId(1)};
  for (uint8_t Kind = 0; Kind <= static_cast<uint8_t>(Event::Kind::Cleanup); ++Kind) {
    Event E;
    E.What = static_cast<Event::Kind>(Kind);
    E.Target = ExprId(Kind % 3);
    E.Conditions.assign(Kind, {ExprId(2), Kind % 2 == 0});
    F.Events.push_back(E);
  }
  return F;
}

TEST(RoundTrip, values_that_no_source_has) {
  auto U = std::make_shared<Unit>();
  U->MainFile = "/a b/ü.cpp";
  U->Strings = {"", std::string("with\0nul", 8), "\xff\xfe not utf-8", ""};
  U->Files = {"", "/x"};
  U->Functions = {oddFunction(), Function()};
  U->Declarations = {Function()};
  U->Records.resize(2);
  U->Records[1].Fields = {{Name(3), Name(2), Name(1), ~0u, {FileId(1), 1, 1}}, {}};
  U->Records[1].Bases = {Name(1)};
  U->Globals = {{Name(1), Name(2), Name(3), Name(1), Name(2), ~0u, {FileId(1), 7, 8}}};
  U->Holdings = {{Name(1), Name(2), Holding::Kind::New}};
  U->UnknownStatements = ~0u;
  UnitSummary S{"/a b/ü.cpp", "/build", UnitSummary::State::Incomplete, 7, {"e"}, {"/x", "/y"}, U, {}};
  UnitSummary Again = reread(S);
  ASSERT_TRUE(Again.Unit);
  same(*U, *Again.Unit);
  EXPECT_EQ(summary::write(S), summary::write(Again));
}

TEST(RoundTrip, the_envelope) {
  UnitSummary S{"/a.cpp", "/build", UnitSummary::State::TimedOut, 3, {"one", ""}, {}, nullptr, {}};
  using Question = summary::FileUse::Question;
  S.Reads = {{"/a.cpp", Question::Content, 12, -5, ~0ull}, {"/gone.h", Question::Missing, 0, 0, 0}};
  UnitSummary Again = reread(S);
  EXPECT_EQ(std::tie(S.File, S.BuildFolder, S.Status, S.ErrorCount, S.Errors, S.UserFiles, S.Reads),
            std::tie(Again.File, Again.BuildFolder, Again.Status, Again.ErrorCount, Again.Errors, Again.UserFiles,
                     Again.Reads));
  EXPECT_FALSE(Again.Unit);
  EXPECT_EQ(S.Reads, llvm::cantFail(summary::readReads("unit", summary::write(S))));
}

TEST(RoundTrip, the_same_unit_gives_the_same_bytes) {
  std::string File = sourceFile("e2e/payments/render.cpp");
  EXPECT_EQ(summary::write(parsed(File, {"-std=c++20"})), summary::write(parsed(File, {"-std=c++20"})));
}
