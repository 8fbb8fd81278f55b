// Lookups in a program, and values as text. See Program.h.
#include "ir/Program.h"
#include <algorithm>

namespace crosstalk::ir {

Name Program::find(std::string_view Text) const {
  auto It = Index.find(std::string(Text));
  return It == Index.end() ? NoName : It->second;
}

const RecordInfo *Program::record(Name Type) const {
  auto It = Records.find(Type);
  return It == Records.end() ? nullptr : &It->second;
}

const std::string &Program::calleeOf(const Expr &Call) const {
  auto It = Declarations.find(Call.Text);
  return text(It == Declarations.end() ? NoName : It->second.Qualified);
}

static bool parametersFit(const Program &P, const Model &M, const Function &F) {
  if (M.ParameterTypes.empty())
    return true;
  if (M.ParameterTypes.size() > F.Parameters.size())
    return false;
  for (size_t I = 0; I < M.ParameterTypes.size(); ++I) {
    const std::string &Have = P.text(F.Parameters[I].Type), &Want = M.ParameterTypes[I];
    if (Have.size() < Want.size() || Have.compare(Have.size() - Want.size(), Want.size(), Want) != 0)
      return false;
  }
  return true;
}

/// "Cache<int>::get" is modelled as "Cache::get".
static std::string withoutArguments(const std::string &Qualified) {
  size_t Operator = Qualified.rfind("operator");
  std::string Bare;
  int Angle = 0;
  for (size_t I = 0; I < Qualified.size(); ++I) {
    if (Operator != std::string::npos && I >= Operator && (Operator == 0 || Qualified[Operator - 1] == ':'))
      return Bare + Qualified.substr(I);
    Angle += Qualified[I] == '<';
    if (!Angle)
      Bare += Qualified[I];
    Angle -= Qualified[I] == '>' && Angle > 0;
  }
  return Bare;
}

const std::vector<const Model *> &Program::modelsOf(Name Symbol) const {
  auto [Cached, New] = ModelCache.try_emplace(Symbol);
  std::vector<const Model *> &Found = Cached->second;
  if (!New || Symbol == NoName)
    return Found;
  std::vector<Name> Open{Symbol};
  for (size_t I = 0; I < Open.size() && I < 16; ++I) {
    auto It = Declarations.find(Open[I]);
    if (It == Declarations.end())
      continue;
    bool Exact = false;
    for (int Round = 0; Round < 2 && !Exact; ++Round)
      for (auto [M, End] = Models.ByName.equal_range(withoutArguments(text(It->second.Qualified))); M != End; ++M) {
        // An entry for these parameters is meant rather than the one for all.
        bool Special = !M->second.ParameterTypes.empty();
        if (M->second.What != Model::Subject::Function || Special != (Round == 0) ||
            !parametersFit(*this, M->second, It->second))
          continue;
        Found.push_back(&M->second);
        Exact |= Special;
      }
    Open.insert(Open.end(), It->second.Overrides.begin(), It->second.Overrides.end());
  }
  return Found;
}

std::vector<const Model *> Program::modelsOfType(Name Type) const {
  std::vector<const Model *> Found;
  std::vector<Name> Open{Type};
  for (size_t I = 0; I < Open.size() && I < 32; ++I) {
    std::string Bare = text(Open[I]);
    Bare = Bare.substr(0, Bare.find('<'));
    for (auto [M, End] = Models.ByName.equal_range(Bare); M != End; ++M)
      if (M->second.What == Model::Subject::Type)
        Found.push_back(&M->second);
    if (const RecordInfo *R = record(Open[I]))
      Open.insert(Open.end(), R->Bases.begin(), R->Bases.end());
  }
  return Found;
}

std::vector<const Model *> Program::modelsOfField(const Expr &Read) const {
  std::vector<const Model *> Found;
  const std::string &Owner = text(Read.Owner);
  for (auto [M, End] = Models.ByName.equal_range(Owner.substr(0, Owner.find('<')) + "::" + text(Read.Text)); M != End;
       ++M)
    if (M->second.What == Model::Subject::Field)
      Found.push_back(&M->second);
  return Found;
}

static bool derivesFrom(const Program &P, Name Type, Name Base) {
  std::vector<Name> Open{Type};
  for (size_t I = 0; I < Open.size() && I < 64; ++I) {
    if (Open[I] == Base)
      return true;
    if (const RecordInfo *R = P.record(Open[I]))
      Open.insert(Open.end(), R->Bases.begin(), R->Bases.end());
  }
  return false;
}

bool isKin(const Program &P, Name A, Name B) { return derivesFrom(P, A, B) || derivesFrom(P, B, A); }

bool mayHaveField(const Program &P, Name Type, Name Field) {
  return std::any_of(P.Records.begin(), P.Records.end(), [&](const auto &R) {
    const std::vector<ir::Field> &Fields = R.second.Fields;
    return std::any_of(Fields.begin(), Fields.end(), [&](const ir::Field &F) { return F.Identifier == Field; }) &&
           isKin(P, Type, R.first);
  });
}

static std::string shortName(const std::string &Qualified) {
  size_t Cut = Qualified.find('<');
  std::string Bare = Qualified.substr(0, Cut);
  size_t Colon = Bare.rfind("::");
  return Colon == std::string::npos ? Bare : Bare.substr(Colon + 2);
}

static std::string calleeName(const Program &P, const Expr &E) {
  auto It = P.Declarations.find(E.Text);
  if (It == P.Declarations.end())
    return E.Kind == Op::Construct ? shortName(P.text(E.Type)) : "call";
  return shortName(P.text(It->second.Qualified));
}

/// Over this depth a value is shown whole, without the names that stand for parts of it.
static constexpr int Whole = 100;

/// What a name or a number says takes no room.
static bool isName(const Expr &E) {
  bool Named = (E.Kind == Op::Param || E.Kind == Op::Local) && E.Hint != NoName;
  return Named || E.Kind == Op::Global || E.Kind == Op::Literal || E.Kind == Op::This;
}

/// "request." of "request.header(name)": receivers that have a name tell calls of one method apart.
static std::string receiverOf(const Program &P, const Expr &Call) {
  if (Call.Kind != Op::Call || Call.Operands.empty())
    return "";
  const Expr &On = P[Call.Operands[0]];
  return (On.Kind == Op::Param || On.Kind == Op::Local) && On.Hint != NoName ? P.text(On.Hint) + "." : "";
}

/// Left counts down the nodes that may still be shown: shared parts would repeat without end.
static std::string sketch(const Program &P, int &Left, ExprId Id, int Depth);

static std::string sketchList(const Program &P, int &Left, const Expr &E, size_t From, const char *Between, int Depth) {
  auto IsName = [&](ExprId O) { return O == NoExpr || isName(P[O]); };
  if (Depth <= 1 && !std::all_of(E.Operands.begin() + std::min(From, E.Operands.size()), E.Operands.end(), IsName))
    return "...";
  std::string Text;
  for (size_t I = From; I < E.Operands.size(); ++I)
    Text += (I > From ? Between : "") +
            (E.Operands[I] == NoExpr ? std::string() : sketch(P, Left, E.Operands[I], Depth - 1));
  return Text;
}

static std::string sketch(const Program &P, int &Left, ExprId Id, int Depth) {
  const Expr &E = P[Id];
  if (((Depth <= 0 || Depth == Whole) && !isName(E)) || --Left < 0)
    return Depth <= 0 && E.Hint != NoName ? P.text(E.Hint) : "...";
  switch (E.Kind) {
  case Op::None:
    return "";
  case Op::Param:
  case Op::Local:
    return E.Hint != NoName ? P.text(E.Hint) : shortName(P.text(E.Type));
  case Op::This:
    return "this";
  case Op::Global: {
    auto It = P.Globals.find(E.Text);
    return It == P.Globals.end() ? P.text(E.Hint) : shortName(P.text(It->second.Qualified));
  }
  case Op::Literal:
    return E.Flags & LiteralIsString ? "\"" + P.text(E.Text) + "\"" : P.text(E.Text);
  case Op::Field: {
    Op Base = P[E.Operands[0]].Kind;
    if (Base == Op::This)
      return P.text(E.Text);
    return sketch(P, Left, E.Operands[0], Depth - 1) + "." + P.text(E.Text);
  }
  case Op::Element:
    return sketch(P, Left, E.Operands[0], Depth - 1) + "[" +
           (E.Operands[1] == NoExpr ? "" : sketch(P, Left, E.Operands[1], Depth - 1)) + "]";
  case Op::Each:
    return E.Hint != NoName ? P.text(E.Hint) : sketch(P, Left, E.Operands[0], Depth - 1) + "[...]";
  case Op::KeyOf:
    return "key of " + sketch(P, Left, E.Operands[0], Depth - 1);
  case Op::Call:
  case Op::Construct:
    if (E.Hint != NoName && Depth < 3)
      return P.text(E.Hint);
    return receiverOf(P, E) + calleeName(P, E) + "(" + sketchList(P, Left, E, 1, ", ", Depth) + ")";
  case Op::Out:
    if (Depth > Whole)
      return "after " + sketch(P, Left, E.Operands[0], Depth - 1) + ": " + sketch(P, Left, E.Operands[1], Depth - 1);
    return E.Hint != NoName ? P.text(E.Hint) : sketch(P, Left, E.Operands[1], Depth - 1);
  case Op::With:
    if (Depth > Whole)
      return sketch(P, Left, E.Operands[0], Depth - 1) + "{" + P.text(E.Text) + ": " +
             sketch(P, Left, E.Operands[1], Depth - 1) + "}";
    return E.Hint != NoName ? P.text(E.Hint) : shortName(P.text(E.Type));
  case Op::Record:
    return E.Hint != NoName ? P.text(E.Hint) : shortName(P.text(E.Type));
  case Op::Insert:
    if (Depth > Whole)
      return sketch(P, Left, E.Operands[0], Depth - 1) + "+[" +
             (E.Operands[1] == NoExpr ? "" : sketch(P, Left, E.Operands[1], Depth - 1)) + "]" +
             (E.Operands[2] == NoExpr ? "" : sketch(P, Left, E.Operands[2], Depth - 1));
    return E.Hint != NoName ? P.text(E.Hint) : sketch(P, Left, E.Operands[0], Depth - 1);
  case Op::Concat:
    return sketchList(P, Left, E, 0, " + ", Depth);
  case Op::Choice:
    if (E.Hint != NoName && Depth < Whole)
      return P.text(E.Hint);
    // "found ? value : nothing" is the value.
    if (Depth < Whole)
      for (int Arm = 1; Arm <= 2; ++Arm)
        if (P[E.Operands[Arm]].Kind == Op::Literal && P[E.Operands[3 - Arm]].Kind != Op::Literal)
          return sketch(P, Left, E.Operands[3 - Arm], Depth - 1);
    return sketch(P, Left, E.Operands[0], Depth - 2) + " ? " + sketch(P, Left, E.Operands[1], Depth - 1) + " : " +
           sketch(P, Left, E.Operands[2], Depth - 1);
  case Op::Join:
    return E.Hint != NoName && Depth < Whole ? P.text(E.Hint) : sketchList(P, Left, E, 0, " or ", Depth);
  case Op::Compare:
    return sketchList(P, Left, E, 0, E.Index == 0 ? " == " : E.Index == 4 ? " ~= " : " < ", Depth);
  case Op::And:
    return sketchList(P, Left, E, 0, " && ", Depth);
  case Op::Or:
    return sketchList(P, Left, E, 0, " || ", Depth);
  case Op::Not:
    return "!" + sketch(P, Left, E.Operands[0], Depth);
  case Op::Arith:
    return sketchList(P, Left, E, 0, (" " + P.text(E.Text) + " ").c_str(), Depth);
  case Op::Lossy:
    return P.text(E.Text) + "(" + sketchList(P, Left, E, 0, ", ", Depth) + ")";
  case Op::Hash:
    return "hash(" + sketchList(P, Left, E, 0, ", ", Depth) + ")";
  case Op::Lambda:
    return "lambda[" + sketchList(P, Left, E, 0, ", ", Depth) + "]";
  case Op::Function: {
    auto It = P.Declarations.find(E.Text);
    return It == P.Declarations.end() ? "function" : "&" + shortName(P.text(It->second.Qualified));
  }
  case Op::Fresh:
    return E.Hint != NoName ? P.text(E.Hint) : "fresh";
  case Op::Unknown:
    return E.Hint != NoName ? P.text(E.Hint) : "?(" + sketchList(P, Left, E, 0, ", ", Depth) + ")";
  }
  return "?";
}

ExprId argumentAt(const Expr &Call, int Position) {
  size_t Operand = Position == Receiver ? 0 : static_cast<size_t>(Position) + 1;
  return (Position >= 0 || Position == Receiver) && Operand < Call.Operands.size() ? Call.Operands[Operand] : NoExpr;
}

/// What one model says of an operand: the word for its position, else that for all or for the rest.
static std::optional<Propagation> flowOf(const Model &M, int Position) {
  std::optional<Propagation> Found;
  for (const auto &[From, How] : M.Flows) {
    if (From == Position)
      return How;
    if (Position >= 0 && (From == AllArguments || From == RestArguments))
      Found = How;
  }
  return Found;
}

std::optional<Propagation> flowInto(const Program &P, const Expr &Call, int Out, size_t Operand) {
  if (Call.Kind != Op::Call && Call.Kind != Op::Construct)
    return std::nullopt;
  bool Known = false;
  for (const Model *M : P.modelsOf(Call.Text)) {
    if (M->Flows.empty() || Out != (M->OutArgument == Nowhere ? static_cast<int>(Result) : M->OutArgument))
      continue;
    Known = true;
    if (auto How = flowOf(*M, Operand == 0 ? static_cast<int>(Receiver) : static_cast<int>(Operand) - 1))
      return How;
  }
  return Known ? std::optional(Propagation::Cut) : std::nullopt;
}

bool asksHandedIn(const Program &P, const std::vector<Condition> &Conditions) {
  constexpr size_t MostParts = 60;
  for (const Condition &C : Conditions) {
    std::vector<ExprId> Open{C.Value};
    for (size_t I = 0; I < Open.size() && I < MostParts; ++I) {
      const Expr &X = P[Open[I]];
      if (X.Kind == Op::Call && X.Text == NoName && !X.Operands.empty() && X.Operands[0] != NoExpr &&
          P[X.Operands[0]].Kind == Op::Param)
        return true;
      for (ExprId O : X.Operands)
        if (O != NoExpr && std::find(Open.begin(), Open.end(), O) == Open.end())
          Open.push_back(O);
    }
  }
  return false;
}

std::string describe(const Program &P, ExprId E) {
  for (int Depth = 5; Depth > 1; --Depth) {
    int Left = 200;
    std::string Text = sketch(P, Left, E, Depth);
    if (Text.size() <= 80)
      return Text;
  }
  int Left = 60;
  std::string Text = sketch(P, Left, E, 2).substr(0, 76);
  Text.resize(std::min(Text.size(), Text.find_last_of(' ')));
  Text.resize(Text.find_last_not_of(" .+") + 1);
  return Text + " ...";
}

std::string print(const Program &P, ExprId E, int Depth) {
  int Left = 150; // a program has millions of conditions
  return sketch(P, Left, E, Depth + Whole);
}

} // namespace crosstalk::ir
