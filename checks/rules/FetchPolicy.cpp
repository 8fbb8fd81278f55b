// Handlers that run behind a policy: an entry of a route table with a guard of its own, a later step of a pipeline.
//
// In:  closures, and the values they are kept in.  Out: whether somebody asked for the owner before the handler runs.
#include "rules/FetchParts.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// A policy or guard by its name or type, in a value that a handler was handed over with.
static bool namesPolicy(const Program &P, ExprId Within) {
  std::vector<ExprId> Open{Within};
  for (size_t I = 0; I < Open.size() && I < 60; ++I) {
    if (Open[I] == NoExpr || P[Open[I]].Kind == Op::Lambda)
      continue;
    const Expr &X = P[Open[I]];
    std::string Name = X.Kind == Op::With ? "" : P.text(X.Type);
    if (X.Kind == Op::Call)
      Name += "_" + judge::calledName(P, X);
    if (judge::hasWord(Name, {"policy", "guard", "filter", "authorizer", "authorize", "authorise", "permission", "own",
                              "owner", "ownership"}))
      return true;
    Open.insert(Open.end(), X.Operands.begin(), X.Operands.end());
  }
  return false;
}

/// A step of a pipeline that goes on only for the owner of what it looked up: "if (repo->owner == login) next();"
static bool admitsOwners(Judgement &J, Name Closure) {
  const Program &P = J.P;
  auto It = P.FunctionOf.find(Closure);
  if (It == P.FunctionOf.end())
    return false;
  const SolvedFunction &F = P.Functions[It->second];
  std::vector<ExprId> Objects;
  for (const Effect &E : F.Effects)
    if (E.What == Event::Kind::Get && E.Value != NoExpr)
      Objects.push_back(E.Value);
  for (const judge::QuerySite &Q : J.queries(It->second))
    Objects.insert(Objects.end(), Q.Rows.begin(), Q.Rows.end());
  judge::Guards Guard(P, J.Who, Objects, {});
  return std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
    bool GoesOn =
        E.What == Event::Kind::Call && E.Value != NoExpr && P[E.Value].Kind == Op::Call && P[E.Value].Text == NoName;
    return GoesOn && Guard.implied(E.Conditions);
  });
}

namespace {

/// Where the program's closures are kept, by their symbol.
class KeptClosures {
public:
  KeptClosures(const Program &P, std::map<Name, std::vector<ExprId>> &Kept) : P(P), Kept(Kept) {}

  void run() {
    for (const SolvedFunction &F : P.Functions)
      for (const Effect &E : F.Effects) {
        if (E.What == Event::Kind::Put || E.What == Event::Kind::Store)
          noteEntry(E.Value);
        if (E.What == Event::Kind::Put || E.What == Event::Kind::Store || E.What == Event::Kind::Return)
          visit(E.Value, 40);
      }
  }

private:
  void visit(ExprId E, int Depth) {
    if (E == NoExpr || Depth == 0 || !Seen.insert(E).second)
      return;
    const Expr &X = P[E];
    if (X.Kind == Op::Insert && X.Operands[2] != NoExpr) {
      if (P[X.Operands[2]].Kind == Op::Lambda)
        Kept[P[X.Operands[2]].Text].push_back(E);
      else
        noteEntry(X.Operands[2]);
    }
    for (ExprId O : X.Operands)
      visit(O, Depth - 1);
  }

  /// A record that holds a closure beside other things: {path, policy, handler}.
  void noteEntry(ExprId Entry) {
    std::vector<ExprId> Open{Entry};
    for (size_t I = 0; I < Open.size() && I < 40; ++I) {
      if (Open[I] == NoExpr)
        continue;
      const Expr &X = P[Open[I]];
      if (X.Kind == Op::Lambda && Open[I] != Entry)
        Kept[X.Text].push_back(Entry);
      else if (X.Kind == Op::With || X.Kind == Op::Construct || X.Kind == Op::Record)
        Open.insert(Open.end(), X.Operands.begin(), X.Operands.end());
    }
  }

  const Program &P;
  std::map<Name, std::vector<ExprId>> &Kept;
  std::set<ExprId> Seen;
};

} // namespace

/// A step before this one, in the same list of steps.
static bool afterPolicy(Judgement &J, ExprId Steps) {
  const Program &P = J.P;
  for (ExprId E = P[Steps].Operands[0]; E != NoExpr && P[E].Kind == Op::Insert; E = P[E].Operands[0])
    if (ExprId Step = P[E].Operands[2]; Step != NoExpr && P[Step].Kind == Op::Lambda && admitsOwners(J, P[Step].Text))
      return true;
  return false;
}

bool behindPolicy(Judgement &J, const SolvedFunction &Handler) {
  const Program &P = J.P;
  if (Handler.RegisteredWith != NoExpr && namesPolicy(P, Handler.RegisteredWith))
    return true;
  if (!(Handler.Flags & FunctionIsLambda))
    return false;
  if (!J.Kept) {
    J.Kept.emplace();
    KeptClosures(P, *J.Kept).run();
  }
  auto It = J.Kept->find(Handler.Symbol);
  return It != J.Kept->end() && std::any_of(It->second.begin(), It->second.end(), [&](ExprId Within) {
           return P[Within].Kind == Op::Insert ? afterPolicy(J, Within) : namesPolicy(P, Within);
         });
}

} // namespace crosstalk::rules
