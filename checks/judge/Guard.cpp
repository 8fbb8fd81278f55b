// See Guard.h.
#include "judge/Guard.h"
#include "ir/Marks.h"
#include "judge/Entities.h"
#include "judge/Facts.h"
#include "judge/Walk.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

Guards::Guards(const Program &P, Identities &Who, std::vector<ExprId> Objects, std::vector<ExprId> Selectors)
    : P(P), Who(Who), Objects(std::move(Objects)), Selectors(std::move(Selectors)) {
  std::erase_if(this->Selectors, [&](ExprId S) { return P[S].Kind == Op::Literal; });
}

bool Guards::concerns(ExprId E) {
  auto [It, New] = Concern.try_emplace(E, false);
  if (!New)
    return It->second;
  bool Found = mentions(P, E, Objects);
  return Concern[E] = Found;
}

bool dependsOnPrincipal(const Program &P, Identities &Who, ExprId E, int Depth, const std::vector<ExprId> &Without) {
  return reaches(P, E, Depth, [&](ExprId Part) {
    if (std::find(Without.begin(), Without.end(), Part) != Without.end())
      return Step::Skip;
    if (auto Id = Who.of(Part); Id && !Id->Claimed && Id->Weight >= 0.6)
      return Step::Found;
    return P[Part].Kind == Op::This || P[Part].Kind == Op::Lambda ? Step::Skip : Step::Into;
  });
}

bool Guards::hasPrincipal(ExprId E, int Depth) {
  auto [It, New] = Principal.try_emplace(E, false);
  if (!New)
    return It->second;
  bool Found = dependsOnPrincipal(P, Who, E, Depth) || Who.mentionsCredential(E, 6);
  return Principal[E] = Found;
}

/// The caller is in the value, and not only in what the object was looked for by.
bool Guards::namesCaller(ExprId E) {
  return hasPrincipal(E) && (!concerns(E) || dependsOnPrincipal(P, Who, E, 14, Objects));
}

bool Guards::isPresence(ExprId E) {
  const Expr &X = P[E];
  switch (X.Kind) {
  case Op::Compare:
    return P[X.Operands[0]].Kind == Op::Literal || P[X.Operands[1]].Kind == Op::Literal;
  case Op::And:
  case Op::Or:
    return false;
  case Op::Not:
    return isPresence(X.Operands[0]);
  case Op::Call: {
    return hasWord(P.calleeOf(X), {"empty", "size", "bool", "null", "ok", "valid", "has", "next", "rows", "affected",
                                   "found", "exists"});
  }
  default:
    return true;
  }
}

/// "row.is_public", "note.visibility == Shared": the object itself says that everybody may see it.
bool Guards::saysPublic(ExprId E) {
  if (!concerns(E) && !mentions(P, E, Selectors))
    return false;
  std::vector<ExprId> Open{E};
  for (size_t I = 0; I < Open.size() && I < 12; ++I) {
    const Expr &X = P[Open[I]];
    std::string Name = P.text(X.Hint);
    if (X.Kind == Op::Field || (X.Kind == Op::Literal && (X.Flags & LiteralIsString)))
      Name = P.text(X.Text);
    if (hasWord(Name, {"public", "published", "visibility", "visible", "listed", "everyone", "anyone"}))
      return true;
    if (X.Kind != Op::Field)
      for (ExprId O : X.Operands)
        if (O != NoExpr)
          Open.push_back(O);
  }
  return false;
}

/// Whether somebody is there, known or in good standing: true of everybody who asks.
static bool saysWhetherThere(std::string_view Name) {
  return hasWord(Name, {"active",    "enabled",    "disabled",      "verified",   "confirmed",  "valid",     "logged",
                        "in",        "signed",     "authenticated", "authorized", "known",      "found",     "exists",
                        "present",   "ok",         "blocked",       "locked",     "banned",     "suspended", "deleted",
                        "closed",    "open",       "premium",       "paid",       "subscribed", "trial",     "guest",
                        "consent",   "consented",  "accepted",      "agreed",     "online",     "beta",      "expired",
                        "anonymous", "registered", "public",        "has",        "mfa",        "otp",       "opted",
                        "new",       "first",      "dark",          "ready"});
}

