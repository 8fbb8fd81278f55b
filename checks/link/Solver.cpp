// The order of solving, and the import of one function's values. See Solver.h.
#include "link/Solver.h"
#include "ir/Marks.h"
#include "link/Made.h"
#include <algorithm>

namespace crosstalk::link {

using namespace ir;

static constexpr int MaxRecursion = 3;
static constexpr unsigned MaxNesting = 10;
static constexpr unsigned MaxWork = 4000; ///< calls that are looked into for one function

Solver::Solver(Program &P, std::vector<Function> &Bodies) : P(P), Bodies(Bodies), Closed(Bodies.size()) {
  for (uint32_t I = 0; I < Bodies.size(); ++I)
    P.FunctionOf[Bodies[I].Symbol] = I;
  // A method overrides what its overridden method overrides.
  for (uint32_t I = 0; I < Bodies.size(); ++I) {
    std::vector<Name> Open = Bodies[I].Overrides;
    for (size_t J = 0; J < Open.size() && J < 32; ++J) {
      std::vector<uint32_t> &List = Overriders[Open[J]];
      if (List.empty() || List.back() != I)
        List.push_back(I);
      auto It = P.Declarations.find(Open[J]);
      if (It != P.Declarations.end())
        Open.insert(Open.end(), It->second.Overrides.begin(), It->second.Overrides.end());
    }
  }
  if (P.Whole && !Overriders.empty())
    dropUnmade();
}

/// A class that nobody makes answers no virtual call. Where no class is left, all of them are made out of sight.
void Solver::dropUnmade() {
  const MadeClasses Made(P, Bodies);
  for (auto &[Method, List] : Overriders) {
    std::vector<uint32_t> Left;
    std::copy_if(List.begin(), List.end(), std::back_inserter(Left),
                 [&](uint32_t I) { return Made.contains(Bodies[I].Class); });
    if (!Left.empty())
      List = std::move(Left);
  }
}

void Solver::candidates(Name Symbol, bool Virtual, std::vector<uint32_t> &Into) const {
  auto Add = [&](uint32_t I) {
    if (std::find(Into.begin(), Into.end(), I) == Into.end())
      Into.push_back(I);
  };
  if (auto It = P.FunctionOf.find(Symbol); It != P.FunctionOf.end())
    Add(It->second);
  if (!Virtual)
    return;
  if (auto It = Overriders.find(Symbol); It != Overriders.end())
    for (uint32_t I : It->second)
      Add(I);
}

std::vector<uint32_t> Solver::calleesOf(const Function &F) const {
  std::vector<uint32_t> Found;
  for (const Expr &E : F.Exprs)
    if (E.Kind == Op::Call || E.Kind == Op::Construct || E.Kind == Op::Lambda || E.Kind == Op::Function)
      candidates(E.Text, E.Flags & CallIsVirtual, Found);
  return Found;
}

std::vector<uint32_t> Solver::order() {
  std::vector<uint32_t> Post;
  std::vector<uint8_t> Seen(Bodies.size());
  std::vector<std::pair<uint32_t, size_t>> Stack;
  for (uint32_t Root = 0; Root < Bodies.size(); ++Root) {
    if (Seen[Root])
      continue;
    Seen[Root] = 1;
    Stack.push_back({Root, 0});
    while (!Stack.empty()) {
      auto &[F, Next] = Stack.back();
      if (Next < Callees[F].size()) {
        uint32_t C = Callees[F][Next++];
        if (!Seen[C]) {
          Seen[C] = 1;
          Stack.push_back({C, 0});
        }
      } else {
        Post.push_back(F);
        Stack.pop_back();
      }
    }
  }
  return Post;
}

void Solver::run() {
  P.Functions.resize(Bodies.size());
  for (uint32_t I = 0; I < Bodies.size(); ++I) {
    const Function &B = Bodies[I];
    SolvedFunction &S = P.Functions[I];
    S.Symbol = B.Symbol;
    S.Qualified = B.Qualified;
    S.Class = B.Class;
    S.Result = B.Result;
    S.Creator = B.Creator;
    S.Parameters = B.Parameters;
    S.Captures = B.Captures;
    S.Flags = B.Flags;
    S.At = B.At;
    S.BodyHash = B.BodyHash;
    Callees.push_back(calleesOf(B));
  }
  for (uint32_t I = 0; I < Bodies.size(); ++I)
    for (const Expr &E : Bodies[I].Exprs) {
      if (E.Kind != Op::Call && E.Kind != Op::Construct)
        continue;
      std::vector<uint32_t> Called;
      candidates(E.Text, E.Flags & CallIsVirtual, Called);
      for (uint32_t C : Called)
        if (C != I && (P.Functions[C].Callers.empty() || P.Functions[C].Callers.back() != I))
          P.Functions[C].Callers.push_back(I);
    }
  for (uint32_t I : order()) {
    close(I);
    Closed[I] = true;
    Bodies[I].Exprs.clear();
    Bodies[I].Exprs.shrink_to_fit();
  }
  instantiateEntries();
}

Substitution Solver::substitution(const Target &T) {
  return Substitution(P, T.Receiver, T.Arguments, [this](ExprId E) { return resolve(E); });
}

bool Solver::isTooDeep() {
  Cuts += Nesting > MaxNesting;
  return Nesting > MaxNesting;
}

/// What a call returns or leaves behind, if its callees are known. Equal calls come to equal values.
ExprId Solver::resolve(ExprId E) {
  if (auto It = Resolved.find(static_cast<uint32_t>(E)); It != Resolved.end())
    return It->second;
  if (P.G.size() > Largest || ++Work > MaxWork) {
    P.Functions[Current].Flags |= FunctionBroadened;
    ++Cuts;
    return NoExpr;
  }
  unsigned CutsBefore = Cuts;
  ExprId Value = P.G.kind(E) == Op::Out ? resolveOut(E) : resolveCall(E);
  // Below another call it is the same value, unless the depth or a recursion cut it short.
  if (Value != NoExpr && (Nesting == 0 || Cuts == CutsBefore))
    Resolved.emplace(static_cast<uint32_t>(E), Value);
  return Value;
}

std::vector<Solver::Target> Solver::targets(ExprId Call) const {
  const Expr &E = P.G[Call];
  std::vector<uint32_t> Found;
  Target T;
  if (E.Kind == Op::Construct) {
    candidates(E.Text, false, Found);
    T.Receiver = Call;
    T.Arguments.assign(E.Operands.begin() + 1, E.Operands.end());
  } else if (E.Kind == Op::Call && E.Text != NoName) {
    candidates(E.Text, E.Flags & CallIsVirtual, Found);
    T.Receiver = E.Operands.empty() ? NoExpr : E.Operands[0];
    if (E.Operands.size() > 1)
      T.Arguments.assign(E.Operands.begin() + 1, E.Operands.end());
  } else if (E.Kind == Op::Call && !E.Operands.empty()) {
    std::vector<ExprId> Values{E.Operands[0]};
    std::vector<Target> All;
    for (size_t I = 0; I < Values.size() && I < 8; ++I) {
      const Expr &V = P.G[Values[I]];
      if (V.Kind == Op::Choice)
        Values.insert(Values.end(), V.Operands.begin() + 1, V.Operands.end());
      else if (V.Kind == Op::Join)
        Values.insert(Values.end(), V.Operands.begin(), V.Operands.end());
      if (V.Kind != Op::Lambda && V.Kind != Op::Function)
        continue;
      Found.clear();
      candidates(V.Text, false, Found);
      for (uint32_t F : Found)
        All.push_back({F, V.Kind == Op::Lambda ? Values[I] : NoExpr, {E.Operands.begin() + 1, E.Operands.end()}});
    }
    return All;
  }
  std::vector<Target> All;
  for (uint32_t F : Found) {
    T.Function = F;
    All.push_back(T);
  }
  // What a pure virtual call may run when there are many implementations says little.
  if (All.size() > 8)
    All.clear();
  return All;
}

/// A helper that answers whether two texts are equal, e.g. in constant time: its loop over bytes says less than its
/// name.
static bool isTextEquality(const Program &P, const SolvedFunction &F) {
  if (F.Parameters.size() != 2 || P.text(F.Result) != "bool" || F.Parameters[0].Type != F.Parameters[1].Type)
    return false;
  const std::string &Type = P.text(F.Parameters[0].Type);
  if (Type != "std::string" && Type != "char" && Type != "const char" && Type != "QString" && Type != "unsigned char")
    return false;
  std::string Name = P.text(F.Qualified);
  Name = Name.substr(Name.rfind(':') + 1);
  for (char &C : Name)
    C = static_cast<char>(std::tolower(static_cast<unsigned char>(C)));
  return Name.find("same") != std::string::npos || Name.find("equal") != std::string::npos ||
         Name.find("match") != std::string::npos;
}

ExprId Solver::nothing() {
  Expr Null;
  Null.Kind = Op::Literal;
  Null.Flags = LiteralIsNull;
  Null.Index = static_cast<int32_t>(LiteralIsNull);
  return P.G.add(Null);
}

ExprId Solver::resolveCall(ExprId Call) {
  if (P.G.kind(Call) != Op::Call || isTooDeep())
    return NoExpr;
  // What the source says about a function counts for more than its body.
  if (auto D = P.Declarations.find(P.G[Call].Text);
      D != P.Declarations.end() && (D->second.Flags & (MarkPrincipal | MarkOwned | MarkGuard | MarkPublic)))
    return NoExpr;
  std::vector<Target> All = targets(Call);
  if (All.empty())
    All = returnsFrom(Call);
  if (ExprId Viewed = All.empty() ? viewOf(Call) : NoExpr; Viewed != NoExpr)
    return Viewed;
  if (All.size() == 1 && isTextEquality(P, P.Functions[All[0].Function]) && All[0].Arguments.size() == 2)
    return P.G.compare(Relation::Equal, All[0].Arguments[0], All[0].Arguments[1], P.G[Call].At);
  std::vector<ExprId> Values;
  for (const Target &T : All) {
    if (!Closed[T.Function]) {
      ++Cuts;
      return NoExpr;
    }
    if (P.Functions[T.Function].Returned == NoExpr)
      return NoExpr;
    // A recursion comes to what it returns without itself.
    if (std::count(Resolving.begin(), Resolving.end(), T.Function) >= MaxRecursion) {
      ++Cuts;
      return nothing();
    }
    Resolving.push_back(T.Function);
    ++Nesting;
    ExprId Returned = P.Functions[T.Function].Returned;
    // A builder's "return *this": the object as the call leaves it.
    Values.push_back(P.G.kind(Returned) == Op::This && T.Receiver != NoExpr ? applyOut(T, -1, T.Receiver)
                                                                            : substitution(T)(Returned));
    --Nesting;
    Resolving.pop_back();
  }
  return Values.empty() ? NoExpr : P.G.join(std::move(Values), P.G[Call].At);
}

/// The fields and elements that lead from the root of a path to its end, outermost object first.
static std::vector<Expr> pathOf(const Graph &G, ExprId E) {
  std::vector<Expr> Path;
  while (true) {
    E = G.origin(E);
    Op Kind = G.kind(E);
    if (Kind != Op::Field && Kind != Op::Element)
      break;
    Path.insert(Path.begin(), G[E]);
    E = G[E].Operands[0];
  }
  return Path;
}

static ExprId rootOf(const Graph &G, ExprId E) {
  while (true) {
    ExprId Next = G.origin(G.root(E));
    if (Next == E)
      return E;
    E = Next;
  }
}

/// Object with the end of Path, from hop From on, replaced.
static ExprId replaced(Graph &G, ExprId Object, const std::vector<Expr> &Path, size_t From, ExprId Value) {
  if (From == Path.size())
    return Value;
  const Expr &Hop = Path[From];
  if (Hop.Kind == Op::Field) {
    ExprId Inner = replaced(G, G.field(Object, Hop), Path, From + 1, Value);
    return G.with(Object, Hop, Inner);
  }
  ExprId Inner = replaced(G, G.element(Object, Hop.Operands[1], Hop.At, Hop.Type), Path, From + 1, Value);
  return G.insert(Object, Hop.Operands[1], Inner, Hop.At);
}

ExprId Solver::applyOut(const Target &T, int Index, ExprId Before) {
  const SolvedFunction &F = P.Functions[T.Function];
  ExprId After = Before;
  Substitution Put = substitution(T);
  for (const Effect &E : F.Effects) {
    bool Writes = E.What == Event::Kind::Store || E.What == Event::Kind::Append || E.What == Event::Kind::Put ||
                  E.What == Event::Kind::Clear || E.What == Event::Kind::Init;
    if (!Writes || (E.Flags & EffectDeferred))
      continue;
    const Expr &Root = P.G[rootOf(P.G, E.Target)];
    bool Mine = Index < 0 ? Root.Kind == Op::This : Root.Kind == Op::Param && Root.Index == Index;
    if (!Mine)
      continue;
    std::vector<Expr> Path = pathOf(P.G, E.Target);
    for (Expr &Hop : Path)
      for (ExprId &O : Hop.Operands)
        O = Put(O);
    ExprId Value = E.Value == NoExpr ? NoExpr : Put(E.Value);
    if (E.What == Event::Kind::Put) {
      Expr Hop;
      Hop.Kind = Op::Element;
      Hop.At = E.At;
      Hop.Operands = {NoExpr, Put(E.Key)};
      Path.push_back(Hop);
    }
    ExprId Old = After;
    for (const Expr &Hop : Path)
      Old = Hop.Kind == Op::Field ? P.G.field(Old, Hop) : P.G.element(Old, Hop.Operands[1], Hop.At, Hop.Type);
    if (E.What == Event::Kind::Append)
      Value = P.G.concat({Old, Value}, E.At);
    if (Value == NoExpr) {
      Expr Empty;
      Empty.Kind = Op::Record;
      Value = P.G.add(Empty);
    }
    ExprId When = P.G.conjunction(Put.conditions(E.Conditions), E.At);
    if (When != NoExpr)
      Value = P.G.choice(When, Value, Old, E.At);
    After = replaced(P.G, After, Path, 0, Value);
  }
  return After;
}

/// What the callees of a call hand to the closure that is their argument: "emit(text)". Nothing when not known.
std::vector<ExprId> Solver::calledWith(ExprId Call, size_t Argument) {
  std::vector<std::vector<ExprId>> Alternatives;
  for (const Target &T : targets(Call)) {
    if (!Closed[T.Function])
      continue;
    Substitution Put = substitution(T);
    for (const Effect &E : P.Functions[T.Function].Effects) {
      if (E.What != Event::Kind::Call || E.Value == NoExpr)
        continue;
      const Expr &Made = P.G[E.Value];
      if (Made.Kind != Op::Call || Made.Text != NoName || Made.Operands.empty() || Made.Operands[0] == NoExpr)
        continue;
      const Expr &Callable = P.G[Made.Operands[0]];
      if (Callable.Kind != Op::Param || Callable.Index != static_cast<int32_t>(Argument))
        continue;
      std::vector<ExprId> Given(Made.Operands.begin() + 1, Made.Operands.end());
      for (ExprId &Value : Given)
        Value = Put(Value);
      if (Alternatives.size() < 8)
        Alternatives.push_back(std::move(Given));
    }
  }
  if (Alternatives.empty())
    for (const Target &T : calledBack(Call))
      if (T.Receiver != NoExpr && T.Receiver == P.G[Call].Operands[Argument + 1])
        Alternatives.push_back(T.Arguments);
  std::vector<ExprId> Joined;
  for (const std::vector<ExprId> &Given : Alternatives)
    for (size_t I = 0; I < Given.size(); ++I) {
      if (I == Joined.size())
        Joined.push_back(NoExpr);
      Joined[I] = P.G.join({Joined[I], Given[I]}, P.G[Call].At);
    }
  return Joined;
}

ExprId Solver::resolveOut(ExprId Out) {
  Expr E = P.G[Out];
  if (isTooDeep())
    return NoExpr;
  ExprId Call = E.Operands[0], Before = E.Operands[1];
  if (E.Index >= 1000) {
    // A local that a lambda captured by reference: what the lambda stores into it.
    size_t Argument = static_cast<size_t>(E.Index - 1000) + 1;
    const Expr &C = P.G[Call];
    ExprId Closure = Argument < C.Operands.size() ? C.Operands[Argument] : NoExpr;
    if (Closure == NoExpr || P.G.kind(Closure) != Op::Lambda)
      return NoExpr;
    std::vector<uint32_t> Found;
    candidates(P.G[Closure].Text, false, Found);
    if (Found.empty() || !Closed[Found[0]])
      return NoExpr;
    ExprId After = Before;
    ++Nesting;
    Substitution Put(P, Closure, calledWith(Call, Argument - 1), nullptr);
    for (const Effect &Stored : P.Functions[Found[0]].Effects) {
      std::vector<Expr> Path = pathOf(P.G, Stored.Target);
      if (Stored.Value == NoExpr || Path.empty() || Path[0].Text != E.Text ||
          P.G.kind(rootOf(P.G, Stored.Target)) != Op::This)
        continue;
      Path.erase(Path.begin());
      ExprId Value = Put(Stored.Value);
      After = Stored.What == Event::Kind::Put ? P.G.insert(After, Put(Stored.Key), Value, Stored.At)
                                              : P.G.join({After, replaced(P.G, After, Path, 0, Value)}, Stored.At);
    }
    --Nesting;
    return After;
  }
  std::vector<Target> All = targets(Call);
  std::vector<ExprId> Values;
  for (const Target &T : All) {
    if (!Closed[T.Function]) {
      ++Cuts;
      return NoExpr;
    }
    ++Nesting;
    Values.push_back(applyOut(T, E.Index, Before));
    --Nesting;
  }
  return Values.empty() ? NoExpr : P.G.join(std::move(Values), E.At);
}

ExprId Solver::constructedFields(ExprId Construct) {
  std::vector<Target> All = targets(Construct);
  if (All.size() != 1)
    return Construct;
  if (!Closed[All[0].Function] || isTooDeep()) {
    ++Cuts;
    return Construct;
  }
  ++Nesting;
  ExprId Object = applyOut(All[0], -1, Construct);
  --Nesting;
  return Object;
}

ExprId Solver::importNode(const Expr &E, std::vector<ExprId> Operands) {
  if (E.Kind == Op::Field && Operands[0] == NoExpr)
    return NoExpr;
  if (E.Kind == Op::Field && P.G.kind(Operands[0]) == Op::Lambda)
    if (ExprId Captured = capturedValue(P, P.G[Operands[0]], E.Text); Captured != NoExpr)
      return Captured;
  ExprId New = rebuildNode(P.G, E, std::move(Operands));
  ExprId Value = NoExpr;
  if (E.Kind == Op::Call || E.Kind == Op::Out)
    Value = resolve(New);
  else if (E.Kind == Op::Construct)
    Value = constructedFields(New);
  if (Value == NoExpr)
    return New;
  if (E.Hint != NoName)
    P.G.hint(Value, E.Hint);
  return Value;
}

ExprId Solver::import(ExprId Local) { return Imported[static_cast<uint32_t>(Local)]; }

} // namespace crosstalk::link
