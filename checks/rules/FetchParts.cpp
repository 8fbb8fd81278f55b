// See FetchParts.h.
#include "rules/FetchParts.h"
#include "ir/Marks.h"
#include "judge/Walk.h"
#include "rules/Slots.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// The fields of a parameter that name the caller, used or not.
template <typename LookAt> static void lookInside(Judgement &J, ExprId Object, LookAt &Look, int Depth) {
  const RecordInfo *R = J.P.record(J.P[Object].Type);
  if (!R || Depth == 0 || (R->Flags & RecordIsSystem) || !(R->Flags & RecordIsAggregate) ||
      J.Who.isResponseType(J.P[Object].Type))
    return;
  for (const Field &F : R->Fields) {
    Expr Prototype;
    Prototype.Text = Prototype.Hint = F.Identifier;
    Prototype.Type = F.Type;
    Prototype.Owner = R->Qualified;
    Prototype.Flags = F.Flags;
    Prototype.At = F.At;
    ExprId Part = J.P.G.field(Object, Prototype);
    Look(Part, Look, 1);
    lookInside(J, Part, Look, Depth - 1);
  }
}

static bool namesCaller(const judge::Identity &Id) {
  bool Names = Id.Kind != judge::PrincipalKind::Device && Id.Kind != judge::PrincipalKind::Secret;
  return Names && !Id.Claimed && Id.Weight >= 0.9;
}

/// The value of a parameter, used or not.
static ExprId parameter(Judgement &J, const SolvedFunction &F, uint32_t I) {
  Expr Argument;
  Argument.Kind = Op::Param;
  Argument.Index = F.FirstParameter + static_cast<int32_t>(I);
  Argument.Type = F.Parameters[I].Type;
  Argument.Hint = F.Parameters[I].Identifier;
  Argument.Flags = F.Parameters[I].Flags;
  Argument.At = F.At;
  return J.P.G.add(Argument);
}

static std::optional<Scope> findPrincipal(Judgement &J, const SolvedFunction &F) {
  const Program &P = J.P;
  std::optional<Scope> Best;
  std::set<ExprId> Seen;
  auto Look = [&](ExprId E, auto &&Self, int Depth) -> void {
    if (E == NoExpr || Depth == 0 || !Seen.insert(E).second)
      return;
    auto Id = J.Who.of(E);
    if (Id && namesCaller(*Id) && (!Best || Id->Weight > Best->Who.Weight))
      Best = Scope{E, *Id};
    for (ExprId O : P[E].Operands)
      Self(O, Self, Depth - 1);
  };
  for (const Effect &E : F.Effects) {
    Look(E.Value, Look, 12);
    Look(E.Key, Look, 12);
    for (const Condition &C : E.Conditions)
      Look(C.Value, Look, 12);
  }
  for (uint32_t I = 0; I < F.Parameters.size(); ++I) {
    ExprId A = parameter(J, F, I);
    Look(A, Look, 1);
    // What is only set here is known afterwards.
    auto LookKnown = [&](ExprId Part, auto &&, int Depth) {
      bool Set = std::any_of(F.Effects.begin(), F.Effects.end(),
                             [&](const Effect &E) { return E.What == Event::Kind::Store && E.Target == Part; });
      if (!Set)
        Look(Part, Look, Depth);
    };
    lookInside(J, A, LookKnown, 2);
  }
  return Best;
}

/// A parameter that is handed the caller by every call that was seen, whatever it is called here.
static std::optional<Scope> handedPrincipal(Judgement &J, const SolvedFunction &F) {
  for (uint32_t I = 0; I < F.Parameters.size(); ++I) {
    if (!J.Who.isTextOrNumber(F.Parameters[I].Type))
      continue;
    std::optional<judge::Identity> Known;
    for (const Handed &Call : F.Calls) {
      Known = I < Call.Arguments.size() && Call.Arguments[I] != NoExpr ? J.Who.of(Call.Arguments[I]) : std::nullopt;
      if (!Known || !namesCaller(*Known))
        break;
    }
    if (Known && namesCaller(*Known))
      return Scope{parameter(J, F, I), *Known};
  }
  return std::nullopt;
}

std::optional<Scope> principalInScope(Judgement &J, const SolvedFunction &F) {
  auto It = J.Scopes.find(&F);
  if (It != J.Scopes.end())
    return It->second;
  auto Found = findPrincipal(J, F);
  return J.Scopes[&F] = Found ? Found : handedPrincipal(J, F);
}

