// What the elements of a pool are made with. See Pools.h.
#include "rules/Pools.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Identity;

std::string joined(const std::string &A, const std::string &B) { return A.empty() ? B : B.empty() ? A : A + "." + B; }

/// "handle_ = attach(database)": the number that the set-up yielded, and nobody's name.
static bool isOwnHandle(const Program &P, const std::string &Field, ExprId Held) {
  return P[Held].Kind == Op::Call && judge::hasWord(Field, {"handle"}) && judge::isNumber(P.text(P[Held].Type));
}

/// A record that is being filled in by this code: what was not set in it is nothing.
static bool isFilledHere(const Program &P, ExprId Record) {
  if (P[Record].Kind != Op::With)
    return false;
  const Expr &Root = P[P.G.origin(P.G.root(P.G.origin(Record)))];
  return Root.Kind == Op::Local || Root.Kind == Op::Construct;
}

/// What a field is declared as; what it is set to may be of another type: "flag = a && b".
static Name declaredType(const Program &P, const Expr &With) {
  if (const RecordInfo *R = P.record(With.Owner != NoName ? With.Owner : With.Type))
    for (const ir::Field &F : R->Fields)
      if (F.Identifier == With.Text)
        return F.Type;
  return P[With.Operands[1]].Type;
}

static bool isYesOrNo(const Program &P, Name Type) { return P.text(Type) == "bool"; }

/// The identity that a field is named as. "bool has_password" is none, nor is "void *close_client".
static std::optional<Identity> namedField(Judgement &J, Name Type, const std::string &Field) {
  auto Id = J.Who.ofName(Field);
  const bool Untold =
      J.P.text(Type) == "void" || (isYesOrNo(J.P, Type) && Id && Id->Kind != judge::PrincipalKind::Role);
  return Untold ? std::nullopt : Id;
}

/// Who asks for elements of a pool: the requester, and the objects that are handed to the match.
struct Askers {
  Judgement &J;
  const std::set<Name> &Types;
  bool brought(ExprId Value) const {
    const Expr &Root = J.P[J.P.G.origin(J.P.G.root(Value))];
    return J.Who.fromRequester(Value) || (Root.Kind == Op::This && Types.count(Root.Type));
  }
};

static void identityFields(const Askers &Who, ExprId Value, const std::string &Path, std::vector<PooledField> &Into,
                           int Depth = 3) {
  Judgement &J = Who.J;
  const Program &P = J.P;
  for (ExprId At = Value; Depth > 0 && (P[At].Kind == Op::With || P[At].Kind == Op::Out);
       At = P[At].Operands[P[At].Kind == Op::Out ? 1 : 0]) {
    if (P[At].Kind != Op::With)
      continue;
    std::string Field = P.text(P[At].Text);
    if (Field == "next" || Field == "prev" || P[P[At].Operands[1]].Type == P[At].Owner)
      continue;
    ExprId Held = P[At].Operands[1];
    if (!Who.brought(Held))
      continue;
    const RecordInfo *Inner = P.record(P[Held].Type);
    bool IsRecord =
        Inner && !Inner->Fields.empty() && !(Inner->Flags & RecordIsSystem) && !J.Who.isTextOrNumber(P[Held].Type);
    if (IsRecord && P[Held].Kind == Op::With)
      identityFields(Who, Held, joined(Path, Field), Into, Depth);
    if (IsRecord && isFilledHere(P, Held))
      continue;
    if (IsRecord) {
      for (const ir::Field &F : Inner->Fields)
        if (auto Id = namedField(J, F.Type, P.text(F.Identifier)))
          Into.push_back({joined(joined(Path, Field), P.text(F.Identifier)), *Id, true, joined(Path, Field), P[At].At});
      continue;
    }
    const bool Handle = isOwnHandle(P, Field, Held);
    auto Id = Handle ? std::nullopt : namedField(J, declaredType(P, P[At]), Field);
    if (!Id && !Handle)
      Id = J.Who.of(Held);
    if (Id)
      Into.push_back(
          {joined(Path, Field), *Id, false, "", P[At].At, Held, NoExpr, Path.empty() ? P[At].Owner : NoName});
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
    } else if (auto Id = namedField(J, F.Type, J.P.text(F.Identifier))) {
      Into.push_back({Inner, *Id, !Path.empty(), Path, At});
    }
  }
}

