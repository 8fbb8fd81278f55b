// Where an element of a pool is accepted, and what is compared before. See Pools.h.
#include "judge/Walk.h"
#include "rules/Picked.h"
#include "rules/Pools.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// "node->ptr": what a node of a list for all kinds of things has in it.
static bool isPayload(const Program &P, const Expr &X) {
  return X.Kind == Op::Field && P.text(X.Type) == "void" && (X.Flags & FieldIsReference) &&
         judge::isListLink(P, P[P.G.origin(X.Operands[0])]);
}

/// The type of an element; of a payload without a type, the record whose fields the match asks for.
static Name typeOfElement(const Program &P, ExprId Element, const std::vector<Condition> &Conditions) {
  if (!isPayload(P, P[Element]))
    return P[Element].Type;
  Name Type{};
  for (const Condition &C : Conditions)
    judge::reaches(P, C.Value, 40, [&](ExprId Part) {
      const Expr &X = P[Part];
      if (X.Kind == Op::Field && P.G.origin(X.Operands[0]) == Element)
        Type = X.Owner;
      return Type == NoName ? judge::Step::Into : judge::Step::Found;
    });
  return Type;
}

/// Whether the value is an element of a collection that outlives the request: a list, or "it = head; it = it->next".
static ExprId pooledElement(Judgement &J, const SolvedFunction &F, ExprId E) {
  const Program &P = J.P;
  for (int I = 0; I < 8; ++I) {
    E = P.G.origin(E);
    const Expr &X = P[E];
    if (X.Kind == Op::Each)
      return E;
    if (X.Kind == Op::Join || X.Kind == Op::Choice) {
      ExprId Best = NoExpr;
      for (size_t O = X.Kind == Op::Choice ? 1 : 0; O < X.Operands.size(); ++O)
        if (ExprId Arm = P.G.origin(X.Operands[O]); P[Arm].Kind == Op::Each || P[Arm].Kind == Op::Field)
          Best = Arm;
      if (Best == NoExpr)
        return NoExpr;
      E = Best;
      continue;
    }
    // The head of an intrusive list, or one element of it that a loop hands to a match callback.
    if (judge::isListLink(P, X) || isPayload(P, X))
      return E;
    if (X.Kind == Op::Param)
      if (const RecordInfo *R = P.record(X.Type))
        for (const Field &Link : R->Fields)
          if (Link.Type == X.Type && (Link.Flags & FieldIsReference))
            return E;
    return NoExpr;
  }
  return NoExpr;
}

std::optional<std::string> pathInElement(const Program &P, ExprId E, ExprId Element) {
  std::string Path;
  for (int I = 0; I < 8; ++I) {
    E = P.G.origin(E);
    if (E == Element)
      return Path;
    const Expr &X = P[E];
    if (X.Kind == Op::Join || X.Kind == Op::Choice) {
      for (size_t O = X.Kind == Op::Choice ? 1 : 0; O < X.Operands.size(); ++O)
        if (auto Inner = pathInElement(P, X.Operands[O], Element))
          return joined(*Inner, Path);
      return std::nullopt;
    }
    if (X.Kind == Op::Call && X.Operands.size() == 1) {
      E = X.Operands[0];
      continue;
    }
    if (X.Kind == Op::Call && X.Operands.size() == 2 && X.Operands[0] == NoExpr) {
      // A question about a handle: "PQhost(conn)".
      if (std::string Name = judge::calledName(P, X); !Name.empty())
        Path = joined(Name + "()", Path);
      E = X.Operands[1];
      continue;
    }
    if (X.Kind != Op::Field)
      return std::nullopt;
    Path = joined(P.text(X.Text), Path);
    E = X.Operands[0];
  }
  return std::nullopt;
}

static void noteCompared(const Program &P, ExprId Side, ExprId Other, bool NoCase, ExprId Element, Acceptance &Into) {
  auto Path = pathInElement(P, Side, Element);
  if (!Path || P[Other].Kind == Op::Literal)
    return;
  (NoCase ? Into.NoCase : Into.Compared).insert(*Path);
  Into.ByRecord |= P[P.G.origin(Other)].Kind == Op::Field;
}

/// Fields of the element that a comparison ties to something outside of it.
static void comparedIn(const Program &P, const Expr &Test, ExprId Element, Acceptance &Into) {
  for (int Side = 0; Side < 2; ++Side)
    noteCompared(P, Test.Operands[Side], Test.Operands[1 - Side], Test.Index == static_cast<int>(Relation::EqualNoCase),
                 Element, Into);
}