std::optional<Scope> principalAround(Judgement &J, const SolvedFunction &F, uint32_t Index) {
  // Down to the callback that has the effect for itself.
  const SolvedFunction *Around = &F;
  const Effect *E = &F.Effects[Index];
  while ((E->Flags & EffectDeferred) && E->Below.valid() && E->Below.Index != ~0u) {
    Around = &J.P.Functions[E->Below.Function];
    E = &Around->Effects[E->Below.Index];
  }
  auto Known = principalInScope(J, *Around);
  if (Known || Around == &F)
    return Known;
  // A continuation has what it captured: "then([this, caller](...) { ... caller ... })".
  auto Outer = principalInScope(J, F);
  bool Captured = Outer && judge::reaches(J.P, F.Effects[Index].Value, 12, [&](ExprId Part) {
                    return Part == Outer->Node ? judge::Step::Found : judge::Step::Into;
                  });
  return Captured ? Outer : std::nullopt;
}

bool isEntered(Judgement &J, const SolvedFunction &F) {
  return F.IsEntry || (F.Flags & MarkEntry) ||
         std::any_of(F.Parameters.begin(), F.Parameters.end(),
                     [&](const Parameter &A) { return J.Who.isRequestType(A.Type); });
}

bool isJudgedAtEntry(Judgement &J, Site S) {
  const Program &P = J.P;
  if (P.Functions[S.Function].IsEntry)
    return false;
  for (auto B = below(P, S); B; B = below(P, *B))
    if (isRegistered(J, P.Functions[B->Function]))
      return true;
  return false;
}

/// A call that by its model or name hands its arguments to the outside.
static bool sends(Judgement &J, const Expr &Call) {
  const Program &P = J.P;
  bool Sink = false, Quiet = false;
  for (const Model *M : P.modelsOf(Call.Text)) {
    Sink |= M->Sink == SinkKind::Response || M->Sink == SinkKind::ResponseHeader || M->Sink == SinkKind::Mutation;
    Quiet |= M->Sink == SinkKind::Log || M->Sql || M->Bind || M->Entity || M->Predicate || M->Source == SourceKind::Row;
  }
  std::string Name = judge::calledName(P, Call);
  if (!Call.Operands.empty() && Call.Operands[0] != NoExpr && J.Who.isResponseType(P[Call.Operands[0]].Type))
    Sink = true;
  for (ExprId A : Call.Operands)
    if (A != NoExpr && P[A].Kind == Op::Function)
      Name += "_" + judge::calledName(P, P[A]);
  // "freeReplyObject(reply)": the end of a row.
  if (judge::hasWord(Name, {"free", "destroy", "release", "dispose"}))
    return false;
  bool Free = Call.Operands.empty() || Call.Operands[0] == NoExpr;
  if (Free && judge::hasWord(Name, {"remove", "unlink", "delete", "rename"}))
    Sink = true;
  if (judge::hasWord(
          Name, {"send", "reply", "respond", "render", "write", "publish", "json", "callback", "end", "serialize"}) ||
      (Call.Text == NoName && !Quiet))
    Sink = true;
  return Sink && !Quiet;
}

/// What a library's call sends, where its model says which argument: "newHttpViewResponse(name, data)" sends the data.
static std::optional<ExprId> sentArgument(const Program &P, const Expr &Call) {
  for (const Model *M : P.modelsOf(Call.Text))
    if (M->Sink == SinkKind::Response && argumentAt(Call, M->ValueArgument) != NoExpr)
      return argumentAt(Call, M->ValueArgument);
  return std::nullopt;
}

std::vector<ExprId> contentOut(Judgement &J, const SolvedFunction &F, uint32_t Index) {
  const Effect &E = F.Effects[Index];
  if (E.Value == NoExpr)
    return {};
  switch (E.What) {
  case Event::Kind::Return:
    return E.Flags & EffectLifted ? std::vector<ExprId>{} : std::vector<ExprId>{E.Value};
  case Event::Kind::Store:
    // A handle that its deleter was called with goes nowhere.
    if ((E.Flags & EffectCleanup) && J.P.G.origin(E.Value) == J.P.G.origin(E.Target))
      return {};
    return {E.Value};
  case Event::Kind::Append:
  case Event::Kind::Put:
    return {E.Value};
  case Event::Kind::Call: {
    const Expr &Call = J.P[E.Value];
    // A call that was looked into has become what it gives back.
    bool Made = Call.Kind != Op::Call && Call.Kind != Op::Construct;
    if (Made || Call.Operands.empty() || !sends(J, Call))
      return {};
    if (auto Sent = sentArgument(J.P, Call))
      return {*Sent};
    return {Call.Operands.begin() + 1, Call.Operands.end()};
  }
  default:
    return {};
  }
}

std::vector<Condition> conditionsAt(const Program &P, const SolvedFunction &F, uint32_t At) {
  std::vector<Condition> Known = F.Effects[At].Conditions;
  for (uint32_t I = 0; I < At; ++I) {
    const Effect &E = F.Effects[I];
    bool Leaves = E.What == Event::Kind::Throw || (E.What == Event::Kind::Return && !(E.Flags & EffectLifted));
    if (!Leaves || !(E.Flags & EventInLoop) || (F.Effects[At].Flags & EventInLoop) || E.Conditions.empty())
      continue;
    std::vector<Condition> Around(E.Conditions.begin(), E.Conditions.end() - 1);
    if (isImplied(P, Around, Known))
      Known.push_back({E.Conditions.back().Value, !E.Conditions.back().Negated});
  }
  return Known;
}

