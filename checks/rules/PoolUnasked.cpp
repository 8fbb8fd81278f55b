// What an element of a pool is told about whoever it is made for, and nobody ever asks it.
//
// In:  an accepted element.  Out: the fields that the objects which ask fill in and that no code of the program reads:
// the name of the server that a session was opened for, noted for the day it is resumed. See Pools.h.
#include "judge/Walk.h"
#include "rules/Pools.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// All fields that some value, key, condition or result is made of, and all of what code gets that was not seen.
class ReadFields {
public:
  explicit ReadFields(const Program &P) : P(P), Seen(P.G.size(), false) {
    for (const SolvedFunction &F : P.Functions) {
      read(F.Returned);
      for (const Effect &E : F.Effects)
        readBy(E);
    }
  }
  bool has(Name Owner, Name Text) const { return Wholes.count(Owner) || Fields.count({Owner, Text}); }

private:
  void readBy(const Effect &E) {
    read(E.Value);
    read(E.Key);
    for (const Condition &C : E.Conditions)
      read(C.Value);
    // Of a target only what selects the place is read.
    ExprId Place = E.Target;
    while (Place != NoExpr && (P[Place].Kind == Op::Field || P[Place].Kind == Op::With || P[Place].Kind == Op::Out))
      Place = P[Place].Operands[P[Place].Kind == Op::Out ? 1 : 0];
    read(Place);
  }

  void read(ExprId E) {
    if (E == NoExpr || Seen[static_cast<uint32_t>(E)])
      return;
    Seen[static_cast<uint32_t>(E)] = true;
    const Expr &X = P[E];
    // "free(session->name)" ends it.
    if (X.Kind == Op::Call && judge::hasWord(P.calleeOf(X), {"free", "destroy", "delete", "unref", "release"}))
      return;
    if (X.Kind == Op::Field)
      Fields.insert({X.Owner, X.Text});
    if (X.Kind == Op::Call)
      for (ExprId O : X.Operands)
        if (O != NoExpr && P[O].Kind != Op::Function)
          Wholes.insert(P[O].Type);
    for (ExprId O : X.Operands)
      read(O);
  }

  const Program &P;
  std::vector<bool> Seen;
  std::set<std::pair<Name, Name>> Fields;
  std::set<Name> Wholes;
};

/// Somebody's session, ticket or connection, by its name or by what is read of it: more than data.
static bool standsForSomebody(Judgement &J, Name Type, const ReadFields &Read) {
  const RecordInfo *R = J.P.record(Type);
  return R && (namesConnection(judge::lastName(J.P.text(Type))) ||
               std::any_of(R->Fields.begin(), R->Fields.end(), [&](const ir::Field &F) {
                 return J.Who.isTextOrNumber(F.Type) && J.Who.ofName(J.P.text(F.Identifier)) &&
                        Read.has(Type, F.Identifier);
               }));
}

/// A text or number of whoever asks, or a part of theirs; not what the program is made of, or has just made.
static bool isTheirs(Judgement &J, ExprId Held) {
  const Expr &X = J.P[J.P.G.origin(Held)];
  if (X.Kind == Op::Literal || X.Kind == Op::Fresh || X.Kind == Op::Lossy || X.Kind == Op::Call ||
      J.P.text(X.Type) == "bool")
    return false;
  bool Plain = J.Who.isTextOrNumber(X.Type) || X.Kind == Op::Concat || X.Kind == Op::Choice;
  return (Plain || X.Kind == Op::Field || X.Kind == Op::Param) && J.Who.fromRequester(Held);
}

/// Whether the value is in what another field of the same object holds as well: "key" has the "target" in it. What a
/// call has made of it is something else.
static bool isToldTwice(const Program &P, ExprId Held, Name Field, Name Owner) {
  auto Holds = [&](ExprId Value) {
    return judge::reaches(P, Value, 12, [&](ExprId Part) {
      return Part == Held ? judge::Step::Found : P[Part].Kind == Op::Call ? judge::Step::Skip : judge::Step::Into;
    });
  };
  for (uint32_t I = 1; I < P.G.size(); ++I)
    if (const Expr &X = P[ExprId{I}]; X.Kind == Op::With && X.Owner == Owner && X.Text != Field &&
                                      P[X.Operands[1]].Kind != Op::With && Holds(X.Operands[1]))
      return true;
  return false;
}

/// The fields of the type that are told and not read, each once.
static std::vector<PooledField> toldOf(Judgement &J, Name Type, const ReadFields &Read) {
  const Program &P = J.P;
  std::vector<PooledField> Found;
  auto Note = [&](Name Owner, Name Field, ExprId Held, Loc At) {
    const std::string &Path = P.text(Field);
    bool Known = std::any_of(Found.begin(), Found.end(), [&](const PooledField &O) { return O.Path == Path; });
    if (Owner == Type && P[P.G.origin(Held)].Type != Type && !Known && !Read.has(Owner, Field) && isTheirs(J, Held) &&
        !isToldTwice(P, Held, Field, Owner))
      Found.push_back(
          {.Path = Path,
           .Who = {judge::PrincipalKind::User, 1.4, "nothing reads '" + Path + "', which it was told", false},
           .At = At,
           .Held = Held});
  };
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects) {
      if (E.What == Event::Kind::Store && E.Target != NoExpr && E.Value != NoExpr && !(E.Flags & EventInConstructor))
        if (const Expr &To = P[P.G.origin(E.Target)]; To.Kind == Op::Field)
          Note(To.Owner, To.Text, E.Value, E.At);
      for (ExprId Part = E.Value; Part != NoExpr && P[Part].Kind == Op::With; Part = P[Part].Operands[0])
        Note(P[Part].Owner, P[Part].Text, P[Part].Operands[1], P[Part].At);
    }
  return Found;
}

const std::vector<PooledField> &UnaskedFields::of(Name ElementType) {
  auto [It, New] = ByType.try_emplace(ElementType);
  if (!New || !J.P.Whole || !J.P.record(ElementType))
    return It->second;
  if (!Read)
    Read = std::make_shared<const ReadFields>(J.P);
  if (standsForSomebody(J, ElementType, *Read))
    It->second = toldOf(J, ElementType, *Read);
  return It->second;
}

} // namespace crosstalk::rules
