// Whose a value is that names nobody itself: by the way it was come by, and by where it is kept.
//
// In:  a store into what outlives the request.  Out: the identity of the request at hand, with the reason.
// Not here: values that carry a principal; judge::leftovers finds those.
#include "judge/Walk.h"
#include "rules/Slots.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Identity;
using judge::PrincipalKind;
using judge::Storage;

/// A count, an answer to a question, a closure: what goes into it does not come out again.
static bool hidesParts(Op Kind) {
  return Kind == Op::Compare || Kind == Op::Lossy || Kind == Op::And || Kind == Op::Or || Kind == Op::Not ||
         Kind == Op::Arith || Kind == Op::Lambda || Kind == Op::This || Kind == Op::Literal;
}

std::optional<Identity> provenBySecret(Judgement &J, ExprId Value) {
  bool Proven = judge::reaches(J.P, Value, 24, [&](ExprId Part) {
    const Expr &X = J.P[Part];
    if (X.Kind != Op::Element && X.Kind != Op::Call)
      return judge::Step::Into;
    for (size_t I = 1; I < X.Operands.size(); ++I)
      if (X.Operands[I] != NoExpr && J.P[X.Operands[I]].Kind == Op::Literal)
        if (auto Named = J.Who.ofName(J.P.text(J.P[X.Operands[I]].Text));
            Named && Named->Kind == PrincipalKind::Secret && J.Who.fromRequester(Part))
          return judge::Step::Found;
    return judge::Step::Into;
  });
  if (!Proven)
    return std::nullopt;
  return Identity{PrincipalKind::User, 1.4, "it was looked up with a secret of the request", false};
}

/// What a token, cookie or ticket of the request selected is whoever sent it: a row, a record, what a call left behind.
static std::optional<Identity> selectedByCredential(Judgement &J, ExprId Value) {
  bool Selected = judge::reaches(J.P, Value, 12, [&](ExprId Part) {
    const Expr &X = J.P[Part];
    if (hidesParts(X.Kind))
      return judge::Step::Skip;
    bool Asks = X.Kind == Op::Call || (X.Kind == Op::Element && X.Operands[1] != NoExpr);
    for (size_t I = X.Kind == Op::Call ? 0 : 1; Asks && I < X.Operands.size(); ++I)
      if (X.Operands[I] != NoExpr && J.Who.mentionsCredential(X.Operands[I], 24))
        return judge::Step::Found;
    return judge::Step::Into;
  });
  if (!Selected)
    return std::nullopt;
  return Identity{PrincipalKind::User, 1.6, "it was looked up with a credential of the request", false};
}

/// Whether the value is of the record that was searched for with what the caller brought: "if (it->name == asked)".
static bool isOfFound(Judgement &J, const Effect &E, ExprId Value) {
  const Program &P = J.P;
  ExprId Held = P.G.origin(Value);
  if (P[Held].Kind != Op::Field)
    return false;
  ExprId Record = P.G.origin(P[Held].Operands[0]);
  const judge::Facts Known(P, E.Conditions);
  return std::any_of(Known.equalities().begin(), Known.equalities().end(), [&](const judge::Facts::Equality &Eq) {
    auto Ties = [&](ExprId Of, ExprId With) {
      const Expr &X = P[P.G.origin(Of)];
      return X.Kind == Op::Field && P.G.origin(X.Operands[0]) == Record && J.Who.fromRequester(With) &&
             !J.Who.fromRequester(Record);
    };
    return Ties(Eq.Left, Eq.Right) || Ties(Eq.Right, Eq.Left);
  });
}

/// A slot that says itself whose its content is, filled with what the request brought: "account_ = redeem(line)".
static std::optional<Identity> namedBySlot(Judgement &J, const Effect &E, const SlotWrite &W) {
  const Expr &Slot = J.P[W.At.Base];
  std::string Name = judge::lastName(J.P.text(Slot.Text));
  if (auto G = J.P.Globals.find(Slot.Text); Slot.Kind == Op::Global && G != J.P.Globals.end())
    Name = judge::lastName(J.P.text(G->second.Qualified));
  auto Named = J.Who.ofName(Name);
  if (!Named || Named->Kind == PrincipalKind::Device || Named->Kind == PrincipalKind::Role)
    return std::nullopt;
  auto IsSource = [&](ExprId Part) { return J.Who.isRequestSource(Part) ? judge::Step::Found : judge::Step::Into; };
  bool Asked = judge::reaches(J.P, W.Value, 12, [&](ExprId Part) {
    if (hidesParts(J.P[Part].Kind))
      return judge::Step::Skip;
    // What a look-up is asked with may be any part of what the request brought.
    bool Asks = J.P[Part].Kind == Op::Call && judge::reaches(J.P, Part, 12, IsSource);
    return Asks || J.Who.isRequestSource(Part) ? judge::Step::Found : judge::Step::Into;
  });
  return Asked || isOfFound(J, E, W.Value) ? Named : std::nullopt;
}

