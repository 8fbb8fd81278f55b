// The effects of one function with those of its callees: what is lifted, and under which conditions.
//
// In:  a function's events in order.  Out: SolvedFunction::Effects, Returned, Throws.
#include "link/Link.h"
#include "link/Solver.h"
#include <algorithm>

namespace crosstalk::link {

using namespace ir;

static constexpr size_t MaxEffects = 800;
/// Of what is called more often the first few calls tell.
static constexpr size_t MostCalls = 8;
static constexpr uint32_t MaxDepth = 12;
/// Of the ways through a recursion to one place the first few tell.
static constexpr unsigned MostWays = 4;

/// What solving one function may cost. Functions that call each other share it: what each of them does comes to all the
/// others, so that their number would multiply the cost of each. Whoever is cut short says so.
Solver::Allowance Solver::allowanceOf(size_t Members) {
  const size_t Share = Members > 4 ? Members : 1;
  return {std::max<size_t>(60000 / Share, 600), std::max<size_t>(4000 / Share, 60),
          static_cast<unsigned>(std::max<size_t>(400000 / Share, 1000)), std::max<size_t>(MaxEffects / Share, 60)};
}

static bool isOwn(const Graph &G, ExprId Target) {
  ExprId Root = Target;
  while (true) {
    ExprId Next = G.origin(G.root(Root));
    if (Next == Root)
      break;
    Root = Next;
  }
  switch (G.kind(Root)) {
  case Op::Local:
  case Op::Construct:
  case Op::Record:
  case Op::Literal:
  case Op::Fresh:
  case Op::Concat:
  case Op::Lossy:
  case Op::Hash:
  case Op::Lambda:
    return true;
  case Op::Param:
    return !(G[Root].Flags & ParamIsReference) && G[Root].Type == NoName;
  default:
    return false;
  }
}

static bool isAccess(Event::Kind K) {
  switch (K) {
  case Event::Kind::Store:
  case Event::Kind::Append:
  case Event::Kind::Put:
  case Event::Kind::Get:
  case Event::Kind::Erase:
  case Event::Kind::Clear:
  case Event::Kind::Init:
    return true;
  case Event::Kind::Call:
  case Event::Kind::Return:
  case Event::Kind::Throw:
  case Event::Kind::Suspend:
  case Event::Kind::Cleanup:
    return false;
  }
  return false;
}

bool Solver::isSharedHere(const SolvedFunction &F, ExprId Target, uint32_t Flags) const {
  return !isOwn(P.G, Target) || (F.Flags & FunctionIsMain) || (Flags & EffectDeferred);
}

/// A reading that says nothing about order: only what a thread keeps is followed that closely.
static bool isIdleRead(const Program &P, const Effect &E) {
  if (E.What != Event::Kind::Get || E.Key != NoExpr || E.Value != NoExpr)
    return false;
  const Expr &Root = P.G[P.G.origin(P.G.root(E.Target))];
  auto It = Root.Kind == Op::Global ? P.Globals.find(Root.Text) : P.Globals.end();
  return It == P.Globals.end() || !(It->second.Flags & GlobalIsThreadLocal);
}

/// A match through a comparison that the caller hands in: only the caller knows what is compared.
static bool isOpenMatch(const Program &P, const Effect &E) {
  return E.What == Event::Kind::Return && asksHandedIn(P, E.Conditions);
}

/// A text, an exception or an allocation of the standard library that is only made: header libraries are full of them.
static bool makesText(const Program &P, ExprId Call) {
  const Expr &X = P.G[Call];
  auto D = P.Declarations.find(X.Text);
  if (X.Kind == Op::None || D == P.Declarations.end())
    return false;
  const std::string &Name = P.text(D->second.Qualified);
  return Name == "__assert_fail" || Name.starts_with("std::allocator") || Name.starts_with("std::basic_string") ||
         Name.starts_with("std::initializer_list") || Name.ends_with("_error") || Name == "std::exception::exception";
}

bool Solver::worthLifting(const Effect &E) const {
  if (E.Depth >= MaxDepth)
    return false;
  if (isOpenMatch(P, E))
    return true;
  if (E.What == Event::Kind::Call && makesText(P, E.Value))
    return false;
  return isAccess(E.What) || E.What == Event::Kind::Call || E.What == Event::Kind::Suspend;
}

Effect Solver::importEvent(const Event &Local) {
  Effect E;
  E.What = Local.What;
  E.Target = import(Local.Target);
  E.Key = import(Local.Key);
  E.Value = import(Local.Value);
  E.At = E.Origin = Local.At;
  E.Flags = Local.Flags;
  for (const Condition &C : Local.Conditions)
    if (ExprId V = import(C.Value); V != NoExpr)
      E.Conditions.push_back({V, C.Negated});
  return E;
}

/// A field of an object that a loop uses for each of its turns: "while (next(job)) { fill(context, job); ... }".
static bool isKeptByLoop(const Effect &From, const Event &Local, Substitution &Put) {
  if (From.Flags & EffectKept)
    return true;
  return (Local.Flags & EventInLoop) && From.What == Event::Kind::Store && Put.isKept(From);
}

void Solver::liftEffects(SolvedFunction &Into, const Target &T, const Event &Local, uint32_t Flags) {
  Effect Here = importEvent(Local);
  Substitution Put = substitution(T);
  if (std::vector<Handed> &Calls = P.Functions[T.Function].Calls; Calls.size() < MostCalls)
    Calls.push_back({Current, T.Arguments});
  const SolvedFunction &Callee = P.Functions[T.Function];
  const bool Recursive = Recursions.isLarge(T.Function);
  if (Recursive)
    Resolving.push_back(T.Function);
  for (uint32_t I = 0; I < Callee.Effects.size() && Into.Effects.size() < Left.Effects; ++I) {
    const Effect From = Callee.Effects[I];
    if (!worthLifting(From) || (Recursive && ++Ways[From.Origin] > MostWays))
      continue;
    Effect E;
    E.What = From.What;
    E.Target = Put.place(From);
    bool Own = isAccess(E.What) && (E.Target == NoExpr || !isSharedHere(Into, E.Target, From.Flags | Flags));
    bool Kept = Own && E.Target != NoExpr && isKeptByLoop(From, Local, Put);
    if (Own && !Kept)
      continue;
    // A constructor's stores make its object; only what it does to others is an effect of its caller.
    E.Key = Put(From.Key);
    E.Value = Put(From.Value);
    E.At = Local.At;
    E.Origin = From.Origin;
    E.Flags = From.Flags | Flags | EffectLifted | (Local.Flags & EventInLoop) | (Kept ? EffectKept : 0u);
    E.Conditions = Here.Conditions;
    for (const Condition &C : Put.conditions(From.Conditions))
      if (E.Conditions.size() < 24 && std::find(E.Conditions.begin(), E.Conditions.end(), C) == E.Conditions.end())
        E.Conditions.push_back(C);
    E.Depth = From.Depth + 1;
    E.Below = {T.Function, I};
    ExprId Closure = NoExpr;
    if (isAccess(E.What) && E.Value != NoExpr && P.G.kind(E.Value) == Op::Lambda && P.G.kind(From.Value) != Op::Lambda)
      Closure = E.Value;
    if (E.What == Event::Kind::Call && E.Value != NoExpr)
      for (size_t A = 0; A < P.G[E.Value].Operands.size() && A < P.G[From.Value].Operands.size(); ++A)
        if (ExprId New = P.G[E.Value].Operands[A]; New != NoExpr && P.G.kind(New) == Op::Lambda &&
                                                   P.G[From.Value].Operands[A] != NoExpr &&
                                                   P.G.kind(P.G[From.Value].Operands[A]) != Op::Lambda)
          Closure = New;
    const ExprId Key = E.What == Event::Kind::Put ? E.Key : NoExpr;
    Into.Effects.push_back(std::move(E));
    // A closure that a callee keeps or hands on: here it is known which.
    if (Closure != NoExpr && !(Flags & EffectDeferred))
      liftLambdas(Into, Local, Closure, Key);
  }
  for (const Registered &Entry : std::vector<Registered>(Callee.Entries))
    noteEntry(Into, {Put(Entry.Closure), Put(Entry.Within), Entry.At, Entry.Route, Entry.Parameters, Entry.Before});
  if (Callee.Throws != NoExpr && !(Flags & EffectDeferred)) {
    ExprId When = Put(Callee.Throws);
    Effect E;
    E.What = Event::Kind::Throw;
    E.At = E.Origin = Local.At;
    E.Flags = EffectLifted;
    E.Conditions = Here.Conditions;
    E.Conditions.push_back({When, false});
    E.Below = {T.Function, ~0u};
    Into.Effects.push_back(std::move(E));
  }
  if (Recursive)
    Resolving.pop_back();
}

/// A closure that is kept or handed to code that is not seen runs later, with arguments of its own. One that is kept
/// under the name of an operation is where requests for that operation come in.
void Solver::liftLambdas(SolvedFunction &Into, const Event &Local, ExprId Value, ExprId Key) {
  auto IsConstant = [&](ExprId E) { return E != NoExpr && P.G.kind(E) == Op::Literal; };
  std::vector<ExprId> Open{Value};
  std::vector<ExprId> InTable; // each under a constant of its own: {{"open", [](...) {...}}, ...}
  if (IsConstant(Key))
    InTable.push_back(Value);
  std::vector<ExprId> Seen;
  for (size_t I = 0; I < Open.size() && I < 64; ++I) {
    if (Open[I] == NoExpr || std::find(Seen.begin(), Seen.end(), Open[I]) != Seen.end())
      continue;
    Seen.push_back(Open[I]);
    const Expr &V = P.G[Open[I]];
    if (V.Kind == Op::Insert && IsConstant(V.Operands[1]))
      InTable.push_back(V.Operands[2]);
    if (V.Kind != Op::Lambda) {
      if (V.Kind == Op::Call || V.Kind == Op::Construct || V.Kind == Op::Choice || V.Kind == Op::With ||
          V.Kind == Op::Insert)
        Open.insert(Open.end(), V.Operands.begin(), V.Operands.end());
      continue;
    }
    std::vector<uint32_t> Found;
    candidates(V.Text, false, Found);
    if (Found.empty() || !Closed[Found[0]])
      continue;
    SolvedFunction &Body = P.Functions[Found[0]];
    if (std::find(Body.Callers.begin(), Body.Callers.end(), Current) == Body.Callers.end())
      Body.Callers.push_back(Current);
    bool Tabled = !Body.Parameters.empty() && std::find(InTable.begin(), InTable.end(), Open[I]) != InTable.end();
    if (isEntry(Into, Body) || (Tabled && !takesRequest(Into)))
      noteEntry(Into, {Open[I], Value, Local.At, "", {}});
    else
      liftEffects(Into, {Found[0], Open[I], ownArguments(Found[0])}, Local, EffectDeferred);
  }
}

void Solver::liftCall(SolvedFunction &Into, const Event &Local, ExprId Call, uint32_t Flags) {
  std::vector<Target> All = targets(Call);
  std::erase_if(All, [&](const Target &T) { return !Closed[T.Function]; });
  for (const Target &T : All)
    liftEffects(Into, T, Local, Flags);
  if (All.empty()) {
    Effect Opaque = importEvent(Local);
    Opaque.Value = Call;
    Into.Effects.push_back(std::move(Opaque));
    liftLibraryCall(Into, Local, Call);
  }
}

void Solver::foldReturns(SolvedFunction &Into, const std::vector<Effect> &Returns) {
  if (Returns.empty())
    return;
  ExprId Value = Returns.back().Value;
  for (size_t I = Returns.size() - 1; I-- > 0;) {
    // What both ways out have in common decides nothing between them.
    const std::vector<Condition> &Mine = Returns[I].Conditions;
    const std::vector<Condition> &Last = Returns[I + 1].Conditions;
    size_t Common = 0;
    while (Common < Mine.size() && Common < Last.size() && Mine[Common] == Last[Common])
      ++Common;
    ExprId When = P.G.conjunction({Mine.begin() + Common, Mine.end()}, Returns[I].At);
    Value = When == NoExpr ? P.G.join({Returns[I].Value, Value}, Returns[I].At)
                           : P.G.choice(When, Returns[I].Value, Value, Returns[I].At);
  }
  Into.Returned = Value;
}

void Solver::startFunction(uint32_t Index) {
  Current = Index;
  Left = allowanceOf(Recursions.sizeOf(Index));
  Largest = P.G.size() + Left.Nodes;
  Overruns = 0;
  Ways.clear();
  NarrowedBefore = P.G.narrowed();
}

void Solver::endFunction() {
  if (Overruns || P.G.narrowed() != NarrowedBefore)
    P.Functions[Current].Flags |= FunctionBroadened;
}

/// What a call leaves in its argument, where the callee's own effects say it already.
bool Solver::isKnownCall(const Function &Body, const Event &Local, const std::vector<ExprId> &Raw) const {
  if (!(Local.Flags & EventByCall))
    return false;
  const Expr &Left = Body.Exprs[static_cast<uint32_t>(Local.Value)];
  return Left.Kind == Op::Out && !targets(Raw[static_cast<uint32_t>(Left.Operands[0])]).empty();
}

/// The function of the program whose body a call was replaced by.
Name Solver::yieldedBy(const Expr &Local, ExprId Call, ExprId Value) const {
  bool Replaced = Local.Kind == Op::Call && Call != Value;
  const std::vector<Target> Called = Replaced ? targets(Call) : std::vector<Target>();
  return Called.empty() ? NoName : P.Functions[Called.front().Function].Qualified;
}

void Solver::close(uint32_t Index) {
  startFunction(Index);
  Function &Body = Bodies[Index];
  SolvedFunction &Into = P.Functions[Index];
  Imported.assign(Body.Exprs.size(), NoExpr);
  std::vector<ExprId> Raw(Body.Exprs.size(), NoExpr);
  for (size_t I = 1; I < Body.Exprs.size(); ++I) {
    const Expr &E = Body.Exprs[I];
    std::vector<ExprId> Operands;
    for (size_t O = 0; O < E.Operands.size(); ++O)
      Operands.push_back(E.Kind == Op::Out && O == 0 ? Raw[static_cast<uint32_t>(E.Operands[0])]
                                                     : import(E.Operands[O]));
    if (E.Kind == Op::Call || E.Kind == Op::Construct) {
      Raw[I] = rebuildNode(P.G, E, Operands);
      if (E.Hint != NoName)
        P.G.hint(Raw[I], E.Hint);
    }
    Imported[I] = importNode(E, std::move(Operands));
    if (E.At.valid() && Imported[I] != NoExpr && !(P.G[Imported[I]].At == E.At))
      Into.Places.try_emplace(static_cast<uint32_t>(Imported[I]), Whereabouts{E.At, yieldedBy(E, Raw[I], Imported[I])});
  }
  std::vector<Effect> Returns;
  std::vector<Effect> Leaving; ///< calls that may throw: what follows knows that they did not
  auto AddAmbient = [&](Effect &E) {
    for (const Effect &T : Leaving) {
      bool Prefix = T.Conditions.size() <= E.Conditions.size() + 1;
      for (size_t I = 0; Prefix && I + 1 < T.Conditions.size(); ++I)
        Prefix = E.Conditions[I] == T.Conditions[I];
      if (Prefix && E.Conditions.size() < 24)
        E.Conditions.push_back({T.Conditions.back().Value, !T.Conditions.back().Negated});
    }
  };
  for (const Event &Local : Body.Events) {
    if (Into.Effects.size() >= MaxEffects) {
      Into.Flags |= FunctionBroadened;
      break;
    }
    size_t First = Into.Effects.size();
    switch (Local.What) {
    case Event::Kind::Call:
      liftCall(Into, Local, Raw[static_cast<uint32_t>(Local.Value)], 0);
      break;
    case Event::Kind::Cleanup:
      liftCall(Into, Local, Raw[static_cast<uint32_t>(Local.Value)], EffectCleanup);
      break;
    case Event::Kind::Return: {
      Effect E = importEvent(Local);
      AddAmbient(E);
      Returns.push_back(E);
      Into.Effects.push_back(std::move(E));
      continue;
    }
    default: {
      if (isKnownCall(Body, Local, Raw))
        break;
      Effect E = importEvent(Local);
      bool Access = isAccess(E.What);
      if (isIdleRead(P, E))
        break;
      if (Access && !isSharedHere(Into, E.Target, 0)) {
        if (E.Value != NoExpr)
          liftLambdas(Into, Local, E.Value, E.What == Event::Kind::Put ? E.Key : NoExpr);
        break;
      }
      Into.Effects.push_back(E);
      if (Access && E.Value != NoExpr)
        liftLambdas(Into, Local, E.Value, E.What == Event::Kind::Put ? E.Key : NoExpr);
    }
    }
    // Its last condition says when it throws: what was known before comes to the others only.
    std::vector<Effect> Thrown;
    for (size_t I = First; I < Into.Effects.size(); ++I) {
      const Effect &E = Into.Effects[I];
      if (E.What == Event::Kind::Throw && (E.Flags & EffectLifted) && !E.Conditions.empty())
        Thrown.push_back(E);
      AddAmbient(Into.Effects[I]);
    }
    Leaving.insert(Leaving.end(), Thrown.begin(), Thrown.end());
  }
  foldReturns(Into, Returns);
  for (const Effect &E : Into.Effects)
    if (E.What == Event::Kind::Throw) {
      ExprId When = P.G.conjunction(E.Conditions, E.At);
      if (When != NoExpr)
        Into.Throws = P.G.logic(Op::Or, Into.Throws, When, E.At);
    }
}

void solve(Program &P, std::vector<Function> &Bodies) { Solver(P, Bodies).run(); }

} // namespace crosstalk::link
