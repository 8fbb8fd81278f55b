// Where an element of a pool is accepted, and what is compared before. See Pools.h.
#include "judge/Walk.h"
#include "rules/Picked.h"
#include "rules/Pools.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

namespace {

/// The way from a value down to an element that it is a part of. What has no way is remembered: code of many branches
/// joins the same values again and again.
class WayDown {
public:
  WayDown(const Program &P, ExprId Element) : P(P), Element(Element) {}

  bool find(ExprId E) {
    const size_t Before = Names.size();
    for (int I = 0; I < 8; ++I) {
      E = P.G.origin(E);
      if (E == Element)
        return true;
      const Expr &X = P[E];
      if (X.Kind == Op::Join || X.Kind == Op::Choice) {
        if (Dead.insert(E).second && findIn(X))
          return true;
        break;
      }
      ExprId Whole = step(X);
      if (Whole == NoExpr)
        break;
      E = Whole;
    }
    Names.resize(Before);
    return false;
  }

  std::string path() const {
    std::string Path;
    for (const std::string &Name : Names)
      Path = joined(Name, Path);
    return Path;
  }

private:
  bool findIn(const Expr &Several) {
    for (size_t O = Several.Kind == Op::Choice ? 1 : 0; O < Several.Operands.size(); ++O)
      if (find(Several.Operands[O]))
        return true;
    return false;
  }

  /// What a value is a part of, or NoExpr; the name of the part is noted.
  ExprId step(const Expr &X) {
    if (X.Kind == Op::Call && X.Operands.size() == 1)
      return X.Operands[0];
    if (X.Kind == Op::Call && X.Operands.size() == 2 && X.Operands[0] == NoExpr) {
      // A question about a handle: "PQhost(conn)".
      if (std::string Name = judge::calledName(P, X); !Name.empty())
        Names.push_back(Name + "()");
      return X.Operands[1];
    }
    bool IsLetter = (X.Kind == Op::Element || X.Kind == Op::Each) && P.text(X.Type) == "char";
    if (X.Kind == Op::Field)
      Names.push_back(P.text(X.Text));
    return X.Kind == Op::Field || IsLetter ? X.Operands[0] : NoExpr;
  }

  const Program &P;
  ExprId Element;
  std::set<ExprId> Dead;
  std::vector<std::string> Names; ///< from the value down
};

} // namespace

std::optional<std::string> pathInElement(const Program &P, ExprId E, ExprId Element) {
  WayDown Way(P, Element);
  return Way.find(E) ? std::optional(Way.path()) : std::nullopt;
}

/// "filter->type == &tls_filter": a static object says what kind of thing it is, and nothing of who asks.
static bool isKind(const Program &P, ExprId E) {
  return P[E].Kind == Op::Function || (P[E].Kind == Op::Global && P.record(P[E].Type));
}

/// "errand->login", "errand->login ? errand->login : """: a field of a record, which may hold more.
static bool isOfRecord(const Program &P, ExprId E) {
  const Expr &X = P[P.G.origin(E)];
  return X.Kind == Op::Choice ? isOfRecord(P, X.Operands[1]) || isOfRecord(P, X.Operands[2]) : X.Kind == Op::Field;
}

static void noteCompared(const Program &P, ExprId Side, ExprId Other, bool NoCase, ExprId Element, Acceptance &Into) {
  auto Path = pathInElement(P, Side, Element);
  if (!Path || P[Other].Kind == Op::Literal || isKind(P, Other))
    return;
  (NoCase ? Into.NoCase : Into.Compared).insert(*Path);
  Into.ByRecord |= isOfRecord(P, Other);
  if (const Expr &Asker = P[P.G.origin(P.G.root(Other))]; Asker.Kind == Op::Param && P.record(Asker.Type))
    Into.Askers.insert(Asker.Type);
  if (const Expr &X = P[Side]; X.Kind == Op::Field && P.G.origin(X.Operands[0]) == Element)
    Into.Kinds.insert(X.Owner);
}

