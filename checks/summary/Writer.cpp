// Values to bytes: one function a table of summary.fbs. See Summary.h.
//
// Each struct of ir/ is taken apart by a structured binding: a field that is added there does not compile here before
// it is written.
#include "summary/Summary.h"
#include "summary/Version.h"
#include "summary_generated.h"

namespace crosstalk::summary {

namespace {

using namespace ir;

uint32_t number(Name N) { return static_cast<uint32_t>(N); }
uint32_t number(ExprId E) { return static_cast<uint32_t>(E); }

class Writer {
public:
  std::string write(const UnitSummary &S) {
    const auto &[File, BuildFolder, Status, ErrorCount, Errors, UserFiles, Unit, Reads] = S;
    auto UnitAt = Unit ? unit(*Unit) : flatbuffers::Offset<bytes::Unit>();
    auto ReadsAt = list(Reads, [&](const FileUse &Use) { return read(Use); });
    auto Root = bytes::CreateSummary(Builder, FormatVersion, Builder.CreateString(maker()), Builder.CreateString(File),
                                     Builder.CreateString(BuildFolder), static_cast<bytes::State>(Status), ErrorCount,
                                     texts(Errors), texts(UserFiles), UnitAt, ReadsAt);
    bytes::FinishSummaryBuffer(Builder, Root);
    return {reinterpret_cast<const char *>(Builder.GetBufferPointer()), Builder.GetSize()};
  }

private:
  template <typename T> using Offset = flatbuffers::Offset<T>;
  template <typename T> using List = Offset<flatbuffers::Vector<T>>;

  /// One table for each of Items; no list at all when there are none.
  template <typename Items, typename Fn> auto list(const Items &From, Fn Make) -> List<decltype(Make(From.front()))> {
    std::vector<decltype(Make(From.front()))> Made;
    for (const auto &Item : From)
      Made.push_back(Make(Item));
    return Made.empty() ? 0 : Builder.CreateVector(Made);
  }

  template <typename T> List<const T *> structs(const std::vector<T> &From) {
    return From.empty() ? 0 : Builder.CreateVectorOfStructs(From);
  }

  List<uint32_t> numbers(const std::vector<uint32_t> &From) { return From.empty() ? 0 : Builder.CreateVector(From); }

  List<uint32_t> names(const std::vector<Name> &From) {
    std::vector<uint32_t> Numbers;
    for (Name N : From)
      Numbers.push_back(number(N));
    return numbers(Numbers);
  }

  List<Offset<flatbuffers::String>> texts(const std::vector<std::string> &From) {
    return list(From, [&](const std::string &Text) { return Builder.CreateString(Text); });
  }

  static bytes::Place place(const Loc &At) {
    const auto &[File, Line, Column] = At;
    return {static_cast<uint32_t>(File), Line, Column};
  }

  Offset<bytes::Read> read(const FileUse &Use) {
    const auto &[Path, Asked, Size, Modified, Hash] = Use;
    return bytes::CreateRead(Builder, Builder.CreateString(Path), static_cast<bytes::Question>(Asked), Size, Modified,
                             Hash);
  }

  Offset<bytes::Unit> unit(const Unit &U) {
    const auto &[MainFile, Strings, Files, Functions, Declarations, Records, Globals, Holdings, Unknown] = U;
    auto MainFileAt = Builder.CreateString(MainFile);
    auto StringsAt = texts(Strings), FilesAt = texts(Files);
    auto FunctionsAt = list(Functions, [&](const Function &F) { return function(F); });
    auto DeclarationsAt = list(Declarations, [&](const Function &F) { return function(F); });
    auto RecordsAt = list(Records, [&](const Record &R) { return record(R); });
    auto GlobalsAt = globals(Globals);
    auto HoldingsAt = holdings(Holdings);
    return bytes::CreateUnit(Builder, MainFileAt, StringsAt, FilesAt, FunctionsAt, DeclarationsAt, RecordsAt, GlobalsAt,
                             HoldingsAt, Unknown);
  }

  /// The lists of a function that are filled side by side.
  struct Body {
    std::vector<bytes::Value> Values;
    std::vector<uint32_t> Operands;
    std::vector<bytes::Event> Events;
    std::vector<uint32_t> Conditions;
    std::vector<bytes::Place> Places;
  };

  static void add(Body &To, const Expr &E) {
    const auto &[Kind, Index, Text, Type, Owner, Hint, Flags, At, Operands] = E;
    To.Values.emplace_back(number(Text), number(Type), number(Owner), number(Hint), Flags, Index,
                           static_cast<uint32_t>(Operands.size()), static_cast<bytes::Op>(Kind));
    for (ExprId O : Operands)
      To.Operands.push_back(number(O));
    To.Places.push_back(place(At));
  }

  static void add(Body &To, const Event &E) {
    const auto &[What, Target, Key, Value, At, Flags, Conditions] = E;
    To.Events.emplace_back(number(Target), number(Key), number(Value), Flags, static_cast<uint32_t>(Conditions.size()),
                           static_cast<bytes::EventKind>(What));
    for (const auto &[Value, Negated] : Conditions)
      To.Conditions.push_back(number(Value) * 2 + (Negated ? 1 : 0));
    To.Places.push_back(place(At));
  }

  Offset<bytes::Function> function(const Function &F) {
    const auto &[Symbol, Qualified, Class, Result, Creator, Parameters, Overrides, Captures, TypeArguments, Flags, At,
                 BodyHash, Exprs, Events] = F;
    Body B;
    B.Places.push_back(place(At));
    for (const Expr &E : Exprs)
      add(B, E);
    for (const Event &E : Events)
      add(B, E);
    std::vector<bytes::Parameter> Arguments;
    for (const auto &[Identifier, Type, Flags] : Parameters)
      Arguments.emplace_back(number(Identifier), number(Type), Flags);
    return bytes::CreateFunction(Builder, number(Symbol), number(Qualified), number(Class), number(Result),
                                 number(Creator), Flags, BodyHash, structs(Arguments), names(Overrides),
                                 names(Captures), names(TypeArguments), structs(B.Values), numbers(B.Operands),
                                 structs(B.Events), numbers(B.Conditions), structs(B.Places));
  }

  Offset<bytes::Record> record(const Record &R) {
    const auto &[Qualified, Fields, Bases, Flags, At] = R;
    std::vector<bytes::Field> Members;
    std::vector<bytes::Place> Places{place(At)};
    for (const auto &[Identifier, Type, Constant, Flags, At] : Fields) {
      Members.emplace_back(number(Identifier), number(Type), number(Constant), Flags);
      Places.push_back(place(At));
    }
    return bytes::CreateRecord(Builder, number(Qualified), Flags, structs(Members), names(Bases), structs(Places));
  }

  List<const bytes::Global *> globals(const std::vector<GlobalVariable> &From) {
    std::vector<bytes::Global> To;
    for (const auto &[Symbol, Qualified, Type, Function, Constant, Flags, At] : From)
      To.emplace_back(number(Symbol), number(Qualified), number(Type), number(Function), number(Constant), Flags,
                      place(At));
    return structs(To);
  }

  List<const bytes::Holding *> holdings(const std::vector<Holding> &From) {
    std::vector<bytes::Holding> To;
    for (const auto &[Type, Holder, How] : From)
      To.emplace_back(number(Type), number(Holder), static_cast<bytes::HoldingKind>(How));
    return structs(To);
  }

  flatbuffers::FlatBufferBuilder Builder;
};

} // namespace

std::string write(const UnitSummary &Summary) { return Writer().write(Summary); }

} // namespace crosstalk::summary
