// What the reader says about each thing that can be wrong in a summary.
#include "flatbuffers/flatbuffers.h"
#include "summary/Summary.h"
#include "summary/Version.h"
#include "gtest/gtest.h"
#include <functional>

using namespace crosstalk;
using namespace crosstalk::ir;
using summary::UnitSummary;

/// A unit with one function: value 1 is a parameter, value 2 its field, and the field is returned.
static Unit smallUnit() {
  Unit U;
  U.MainFile = "a.cpp";
  U.Strings = {"", "f", "int"};
  U.Files = {"a.cpp"};
  Function F;
  F.Symbol = F.Qualified = Name(1);
  F.Result = Name(2);
  F.At = {FileId(0), 1, 5};
  F.Exprs.resize(3);
  F.Exprs[1].Kind = Op::Param;
  F.Exprs[2].Kind = Op::Field;
  F.Exprs[2].Operands = {ExprId(1)};
  Event E;
  E.What = Event::Kind::Return;
  E.Value = ExprId(2);
  E.Conditions = {{ExprId(1), true}};
  F.Events = {E};
  U.Functions = {F};
  U.Records.resize(1);
  U.Records[0].Fields.resize(1);
  U.Globals.resize(1);
  U.Holdings.resize(1);
  return U;
}

static std::string refusal(const UnitSummary &S) {
  auto Read = summary::read("a.summary", summary::write(S));
  return Read ? "accepted" : llvm::toString(Read.takeError());
}

static UnitSummary completed(Unit U) {
  UnitSummary S;
  S.Status = UnitSummary::State::Complete;
  S.Unit = std::make_shared<Unit>(std::move(U));
  return S;
}

/// What the reader says once this was done to the unit.
static std::string after(const std::function<void(Unit &)> &Break) {
  Unit U = smallUnit();
  Break(U);
  return refusal(completed(std::move(U)));
}

static Function &first(Unit &U) { return U.Functions[0]; }

TEST(Refusal, nothing_when_all_is_well) {
  EXPECT_EQ("accepted", after([](Unit &) {}));
}

TEST(Refusal, numbers_that_are_of_nothing) {
  EXPECT_EQ("a.summary: functions[0]: symbol is string 3 of 3", after([](Unit &U) { first(U).Symbol = Name(3); }));
  EXPECT_EQ("a.summary: functions[0].overrides[0]: it is string 9 of 3",
            after([](Unit &U) { first(U).Overrides = {Name(9)}; }));
  EXPECT_EQ("a.summary: functions[0].parameters[0]: type is string 9 of 3",
            after([](Unit &U) { first(U).Parameters = {{Name(1), Name(9), 0}}; }));
  EXPECT_EQ("a.summary: functions[0].values[1]: hint is string 4000000000 of 3",
            after([](Unit &U) { first(U).Exprs[1].Hint = Name(4000000000); }));
  EXPECT_EQ("a.summary: functions[0].values[1]: its place is in file 1 of 1",
            after([](Unit &U) { first(U).Exprs[1].At = {FileId(1), 1, 1}; }));
  EXPECT_EQ("a.summary: functions[0].events[0]: value is value 3 of 3",
            after([](Unit &U) { first(U).Events[0].Value = ExprId(3); }));
  EXPECT_EQ("a.summary: functions[0].events[0]: a condition is value 8 of 3",
            after([](Unit &U) { first(U).Events[0].Conditions[0].Value = ExprId(8); }));
  EXPECT_EQ("a.summary: records[0].fields[0]: type is string 3 of 3",
            after([](Unit &U) { U.Records[0].Fields[0].Type = Name(3); }));
  EXPECT_EQ("a.summary: globals[0]: function is string 3 of 3",
            after([](Unit &U) { U.Globals[0].Function = Name(3); }));
  EXPECT_EQ("a.summary: holdings[0]: holder is string 3 of 3", after([](Unit &U) { U.Holdings[0].Holder = Name(3); }));
}

TEST(Refusal, kinds_that_do_not_exist) {
  EXPECT_EQ("a.summary: functions[0].values[1]: there is no kind 200",
            after([](Unit &U) { first(U).Exprs[1].Kind = static_cast<Op>(200); }));
  EXPECT_EQ("a.summary: functions[0].events[0]: there is no kind 77",
            after([](Unit &U) { first(U).Events[0].What = static_cast<Event::Kind>(77); }));
  EXPECT_EQ("a.summary: holdings[0]: there is no kind 3",
            after([](Unit &U) { U.Holdings[0].How = static_cast<Holding::Kind>(3); }));
  EXPECT_EQ("a.summary: functions[0].values[2]: there is no relation 5", after([](Unit &U) {
              first(U).Exprs[2].Kind = Op::Compare;
              first(U).Exprs[2].Index = 5;
              first(U).Exprs[2].Operands = {ExprId(1), ExprId(1)};
            }));
}