/// Fields of the element that a comparison ties to something outside of it.
static void comparedIn(const Program &P, const Expr &Test, ExprId Element, Acceptance &Into) {
  const auto How = static_cast<Relation>(Test.Index);
  if (How == Relation::Less || How == Relation::Other) // "opened < now" ties the element to nobody
    return;
  for (int Side = 0; Side < 2; ++Side)
    noteCompared(P, Test.Operands[Side], Test.Operands[1 - Side], How == Relation::EqualNoCase, Element, Into);
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

std::vector<std::string> askedTogether(const Program &P, ExprId Test, ExprId Element) {
  std::vector<std::string> Fields;
  const Expr &X = P[Test];
  bool WithOther = false;
  if (X.Kind == Op::Call)
    for (ExprId O : X.Operands) {
      if (O == NoExpr || P[O].Kind == Op::Literal || isKind(P, O))
        continue;
      auto Path = pathInElement(P, O, Element);
      WithOther |= !Path && !judge::mentions(P, O, Element);
      if (Path && !Path->empty())
        Fields.push_back(*Path);
    }
  return WithOther ? Fields : std::vector<std::string>();
}

/// Comparisons that count: not below a guard that never holds. "differs |= a[i] ^ b[i]" is one in constant time.
static void comparedAlive(const Program &P, ExprId Condition, ExprId Element, Acceptance &Into) {
  judge::reaches(P, Condition, 40, [&](ExprId E) {
    const Expr &X = P[E];
    if (X.Kind == Op::And && isDead(P, P[X.Operands[0]]))
      return judge::Step::Skip;
    if (X.Kind == Op::Choice && isDead(P, P[X.Operands[0]])) {
      comparedAlive(P, X.Operands[2], Element, Into);
      return judge::Step::Skip;
    }
    if (X.Kind == Op::Arith && P.text(X.Text) == "^" && X.Operands.size() == 2)
      for (int Side = 0; Side < 2; ++Side)
        noteCompared(P, X.Operands[Side], X.Operands[1 - Side], false, Element, Into);
    for (std::string &Path : askedTogether(P, E, Element))
      Into.Asked.insert(std::move(Path));
    if (X.Kind != Op::Compare)
      return judge::Step::Into;
    comparedIn(P, X, Element, Into);
    return judge::Step::Skip;
  });
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
  return Made || X.Kind == Op::Global ||
         (judge::isListLink(P, X) && (X.Type == X.Owner || Heads.count({X.Owner, X.Text})));
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

bool isForAll(const Program &P, Name Type) {
  return judge::hasWord(judge::lastName(P.text(Type)), {"listener", "acceptor", "server"});
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

/// "conn->owner = owner": what a function was given is kept somewhere, nothing is picked.
static bool handsIn(const Program &P, ExprId Target, ExprId Element) {
  return P[Element].Kind == Op::Param && P[P.G.origin(Target)].Kind != Op::Param;
}

/// "name", "wanted ? wanted->name : fallback": as it came from whoever asked.
static bool isAsGiven(const Program &P, ExprId E, int Depth = 6) {
  const Expr &X = P[P.G.origin(E)];
  if (Depth > 0 && (X.Kind == Op::Choice || X.Kind == Op::Join))
    return std::any_of(X.Operands.begin() + (X.Kind == Op::Choice), X.Operands.end(),
                       [&](ExprId O) { return isAsGiven(P, O, Depth - 1); });
  const Op Root = P[P.G.origin(P.G.root(E))].Kind;
  return Root == Op::Param || Root == Op::This || Root == Op::Call;
}

/// "session->label = strdup(label)": a text that is put together for this, and is all that an element is found by.
static bool isLabel(const Program &P, Name Type, const std::string &Path) {
  bool Set = false, Given = false;
  auto Note = [&](ExprId Value) {
    const Expr &X = P[Value];
    Set = true;
    Given |= isAsGiven(P, Value) || X.Kind == Op::Lossy || (X.Kind == Op::Literal && !(X.Flags & LiteralIsString));
  };
  for (uint32_t I = 1; I < P.G.size(); ++I)
    if (const Expr &X = P[ExprId{I}]; X.Kind == Op::With && X.Owner == Type && P.text(X.Text) == Path)
      Note(X.Operands[1]);
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects) {
      const bool Stores = E.What == Event::Kind::Store && E.Target != NoExpr && E.Value != NoExpr;
      if (const Expr &To = P[Stores ? P.G.origin(E.Target) : NoExpr];
          To.Kind == Op::Field && To.Owner == Type && P.text(To.Text) == Path)
        Note(E.Value);
    }
  return Set && !Given;
}

/// Fields that were asked whether they are labels, with the answer.
using LabelsSeen = std::map<std::pair<Name, std::string>, bool>;

/// The element as one that is accepted there, with what was compared; nothing where it was not matched.
static std::optional<Acceptance> acceptedAs(const Program &P, Site At, const PickedElement &Pick, LabelsSeen &Labels) {
  const Effect &E = effect(P, At);
  if (E.What == Event::Kind::Store && (keepsBooks(P, E.Target, Pick.Element) || handsIn(P, E.Target, Pick.Element)))
    return std::nullopt;
  Acceptance A;
  A.At = At;
  A.Element = Pick.Element;
  A.Tests = E.Conditions;
  A.Tests.insert(A.Tests.end(), Pick.When.begin(), Pick.When.end());
  A.Type = typeOfElement(P, Pick.Element, A.Tests);
  for (const Condition &C : A.Tests)
    comparedAlive(P, C.Value, Pick.Element, A);
  // "while (it && it != wanted)" picks the one object that the caller has in hand.
  if ((A.Compared.empty() && A.NoCase.empty() && A.Asked.empty()) || A.Compared.count(""))
    return std::nullopt;
  // A collection with an explicit key is a cache: what the key holds is another rule's question.
  A.Keyed = std::any_of(A.Compared.begin(), A.Compared.end(), [](const std::string &C) {
    return judge::hasWord(C.substr(C.rfind('.') + 1), {"key", "hash", "digest", "signature", "fingerprint"});
  });
  A.Keyed |= isSlot(P, P[Pick.Element]);
  if (A.Compared.size() == 1) {
    auto [Label, New] = Labels.try_emplace({A.Type, *A.Compared.begin()}, false);
    if (New)
      Label->second = isLabel(P, A.Type, *A.Compared.begin());
    A.Keyed |= Label->second;
  }
  return A;
}

static std::vector<Acceptance> handedOut(Judgement &J) {
  const Program &P = J.P;
  std::vector<Acceptance> Found;
  const std::set<FieldName> Heads = listHeads(P);
  LabelsSeen Labels;
  for (uint32_t F = 0; F < P.Functions.size(); ++F)
    for (uint32_t I = 0; I < P.Functions[F].Effects.size(); ++I) {
      const Effect &E = P.Functions[F].Effects[I];
      // Relinking a list hands nothing out.
      bool HandsOut = E.What == Event::Kind::Return ||
                      (E.What == Event::Kind::Store && (E.Flags & EventIsAssignment) && !relinks(P, E.Target, Heads));
      if (!HandsOut || E.Value == NoExpr)
        continue;
      // A match whose comparison is handed in is judged where it is known.
      if (asksHandedIn(P, E.Conditions) ? !P.Functions[F].Callers.empty()
                                        : (E.Flags & EffectLifted) && E.What != Event::Kind::Return)
        continue;
      for (const PickedElement &Pick : elementsIn(P, E.Value))
        if (auto A = acceptedAs(P, {F, I}, Pick, Labels))
          Found.push_back(std::move(*A));
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
  if (A.Compared.empty() || A.Compared.count("")) // "std::find(begin, end, client)" finds that very one
    return std::nullopt;
  noteRebound(P, A);
  return A;
}

bool isAskedByName(const Program &P, const std::vector<Condition> &Tests, ExprId Element) {
  Acceptance A;
  for (const Condition &Test : Tests) {
    comparedAlive(P, Test.Value, Element, A);
    // "0 == strcmp(it->name, name)" asks what is on its other side.
    judge::reaches(P, Test.Value, 40, [&](ExprId E) {
      if (P[E].Kind == Op::Compare)
        comparedIn(P, P[E], Element, A);
      return judge::Step::Into;
    });
  }
  auto IsPart = [](const std::string &Path) { return !Path.empty(); };
  return std::any_of(A.Compared.begin(), A.Compared.end(), IsPart) ||
         std::any_of(A.NoCase.begin(), A.NoCase.end(), IsPart) || !A.Asked.empty();
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
