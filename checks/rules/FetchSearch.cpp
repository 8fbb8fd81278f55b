// Records of many owners that are searched in memory: a list, a vector or a linked list walked for a request's id.
//
// In:  what gets out of the functions that requests enter, and what they change.  Out: findings where the record has an
// owner and nothing on the way from the search to the use compared it. Look-ups under a key are in FetchObjects.cpp.
#include "ir/Marks.h"
#include "judge/Facts.h"
#include "judge/Walk.h"
#include "rules/FetchParts.h"
#include "rules/Picked.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using sql::HoleNature;

namespace {

/// What the conditions on the way to an element compare its fields with.
struct Selection {
  ExprId Picked = NoExpr;
  Name Field{}, Record{};
  std::pair<Name, Name> OwnedBy{}; ///< the record and its field that was compared with the caller
  bool Tied = false;               ///< a field equals the caller, or a secret of the record was compared
};

class Searches {
public:
  Searches(Judgement &J, Findings &Out)
      : J(J), P(J.P), Out(Out), Pick(J.P, [this](ExprId E) { return isElement(E); }) {}

  void run() {
    inRoots(&Searches::noteSiblings);
    inRoots(&Searches::judgeFunction);
  }

  void inRoots(void (Searches::*Do)(uint32_t)) {
    for (uint32_t F = 0; F < P.Functions.size(); ++F)
      if (isRoot(P, F) && !behindPolicy(J, P.Functions[F]))
        (this->*Do)(F);
  }

  /// Collections that some code searches by the owner: what is in them is meant for its owners.
  void noteSiblings(uint32_t Index) {
    const SolvedFunction &F = P.Functions[Index];
    for (uint32_t I = 0; I < F.Effects.size(); ++I)
      for (const Picked &Each : foundIn(F, I, Use::Read)) {
        Selection S = selectionOf(Each);
        if (S.OwnedBy.second != NoName)
          J.OwnerFields.insert(S.OwnedBy);
        auto Id = S.Field == NoName ? std::nullopt : J.Who.ofName(P.text(S.Field));
        if (auto At = J.Where.at(F, Each.Element); At && (S.Tied || (Id && Id->Weight >= 0.7)))
          ByOwner.insert(At->Id);
      }
  }

private:
  void judgeFunction(uint32_t Index) {
    const SolvedFunction &F = P.Functions[Index];
    for (Use How : {Use::Change, Use::Read})
      for (uint32_t I = 0; I < F.Effects.size(); ++I)
        for (const Picked &Each : foundIn(F, I, How))
          if (auto Open = judged(F, I, Each, How))
            if (!isJudgedAtEntry(J, {Index, I}) &&
                J.OpenBy.insert({Index, Open->Picked == NoExpr ? Each.Element : Open->Picked}).second)
              report({Index, I}, *Open);
  }

  enum class Use : uint8_t { Read, Change };

  std::vector<Picked> foundIn(const SolvedFunction &F, uint32_t Index, Use How) {
    const Effect &E = F.Effects[Index];
    if (How == Use::Change) {
      if (E.What == Event::Kind::Erase && E.Key == NoExpr && E.Value != NoExpr)
        return Pick.in(E.Value, E.Conditions); // "std::erase_if(notes, [&](...) { return note.id == id; })"
      bool Writes = (E.What == Event::Kind::Store && !countsUses(P, E)) || E.What == Event::Kind::Append;
      return Writes && E.Target != NoExpr && !isElement(E.Target) ? Pick.in(E.Target, E.Conditions)
                                                                  : std::vector<Picked>();
    }
    std::vector<Picked> All;
    if (E.Target != NoExpr && (judge::isListLink(P, P[E.Target]) || isElement(E.Target)))
      return All; // a list is relinked, or gets another head
    const std::vector<Condition> Known = conditionsAt(P, F, Index);
    for (ExprId Content : contentOut(J, F, Index))
      for (Picked &One : Pick.in(Content, Known))
        All.push_back(std::move(One));
    return All;
  }