TEST(Refusal, values_that_nobody_could_walk_over) {
  EXPECT_EQ("a.summary: functions[0].values[2]: operand 2 does not come before it",
            after([](Unit &U) { first(U).Exprs[2].Operands = {ExprId(2)}; }));
  EXPECT_EQ("a.summary: functions[0].values[2]: Field cannot have 0 operands",
            after([](Unit &U) { first(U).Exprs[2].Operands.clear(); }));
  EXPECT_EQ("a.summary: functions[0].values[1]: Param cannot have 1 operands",
            after([](Unit &U) { first(U).Exprs[1].Operands = {NoExpr}; }));
  EXPECT_EQ("a.summary: functions[0].values[0]: value 0 stands for none, and is one",
            after([](Unit &U) { first(U).Exprs[0].Kind = Op::This; }));
  EXPECT_EQ("a.summary: functions[0].values[2]: it asks of nothing whether it is empty", after([](Unit &U) {
              first(U).Exprs[2].Kind = Op::Lossy;
              first(U).Exprs[2].Index = 1;
              first(U).Exprs[2].Operands.clear();
            }));
  EXPECT_EQ("a.summary: functions[0].events[0]: target is value 0 of 0",
            after([](Unit &U) { first(U).Exprs.clear(); }));
}

TEST(Refusal, tables_that_lack_their_beginning) {
  EXPECT_EQ("a.summary: strings[0] is not the empty string", after([](Unit &U) { U.Strings.clear(); }));
  EXPECT_EQ("a.summary: strings[0] is not the empty string", after([](Unit &U) { U.Strings[0] = "f"; }));
  EXPECT_EQ("a.summary: there are functions, and no file they are in", after([](Unit &U) {
              U.Files.clear();
              first(U).At = {};
            }));
}

TEST(Refusal, a_state_without_its_unit) {
  UnitSummary S = completed(smallUnit());
  S.Status = UnitSummary::State::Failed;
  EXPECT_EQ("a.summary: there is a unit although none was analysed", refusal(S));
  S.Status = UnitSummary::State::Incomplete;
  S.Unit = nullptr;
  EXPECT_EQ("a.summary: the unit is missing", refusal(S));
  S.Status = static_cast<UnitSummary::State>(4);
  EXPECT_EQ("a.summary: there is no state 4", refusal(S));
  S.Status = UnitSummary::State::Failed;
  S.Reads = {{"/x", static_cast<summary::FileUse::Question>(9), 0, 0, 0}};
  EXPECT_EQ("a.summary: reads[0]: there is no question 9", refusal(S));
}

static std::string refusalOf(std::string Bytes) {
  auto Read = summary::read("a.summary", Bytes);
  return Read ? "accepted" : llvm::toString(Read.takeError());
}

TEST(Refusal, bytes_that_are_no_summary) {
  std::string Bytes = summary::write(completed(smallUnit()));
  EXPECT_EQ("a.summary: this is no summary", refusalOf(""));
  EXPECT_EQ("a.summary: this is no summary", refusalOf("int main() { return 0; }"));
  EXPECT_EQ("a.summary: the summary is damaged: its header cannot be read", refusalOf(Bytes.substr(0, 20)));
  EXPECT_EQ("a.summary: the summary is damaged: something in it lies outside of it",
            refusalOf(Bytes.substr(0, Bytes.size() - 20)));
}

TEST(Refusal, another_version) {
  std::string Bytes = summary::write(completed(smallUnit()));
  std::string OtherFormat = Bytes;
  auto *Root = flatbuffers::GetMutableRoot<flatbuffers::Table>(OtherFormat.data());
  ASSERT_TRUE(Root->SetField<uint32_t>(4, 99, 0)); // the first field
  EXPECT_EQ("a.summary: this summary has format 99, this program reads format " +
                std::to_string(summary::FormatVersion) + "; make it again",
            refusalOf(OtherFormat));
  std::string OtherMaker = Bytes;
  OtherMaker[OtherMaker.find("crosstalk 0.")] = 'X';
  std::string Said = refusalOf(OtherMaker);
  EXPECT_EQ("a.summary: this summary was made by 'Xrosstalk 0.", Said.substr(0, 49)) << Said;
  EXPECT_NE(std::string::npos, Said.find("this program is '" + summary::maker() + "'; make it again")) << Said;
}