/// The variable or field that holds a collection: of "idleByHost[host]" the map.
static ExprId keeperOf(const Program &P, ExprId Collection) {
  ExprId E = P.G.origin(Collection);
  while (P[E].Kind == Op::Element)
    E = P.G.origin(P[E].Operands[0]);
  return E;
}

/// A type that only its library knows: PGconn, SSL, CURL.
static bool isHandle(const Program &P, Name Type) {
  const RecordInfo *R = P.record(Type);
  return !R || R->Fields.empty() || (R->Flags & RecordIsSystem);
}

/// The identities among the arguments of the calls that make a handle or set it up.
static std::vector<PooledField> handleFields(Judgement &J, Name Type) {
  const Program &P = J.P;
  std::vector<PooledField> Fields;
  const judge::KeyCode Nothing(P, J.Who);
  size_t Count = P.G.size();
  for (uint32_t I = 1; I < Count; ++I) {
    const Expr &E = P[static_cast<ExprId>(I)];
    if (E.Type != Type || (E.Kind != Op::Call && E.Kind != Op::Construct && E.Kind != Op::Out))
      continue;
    ExprId Call = E.Kind == Op::Out ? E.Operands[0] : static_cast<ExprId>(I);
    for (size_t A = 1; A < P[Call].Operands.size(); ++A)
      for (const judge::Leftover &L : judge::leftovers(P, J.Who, P[Call].Operands[A], Nothing)) {
        std::string Path = describe(P, L.Node);
        std::string Last = Path.substr(Path.rfind('.') + 1);
        // Callers hand the same thing in under their own names.
        bool New = std::none_of(Fields.begin(), Fields.end(),
                                [&](const PooledField &F) { return F.Path.substr(F.Path.rfind('.') + 1) == Last; });
        if (New && L.Who.Kind != judge::PrincipalKind::Device)
          Fields.push_back({Path, L.Who, false, "", P[Call].At, L.Node});
      }
  }
  return Fields;
}

/// The parts of an object that are records of their own: "tls" of "struct conn { struct tls_config tls; }".
static std::vector<std::pair<Name, std::string>> partsOf(const Program &P, Name Type) {
  std::vector<std::pair<Name, std::string>> Parts{{Type, ""}};
  if (const RecordInfo *R = P.record(Type))
    for (const ir::Field &F : R->Fields)
      if (const RecordInfo *Part = P.record(F.Type);
          Part && F.Type != Type && !(Part->Flags & RecordIsSystem) && !(F.Flags & FieldIsReference))
        Parts.push_back({F.Type, P.text(F.Identifier)});
  return Parts;
}

/// The path of a target below an object of the type: "bits.user" of "conn->bits.user"; "" for another object's.
static std::string pathBelow(const Program &P, ExprId Target, Name Type) {
  std::string Path;
  for (ExprId E = P.G.origin(Target); P[E].Kind == Op::Field; E = P.G.origin(P[E].Operands[0])) {
    Path = joined(P.text(P[E].Text), Path);
    if (P[E].Owner == Type)
      return Path;
  }
  return "";
}

/// An object that this code has made, whatever decided what it was filled with.
static bool isNew(const Program &P, ExprId Object, Name Type, int Depth = 6) {
  const Expr &Root = P[P.G.origin(Object)];
  if (Root.Kind == Op::Choice && Depth > 0) {
    auto Nothing = [&](ExprId Arm) { return judge::constantTruth(P, Arm) == false; };
    ExprId Then = Root.Operands[1], Else = Root.Operands[2];
    return (Nothing(Then) || isNew(P, Then, Type, Depth - 1)) && (Nothing(Else) || isNew(P, Else, Type, Depth - 1));
  }
  bool Allocated = Root.Kind == Op::Call && Root.Type == Type; // by a function that was not seen
  return Root.Kind == Op::Construct || Root.Kind == Op::Local || Allocated;
}

/// The path of what is set below an object of the type or below a part of it: "tls.user"; "" for another object's.
static std::string pathInParts(const Program &P, ExprId Target,
                               const std::vector<std::pair<Name, std::string>> &Parts) {
  for (const auto &[Part, Name] : Parts)
    if (std::string Inner = pathBelow(P, Target, Part); !Inner.empty())
      return joined(Name, Inner);
  return "";
}