/// "user_in_group(user.name, policy.admins)": a group of the program's own that the caller may be in.
bool Guards::isInGroup(const Expr &X) {
  if (X.Kind != Op::Call || !hasWord(calledName(P, X), {"group", "groups", "member", "membership", "role"}))
    return false;
  bool Asks = false;
  for (ExprId O : X.Operands) {
    if (O == NoExpr)
      continue;
    if (concerns(O) || mentions(P, O, Selectors))
      return false;
    Asks |= hasPrincipal(O);
  }
  return Asks;
}

/// "who.steward", of "who.steward || who.account == parcel.account": what the caller is excuses from being the owner.
bool Guards::saysOfCaller(ExprId E, bool True) {
  for (; P[E].Kind == Op::Not; E = P[E].Operands[0])
    True = !True;
  const Expr &X = P[E];
  if (True && isInGroup(X))
    return true;
  bool Flag = True && X.Kind == Op::Field && P.text(X.Type) == "bool" && !concerns(E) && !isClaim(E);
  return Flag && Who.ofType(P[X.Operands[0]].Type);
}

/// "body["asAdmin"]": what the request says of itself.
bool Guards::isClaim(ExprId E) {
  const Expr &X = P[E];
  if (X.Kind == Op::Field && P[X.Operands[0]].Flags & LiteralIsNull)
    return true; // the field of a record that was not read
  auto Id = Who.of(E);
  return Id && Id->Claimed && !Who.mentionsCredential(E, 12);
}

/// "isAdmin(req)", "user.role == Admin", "canManage(user)": a right that is not about one object.
bool Guards::isRight(ExprId E) {
  std::vector<ExprId> Open{E};
  auto SpeaksOfRights = [](std::string_view Name) { return hasWord(Name, {"permission", "permissions", "rights"}); };
  bool Permission = false, OfOneKind = false; // "permissions.count("invoice.void")" is had for one's own invoices
  for (size_t I = 0; I < Open.size() && I < 60; ++I) {
    const Expr &X = P[Open[I]];
    if (isClaim(Open[I]))
      continue;
    std::string Name;
    // "claim("site_permissions") & Edit" asks for the whole site; "Authorization" says where the claim comes from.
    OfOneKind |= X.Kind == Op::Literal && (X.Flags & LiteralIsString) && !P.text(X.Text).empty() &&
                 !SpeaksOfRights(P.text(X.Text)) && !Who.ofName(P.text(X.Text));
    if (X.Kind == Op::Call || X.Kind == Op::Construct) {
      if (auto D = P.Declarations.find(X.Text); D != P.Declarations.end()) {
        if (D->second.Flags & MarkGuard)
          return true;
        Name = lastName(P.text(D->second.Qualified));
        if (isOperatorName(Name) || Name.starts_with("operator ")) // "operator bool" speaks of no operator's right
          Name.clear();
      }
      for (const Model *M : P.modelsOf(X.Text))
        if (M->Guard)
          return true;
    } else if (X.Kind == Op::Field || X.Kind == Op::Param) {
      Name = P.text(X.Hint);
    } else if (X.Kind == Op::Literal) {
      Name = P.text(X.Text);
    }
    if (!Name.empty() && hasWord(Name, {"admin", "administrator", "superuser", "operator", "staff", "moderator",
                                        "privileged", "root", "elevated", "supervisor"}))
      return true;
    // "user.manager", "user.isManager"; any other manager is a part of the program
    if (X.Kind == Op::Field && P.text(X.Type) == "bool" && hasWord(Name, {"manager"}))
      return true;
    Permission |= SpeaksOfRights(Name);
    for (ExprId O : X.Operands)
      if (O != NoExpr && std::find(Open.begin(), Open.end(), O) == Open.end())
        Open.push_back(O);
  }
  return Permission && !OfOneKind;
}

