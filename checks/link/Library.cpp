// What a library's call does, by its model: closures that it calls or keeps as handlers, objects that it gives out,
// empties, and threads that it gives away.
//
// In:  a call of a function without a body.  Out: callees, effects, entries and the value of the call.
#include "link/Solver.h"
#include <algorithm>

namespace crosstalk::link {

using namespace ir;

static const Callback *callbackOf(const Program &P, const Expr &Call) {
  if (Call.Kind == Op::Call || Call.Kind == Op::Construct)
    for (const Model *M : P.modelsOf(Call.Text))
      if (M->Calls && !M->Calls->Stored)
        return &*M->Calls;
  return nullptr;
}

/// What the library calls a closure with: "the result", an argument, some element of either.
std::vector<ExprId> Solver::handedOver(ExprId Call, uint32_t Function) {
  const Expr Made = P.G[Call];
  const Callback &How = *callbackOf(P, Made);
  std::vector<ExprId> Arguments = ownArguments(Function);
  for (size_t I = 0; I < Arguments.size() && !How.Arguments.empty(); ++I) {
    // Of elements, the last position stands for all that follow: the columns of a row.
    if (I >= How.Arguments.size() && !How.Element)
      break;
    int Position = How.Arguments[std::min(I, How.Arguments.size() - 1)];
    ExprId Given = Position == Result ? Call : argumentAt(Made, Position);
    if (Given == NoExpr)
      continue;
    if (How.Element) {
      Expr Each;
      Each.Kind = Op::Each;
      Each.Type = P.G[Arguments[I]].Type;
      Each.Hint = P.G[Arguments[I]].Hint;
      Each.At = Made.At;
      Each.Operands = {Given};
      Given = P.G.add(Each);
    }
    Arguments[I] = Given;
  }
  return Arguments;
}

std::vector<Solver::Target> Solver::calledBack(ExprId Call) {
  const Expr Made = P.G[Call];
  const Callback *How = callbackOf(P, Made);
  std::vector<Target> All;
  if (!How)
    return All;
  bool Any = How->Function == RestArguments || How->Function == AllArguments;
  for (size_t I = 1; I < Made.Operands.size(); ++I) {
    ExprId Closure = Made.Operands[I];
    if ((!Any && static_cast<int>(I) != How->Function + 1) || Closure == NoExpr)
      continue;
    Op Kind = P.G.kind(Closure);
    std::vector<uint32_t> Found;
    if (Kind == Op::Lambda || Kind == Op::Function)
      candidates(P.G[Closure].Text, false, Found);
    if (!Found.empty() && Closed[Found[0]])
      All.push_back({Found[0], Kind == Op::Lambda ? Closure : NoExpr, handedOver(Call, Found[0])});
  }
  return All;
}

/// What a call is worth that gives back what its closure returns, e.g. async([&] { return load(id); }).
std::vector<Solver::Target> Solver::returnsFrom(ExprId Call) {
  const Callback *How = callbackOf(P, P.G[Call]);
  bool OfItself = How && std::find(How->Arguments.begin(), How->Arguments.end(), Result) != How->Arguments.end();
  return How && How->ResultToResult && !OfItself ? calledBack(Call) : std::vector<Target>{};
}

/// The object that the result of a call stands for, e.g. the receiver of "slot.get()"; NoExpr for none, and where the
/// call leaves something in it: a text, a bound value, a part.
ExprId Solver::viewOf(ExprId Call) const {
  for (const Model *M : P.modelsOf(P.G[Call].Text))
    if (M->View != Nowhere && !M->Sql && !M->Bind && !M->Part && !M->Storage)
      return argumentAt(P.G[Call], M->View);
  return NoExpr;
}

/// "GET /orders" of a registration.
static std::string routeOf(const Program &P, const Registration &How, const Expr &Call) {
  ExprId Route = argumentAt(Call, How.Route);
  if (Route == NoExpr || P.G.kind(Route) != Op::Literal)
    return "";
  return How.Method.empty() ? P.text(P.G[Route].Text) : How.Method + " " + P.text(P.G[Route].Text);
}

/// The callable in what a library makes of it: "Routes::bind(&Shop::order, shop)".
static ExprId boundCallable(const Program &P, ExprId Handler) {
  const Expr &Made = P.G[Handler];
  if (Made.Kind != Op::Call && Made.Kind != Op::Construct)
    return Handler;
  for (size_t I = 1; I < Made.Operands.size(); ++I)
    if (ExprId O = Made.Operands[I]; O != NoExpr && (P.G.kind(O) == Op::Function || P.G.kind(O) == Op::Lambda) &&
                                     flowInto(P, Made, Result, I) == Propagation::Lossless)
      return O;
  return Handler;
}

void Solver::registerHandler(SolvedFunction &Into, const Event &Local, ExprId Call, const Registration &How) {
  const Expr Made = P.G[Call];
  ExprId Handler = argumentAt(Made, How.Handler);
  if (Handler == NoExpr)
    return;
  Handler = boundCallable(P, Handler);
  Registered Entry{Handler, Handler, Local.At, routeOf(P, How, Made), How.Parameters, How.Before};
  if (P.G.kind(Handler) == Op::Lambda)
    noteEntry(Into, Entry);
  else if (P.G.kind(Handler) == Op::Function)
    EntryFunctions.push_back(std::move(Entry));
}

void Solver::liftLibraryCall(SolvedFunction &Into, const Event &Local, ExprId Call) {
  std::vector<ExprId> Handled; // closures whose use is known
  for (const Target &T : calledBack(Call)) {
    std::vector<uint32_t> &Callers = P.Functions[T.Function].Callers;
    if (std::find(Callers.begin(), Callers.end(), Current) == Callers.end())
      Callers.push_back(Current);
    liftEffects(Into, T, Local, 0);
    Handled.push_back(T.Receiver);
  }
  for (const Model *M : P.modelsOf(P.G[Call].Text)) {
    if (M->Entry)
      registerHandler(Into, Local, Call, *M->Entry);
    if (!M->Resets && !M->Suspends)
      continue;
    Effect E = importEvent(Local);
    E.What = M->Resets ? Event::Kind::Clear : Event::Kind::Suspend;
    E.Target = M->Resets ? argumentAt(P.G[Call], Receiver) : NoExpr;
    if (M->Suspends || (E.Target != NoExpr && isSharedHere(Into, E.Target, 0)))
      Into.Effects.push_back(std::move(E));
  }
  const std::vector<ExprId> Operands = P.G[Call].Operands;
  for (ExprId A : Operands)
    if (A != NoExpr && std::find(Handled.begin(), Handled.end(), A) == Handled.end())
      liftLambdas(Into, Local, A);
}

} // namespace crosstalk::link