/// A cookie is for the one client that gets it: "page->addCookie("SID", made)", where all get the same page.
static std::optional<Identity> ofCookie(Judgement &J, const SlotWrite &W) {
  const Expr &Slot = J.P[W.At.Base];
  bool Varies = J.P[W.Value].Kind != Op::Literal && J.P[W.Value].Kind != Op::Record;
  if (!Varies || !W.At.IsStatic || Slot.Kind != Op::Field || !J.Who.isResponseType(W.At.OwnerClass) ||
      !judge::hasWord(J.P.text(Slot.Text), {"cookie", "cookies"}))
    return std::nullopt;
  return Identity{PrincipalKind::Session, 1.6, "a cookie is for the one client that gets it", false};
}

static bool comesFromCaller(const Program &P, ExprId Value) {
  return judge::reaches(
      P, Value, 24, [&](ExprId Part) { return P[Part].Kind == Op::Param ? judge::Step::Found : judge::Step::Into; });
}

/// Whether a call was asked about the value and others: "mayUse(caller, fund)". What it let through is the caller's.
static bool isChecked(const Program &P, ExprId Condition, ExprId Value) {
  return comesFromCaller(P, Value) && judge::reaches(P, Condition, 12, [&](ExprId Part) {
           const Expr &X = P[Part];
           bool Asks = X.Kind == Op::Call && X.Operands.size() > 2 &&
                       std::find(X.Operands.begin() + 1, X.Operands.end(), Value) != X.Operands.end();
           return Asks ? judge::Step::Found : judge::Step::Into;
         });
}

/// Whether the program empties the slot somewhere: it is meant for one request.
static bool isEmptied(Judgement &J, const Storage &At) {
  for (const SolvedFunction &F : J.P.Functions)
    for (const Effect &E : F.Effects)
      if (!(E.Flags & EffectLifted) && clearsSlot(J, F, E, At))
        return true;
  return false;
}

static bool takesRequest(Judgement &J, const SolvedFunction &F) {
  return F.IsEntry || std::any_of(F.Parameters.begin(), F.Parameters.end(),
                                  [&](const Parameter &A) { return J.Who.isRequestType(A.Type); });
}

/// "struct conn { int fd; ... }": a record of C that stands for one client's connection.
static bool holdsDescriptor(const Program &P, Name Type) {
  const RecordInfo *R = P.record(Type);
  return R && std::any_of(R->Fields.begin(), R->Fields.end(), [&](const Field &F) {
           return judge::isNumber(P.text(F.Type)) &&
                  judge::hasWord(P.text(F.Identifier), {"fd", "sock", "socket", "sockfd", "sd"});
         });
}

/// Plain data that is handed over by value is what was answered, not where the answer goes.
static bool isContent(const Program &P, const Expr &Parameter) {
  const RecordInfo *R = P.record(Parameter.Type);
  return R && (R->Flags & RecordIsAggregate) && !(Parameter.Flags & (ParamIsReference | ParamIsConst));
}

bool isReplyChannel(Judgement &J, const SolvedFunction &F, ExprId Id) {
  const Expr &Value = J.P[J.P.G.origin(Id)];
  bool Accepted = Value.Kind == Op::Param;
  if (Value.Kind == Op::Call)
    Accepted = judge::hasWord(J.P.calleeOf(Value), {"accept", "pending", "incoming"});
  if (!Accepted)
    return false;
  // A response that a program hands in without a request is a page it made itself: an error page, a default.
  if (J.Who.isResponseType(Value.Type))
    return takesRequest(J, F) && !isContent(J.P, Value);
  return judge::hasWord(judge::lastName(J.P.text(Value.Type)), {"socket", "websocket"}) ||
         holdsDescriptor(J.P, Value.Type);
}

/// The parameters of a function that was not seen say what it checks: "check(name, secret)".
static bool asksForSecret(Judgement &J, const Expr &Call) {
  auto D = J.P.Declarations.find(Call.Text);
  if (Call.Kind != Op::Call || D == J.P.Declarations.end())
    return false;
  return std::any_of(D->second.Parameters.begin(), D->second.Parameters.end(), [&](const Parameter &A) {
    auto Named = J.Who.ofName(J.P.text(A.Identifier));
    return Named && (Named->Kind == PrincipalKind::Secret || Named->Kind == PrincipalKind::Credential);
  });
}

/// Whether the program asks the slot a question: "if (!c->authed)".
static bool isTested(Judgement &J, const Storage &At) {
  const Expr &Slot = J.P[At.Base];
  auto Tests = [&](const Condition &C) {
    ExprId Asked = J.P[C.Value].Kind == Op::Not ? J.P[C.Value].Operands[0] : C.Value;
    const Expr &X = J.P[Asked];
    return X.Kind == Slot.Kind && X.Text == Slot.Text && X.Owner == Slot.Owner;
  };
  return std::any_of(J.P.Functions.begin(), J.P.Functions.end(), [&](const SolvedFunction &F) {
    return std::any_of(F.Effects.begin(), F.Effects.end(),
                       [&](const Effect &E) { return std::any_of(E.Conditions.begin(), E.Conditions.end(), Tests); });
  });
}

