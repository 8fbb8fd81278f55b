// Objects that every request fills in anew, but for what it does not bring: such a field stays as the last one left it.
//
// In:  a store into a field of an object that is used again.  Out: the request at hand as its owner, where the fields
// beside it are always written, and it only if the request has something for it.
#include "judge/Walk.h"
#include "rules/Slots.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// The objects that a field may be of: one, or those of a choice.
static std::set<ExprId> objectsOf(const Program &P, ExprId Target) {
  std::vector<ExprId> Open{P.G.origin(Target)};
  std::set<ExprId> Objects;
  for (size_t I = 0; I < Open.size() && I < 16; ++I) {
    const Expr &X = P[Open[I]];
    if (X.Kind == Op::Field)
      Objects.insert(P.G.origin(X.Operands[0]));
    for (size_t O = X.Kind == Op::Choice ? 1 : 0; (X.Kind == Op::Choice || X.Kind == Op::Join) && O < X.Operands.size();
         ++O)
      Open.push_back(P.G.origin(X.Operands[O]));
  }
  return Objects;
}

/// What a value was taken from: parameters, and what calls that were not seen gave or left behind.
static std::set<ExprId> sourcesOf(const Program &P, ExprId Value) {
  std::set<ExprId> Found;
  judge::reaches(P, Value, 16, [&](ExprId Part) {
    const Expr &X = P[Part];
    bool Leaf = X.Kind == Op::Param || (X.Kind == Op::Call && X.Operands.size() > 1);
    if (Leaf)
      Found.insert(Part);
    return X.Kind == Op::Param || X.Kind == Op::This || X.Kind == Op::Lambda ? judge::Step::Skip : judge::Step::Into;
  });
  return Found;
}

/// The conditions of \p Sometimes that do not hold for \p Always; nothing when it has others of its own.
static std::optional<std::vector<Condition>> extra(const Effect &Sometimes, const Effect &Always) {
  auto Among = [](const std::vector<Condition> &All, const Condition &C) {
    return std::find(All.begin(), All.end(), C) != All.end();
  };
  if (!std::all_of(Always.Conditions.begin(), Always.Conditions.end(),
                   [&](const Condition &C) { return Among(Sometimes.Conditions, C); }))
    return std::nullopt;
  std::vector<Condition> Left = Sometimes.Conditions;
  std::erase_if(Left, [&](const Condition &C) { return Among(Always.Conditions, C); });
  return Left;
}

/// Whether one of the conditions asks for something of what the value was taken from, and none asks the object.
static bool asksSource(const Program &P, const std::vector<Condition> &Asked, const std::set<ExprId> &Sources,
                       const std::set<ExprId> &Objects) {
  auto Mentions = [&](const Condition &C, const std::set<ExprId> &Wanted) {
    return judge::mentions(P, C.Value, std::vector<ExprId>(Wanted.begin(), Wanted.end()));
  };
  return std::any_of(Asked.begin(), Asked.end(), [&](const Condition &C) { return Mentions(C, Sources); }) &&
         std::none_of(Asked.begin(), Asked.end(), [&](const Condition &C) { return Mentions(C, Objects); });
}

bool isPartlyFilled(const Program &P, const SolvedFunction &F, const Effect &E) {
  if (E.Target == NoExpr || E.Value == NoExpr || E.Conditions.empty())
    return false;
  std::set<ExprId> Objects = objectsOf(P, E.Target), Sources = sourcesOf(P, E.Value);
  if (Objects.empty() || Sources.empty())
    return false;
  return std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &Sibling) {
    if (Sibling.What != Event::Kind::Store || Sibling.Target == NoExpr || Sibling.Value == NoExpr ||
        isSameField(P[P.G.origin(Sibling.Target)], P[P.G.origin(E.Target)]) || objectsOf(P, Sibling.Target) != Objects)
      return false;
    auto Asked = extra(E, Sibling);
    if (!Asked || !asksSource(P, *Asked, Sources, Objects))
      return false;
    std::set<ExprId> Given = sourcesOf(P, Sibling.Value);
    return std::any_of(Given.begin(), Given.end(), [&](ExprId From) { return Sources.count(From); });
  });
}

/// A call that takes the next piece of work: "BRPOP jobs 5", "jobs.pop(job)".
static bool takesJob(const Program &P, const Effect &E) {
  if (E.What == Event::Kind::Erase)
    return true;
  if (E.What != Event::Kind::Call || E.Value == NoExpr || P[E.Value].Kind != Op::Call)
    return false;
  const Expr &Call = P[E.Value];
  for (const Model *M : P.modelsOf(Call.Text)) {
    ExprId Command = M->Storage && M->Storage->KeyFormat != Nowhere ? argumentAt(Call, M->Storage->KeyFormat) : NoExpr;
    if (M->Accepts || (Command != NoExpr && judge::hasWord(P.text(P[Command].Text),
                                                           {"blpop", "brpop", "brpoplpush", "blmove", "xreadgroup"})))
      return true;
  }
  return judge::hasWord(judge::calledName(P, Call), {"pop", "dequeue", "receive", "recv", "consume", "take", "poll"});
}

bool isFilledEachTurn(const Program &P, const SolvedFunction &F, const Effect &E) {
  if (!(E.Flags & EventInLoop) || !isPartlyFilled(P, F, E))
    return false;
  return std::any_of(F.Effects.begin(), F.Effects.end(),
                     [&](const Effect &Take) { return &Take < &E && (Take.Flags & EventInLoop) && takesJob(P, Take); });
}

} // namespace crosstalk::rules