/// "rows.empty()": whether a query found nothing.
static bool asksAbsence(const Program &P, const Expr &X) {
  bool Empty = (X.Kind == Op::Lossy && X.Index == EmptinessTest) ||
               (X.Kind == Op::Call && hasWord(calledName(P, X), {"empty", "null", "none"}));
  return Empty && !X.Operands.empty() && reaches(P, X.Operands[0], 6, [&](ExprId Part) {
           return P[Part].Kind == Op::Call && isQueryCall(P, P[Part]) ? Step::Found : Step::Into;
         });
}

Guards::Passing Guards::passing(ExprId Value, const StatusTest &Test, int Depth) {
  const Expr X = P[Value];
  if (X.Kind != Op::Choice || Depth <= 0) {
    auto Is = Test.StatusFirst ? constantRelation(P, Test.Is, Test.Status, Value)
                               : constantRelation(P, Test.Is, Value, Test.Status);
    if (Is && *Is != Test.True)
      return Passing::Never;
    bool Asks = X.Kind != Op::Choice && X.Kind != Op::Literal && isRight(Value);
    return Asks ? Passing::Guarded : Passing::Open;
  }
  auto Through = [&](ExprId Arm, bool Taken) {
    Passing By = passing(Arm, Test, Depth - 1);
    if (By == Passing::Never || !implies(X.Operands[0], Taken, Depth - 1))
      return By == Passing::Open && saysOfCaller(X.Operands[0], Taken) ? Passing::Excused : By;
    return Passing::Guarded;
  };
  // Whoever is excused needs no guard beside one that all others pass.
  const Passing Then = Through(X.Operands[1], true), Else = Through(X.Operands[2], false);
  return std::max(Then, Else);
}

/// "guard(caller, id) == OK", "check(caller, id) < 0", where the answer is chosen among constants: what leads to the
/// answers of which the relation is so.
bool Guards::impliesStatus(ExprId Value, const StatusTest &Test, int Depth) {
  if (P[Value].Kind != Op::Choice || P[Test.Status].Kind != Op::Literal)
    return false;
  const Passing By = passing(Value, Test, Depth);
  return By == Passing::Never || By == Passing::Guarded;
}

/// A constant that says otherwise: the "false" in "found = false; for (...) found = found || matches(...)".
static bool neverHolds(const Program &P, ExprId E, bool True) {
  auto Known = constantTruth(P, E);
  return Known && *Known != True;
}

/// "found(list, user) != nullptr", "grants.find({user, note.id}) != end()": what is there was looked for with both.
bool Guards::impliesPresence(ExprId E, bool There, int Depth) {
  const Expr &X = P[E];
  if (X.Kind == Op::Choice)
    return implies(E, There, Depth);
  // That the object itself is there says nothing of whom it is for.
  bool IsObject = std::find(Objects.begin(), Objects.end(), E) != Objects.end();
  // "note.grants.find(user.id) != end()": so does what the object itself keeps under the caller's name.
  return There && !IsObject && X.Kind == Op::Element && X.Operands[1] != NoExpr &&
         (concerns(X.Operands[1]) || concerns(X.Operands[0])) && namesCaller(X.Operands[1]);
}

/// What "users.empty()", "owner == nullptr" ask for; NoExpr for any other question.
static ExprId askedForAbsence(const Program &P, const Expr &X) {
  if (X.Kind == Op::Lossy && (X.Index == EmptinessTest || P.text(X.Text) == "empty"))
    return X.Operands[0];
  for (int Side = 0; X.Kind == Op::Compare && Side < 2; ++Side)
    if (X.Index == static_cast<int>(Relation::Equal) && (P[X.Operands[Side]].Flags & LiteralIsNull))
      return X.Operands[1 - Side];
  return NoExpr;
}