/// A comparison under a guard that can never hold is none: "(family == SSH) && differs".
static bool isDead(const Program &P, const Expr &Test) {
  if (Test.Kind != Op::Compare || Test.Index != static_cast<int>(Relation::Equal))
    return false;
  for (ExprId O : Test.Operands) {
    const Expr &X = P[O];
    // A mask of several bits compared for equality with one value.
    if (X.Kind == Op::Arith && P.text(X.Text) == "|" && P[X.Operands[0]].Kind == Op::Arith)
      return true;
  }
  return false;
}

static void comparedAlive(const Program &P, ExprId Test, ExprId Element, Acceptance &Into) {
  std::vector<ExprId> Open{Test};
  std::set<ExprId> Seen{NoExpr};
  while (!Open.empty()) {
    ExprId E = Open.back();
    Open.pop_back();
    if (!Seen.insert(E).second)
      continue;
    const Expr &X = P[E];
    if (X.Kind == Op::Compare) {
      comparedIn(P, X, Element, Into);
      continue;
    }
    bool Guarded = X.Kind == Op::Choice || X.Kind == Op::And;
    size_t First = Guarded && isDead(P, P[X.Operands[0]]) ? 2 : 0;
    for (size_t I = First; I < X.Operands.size(); ++I)
      Open.push_back(X.Operands[I]);
  }
}

using FieldName = std::pair<Name, Name>; ///< owner, field

/// Fields that hold the first element of an intrusive list: "element->next = list->head".
static std::set<FieldName> listHeads(const Program &P) {
  std::set<FieldName> Heads;
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects) {
      if (E.What != Event::Kind::Store || E.Target == NoExpr || E.Value == NoExpr)
        continue;
      const Expr &Link = P[P.G.origin(E.Target)], &Head = P[P.G.origin(E.Value)];
      if (Link.Kind == Op::Field && Link.Type == Link.Owner && Head.Kind == Op::Field && Head.Type == Link.Type)
        Heads.insert({Head.Owner, Head.Text});
    }
  return Heads;
}

/// Whether a store only links elements of a list; one into a result hands an element out.
static bool relinks(const Program &P, ExprId Target, const std::set<FieldName> &Heads, int Depth = 6) {
  if (Target == NoExpr || Depth == 0)
    return false;
  const Expr &X = P[P.G.origin(Target)];
  if (X.Kind == Op::Choice || X.Kind == Op::Join)
    return std::any_of(X.Operands.begin(), X.Operands.end(), [&](ExprId O) { return relinks(P, O, Heads, Depth - 1); });
  // The link of an element that was just made leads to that element itself.
  bool Made = X.Kind == Op::Out || X.Kind == Op::Local || X.Kind == Op::Construct;
  return Made || (judge::isListLink(P, X) && (X.Type == X.Owner || Heads.count({X.Owner, X.Text})));
}

/// Whether the target is a field of the list that the element is on, beside its head: "list->tail = previous".
static bool keepsBooks(const Program &P, ExprId Target, ExprId Element) {
  const Expr &X = P[P.G.origin(Target)], &Head = P[Element];
  return X.Kind == Op::Field && Head.Kind == Op::Field && X.Owner == Head.Owner;
}

bool namesConnection(std::string_view Name) {
  return judge::hasWord(
      Name, {"conn", "connection", "session", "client", "channel", "socket", "handle", "stub", "transport"});
}

/// Something that is set up once and used again: a connection, a session, a handle. Not a stored record.
bool isResource(const Program &P, Name Type) {
  static const auto Named = [](const std::string &Text) {
    return namesConnection(Text) ||
           judge::hasWord(Text, {"link", "context", "worker", "agent", "proxy", "tunnel", "stream", "ssl", "tls", "fd",
                                 "sock", "ctx", "pooled", "lease", "entry", "slot", "backend", "broker", "peer"});
  };
  if (Named(judge::lastName(P.text(Type))))
    return true;
  const RecordInfo *R = P.record(Type);
  return R && std::any_of(R->Fields.begin(), R->Fields.end(), [&](const Field &F) {
           return Named(P.text(F.Identifier)) || Named(judge::lastName(P.text(F.Type)));
         });
}

