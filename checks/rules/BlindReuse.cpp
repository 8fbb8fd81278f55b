// crosstalk-identity-blind-reuse: a pooled connection, session or handle is matched for reuse without an identity that
// it was set up with.
//
// In:  places where an element of a pool is accepted, and what was put into that pool.
// Out: the identity fields that went into making the element and that no accepted match compares.
#include "rules/Rule.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Identity;
using judge::PrincipalKind;

namespace {

/// A field of the pooled object that holds an identity it was made with.
struct PooledField {
  std::string Path; ///< "user", "box_.login"
  Identity Who;
  bool InRecord = false; ///< one of several fields of an identity record
  std::string Record;    ///< path of that record
  Loc At;
};

/// An element that is handed out: where, and which of its fields were compared before.
struct Acceptance {
  Site At;
  ExprId Element{};
  std::set<std::string> Compared;
  std::set<std::string> NoCase;
  bool ByRecord = false; ///< something compared is a field of a record on the asking side, which may hold more
};

} // namespace

static std::string joined(const std::string &A, const std::string &B) {
  return A.empty() ? B : B.empty() ? A : A + "." + B;
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
    if (judge::isListLink(P, X))
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

static std::optional<std::string> pathFrom(const Program &P, ExprId E, ExprId Element) {
  std::string Path;
  for (int I = 0; I < 8; ++I) {
    E = P.G.origin(E);
    if (E == Element)
      return Path;
    const Expr &X = P[E];
    if (X.Kind == Op::Join || X.Kind == Op::Choice) {
      for (size_t O = X.Kind == Op::Choice ? 1 : 0; O < X.Operands.size(); ++O)
        if (auto Inner = pathFrom(P, X.Operands[O], Element))
          return joined(*Inner, Path);
      return std::nullopt;
    }
    if (X.Kind == Op::Call && X.Operands.size() == 1) {
      E = X.Operands[0];
      continue;
    }
    if (X.Kind != Op::Field)
      return std::nullopt;
    Path = joined(P.text(X.Text), Path);
    E = X.Operands[0];
  }
  return std::nullopt;
}

/// Fields of the element that any condition here ties to something outside of it.
static void comparedIn(const Program &P, ExprId E, ExprId Element, Acceptance &Into, int Depth = 30) {
  if (E == NoExpr || Depth == 0)
    return;
  const Expr &X = P[E];
  if (X.Kind == Op::Compare) {
    for (int Side = 0; Side < 2; ++Side)
      if (auto Path = pathFrom(P, X.Operands[Side], Element); Path && P[X.Operands[1 - Side]].Kind != Op::Literal) {
        (X.Index == static_cast<int>(Relation::EqualNoCase) ? Into.NoCase : Into.Compared).insert(*Path);
        Into.ByRecord |= P[P.G.origin(X.Operands[1 - Side])].Kind == Op::Field;
      }
    return;
  }
  if (X.Kind == Op::Field && X.Operands[0] != NoExpr) {
    return;
  }
  for (ExprId O : X.Operands)
    comparedIn(P, O, Element, Into, Depth - 1);
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

static void comparedAlive(const Program &P, ExprId E, ExprId Element, Acceptance &Into, int Depth = 40) {
  if (E == NoExpr || Depth == 0)
    return;
  const Expr &X = P[E];
  if ((X.Kind == Op::Choice || X.Kind == Op::And) && isDead(P, P[X.Operands[0]])) {
    if (X.Kind == Op::Choice)
      comparedAlive(P, X.Operands[2], Element, Into, Depth - 1);
    return;
  }
  if (X.Kind == Op::Compare) {
    comparedIn(P, E, Element, Into, 2);
    return;
  }
  for (ExprId O : X.Operands)
    comparedAlive(P, O, Element, Into, Depth - 1);
}

static void identityFields(Judgement &J, ExprId Value, const std::string &Path, std::vector<PooledField> &Into,
                           int Depth = 3) {
  const Program &P = J.P;
  for (ExprId At = Value; Depth > 0 && (P[At].Kind == Op::With || P[At].Kind == Op::Out);
       At = P[At].Operands[P[At].Kind == Op::Out ? 1 : 0]) {
    if (P[At].Kind != Op::With)
      continue;
    std::string Field = P.text(P[At].Text);
    if (Field == "next" || Field == "prev" || P[P[At].Operands[1]].Type == P[At].Owner)
      continue;
    ExprId Held = P[At].Operands[1];
    if (!J.Who.fromRequester(Held))
      continue;
    const RecordInfo *Inner = P.record(P[Held].Type);
    bool IsRecord =
        Inner && !Inner->Fields.empty() && !(Inner->Flags & RecordIsSystem) && !J.Who.isTextOrNumber(P[Held].Type);
    if (IsRecord) {
      for (const ir::Field &F : Inner->Fields)
        if (auto Id = J.Who.ofName(P.text(F.Identifier)))
          Into.push_back({joined(joined(Path, Field), P.text(F.Identifier)), *Id, true, joined(Path, Field), P[At].At});
      continue;
    }
    auto Id = J.Who.ofName(Field);
    if (!Id)
      Id = J.Who.of(Held);
    if (Id)
      Into.push_back({joined(Path, Field), *Id, false, "", P[At].At});
  }
}

/// The identity fields of a whole record that was not made here: all it can hold.
static void recordFields(Judgement &J, Name Type, const std::string &Path, Loc At, std::vector<PooledField> &Into,
                         int Depth) {
  const RecordInfo *R = J.P.record(Type);
  if (!R || Depth == 0 || (R->Flags & RecordIsSystem))
    return;
  for (const ir::Field &F : R->Fields) {
    std::string Inner = joined(Path, J.P.text(F.Identifier));
    if (!J.Who.isTextOrNumber(F.Type)) {
      if (F.Type != Type)
        recordFields(J, F.Type, Inner, At, Into, Depth - 1);
    } else if (auto Id = J.Who.ofName(J.P.text(F.Identifier))) {
      Into.push_back({Inner, *Id, !Path.empty(), Path, At});
    }
  }
}

/// What objects of the collection's element type are made with, anywhere in the program: their identity fields.
static std::vector<PooledField> madeWith(Judgement &J, ExprId Collection, Name ElementType) {
  const Program &P = J.P;
  std::vector<PooledField> Fields;
  size_t Count = P.G.size();
  for (uint32_t I = 1; I < Count; ++I) {
    const Expr &E = P[static_cast<ExprId>(I)];
    if (E.Kind != Op::With || E.Type != ElementType)
      continue;
    Op Root = P[P.G.origin(static_cast<ExprId>(I))].Kind;
    if (Root == Op::Construct || Root == Op::Local)
      identityFields(J, static_cast<ExprId>(I), "", Fields, 1);
  }
  const Expr &C = P[P.G.origin(Collection)];
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects) {
      bool Puts = (E.What == Event::Kind::Put && E.Key == NoExpr) || E.What == Event::Kind::Store;
      if (!Puts || E.Target == NoExpr || E.Value == NoExpr)
        continue;
      const Expr &T = P[P.G.origin(E.Target)];
      if (T.Kind != C.Kind || T.Text != C.Text || T.Owner != C.Owner)
        continue;
      identityFields(J, E.Value, "", Fields);
      if (E.What == Event::Kind::Put && P[E.Value].Kind == Op::Param)
        recordFields(J, P[E.Value].Type, "", E.At, Fields, 2);
    }
  return Fields;
}

static bool hasOpenComparison(const Program &P, const Effect &E) {
  for (const Condition &C : E.Conditions) {
    std::vector<ExprId> Open{C.Value};
    for (size_t I = 0; I < Open.size() && I < 60; ++I) {
      const Expr &X = P[Open[I]];
      if (X.Kind == Op::Call && X.Text == NoName && !X.Operands.empty() && X.Operands[0] != NoExpr &&
          P[X.Operands[0]].Kind == Op::Param)
        return true;
      for (ExprId O : X.Operands)
        if (O != NoExpr)
          Open.push_back(O);
    }
  }
  return false;
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

/// Something that is set up once and used again: a connection, a session, a handle. Not a stored record.
static bool isResource(const Program &P, Name Type) {
  static const auto Named = [](const std::string &Text) {
    return judge::hasWord(Text, {"conn",   "connection", "session", "client",  "channel", "socket", "handle",
                                 "stub",   "transport",  "link",    "context", "worker",  "agent",  "proxy",
                                 "tunnel", "stream",     "ssl",     "tls",     "fd",      "sock",   "ctx",
                                 "pooled", "lease",      "entry",   "slot",    "backend", "broker", "peer"});
  };
  if (Named(judge::lastName(P.text(Type))))
    return true;
  const RecordInfo *R = P.record(Type);
  return R && std::any_of(R->Fields.begin(), R->Fields.end(), [&](const Field &F) {
           return Named(P.text(F.Identifier)) || Named(judge::lastName(P.text(F.Type)));
         });
}

/// A record that is looked up by whose it is, where no more than that is known of who asks.
static bool isRecordOfOne(Judgement &J, const Acceptance &A, Name Type) {
  if (A.ByRecord || isResource(J.P, Type))
    return false;
  return std::any_of(A.Compared.begin(), A.Compared.end(), [&](const std::string &Path) {
    auto Id = J.Who.ofName(Path.substr(Path.rfind('.') + 1));
    return (Id && Id->Kind != PrincipalKind::Device) || judge::hasWord(Path, {"email", "mail", "username", "login"});
  });
}

static std::vector<Acceptance> acceptances(Judgement &J) {
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
      if (hasOpenComparison(P, E) ? !P.Functions[F].Callers.empty()
                                  : (E.Flags & EffectLifted) && E.What != Event::Kind::Return)
        continue;
      ExprId Element = pooledElement(J, P.Functions[F], E.Value);
      if (Element == NoExpr || E.Value == NoExpr)
        continue;
      Acceptance A;
      A.At = {F, I};
      A.Element = Element;
      for (const Condition &C : E.Conditions)
        comparedAlive(P, C.Value, Element, A);
      if (A.Compared.empty() && A.NoCase.empty())
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

static bool isCompared(const Acceptance &A, const std::string &Path) {
  for (const std::string &C : A.Compared)
    if (C == Path || Path.starts_with(C + ".") || C.starts_with(Path + "."))
      return true;
  return false;
}

/// The identities that elements are made with and that the match leaves out.
static std::vector<PooledField> missingIn(Judgement &J, const Acceptance &A, ExprId Collection) {
  std::vector<PooledField> Fields = madeWith(J, Collection, J.P[A.Element].Type);
  std::vector<PooledField> Missing;
  for (const PooledField &F : Fields) {
    if (isCompared(A, F.Path))
      continue;
    bool Attribute = false; // covered by an identity beside it in the same record
    if (F.InRecord && F.Who.Kind != PrincipalKind::Device && F.Who.Kind != PrincipalKind::Secret)
      for (const PooledField &Other : Fields)
        Attribute |= Other.Record == F.Record && Other.Path != F.Path && Other.Who.Kind == PrincipalKind::User &&
                     isCompared(A, Other.Path);
    if (F.Who.Kind == PrincipalKind::Secret)
      for (const PooledField &Other : Fields)
        Attribute |= Other.Path != F.Path && Other.Who.Kind == PrincipalKind::Secret && isCompared(A, Other.Path);
    if (!Attribute &&
        std::none_of(Missing.begin(), Missing.end(), [&](const PooledField &M) { return M.Path == F.Path; }))
      Missing.push_back(F);
  }
  return Missing;
}

/// Where the match is decided: not below the call that hands in the comparison.
static Site decidedAt(const Program &P, Site Where) {
  for (auto B = below(P, Where); B && !hasOpenComparison(P, effect(P, *B)); B = below(P, *B))
    Where = *B;
  return Where;
}

static Finding reuse(Judgement &J, const Acceptance &A, Site Where, const std::string &Pool,
                     const std::vector<PooledField> &Missing) {
  const Program &P = J.P;
  const PooledField &M = Missing.front();
  Finding F = make(P, "crosstalk-identity-blind-reuse", Where, Pool, M.Path);
  std::string Names;
  for (const PooledField &X : Missing)
    Names += (Names.empty() ? "'" : ", '") + X.Path + "'";
  for (const std::string &C : A.Compared)
    F.Key += (F.Key.empty() ? "" : ", ") + C;
  F.Message = "an element of '" + Pool + "' is reused without comparing " + Names + ", which it was set up with";
  F.Reasons = {{"principal", M.Who.Why, std::max(1.0, M.Who.Weight)},
               {"siblings", "the match compares '" + F.Key + "'", 0.8},
               {"base", "prior", A.ByRecord || isResource(P, P[A.Element].Type) ? -0.4 : -1.6}};
  Flow Made;
  Made.What = Flow::Kind::Value;
  for (const PooledField &X : Missing)
    Made.Frames.push_back({placeOf(P, X.At), "'" + X.Path + "' goes into the pooled object here"});
  Made.Frames.push_back({placeOf(P, effect(P, Where).At), "the object is handed out here"});
  Flow Key;
  Key.What = Flow::Kind::Key;
  for (const Condition &C : effect(P, A.At).Conditions)
    if (P[C.Value].At.valid())
      Key.Frames.push_back({placeOf(P, P[C.Value].At), "compared here: '" + describe(P, C.Value) + "'"});
  Key.Frames.push_back({placeOf(P, effect(P, Where).At), "accepted here"});
  F.Flows = {Made, Key};
  F.Exposed = {"credential"};
  finish(P, F);
  return F;
}

void identityBlindReuse(Judgement &J, Findings &Out) {
  const Program &P = J.P;
  std::vector<Acceptance> All = acceptances(J);
  // The element itself being handed out says more than a value that may be one.
  std::stable_partition(All.begin(), All.end(), [&](const Acceptance &A) {
    Op Kind = P[P.G.origin(effect(P, A.At).Value)].Kind;
    return Kind != Op::Choice && Kind != Op::Join;
  });
  std::set<std::pair<Name, std::string>> Told; ///< one defect is one finding, wherever else the element gets out
  for (const Acceptance &A : All) {
    const Expr &Element = P[A.Element];
    ExprId Collection = Element.Kind == Op::Each ? Element.Operands[0] : A.Element;
    auto At = J.Where.at(P.Functions[A.At.Function], Collection);
    if (!At || isRecordOfOne(J, A, Element.Type))
      continue;
    std::string Pool = Element.Kind == Op::Param ? judge::lastName(P.text(Element.Type)) : At->Display;
    std::vector<PooledField> Missing = missingIn(J, A, Collection);
    std::string Paths;
    for (const PooledField &M : Missing)
      Paths += M.Path + ",";
    if (!Missing.empty() && Told.insert({Element.Type, Paths}).second)
      Out.push_back(reuse(J, A, decidedAt(P, A.At), Pool, Missing));
  }
}

} // namespace crosstalk::rules