/// "caller.uid() == 0": whoever administers the machine.
bool Guards::asksForRoot(const Expr &Compare) {
  if (Compare.Index != static_cast<int>(Relation::Equal))
    return false;
  for (int Side = 0; Side < 2; ++Side) {
    const Expr &Zero = P[Compare.Operands[Side]], &X = P[Compare.Operands[1 - Side]];
    std::string Name = X.Kind == Op::Call ? calledName(P, X) : P.text(X.Kind == Op::Field ? X.Text : X.Hint);
    if (Zero.Kind == Op::Literal && P.text(Zero.Text) == "0" && hasWord(Name, {"uid", "euid", "geteuid", "getuid"}) &&
        !isClaim(Compare.Operands[1 - Side]))
      return true;
  }
  return false;
}

/// "mine.empty() && theirs.empty()": what is nobody's, for somebody who is nobody.
bool Guards::areNobodys(ExprId A, ExprId B) {
  ExprId Mine = askedForAbsence(P, P[A]), Theirs = askedForAbsence(P, P[B]);
  if (Mine == NoExpr || Theirs == NoExpr)
    return false;
  if (concerns(Mine))
    std::swap(Mine, Theirs);
  return namesCaller(Mine) && concerns(Theirs);
}

bool Guards::implies(ExprId E, bool True, int Depth) {
  if (E == NoExpr || Depth == 0 || constantTruth(P, E))
    return false;
  const Expr &X = P[E];
  switch (X.Kind) {
  case Op::Not:
    return implies(X.Operands[0], !True, Depth - 1);
  case Op::And:
  case Op::Or: {
    ExprId A = X.Operands[0], B = X.Operands[1];
    if ((X.Kind == Op::And) == True)
      return implies(A, True, Depth - 1) || implies(B, True, Depth - 1) || (True && areNobodys(A, B));
    // One of both holds. That the object is not there leaks nothing.
    auto Excuses = [&](ExprId Other) {
      return (isPresence(Other) && concerns(Other)) || saysPublic(Other) || saysOfCaller(Other, True) ||
             neverHolds(P, Other, True);
    };
    bool SkipA = Excuses(A), SkipB = Excuses(B);
    bool GuardA = implies(A, True, Depth - 1), GuardB = implies(B, True, Depth - 1);
    return (GuardA && (GuardB || SkipB)) || (GuardB && SkipA);
  }
  case Op::Choice: {
    auto Then = constantTruth(P, X.Operands[1]), Else = constantTruth(P, X.Operands[2]);
    bool ThenOut = Then && *Then != True, ElseOut = Else && *Else != True;
    if (ThenOut && ElseOut)
      return true;
    bool ByThen = implies(X.Operands[0], true, Depth - 1) || implies(X.Operands[1], True, Depth - 1);
    bool ByElse = implies(X.Operands[0], false, Depth - 1) || implies(X.Operands[2], True, Depth - 1);
    return (ThenOut || ByThen) && (ElseOut || ByElse);
  }
  case Op::Join:
    return std::any_of(X.Operands.begin(), X.Operands.end(), [&](ExprId O) { return implies(O, True, Depth - 1); });
  case Op::Compare: {
    if (mentions(P, E, Ignored, 20))
      return false;
    ExprId L = X.Operands[0], R = X.Operands[1];
    bool Tied = L != R && ((concerns(L) && namesCaller(R)) || (concerns(R) && namesCaller(L)));
    if (Tied && True && X.Index != static_cast<int>(Relation::Less))
      return true;
    if (ExprId Asked = askedForAbsence(P, X); Asked != NoExpr && impliesPresence(Asked, !True, Depth - 1))
      return true;
    const Relation Is = static_cast<Relation>(X.Index);
    if (impliesStatus(L, {Is, R, false, True}, Depth - 1) || impliesStatus(R, {Is, L, true, True}, Depth - 1))
      return true;
    if (True && asksForRoot(X))
      return true;
    // "find(...) != end()", "rows.size() > 0" on a probe that was made with both.
    if (concerns(E) == false && hasPrincipal(E) && (mentions(P, E, Selectors, 20)))
      return true;
    // A status says what led to it, not all that was looked at on the way.
    bool Status =
        (P[L].Kind == Op::Choice && P[R].Kind == Op::Literal) || (P[R].Kind == Op::Choice && P[L].Kind == Op::Literal);
    return !Status && !isClaim(L) && !isClaim(R) && isRight(E);
  }
  default:
    break;
  }
  if (mentions(P, E, Ignored, 20))
    return false;
  // "!grants.empty()": what was asked for is there when it is not empty.
  bool Holds = asksAbsence(P, X) != True;
  if (!hasPrincipal(E))
    return Holds && isRight(E);
  if (Holds && True && isOffice(E))
    return true;
  // A probe or a question about the caller and this object or its id.
  if (mentions(P, E, Selectors) || (concerns(E) && X.Kind != Op::Field && X.Kind != Op::Element))
    return true;
  return Holds && isRight(E);
}