/// "made->options = options": the settings that a part was made with, as a record that this code has filled in.
static void notedRecord(const Askers &Who, const Effect &E, const std::string &Path, std::vector<PooledField> &Into) {
  const Program &P = Who.J.P;
  std::vector<ExprId> Open{E.Value};
  for (size_t I = 0; I < Open.size() && I < 8; ++I)
    if (const Expr &X = P[Open[I]]; X.Kind == Op::Choice)
      Open.insert(Open.end(), {X.Operands[1], X.Operands[2]});
    else if (X.Kind == Op::With)
      identityFields(Who, Open[I], Path, Into);
}

/// Who an object belongs to, as functions note it down that get the object from elsewhere: "conn->user = copy(user);".
static void notedFields(const Askers &Who, Name Type, std::vector<PooledField> &Into) {
  Judgement &J = Who.J;
  const Program &P = J.P;
  const auto Parts = partsOf(P, Type);
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects) {
      bool Sets = E.What == Event::Kind::Store && (E.Flags & EventIsAssignment) && !(E.Flags & EffectLifted);
      if (!Sets || E.Target == NoExpr || E.Value == NoExpr)
        continue;
      const ExprId Root = P.G.origin(P.G.root(E.Target));
      const bool Given = P[Root].Kind == Op::Param, Made = P[Root].Kind == Op::Call;
      const std::string Path = Given || Made ? pathInParts(P, E.Target, Parts) : "";
      if (!Path.empty())
        notedRecord(Who, E, Path, Into);
      auto Id = Path.empty() || !Given ? std::nullopt : J.Who.ofName(Path.substr(Path.rfind('.') + 1));
      bool Tells = Id && (Id->Kind == judge::PrincipalKind::User || Id->Kind == judge::PrincipalKind::Secret ||
                          Id->Kind == judge::PrincipalKind::Credential);
      const Name Held = P[P.G.origin(E.Target)].Type;
      Tells &= J.Who.isTextOrNumber(Held) && !isYesOrNo(P, Held); // "has_user" is nobody
      if (Tells && Who.brought(E.Value) &&
          std::none_of(Into.begin(), Into.end(), [&](const PooledField &O) { return O.Path == Path; }))
        Into.push_back({Path, *Id, false, "", E.At, E.Value});
    }
}

std::vector<PooledField> madeWith(Judgement &J, ExprId Collection, const Acceptance &A) {
  const Program &P = J.P;
  const Name ElementType = A.Type;
  const Askers Who{J, A.Askers};
  std::vector<PooledField> Fields;
  if (isHandle(P, ElementType))
    return handleFields(J, ElementType);
  size_t Count = P.G.size();
  for (uint32_t I = 1; I < Count; ++I) {
    const Expr &E = P[static_cast<ExprId>(I)];
    if (E.Kind != Op::With || E.Type != ElementType)
      continue;
    if (isNew(P, static_cast<ExprId>(I), ElementType))
      identityFields(Who, static_cast<ExprId>(I), "", Fields, 1);
  }
  if (isResource(P, ElementType))
    notedFields(Who, ElementType, Fields);
  const Expr &C = P[keeperOf(P, Collection)];
  if (C.Kind != Op::Field && C.Kind != Op::Global && C.Kind != Op::Param)
    return Fields; // no place that others could name
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects) {
      bool Puts = (E.What == Event::Kind::Put && E.Key == NoExpr) || E.What == Event::Kind::Store;
      if (!Puts || E.Target == NoExpr || E.Value == NoExpr)
        continue;
      const Expr &T = P[keeperOf(P, E.Target)];
      if (T.Kind != C.Kind || T.Text != C.Text || T.Owner != C.Owner || (T.Kind == Op::Param && T.Type != C.Type))
        continue;
      identityFields(Who, E.Value, "", Fields);
      if (E.What == Event::Kind::Put && P[E.Value].Kind == Op::Param)
        recordFields(J, P[E.Value].Type, "", E.At, Fields, 2);
    }
  return Fields;
}

} // namespace crosstalk::rules