bool escapes(Judgement &J, const SolvedFunction &F, judge::Guards &Guard, uint32_t From) {
  for (uint32_t I = From; I < F.Effects.size(); ++I)
    for (ExprId Content : contentOut(J, F, I))
      if (Guard.leaks(Content) && !Guard.implied(conditionsAt(J.P, F, I)))
        return true;
  return false;
}

/// The step to what was fetched, without the quotes of what is named in a line: a table's name is in its query's text,
/// and a collection's where a callee looks into it.
static std::string accessedFrom(std::string Entity) {
  std::erase(Entity, '\'');
  return Entity + " is accessed from here";
}

/// "a handler in routes" as it is, "shop::Orders::show" without what is around it.
static std::string shortName(const std::string &Name) {
  return Name.find(' ') == std::string::npos ? judge::lastName(Name) : Name;
}

Finding findingOf(Judgement &J, Site S, const OpenFetch &Open) {
  const Program &P = J.P;
  auto Scope = principalAround(J, P.Functions[S.Function], S.Effect);
  std::string Caller = Scope ? describe(P, Scope->Node) : "";
  Finding F = make(P, Open.Rule, S, Open.Entity, Caller);
  F.Key = Open.Selector;
  bool Writes = Open.Rule == "crosstalk-unscoped-write", Forged = Open.Rule == "crosstalk-forged-owner";
  if (Forged)
    F.Message = "the owner '" + Open.Owner + "' in " + Open.Entity + " is taken from '" + Open.Selector +
                "' of the request" + (Caller.empty() ? "" : ", not from the authenticated '" + Caller + "'");
  else if (!Open.Parent.empty())
    F.Message = Open.Entity + " gets a row below the row of '" + Open.Parent + "' that '" + Open.Selector +
                "' of the request alone names" +
                (Caller.empty() ? "; nothing ties that row to a caller"
                                : "; '" + Caller + "' is known here and not compared with '" + Open.Owner + "'");
  else
    F.Message =
        Open.Entity + " is " + (Writes ? "changed" : "read") +
        (Open.Selector.empty() ? " for everybody at once" : " by '" + Open.Selector + "' of the request alone") +
        (Caller.empty() ? "; nothing ties the row to a caller"
                        : "; '" + Caller + "' is known here and not compared with " +
                              (Open.Owner.empty() ? "the row's owner" : "'" + Open.Owner + "'"));
  F.Reasons = Open.Reasons;
  Flow Value;
  Value.What = Flow::Kind::Value;
  if (Scope && P[Scope->Node].At.valid())
    Value.Frames.push_back({placeOf(P, whereIs(P, S, Scope->Node)), "'" + Caller + "' is the caller"});
  for (Site Above : Open.Way)
    if (Place At = placeOf(P, effect(P, Above).At); Value.Frames.empty() || !(Value.Frames.back().At == At))
      Value.Frames.push_back({At, "handed on here by " + shortName(entryName(P, P.Functions[Above.Function]))});
  for (std::optional<Site> B = S; B; B = below(P, *B))
    Value.Frames.push_back(
        {placeOf(P, effect(P, *B).At), B->Function == S.Function
                                           ? accessedFrom(Open.Entity)
                                           : "by " + judge::lastName(P.text(P.Functions[B->Function].Qualified))});
  if (Open.Decides.valid())
    Value.Frames.push_back({placeOf(P, Open.Decides), "that the row is there decides about what is done here"});
  Flow Key;
  Key.What = Flow::Kind::Key;
  if (Open.Text.valid())
    Key.Frames.push_back({placeOf(P, Open.Text), Open.How == OpenFetch::Written::Statement
                                                     ? "the statement is written here"
                                                     : "it is searched here"});
  Loc Picked = Open.PickedAt;
  if (!Picked.valid() && Open.Picked != NoExpr && P[Open.Picked].At.valid())
    Picked = whereIs(P, S, Open.Picked);
  if (Picked.valid())
    Key.Frames.push_back({placeOf(P, Picked), "'" + Open.Selector + "' " +
                                                  (Forged                ? "is whom the request says it is for"
                                                   : Open.Parent.empty() ? "selects the row"
                                                                         : "names the parent of the new row")});
  Key.Frames.push_back(
      {placeOf(P, effect(P, S).At), Forged ? "used as the owner here" : "used here, without the owner"});
  F.Flows = {Value, Key};
  for (ExprId O : Open.Objects)
    for (const std::string &C : exposed(P, O))
      if (std::find(F.Exposed.begin(), F.Exposed.end(), C) == F.Exposed.end())
        F.Exposed.push_back(C);
  addReach(J, F, S.Function, Writes || Forged ? Access::Write : Access::Read);
  finish(P, F);
  return F;
}

} // namespace crosstalk::rules
