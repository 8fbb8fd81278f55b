// The order of solving, and the import of one function's values. See Solver.h.
#include "link/Solver.h"
#include "ir/Marks.h"
#include "link/Made.h"
#include <algorithm>

namespace crosstalk::link {

using namespace ir;

static constexpr int MaxRecursion = 3;
static constexpr size_t MaxUnrolled = 12; ///< members of one recursion inside each other, shared by its members
static constexpr unsigned MaxNesting = 10;

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
    dropUnmade(P, Bodies, Overriders);
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
  Recursions = Components(Callees);
  return Recursions.order();
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
    endFunction();
    Closed[I] = true;
    Bodies[I].Exprs.clear();
    Bodies[I].Exprs.shrink_to_fit();
  }
  instantiateEntries();
}

Substitution Solver::substitution(const Target &T) {
  return Substitution(P, T.Receiver, T.Arguments, [this](ExprId E) { return resolve(E); }, Left.Steps, Overruns);
}

bool Solver::isTooDeep() {
  Cuts += Nesting > MaxNesting;
  return Nesting > MaxNesting;
}

/// What a call returns or leaves behind, if its callees are known. Equal calls come to equal values.
ExprId Solver::resolve(ExprId E) {
  if (auto It = Resolved.find(static_cast<uint32_t>(E)); It != Resolved.end())
    return It->second;
  if (P.G.size() > Largest || Left.Calls == 0) {
    P.Functions[Current].Flags |= FunctionBroadened;
    ++Cuts;
    // Left as a call it would be looked into by every caller, and cost each of them what it cost here.
    return Recursions.isLarge(Current) ? restOf(E) : NoExpr;
  }
  --Left.Calls;
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

/// Functions that call each other are put into each other a few times only, the fewer the more they are: each calls
/// several, so that every further time would multiply the values.
bool Solver::isUnrolled(uint32_t Function) const {
  size_t Members = Recursions.sizeOf(Function);
  if (Members == 1)
    return false;
  auto Inside = [&](uint32_t F) { return Recursions.of(F) == Recursions.of(Function); };
  return std::count_if(Resolving.begin(), Resolving.end(), Inside) >=
         static_cast<ptrdiff_t>(std::clamp<size_t>(MaxUnrolled / Members, 1, MaxRecursion * 2));
}

/// What a call comes to that is not looked into: something that its arguments decide.
ExprId Solver::restOf(ExprId Call) {
  Expr Rest = P.G[Call];
  Rest.Kind = Op::Unknown;
  Rest.Text = NoName;
  Rest.Flags = 0;
  std::erase(Rest.Operands, NoExpr);
  return P.G.add(std::move(Rest));
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
    if (isUnrolled(T.Function)) {
      ++Cuts;
      return restOf(Call);
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
