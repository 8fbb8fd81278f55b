// See UnitReader.h. Numbers are checked as they are read; what is read after a defect is thrown away unlooked at.
#include "summary/UnitReader.h"
#include "ir/Graph.h"
#include "summary/Shapes.h"

using namespace llvm;

namespace crosstalk::summary {

using namespace ir;

static_assert(static_cast<int>(bytes::EventKind::MAX) == static_cast<int>(Event::Kind::Cleanup),
              "summary.fbs lists other kinds of events");
static_assert(static_cast<int>(bytes::HoldingKind::MAX) == static_cast<int>(Holding::Kind::New),
              "summary.fbs lists other kinds of holdings");

std::string textOf(const flatbuffers::String *From) { return From ? From->str() : std::string(); }

std::vector<std::string> textsOf(const Texts *From) {
  std::vector<std::string> To;
  for (uint32_t I = 0, E = From ? From->size() : 0; I != E; ++I)
    To.push_back(From->Get(I)->str());
  return To;
}

Expected<std::shared_ptr<const ir::Unit>> UnitReader::read(const bytes::Unit &From) {
  Unit.MainFile = textOf(From.main_file());
  Unit.Strings = textsOf(From.strings());
  Unit.Files = textsOf(From.files());
  Unit.UnknownStatements = From.unknown_statements();
  checkTables();
  each("functions", From.functions(), [&](const auto &F) { Unit.Functions.push_back(function(F)); });
  each("declarations", From.declarations(), [&](const auto &F) { Unit.Declarations.push_back(function(F)); });
  each("records", From.records(), [&](const auto &R) { Unit.Records.push_back(record(R)); });
  each("globals", From.globals(), [&](const auto &G) { Unit.Globals.push_back(global(G)); });
  each("holdings", From.holdings(), [&](const auto &H) { Unit.Holdings.push_back(holding(H)); });
  if (!Unit.Functions.empty() && Unit.Files.empty())
    refuse("there are functions, and no file they are in");
  if (!Problem.empty())
    return createStringError(inconvertibleErrorCode(), Problem);
  return std::make_shared<const ir::Unit>(std::move(Unit));
}

void UnitReader::checkTables() {
  if (Unit.Strings.empty() || !Unit.Strings.front().empty())
    refuse("strings[0] is not the empty string");
}

template <typename List, typename Fn> void UnitReader::each(const char *Name, const List *From, Fn Visit) {
  for (uint32_t I = 0, E = From ? From->size() : 0; I != E && Problem.empty(); ++I) {
    Step Into(*this, Name, I);
    Visit(*From->Get(I));
  }
}

void UnitReader::refuse(const Twine &Why) {
  if (!Problem.empty())
    return;
  for (const auto &[List, Index] : Way)
    Problem += (Problem.empty() ? "" : ".") + std::string(List) + "[" + std::to_string(Index) + "]";
  Problem += (Problem.empty() ? "" : ": ") + Why.str();
}

Name UnitReader::name(uint32_t Number, const char *What) {
  if (Number >= Unit.Strings.size())
    refuse(Twine(What) + " is string " + Twine(Number) + " of " + Twine(Unit.Strings.size()));
  return Name(Number);
}

std::vector<Name> UnitReader::names(const char *List, const flatbuffers::Vector<uint32_t> *From) {
  std::vector<Name> To;
  for (uint32_t I = 0, E = From ? From->size() : 0; I != E; ++I) {
    Step Into(*this, List, I);
    To.push_back(name(From->Get(I), "it"));
  }
  return To;
}

Loc UnitReader::place(const bytes::Place &From) {
  if (From.line() != 0 && From.file() >= Unit.Files.size())
    refuse("its place is in file " + Twine(From.file()) + " of " + Twine(Unit.Files.size()));
  return {FileId(From.file()), From.line(), From.column()};
}

bool UnitReader::countPlaces(const char *Of, size_t Wanted, const flatbuffers::Vector<const bytes::Place *> *Found) {
  size_t Count = Found ? Found->size() : 0;
  if (Count != Wanted)
    refuse(Twine(Of) + " has " + Twine(Count) + " places, expected " + Twine(Wanted));
  return Problem.empty();
}

Function UnitReader::function(const bytes::Function &From) {
  Function F;
  F.Symbol = name(From.symbol(), "symbol");
  F.Qualified = name(From.qualified(), "qualified");
  F.Class = name(From.class_(), "class");
  F.Result = name(From.result(), "result");
  F.Creator = name(From.creator(), "creator");
  F.Flags = From.flags();
  F.BodyHash = From.body_hash();
  F.Overrides = names("overrides", From.overrides());
  F.Captures = names("captures", From.captures());
  F.TypeArguments = names("type_arguments", From.type_arguments());
  each("parameters", From.parameters(), [&](const auto &P) {
    F.Parameters.push_back({name(P.identifier(), "identifier"), name(P.type(), "type"), P.flags()});
  });
  size_t Values = From.values() ? From.values()->size() : 0, Events = From.events() ? From.events()->size() : 0;
  if (!countPlaces("it", 1 + Values + Events, From.places()))
    return F;
  F.At = place(*From.places()->Get(0));
  uint32_t NextPlace = 1;
  Cursor Operands{From.operands()}, Conditions{From.conditions()};
  each("values", From.values(), [&](const auto &V) {
    F.Exprs.push_back(value(V, F.Exprs.size(), Operands));
    F.Exprs.back().At = place(*From.places()->Get(NextPlace++));
  });
  each("events", From.events(), [&](const auto &E) {
    F.Events.push_back(event(E, F.Exprs.size(), Conditions));
    F.Events.back().At = place(*From.places()->Get(NextPlace++));
  });
  if (Problem.empty() && (Operands.left() || Conditions.left()))
    refuse("it has " + Twine(Operands.left()) + " operands and " + Twine(Conditions.left()) +
           " conditions that are of nothing");
  return F;
}

void UnitReader::checkShape(const bytes::Value &From, size_t Own, size_t OperandsLeft) {
  if (From.kind() > bytes::Op::MAX)
    return refuse("there is no kind " + Twine(static_cast<unsigned>(From.kind())));
  if (From.operands() > OperandsLeft)
    return refuse("it has " + Twine(From.operands()) + " operands, " + Twine(OperandsLeft) + " are left");
  Arity Wanted = arityOf(static_cast<Op>(From.kind()));
  if (From.operands() < Wanted.Least || From.operands() > Wanted.Most)
    return refuse(Twine(bytes::EnumNameOp(From.kind())) + " cannot have " + Twine(From.operands()) + " operands");
  if (Own == 0 && From.kind() != bytes::Op::None)
    return refuse("value 0 stands for none, and is one");
  if (From.kind() == bytes::Op::Compare && static_cast<uint32_t>(From.index()) > uint32_t(Relation::EqualNoCase))
    return refuse("there is no relation " + Twine(From.index()));
  if (From.kind() == bytes::Op::Lossy && From.index() == EmptinessTest && From.operands() == 0)
    return refuse("it asks of nothing whether it is empty");
}

Expr UnitReader::value(const bytes::Value &From, size_t Own, Cursor &Operands) {
  Expr E;
  checkShape(From, Own, Operands.left());
  if (!Problem.empty())
    return E;
  E.Kind = static_cast<Op>(From.kind());
  E.Index = From.index();
  E.Text = name(From.text(), "text");
  E.Type = name(From.type(), "type");
  E.Owner = name(From.owner(), "owner");
  E.Hint = name(From.hint(), "hint");
  E.Flags = From.flags();
  E.Operands.reserve(From.operands());
  for (uint32_t I = 0; I != From.operands(); ++I) {
    uint32_t Operand = Operands.take();
    if (Operand >= Own)
      refuse("operand " + Twine(Operand) + " does not come before it");
    E.Operands.push_back(ExprId(Operand));
  }
  return E;
}

ExprId UnitReader::valueId(uint32_t Number, size_t Values, const char *What) {
  if (Number >= Values)
    refuse(Twine(What) + " is value " + Twine(Number) + " of " + Twine(Values));
  return ExprId(Number);
}

Event UnitReader::event(const bytes::Event &From, size_t Values, Cursor &Conditions) {
  Event E;
  if (From.kind() > bytes::EventKind::MAX)
    refuse("there is no kind " + Twine(static_cast<unsigned>(From.kind())));
  if (From.conditions() > Conditions.left())
    refuse("it has " + Twine(From.conditions()) + " conditions, " + Twine(Conditions.left()) + " are left");
  if (!Problem.empty())
    return E;
  E.What = static_cast<Event::Kind>(From.kind());
  E.Target = valueId(From.target(), Values, "target");
  E.Key = valueId(From.key(), Values, "key");
  E.Value = valueId(From.value(), Values, "value");
  E.Flags = From.flags();
  for (uint32_t I = 0; I != From.conditions(); ++I) {
    uint32_t Packed = Conditions.take();
    E.Conditions.push_back({valueId(Packed / 2, Values, "a condition"), Packed % 2 == 1});
  }
  return E;
}

Record UnitReader::record(const bytes::Record &From) {
  Record R;
  R.Qualified = name(From.qualified(), "qualified");
  R.Flags = From.flags();
  R.Bases = names("bases", From.bases());
  if (!countPlaces("it", 1 + (From.fields() ? From.fields()->size() : 0), From.places()))
    return R;
  R.At = place(*From.places()->Get(0));
  each("fields", From.fields(), [&](const auto &F) {
    Loc At = place(*From.places()->Get(static_cast<uint32_t>(R.Fields.size() + 1)));
    R.Fields.push_back(
        {name(F.identifier(), "identifier"), name(F.type(), "type"), name(F.constant(), "constant"), F.flags(), At});
  });
  return R;
}

GlobalVariable UnitReader::global(const bytes::Global &From) {
  GlobalVariable G;
  G.Symbol = name(From.symbol(), "symbol");
  G.Qualified = name(From.qualified(), "qualified");
  G.Type = name(From.type(), "type");
  G.Function = name(From.function(), "function");
  G.Constant = name(From.constant(), "constant");
  G.Flags = From.flags();
  G.At = place(From.at());
  return G;
}

Holding UnitReader::holding(const bytes::Holding &From) {
  if (From.kind() > bytes::HoldingKind::MAX)
    refuse("there is no kind " + Twine(static_cast<unsigned>(From.kind())));
  return {name(From.type(), "type"), name(From.holder(), "holder"), static_cast<Holding::Kind>(From.kind())};
}

} // namespace crosstalk::summary