/// Whether a password or token was checked on the way here, together with the value, or for the flag that it sets.
static bool isProvenAt(Judgement &J, const Effect &E, const SlotWrite &W) {
  bool Flag = judge::constantTruth(J.P, W.Value) == true && isTested(J, W.At);
  return std::any_of(E.Conditions.begin(), E.Conditions.end(), [&](const Condition &C) {
    return judge::reaches(J.P, C.Value, 12, [&](ExprId Part) {
      const Expr &X = J.P[Part];
      if (!asksForSecret(J, X))
        return judge::Step::Into;
      bool Asked =
          std::any_of(X.Operands.begin() + 1, X.Operands.end(), [&](ExprId A) { return A == W.Value || A == E.Value; });
      // "check(name, secret, &level)": what the check says of whoever passed it.
      bool Answered = J.P[W.Value].Kind == Op::Out && J.P[W.Value].Operands[0] == Part;
      return Flag || Asked || Answered ? judge::Step::Found : judge::Step::Into;
    });
  });
}

/// What a thread keeps between requests: a flag, or what a check let through.
static std::optional<Identity> ofThread(Judgement &J, const Effect &E, const SlotWrite &W) {
  bool Flag = E.What == Event::Kind::Store && judge::constantTruth(J.P, W.Value) == true;
  bool Asked = std::any_of(E.Conditions.begin(), E.Conditions.end(), [&](const Condition &C) {
    return Flag ? comesFromCaller(J.P, C.Value) : isChecked(J.P, C.Value, W.Value);
  });
  if (!Asked || !isEmptied(J, W.At))
    return std::nullopt;
  return Identity{PrincipalKind::User, 1.2, "the program empties it again: it is meant for one request", false};
}

/// Whether a way out that a condition does not decide gives out what the slot holds, under either answer.
static bool givesOutSlot(const Program &P, const Effect &Out, ExprId Asked, ExprId Slot, ExprId Stored) {
  if (Out.What != Event::Kind::Return || Out.Value == NoExpr || (Out.Flags & EffectLifted))
    return false;
  if (std::any_of(Out.Conditions.begin(), Out.Conditions.end(), [&](const Condition &C) { return C.Value == Asked; }))
    return false;
  return judge::reaches(P, Out.Value, 24, [&](ExprId Part) {
    const Expr &X = P[Part];
    bool Either =
        X.Kind == Op::Choice && X.Operands[0] == Asked && (X.Operands[1] == Stored || X.Operands[2] == Stored);
    return Part == Slot || Either ? judge::Step::Found : judge::Step::Into;
  });
}

std::optional<judge::Leftover> decidedByCaller(Judgement &J, const SolvedFunction &F, const Effect &E,
                                               const SlotWrite &W) {
  const Program &P = J.P;
  const judge::KeyCode Nothing(P, J.Who);
  // What is made when it is missing is not made for the one who asked first.
  if (std::any_of(E.Conditions.begin(), E.Conditions.end(),
                  [&](const Condition &C) { return judge::mentions(P, C.Value, W.At.Base); }))
    return std::nullopt;
  for (const Condition &C : E.Conditions) {
    if (std::none_of(F.Effects.begin(), F.Effects.end(),
                     [&](const Effect &Out) { return givesOutSlot(P, Out, C.Value, W.At.Base, E.Value); }))
      continue;
    for (judge::Leftover &L : judge::leftovers(P, J.Who, C.Value, Nothing))
      if (L.Who.Weight >= 0.9 && L.Who.Kind != PrincipalKind::Device && L.Who.Kind != W.At.Per)
        return std::move(L);
  }
  return std::nullopt;
}

std::optional<Identity> ofThisRequest(Judgement &J, const SolvedFunction &F, const Effect &E, const SlotWrite &W) {
  if (W.At.IsThreadLocal)
    return ofThread(J, E, W);
  const bool Recycled = isRecycled(J, objectClass(J.P, W.At));
  if ((E.Flags & EffectKept) ? isFilledEachTurn(J.P, F, E) : Recycled && isPartlyFilled(J.P, F, E))
    return Identity{PrincipalKind::Session, 1.6, "each request fills the object in, all but what it does not bring",
                    false};
  if (Recycled && isProvenAt(J, E, W))
    return Identity{PrincipalKind::User, 1.6, "a secret of the request was checked before", false};
  bool ForAll = std::any_of(W.At.Why.begin(), W.At.Why.end(), [](const Evidence &Why) {
    return Why.Id == "holds-handlers" || Why.Id == "static" || Why.Id == "static-object";
  });
  if (ForAll && isReplyChannel(J, F, W.Value))
    return Identity{PrincipalKind::Session, 1.4, "the answer to the client at hand goes there", false};
  if (auto Cookie = ofCookie(J, W))
    return Cookie;
  if (auto Proven = provenBySecret(J, W.Value))
    return Proven;
  if (auto Selected = selectedByCredential(J, W.Value))
    return Selected;
  return namedBySlot(J, E, W);
}

} // namespace crosstalk::rules