  /// Whether a node stands for some record of a collection: the element of a loop, the head of a linked list.
  bool isElement(ExprId E) const {
    if (P[E].Kind == Op::Each) {
      // What a list of the function's own holds was found elsewhere.
      const Expr &Holder = P[P.G.root(P.G.origin(P[E].Operands[0]))];
      const Op Root = Holder.Kind;
      bool Servers = Holder.Flags & ObjectOfServer;
      return Servers || Root == Op::Param || Root == Op::This || Root == Op::Global || Root == Op::Call;
    }
    return judge::isListHead(P, P[E]);
  }

  /// The field of the element that a value is, through conversions.
  const Expr *fieldOf(ExprId E, ExprId Element) const {
    for (int Depth = 0; Depth < 6 && E != NoExpr; ++Depth) {
      const Expr &X = P[E];
      if (X.Kind == Op::Field && X.Operands[0] == Element)
        return &X;
      bool Wraps = (X.Kind == Op::Call || X.Kind == Op::Construct) && X.Operands.size() == 2;
      if (X.Kind == Op::Choice)
        E = fieldOf(X.Operands[1], Element) ? X.Operands[1] : X.Operands[2];
      else if (Wraps)
        E = X.Operands[1];
      else
        return nullptr;
    }
    return nullptr;
  }

  void select(ExprId E, bool True, ExprId Element, Selection &S, int Depth = 16) {
    const Expr &X = P[E];
    if (Depth == 0)
      return;
    switch (X.Kind) {
    case Op::Not:
      return select(X.Operands[0], !True, Element, S, Depth - 1);
    case Op::And:
    case Op::Or:
      for (ExprId O : X.Operands)
        select(O, True, Element, S, Depth - 1);
      return;
    case Op::Choice: {
      auto Then = judge::constantTruth(P, X.Operands[1]), Else = judge::constantTruth(P, X.Operands[2]);
      select(X.Operands[0], Else && *Else == True ? false : !(Then && *Then != True), Element, S, Depth - 1);
      return;
    }
    case Op::Compare:
      if (X.Index == static_cast<int>(True ? Relation::Equal : Relation::NotEqual))
        for (int Side = 0; Side < 2; ++Side)
          if (const Expr *Field = fieldOf(X.Operands[Side], Element))
            compared(*Field, X.Operands[1 - Side], S);
      return;
    default:
      return;
    }
  }

  void compared(const Expr &Field, ExprId With, Selection &S) {
    auto Id = J.Who.ofName(P.text(Field.Text));
    HoleNature Nature = natureOf(J, With);
    bool Secret = Id && (Id->Kind == judge::PrincipalKind::Secret || Id->Kind == judge::PrincipalKind::Credential ||
                         Id->Kind == judge::PrincipalKind::Session);
    auto Caller = J.Who.of(With);
    if (Nature == HoleNature::Principal && Caller && !Caller->Claimed && !isTrait(P.text(Field.Text)))
      S.OwnedBy = {Field.Owner, Field.Text};
    S.Tied |= Nature == HoleNature::Principal || (Secret && Nature != HoleNature::Constant);
    if (S.Picked != NoExpr || !picksOne(P.text(Field.Text)) ||
        (Nature != HoleNature::RequestId && Nature != HoleNature::ClaimedPrincipal))
      return;
    S.Picked = With;
    S.Field = Field.Text;
    S.Record = Field.Owner;
  }

  Selection selectionOf(const Picked &Each) {
    Selection S;
    for (const Condition &C : Each.Conditions)
      select(C.Value, !C.Negated, Each.Element, S);
    return S;
  }

  /// Nothing that is stored is compared on the way: no right of the caller was looked up.
  bool isUnconditional(const Picked &Each) {
    return std::none_of(Each.Conditions.begin(), Each.Conditions.end(), [&](const Condition &C) {
      return Pick.holds(C.Value) && P[C.Value].Kind != Op::Not && !isPresence(C.Value);
    });
  }

  bool isPresence(ExprId E) const {
    const Expr &X = P[E];
    return isElement(E) || (X.Kind == Op::Compare &&
                            (P[X.Operands[0]].Flags & LiteralIsNull || P[X.Operands[1]].Flags & LiteralIsNull));
  }

