// What a call leaves in its arguments, its object and the variables that a closure captured.
//
// In:  calls of which the callees are solved.  Out: the value after the call. See Solver.h.
#include "link/Solver.h"
#include <algorithm>

namespace crosstalk::link {

using namespace ir;

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

/// A storage's key, or what is put: "mdb_put(txn, pages, &key, &value)" leaves both what they were.
static bool isSelectorOrPut(const StorageAccess &S, int Argument) {
  if (S.Op == StorageOp::Put || S.Op == StorageOp::Erase)
    return Argument == S.Key || Argument == S.Value;
  return Argument == S.Key && Argument != S.Value;
}

/// A library's call reads an argument that its model binds to a statement, takes for a key or lets flow on: "exec(text,
/// id)" leaves the id what it was, however the parameter is declared.
static bool onlyReads(const Program &P, const Expr &Call, int Argument) {
  if (Call.Kind != Op::Call || Argument < 0 || Argument == OutOfBoundList)
    return false;
  bool Reads = false;
  for (const Model *M : P.modelsOf(Call.Text)) {
    if (M->OutArgument == Argument || (M->Sql && M->Sql->Statement == Argument) ||
        (M->Bind && M->Bind->Statement == Argument))
      return false;
    bool Binds =
        (M->Sql && M->Sql->FirstBind >= 0 && Argument >= M->Sql->FirstBind) || (M->Bind && M->Bind->Value == Argument);
    Reads |= Binds || (M->Storage && isSelectorOrPut(*M->Storage, Argument)) ||
             std::any_of(M->Flows.begin(), M->Flows.end(), [&](const auto &Flow) {
               return Flow.first == Argument && Flow.second == Propagation::Lossless;
             });
  }
  return Reads;
}

ExprId Solver::resolveOut(ExprId Out) {
  Expr E = P.G[Out];
  if (isTooDeep())
    return NoExpr;
  ExprId Call = E.Operands[0], Before = E.Operands[1];
  if (E.Index >= OutOfClosure) {
    // A local that a lambda captured by reference: what the lambda stores into it.
    size_t Argument = static_cast<size_t>(E.Index - OutOfClosure) + 1;
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
    Substitution Put(P, Closure, calledWith(Call, Argument - 1), nullptr, Left.Steps, Overruns);
    for (const Effect &Stored : P.Functions[Found[0]].Effects) {
      std::vector<Expr> Path = pathOf(P.G, Stored.Target);
      bool Stores = Stored.What == Event::Kind::Store || Stored.What == Event::Kind::Append ||
                    Stored.What == Event::Kind::Put; // what is only looked up or removed leaves nothing there
      if (!Stores || Stored.Value == NoExpr || Path.empty() || Path[0].Text != E.Text ||
          P.G.kind(rootOf(P.G, Stored.Target)) != Op::This)
        continue;
      Path.erase(Path.begin());
      ExprId Value = Put(Stored.Value);
      if (Stored.What == Event::Kind::Put && Path.empty()) {
        After = P.G.insert(After, Put(Stored.Key), Value, Stored.At);
        continue;
      }
      if (Stored.What == Event::Kind::Put) { // "orders.byId[id] = order"
        Expr Hop;
        Hop.Kind = Op::Element;
        Hop.At = Stored.At;
        Hop.Operands = {NoExpr, Put(Stored.Key)};
        Path.push_back(Hop);
      }
      After = P.G.join({After, replaced(P.G, After, Path, 0, Value)}, Stored.At);
    }
    --Nesting;
    return After;
  }
  std::vector<Target> All = targets(Call);
  if (All.empty() && onlyReads(P, P.G[Call], E.Index))
    return Before;
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

} // namespace crosstalk::link