static std::vector<Acceptance> handedOut(Judgement &J) {
  const Program &P = J.P;
  std::vector<Acceptance> Found;
  const std::set<FieldName> Heads = listHeads(P);
  for (uint32_t F = 0; F < P.Functions.size(); ++F)
    for (uint32_t I = 0; I < P.Functions[F].Effects.size(); ++I) {
      const Effect &E = P.Functions[F].Effects[I];
      // Relinking a list hands nothing out.
      bool HandsOut = E.What == Event::Kind::Return ||
                      (E.What == Event::Kind::Store && (E.Flags & EventIsAssignment) && !relinks(P, E.Target, Heads));
      if (!HandsOut || E.Value == NoExpr || E.Conditions.empty())
        continue;
      // A match whose comparison is handed in is judged where it is known.
      if (asksHandedIn(P, E.Conditions) ? !P.Functions[F].Callers.empty()
                                        : (E.Flags & EffectLifted) && E.What != Event::Kind::Return)
        continue;
      ExprId Element = pooledElement(J, P.Functions[F], E.Value);
      if (Element == NoExpr || E.Value == NoExpr)
        continue;
      if (E.What == Event::Kind::Store && keepsBooks(P, E.Target, Element))
        continue;
      Acceptance A;
      A.At = {F, I};
      A.Element = Element;
      A.Type = typeOfElement(P, Element, E.Conditions);
      for (const Condition &C : E.Conditions)
        comparedAlive(P, C.Value, Element, A);
      // "while (it && it != wanted)" picks the one object that the caller has in hand.
      if ((A.Compared.empty() && A.NoCase.empty()) || A.Compared.count(""))
        continue;
      // A collection with an explicit key is a cache: what the key holds is another rule's question.
      if (std::any_of(A.Compared.begin(), A.Compared.end(), [](const std::string &C) {
            return judge::hasWord(C.substr(C.rfind('.') + 1), {"key", "hash", "digest", "signature", "fingerprint"});
          }))
        continue;
      Found.push_back(std::move(A));
    }
  return Found;
}

/// Fields that are set anew on the picked element before it is used.
static void noteRebound(const Program &P, Acceptance &A) {
  for (const Effect &E : P.Functions[A.At.Function].Effects)
    if (E.What == Event::Kind::Store && E.Target != NoExpr && E.Value != NoExpr && P[E.Value].Kind != Op::Literal)
      if (auto Path = pathInElement(P, E.Target, A.Element); Path && !Path->empty())
        A.Rebound.insert(*Path);
}

/// What is compared before an element is used within a value: "found = match(at) ? &at : nullptr".
static std::optional<Acceptance> pickedAs(Judgement &J, Site At, const Picked &Pick) {
  const Program &P = J.P;
  if (!isResource(P, P[Pick.Element].Type))
    return std::nullopt;
  Acceptance A;
  A.At = At;
  A.Element = Pick.Element;
  A.Type = P[Pick.Element].Type;
  A.Tests = Pick.Conditions;
  for (const Condition &Test : A.Tests)
    if (!Test.Negated)
      comparedAlive(P, Test.Value, A.Element, A);
  std::vector<Condition> Here = A.Tests;
  Here.push_back({A.Element, false}); // it is there: an end or a null was not picked
  const judge::Facts Known(P, Here);
  for (const judge::Facts::Equality &Eq : Known.equalities())
    for (ExprId Side : {Eq.Left, Eq.Right})
      noteCompared(P, Side, Side == Eq.Left ? Eq.Right : Eq.Left, Eq.NoCase, A.Element, A);
  if (A.Compared.empty())
    return std::nullopt;
  noteRebound(P, A);
  return A;
}

/// Elements that a function picks and uses without handing them out.
static std::vector<Acceptance> picks(Judgement &J) {
  const Program &P = J.P;
  std::vector<Acceptance> Found;
  Picking Pick(P, [&](ExprId E) { return P[E].Kind == Op::Each; });
  for (uint32_t F = 0; F < P.Functions.size(); ++F) {
    std::set<std::pair<ExprId, ExprId>> Seen; // an element, and its last test
    for (uint32_t I = 0; I < P.Functions[F].Effects.size(); ++I) {
      const Effect &E = P.Functions[F].Effects[I];
      if (E.Flags & EffectLifted)
        continue;
      for (ExprId Value : {E.Target, E.Value})
        for (const Picked &One : Pick.in(Value, {}))
          if (Seen.insert({One.Element, One.Conditions.empty() ? NoExpr : One.Conditions.back().Value}).second)
            if (auto A = pickedAs(J, {F, I}, One))
              Found.push_back(std::move(*A));
    }
  }
  return Found;
}

std::vector<Acceptance> acceptances(Judgement &J) {
  std::vector<Acceptance> All = handedOut(J);
  // The element itself being handed out says more than a value that may be one.
  std::stable_partition(All.begin(), All.end(), [&](const Acceptance &A) {
    Op Kind = J.P[J.P.G.origin(effect(J.P, A.At).Value)].Kind;
    return Kind != Op::Choice && Kind != Op::Join;
  });
  for (Acceptance &A : picks(J))
    All.push_back(std::move(A));
  return All;
}

} // namespace crosstalk::rules