  std::optional<OpenFetch> judged(const SolvedFunction &F, uint32_t Index, const Picked &Each, Use How) {
    Selection S = selectionOf(Each);
    if (S.Tied || !isShared(F, Each.Element))
      return std::nullopt;
    bool Listing = S.Picked == NoExpr;
    if (Listing && (How == Use::Change || !isUnconditional(Each) || runsForOperators(P, F) ||
                    !ByOwner.count(J.Where.at(F, Each.Element)->Id)))
      return std::nullopt;
    Name Type = P.record(P[Each.Element].Type) ? P[Each.Element].Type : S.Record;
    std::string Owner = ownerField(J, Type);
    if (Owner.empty() || isReferenceData(judge::lastName(P.text(Type))))
      return std::nullopt;
    judge::Guards Guard(P, J.Who, {Each.Element}, Listing ? std::vector<ExprId>{} : std::vector<ExprId>{S.Picked});
    if (Guard.implied(Each.Conditions))
      return std::nullopt;
    auto Scope = principalAround(J, F, Index);
    if (!Scope && !isEntered(J, F))
      return std::nullopt;
    OpenFetch Open;
    Open.Rule = P.text(S.Field) == Owner ? "crosstalk-forged-owner"
                : How == Use::Change     ? "crosstalk-unscoped-write"
                                         : "crosstalk-unscoped-fetch";
    Open.Entity = "'" + J.Where.at(F, Each.Element)->Display + "'";
    Open.Owner = Owner;
    Open.Picked = S.Picked;
    Open.Selector = Listing ? "" : describe(P, S.Picked);
    Open.Objects = {Each.Element};
    Open.Text = P[Each.Element].At;
    addObjectReasons(J, Open, Scope, judge::lastName(P.text(Type)), -1.7);
    if (Listing)
      Open.Reasons.push_back({"siblings", "other code searches " + Open.Entity + " by the owner", 0.9});
    return Open;
  }

  /// The collection outlives the request: not a local one, and none that came with the request.
  bool isShared(const SolvedFunction &F, ExprId Element) {
    ExprId Root = P.G.root(Element);
    if (P[Root].Kind == Op::Param && (J.Who.isRequestType(P[Root].Type) || J.Who.isResponseType(P[Root].Type)))
      return false;
    auto At = J.Where.at(F, Element);
    if (!At || At->IsLocal || At->IsThreadLocal)
      return false;
    return At->IsStatic || At->Shared > -0.5;
  }

  void report(Site S, const OpenFetch &Open) {
    // As low as the caller is known; where nobody knows one, where the request's id is handed on.
    auto Knows = [&](Site At) { return principalAround(J, P.Functions[At.Function], At.Effect).has_value(); };
    for (auto B = below(P, S); B && (B->Function == S.Function || Knows(*B)); B = below(P, *B))
      S = *B;
    Out.push_back(findingOf(J, S, Open));
  }

  Judgement &J;
  const Program &P;
  Findings &Out;
  Picking Pick;
  std::set<std::string> ByOwner; ///< storages that are searched by the owner
};

} // namespace

/// "cursors[id] = Cursor{.users = session.users}": whoever puts an element in is kept in it, as the session knows them.
static void learnCreators(Judgement &J, const Effect &E) {
  const Program &P = J.P;
  bool Puts = E.What == Event::Kind::Put && E.Key != NoExpr && !J.Who.of(E.Key);
  for (ExprId Part = Puts ? E.Value : NoExpr; Part != NoExpr && P[Part].Kind == Op::With; Part = P[Part].Operands[0]) {
    const Expr &X = P[Part];
    auto Whose = J.Who.isTextOrNumber(P[X.Operands[1]].Type) ? std::nullopt : J.Who.of(X.Operands[1]);
    Name Record = X.Owner != NoName ? X.Owner : P[E.Value].Type;
    if (Whose && !Whose->Claimed && Whose->Weight >= 0.9 && P.record(Record) && !J.Who.ofType(Record))
      J.OwnerFields.insert({Record, X.Text});
  }
}

void learnOwnerFields(Judgement &J) {
  for (const SolvedFunction &F : J.P.Functions)
    for (const Effect &E : F.Effects)
      learnCreators(J, E);
  Findings None;
  Searches S(J, None);
  S.inRoots(&Searches::noteSiblings);
}

void searchedFetches(Judgement &J, Findings &Out) { Searches(J, Out).run(); }

} // namespace crosstalk::rules
