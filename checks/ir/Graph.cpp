// The simplifying constructors of symbolic values. See Graph.h.
#include "ir/Graph.h"

namespace crosstalk::ir {

size_t Graph::hashOf(const Expr &E) {
  size_t H = static_cast<size_t>(E.Kind) * 0x9E3779B97F4A7C15ull;
  auto Mix = [&](uint64_t V) { H = (H ^ V) * 0xff51afd7ed558ccdull + (H >> 29); };
  Mix(static_cast<uint32_t>(E.Index));
  Mix(static_cast<uint32_t>(E.Text));
  Mix(static_cast<uint32_t>(E.Type));
  for (ExprId O : E.Operands)
    Mix(static_cast<uint32_t>(O));
  return H;
}

bool Graph::same(const Expr &A, const Expr &B) {
  if (A.Kind != B.Kind || A.Index != B.Index || A.Text != B.Text || A.Type != B.Type || A.Operands != B.Operands)
    return false;
  return A.Kind != Op::Param || A.Hint == B.Hint;
}

ExprId Graph::add(Expr E) {
  size_t H = hashOf(E);
  for (auto [It, End] = Index.equal_range(H); It != End; ++It)
    if (same((*this)[It->second], E))
      return It->second;
  ExprId Id = static_cast<ExprId>(Nodes.size());
  Fixed.push_back(E.Kind != Op::Param && E.Kind != Op::This &&
                  std::all_of(E.Operands.begin(), E.Operands.end(), [&](ExprId O) { return isFixed(O); }));
  Nodes.push_back(std::move(E));
  Index.emplace(H, Id);
  return Id;
}

ExprId Graph::addBounded(Expr E) {
  if (E.Operands.size() <= MaxWidth)
    return add(std::move(E));
  ++Narrowed;
  E.Kind = Op::Unknown;
  std::sort(E.Operands.begin(), E.Operands.end());
  E.Operands.erase(std::unique(E.Operands.begin(), E.Operands.end()), E.Operands.end());
  return add(std::move(E));
}

void Graph::hint(ExprId E, Name Hint) {
  Expr &Node = Nodes[static_cast<uint32_t>(E)];
  if (!Node.Hint && Node.Kind != Op::Literal && Node.Kind != Op::Param)
    Node.Hint = Hint;
}

static bool hasWays(const Expr &E) {
  return E.Kind == Op::Choice || E.Kind == Op::Join || E.Kind == Op::With || E.Kind == Op::Insert;
}

ExprId Graph::field(ExprId Base, const Expr &Prototype) {
  if (!hasWays((*this)[Base]))
    return computeField(Base, Prototype);
  Selection Key{Base, NoExpr, Prototype.Text, Prototype.Type};
  if (auto It = Selected.find(Key); It != Selected.end())
    return It->second;
  ExprId Found = computeField(Base, Prototype);
  Selected.emplace(Key, Found);
  return Found;
}

ExprId Graph::element(ExprId Container, ExprId Key, Loc At, Name Type, uint32_t Flags) {
  if (!hasWays((*this)[Container]) || Flags)
    return computeElement(Container, Key, At, Type, Flags);
  Selection Which{Container, Key, NoName, Type};
  if (auto It = Selected.find(Which); It != Selected.end())
    return It->second;
  ExprId Found = computeElement(Container, Key, At, Type, Flags);
  Selected.emplace(Which, Found);
  return Found;
}

ExprId Graph::computeField(ExprId Base, const Expr &Prototype) {
  const Expr &B = (*this)[Base];
  switch (B.Kind) {
  case Op::With:
    return B.Text == Prototype.Text ? B.Operands[1] : field(B.Operands[0], Prototype);
  case Op::Choice: {
    ExprId C = B.Operands[0], Then = B.Operands[1], Else = B.Operands[2];
    Loc At = B.At;
    ExprId NewThen = field(Then, Prototype);
    return choice(C, NewThen, field(Else, Prototype), At);
  }
  case Op::Join: {
    std::vector<ExprId> Parts = B.Operands;
    Loc At = B.At;
    for (ExprId &P : Parts)
      P = field(P, Prototype);
    return join(std::move(Parts), At);
  }
  default:
    break;
  }
  Expr E = Prototype;
  E.Kind = Op::Field;
  E.Index = 0;
  if (!E.Hint)
    E.Hint = E.Text;
  E.Operands = {Base};
  // The link of an intrusive list leads to another element of the same list: "c = c->next" is still "some c".
  if ((E.Flags & FieldIsReference) && E.Type != NoName && E.Type == E.Owner && E.Type == B.Type)
    return Base;
  return add(std::move(E));
}

ExprId Graph::computeElement(ExprId Container, ExprId Key, Loc At, Name Type, uint32_t Flags) {
  const Expr &C = (*this)[Container];
  if (C.Kind == Op::Insert) {
    if (C.Operands[1] == Key && Key != NoExpr)
      return C.Operands[2];
    bool Differ = C.Operands[1] != NoExpr && kind(C.Operands[1]) == Op::Literal && kind(Key) == Op::Literal;
    if (Differ)
      return element(C.Operands[0], Key, At, Type, Flags);
  }
  if (C.Kind == Op::Choice) {
    ExprId Cond = C.Operands[0], Then = C.Operands[1], Else = C.Operands[2];
    ExprId A = element(Then, Key, At, Type, Flags);
    return choice(Cond, A, element(Else, Key, At, Type, Flags), At);
  }
  Expr E;
  E.Kind = Op::Element;
  E.Type = Type;
  E.Flags = Flags;
  E.At = At;
  E.Operands = {Container, Key};
  return add(std::move(E));
}

ExprId Graph::with(ExprId Base, const Expr &Field, ExprId Value) {
  const Expr &B = (*this)[Base];
  if (B.Kind == Op::With && B.Text == Field.Text)
    return with(B.Operands[0], Field, Value);
  Expr E;
  E.Kind = Op::With;
  E.Text = Field.Text;
  E.Type = B.Type;
  E.Owner = Field.Owner;
  E.At = Field.At;
  E.Hint = B.Hint;
  E.Operands = {Base, Value};
  return add(std::move(E));
}

ExprId Graph::insert(ExprId Container, ExprId Key, ExprId Value, Loc At) {
  Expr E;
  E.Kind = Op::Insert;
  E.Type = (*this)[Container].Type;
  E.Hint = (*this)[Container].Hint;
  E.At = At;
  E.Operands = {Container, Key, Value};
  return add(std::move(E));
}

ExprId Graph::choice(ExprId Condition, ExprId Then, ExprId Else, Loc At) {
  if (Then == Else || !Condition)
    return Then;
  if (kind(Condition) == Op::Not)
    return choice((*this)[Condition].Operands[0], Else, Then, At);
  if (kind(Condition) == Op::Lossy && (*this)[Condition].Index == EmptinessTest)
    if (auto Empty = emptiness((*this)[Condition].Operands[0]))
      return *Empty ? Then : Else;
  if (!Then)
    return Else;
  if (!Else)
    return Then;
  Expr E;
  E.Kind = Op::Choice;
  E.Type = (*this)[Then].Type != NoName ? (*this)[Then].Type : (*this)[Else].Type;
  E.At = At;
  E.Operands = {Condition, Then, Else};
  return add(std::move(E));
}

ExprId Graph::join(std::vector<ExprId> Alternatives, Loc At) {
  std::vector<ExprId> Flat;
  for (ExprId A : Alternatives) {
    if (!A)
      continue;
    const std::vector<ExprId> Inner = kind(A) == Op::Join ? (*this)[A].Operands : std::vector<ExprId>{A};
    for (ExprId I : Inner)
      if (std::find(Flat.begin(), Flat.end(), I) == Flat.end())
        Flat.push_back(I);
  }
  if (Flat.empty())
    return NoExpr;
  if (Flat.size() == 1)
    return Flat.front();
  Expr E;
  E.Kind = Op::Join;
  E.Type = (*this)[Flat.front()].Type;
  E.At = At;
  E.Operands = std::move(Flat);
  return addBounded(std::move(E));
}

ExprId Graph::concat(std::vector<ExprId> Parts, Loc At) {
  std::vector<ExprId> Flat;
  for (ExprId P : Parts) {
    if (!P)
      continue;
    if (kind(P) == Op::Concat)
      Flat.insert(Flat.end(), (*this)[P].Operands.begin(), (*this)[P].Operands.end());
    else
      Flat.push_back(P);
  }
  if (Flat.size() == 1)
    return Flat.front();
  Expr E;
  E.Kind = Op::Concat;
  E.At = At;
  E.Operands = std::move(Flat);
  return addBounded(std::move(E));
}

std::optional<bool> Graph::emptiness(ExprId E) const {
  if (auto It = Emptiness.find(static_cast<uint32_t>(E)); It != Emptiness.end())
    return It->second;
  auto Found = computeEmptiness(E);
  if (hasWays((*this)[E]) || kind(E) == Op::Concat)
    Emptiness.emplace(static_cast<uint32_t>(E), Found);
  return Found;
}

std::optional<bool> Graph::computeEmptiness(ExprId E) const {
  const Expr &X = (*this)[E];
  if (X.Kind == Op::Literal && (X.Flags & LiteralIsString))
    return X.Text == NoName;
  if (X.Kind == Op::Concat) {
    bool All = true;
    for (ExprId O : X.Operands) {
      auto Part = emptiness(O);
      if (Part == false)
        return false;
      All &= Part == true;
    }
    return All ? std::optional(true) : std::nullopt;
  }
  if (X.Kind == Op::Choice) {
    auto Then = emptiness(X.Operands[1]), Else = emptiness(X.Operands[2]);
    return Then == Else ? Then : std::nullopt;
  }
  return std::nullopt;
}

bool Graph::isBoolean(ExprId E) const {
  switch (kind(E)) {
  case Op::Compare:
  case Op::And:
  case Op::Or:
  case Op::Not:
    return true;
  default:
    return false;
  }
}

ExprId Graph::negate(ExprId E) {
  const Expr &Node = (*this)[E];
  if (Node.Kind == Op::Not)
    return Node.Operands[0];
  if (Node.Kind == Op::Compare && Node.Index == static_cast<int32_t>(Relation::NotEqual))
    return compare(Relation::Equal, Node.Operands[0], Node.Operands[1], Node.At);
  Expr N;
  N.Kind = Op::Not;
  N.At = Node.At;
  N.Operands = {E};
  return add(std::move(N));
}

ExprId Graph::compare(Relation R, ExprId Left, ExprId Right, Loc At) {
  if (R == Relation::NotEqual)
    return negate(compare(Relation::Equal, Left, Right, At));
  if (Right < Left && (R == Relation::Equal || R == Relation::EqualNoCase))
    std::swap(Left, Right);
  Expr E;
  E.Kind = Op::Compare;
  E.Index = static_cast<int32_t>(R);
  E.At = At;
  E.Operands = {Left, Right};
  return add(std::move(E));
}

ExprId Graph::logic(Op AndOr, ExprId Left, ExprId Right, Loc At) {
  if (!Left || Left == Right)
    return Right;
  if (!Right)
    return Left;
  return nary(AndOr, NoName, {Left, Right}, At);
}

ExprId Graph::nary(Op Kind, Name Text, std::vector<ExprId> Operands, Loc At) {
  Expr E;
  E.Kind = Kind;
  E.Text = Text;
  E.At = At;
  E.Operands = std::move(Operands);
  return add(std::move(E));
}

ExprId Graph::conjunction(const std::vector<Condition> &Conditions, Loc At) {
  ExprId All = NoExpr;
  for (const Condition &C : Conditions)
    All = logic(Op::And, All, C.Negated ? negate(C.Value) : C.Value, At);
  return All;
}

ExprId Graph::origin(ExprId E) const {
  while (kind(E) == Op::With || kind(E) == Op::Insert || kind(E) == Op::Out)
    E = kind(E) == Op::Out ? (*this)[E].Operands[1] : (*this)[E].Operands[0];
  return E;
}

ExprId Graph::root(ExprId E) const {
  while (true) {
    switch (kind(E)) {
    case Op::Field:
    case Op::Element:
    case Op::Each:
    case Op::With:
    case Op::Insert:
      E = (*this)[E].Operands[0];
      break;
    default:
      return E;
    }
  }
}

} // namespace crosstalk::ir