/// "caller.board", "who.isTreasurer": an office that the caller holds. That an account is active or paid for is none.
bool Guards::isOffice(ExprId E) {
  const Expr &X = P[E];
  return X.Kind == Op::Field && P.text(X.Type) == "bool" && Who.ofType(P[X.Operands[0]].Type) &&
         Who.of(X.Operands[0]) && !saysWhetherThere(P.text(X.Text));
}

/// What the object, or what selects it, is known to belong to: "item.cart == cartId".
std::vector<ExprId> Guards::equalTo(const std::vector<Condition> &Conditions) {
  std::vector<ExprId> Found;
  const Facts Known(P, Conditions);
  for (const Facts::Equality &Eq : Known.equalities())
    for (auto [Own, Other] : {std::pair(Eq.Left, Eq.Right), std::pair(Eq.Right, Eq.Left)})
      if ((concerns(Own) || mentions(P, Own, Selectors)) && !concerns(Other) && !mentions(P, Other, Selectors) &&
          P[Other].Kind != Op::Literal && Who.fromRequester(Other))
        Found.push_back(Other);
  return Found;
}

bool Guards::implied(const std::vector<Condition> &Conditions) {
  if (std::any_of(Conditions.begin(), Conditions.end(),
                  [&](const Condition &C) { return implies(C.Value, !C.Negated); }))
    return true;
  // It belongs to something else that the request names, and that was compared with the caller.
  std::vector<ExprId> Parents = HasReaders ? std::vector<ExprId>() : equalTo(Conditions);
  if (Parents.empty())
    return false;
  Guards Whole(P, Who, {}, std::move(Parents));
  return std::any_of(Conditions.begin(), Conditions.end(),
                     [&](const Condition &C) { return Whole.implies(C.Value, !C.Negated); });
}

bool Guards::leaks(ExprId E) {
  if (E == NoExpr)
    return false;
  auto [It, New] = Leak.try_emplace(E, false);
  if (!New)
    return It->second;
  if (std::find(Objects.begin(), Objects.end(), E) != Objects.end())
    return Leak[E] = true;
  const Expr &X = P[E];
  bool Found = false;
  if (X.Kind == Op::Choice) {
    bool ThenSafe = implies(X.Operands[0], true), ElseSafe = implies(X.Operands[0], false);
    Found = (!ThenSafe && leaks(X.Operands[1])) || (!ElseSafe && leaks(X.Operands[2]));
  } else if (X.Kind == Op::Compare || X.Kind == Op::Not || X.Kind == Op::And || X.Kind == Op::Or) {
    Found = false; // a yes or no is not the row
  } else if (X.Kind == Op::Call && (isPresence(E) || isQueryCall(P, X))) {
    Found = false; // another query's rows came over the same connection
  } else {
    for (ExprId O : X.Operands)
      if (leaks(O)) {
        Found = true;
        break;
      }
  }
  return Leak[E] = Found;
}

} // namespace crosstalk::judge
