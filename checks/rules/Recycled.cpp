// Records whose objects are used again for somebody else: those of a pool, and the slots of a table.
//
// In:  a solved program.  Out: the records' types.  Not here: what stays in such an object; see PooledObject.cpp.
#include "judge/Walk.h"
#include "rules/Pools.h"
#include "rules/Slots.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// What a pool gives back to its callers: an element that was there, else a new one.
struct HandedOut {
  std::set<Name> Kept, Fresh;
};

/// "windows.open(name)": what was made for that name is found by it, and another name gets another one. A connection
/// is used by whoever wants to get there.
static bool isFoundByName(const Program &P, const PickedElement &Pick, const std::vector<Condition> &Around) {
  std::vector<Condition> Tests = Around;
  Tests.insert(Tests.end(), Pick.When.begin(), Pick.When.end());
  return !isResource(P, P[Pick.Element].Type) && isAskedByName(P, Tests, Pick.Element);
}

bool isFoundByName(const Program &P, ExprId Object, const std::vector<Condition> &Around) {
  const std::vector<PickedElement> All = elementsIn(P, Object);
  return !All.empty() &&
         std::all_of(All.begin(), All.end(), [&](const PickedElement &Pick) { return isFoundByName(P, Pick, Around); });
}

/// The elements that a function gives back by their name only.
static std::set<Name> foundByName(const Program &P, const SolvedFunction &F) {
  std::set<Name> Found, Other;
  for (const Effect &E : F.Effects)
    if (E.What == Event::Kind::Return && !(E.Flags & EffectLifted) && E.Value != NoExpr)
      for (const PickedElement &Pick : elementsIn(P, E.Value))
        (isFoundByName(P, Pick, E.Conditions) ? Found : Other).insert(P[Pick.Element].Type);
  std::erase_if(Found, [&](Name Class) { return Other.count(Class); });
  return Found;
}

static void collect(const Program &P, ExprId Value, HandedOut &Into) {
  judge::reaches(P, Value, 12, [&](ExprId Part) {
    const Expr &X = P[Part];
    bool Element = X.Kind == Op::Each || X.Kind == Op::Element;
    if (Element || judge::isListHead(P, X))
      Into.Kept.insert(X.Type);
    // "calloc(1, sizeof *c)" is an object of nothing known.
    if (X.Kind == Op::Construct || X.Kind == Op::Local)
      Into.Fresh.insert(X.Type);
    bool Holds = X.Kind == Op::Choice || X.Kind == Op::Join || X.Kind == Op::Construct || X.Kind == Op::With;
    return Holds ? judge::Step::Into : judge::Step::Skip;
  });
}

/// What collections and lists get: objects as they are made, before anybody used them, and objects that come back.
struct PutBack {
  std::set<Name> Seeded, Used;

  void note(const Program &P, const Effect &E) {
    if (E.Target == NoExpr || E.Value == NoExpr || E.Key != NoExpr)
      return;
    if (E.What != Event::Kind::Put && (E.What != Event::Kind::Store || !judge::isListHead(P, P[E.Target])))
      return;
    ExprId Value = P.G.origin(E.Value);
    while (P[Value].Kind == Op::With)
      Value = P.G.origin(P[Value].Operands[0]);
    const Expr &X = P[Value];
    // "idle.push_back(std::make_unique<Buffer>())", "free.push_back(&buffers[i])".
    // A bucket that gets what was its head is the link of a list, no new object.
    bool Element = (X.Kind == Op::Each || X.Kind == Op::Element) && E.What == Event::Kind::Put &&
                   P.G.origin(X.Operands[0]) != P.G.origin(E.Target);
    const Expr &Whole = P[E.Value];
    bool Empty = Whole.Kind == Op::Local || (Whole.Kind == Op::Construct && Whole.Operands.size() <= 1);
    if (Element || Empty)
      Seeded.insert(X.Type);
    if (X.Kind != Op::Construct)
      Used.insert(X.Type);
  }
};

/// Records of which some collection or list gets objects back that were handed out before.
static std::set<Name> pooledIn(const Program &P) {
  std::set<Name> Kept, Out;
  PutBack Back;
  for (const SolvedFunction &F : P.Functions) {
    HandedOut Handed;
    if (F.Returned != NoExpr)
      collect(P, F.Returned, Handed);
    if (!Handed.Kept.empty())
      for (Name Class : foundByName(P, F))
        Handed.Kept.erase(Class);
    Kept.insert(Handed.Kept.begin(), Handed.Kept.end());
    for (Name Class : Handed.Kept)
      if (Handed.Fresh.count(Class))
        Out.insert(Class);
    for (const Effect &E : F.Effects)
      Back.note(P, E);
  }
  std::set_intersection(Kept.begin(), Kept.end(), Back.Seeded.begin(), Back.Seeded.end(),
                        std::inserter(Out, Out.end()));
  std::erase_if(Out, [&](Name Class) { return !Back.Used.count(Class); });
  return Out;
}

/// A number that the system gives to the next client once the last one has hung up.
static bool isDescriptor(const Program &P, ExprId Key) {
  const Expr &X = P[P.G.origin(Key)];
  if (X.Kind == Op::Call) {
    const auto &Models = P.modelsOf(X.Text);
    return std::any_of(Models.begin(), Models.end(), [](const Model *M) { return M->Accepts; });
  }
  bool Named = X.Kind == Op::Param || X.Kind == Op::Field || X.Kind == Op::Local;
  return Named && judge::hasWord(P.text(X.Hint), {"fd", "sock", "socket", "sockfd", "sd", "descriptor"});
}

/// "-1", in a place of numbers that are never below zero: none.
static bool isNone(const Program &P, ExprId E) {
  const Expr &X = P[E];
  return X.Kind == Op::Literal && P.text(X.Text).starts_with('-');
}

/// The slots of a table: "peers[fd]" of every function, and the elements that a function marks as taken and another as
/// free again.
class Tables {
public:
  explicit Tables(const Program &P) : P(P) {
    for (const SolvedFunction &F : P.Functions)
      for (const Effect &E : F.Effects)
        if (E.Target != NoExpr && !(E.Flags & EventInConstructor) && !(E.Flags & EffectLifted))
          note(E);
  }

  std::set<Name> slots() const {
    std::set<Name> Found = ByDescriptor;
    for (const auto &[Flag, Class] : Claimed)
      if (Released.count(Flag))
        Found.insert(Class);
    std::erase_if(Found, [&](Name Class) { return Replaced.count(Class) || isErased(Class); });
    return Found;
  }

private:
  void note(const Effect &E) {
    if (E.What == Event::Kind::Erase)
      return void(Erased.insert(P[E.Target].Type));
    ExprId Target = P.G.origin(E.Target);
    const Expr &T = P[Target];
    bool Made = E.Value != NoExpr &&
                (P[E.Value].Kind == Op::Construct || P[E.Value].Kind == Op::Record || P[E.Value].Kind == Op::With);
    if (Made && (T.Kind == Op::Element || E.What == Event::Kind::Put) && E.Value != Target)
      Replaced.insert(P[E.Value].Type);
    if (E.What != Event::Kind::Store || T.Kind != Op::Field)
      return;
    const Expr &Slot = P[P.G.origin(T.Operands[0])];
    if (Slot.Kind == Op::Element && Slot.Operands[1] != NoExpr && isDescriptor(P, Slot.Operands[1]))
      ByDescriptor.insert(Slot.Type);
    if (judge::constantTruth(P, E.Value) == false || isNone(P, E.Value))
      Released.insert({T.Owner, T.Text});
    else if ((Slot.Kind == Op::Each || Slot.Kind == Op::Element) && isTestedFree(E, Target))
      Claimed.insert({{T.Owner, T.Text}, Slot.Type});
  }

  /// "connections.erase(fd)", of a "std::map<int, net::Connection>": the next client gets a new one.
  bool isErased(Name Class) const {
    return std::any_of(Erased.begin(), Erased.end(),
                       [&](Name Collection) { return holdsName(P.text(Collection), P.text(Class)); });
  }

  /// Whether a type is spelled with a name of its own, not as the part of a longer one.
  static bool holdsName(std::string_view Type, std::string_view Wanted) {
    auto Continues = [](char C) { return C == '_' || C == ':' || std::isalnum(static_cast<unsigned char>(C)); };
    for (size_t At = Type.find(Wanted); At != std::string_view::npos; At = Type.find(Wanted, At + 1)) {
      size_t End = At + Wanted.size();
      if ((At == 0 || !Continues(Type[At - 1])) && (End == Type.size() || !Continues(Type[End])))
        return true;
    }
    return false;
  }

  /// Whether the slot was asked whether it is in use, before it was marked: "if (!slot.used) slot.used = true", "if
  /// (slot.fd < 0) slot.fd = fd".
  bool isTestedFree(const Effect &E, ExprId Flag) const {
    judge::Facts Known(P, E.Conditions);
    return Known.known(Flag) == false || std::any_of(E.Conditions.begin(), E.Conditions.end(), [&](const Condition &C) {
             const Expr &X = P[P[C.Value].Kind == Op::Not ? P[C.Value].Operands[0] : C.Value];
             return X.Kind == Op::Compare && (saysNone(X, Flag, X.Operands[0], X.Operands[1]) ||
                                              saysNone(X, Flag, X.Operands[1], X.Operands[0]));
           });
  }

  /// "slot.fd < 0", "slot.fd == -1", whichever way around.
  bool saysNone(const Expr &Compare, ExprId Flag, ExprId Asked, ExprId With) const {
    bool Orders = static_cast<Relation>(Compare.Index) == Relation::Less;
    return Asked == Flag && (isNone(P, With) || (Orders && judge::constantTruth(P, With) == false));
  }

  using FieldName = std::pair<Name, Name>;
  const Program &P;
  std::set<Name> ByDescriptor, Replaced;
  std::set<Name> Erased; ///< types of collections that elements are taken out of
  std::map<FieldName, Name> Claimed;
  std::set<FieldName> Released;
};

Name objectClass(const Program &P, const judge::Storage &Slot) {
  const Expr &Base = P[Slot.Base];
  return Base.Kind == Op::Field && Base.Owner != NoName ? Base.Owner : Slot.OwnerClass;
}

bool isTableSlot(Judgement &J, Name Class) {
  if (!J.TableSlots) {
    J.TableSlots = Tables(J.P).slots();
    std::erase_if(*J.TableSlots, [&](Name N) { return !J.P.record(N); });
  }
  return J.TableSlots->count(Class);
}

bool isRecycled(Judgement &J, Name Class) {
  if (!J.Pooled) {
    J.Pooled = pooledIn(J.P);
    std::erase_if(*J.Pooled, [&](Name N) { return !J.P.record(N); });
  }
  return J.Pooled->count(Class) || isTableSlot(J, Class);
}

bool isPartOfRecycled(Judgement &J, ExprId Part) {
  const Program &P = J.P;
  while (Part != NoExpr && (P[Part].Kind == Op::Field || P[Part].Kind == Op::Choice)) {
    if (P[Part].Kind == Op::Field && isRecycled(J, P[Part].Owner))
      return true;
    Part = P[Part].Operands[P[Part].Kind == Op::Field ? 0 : 1];
  }
  return false;
}

} // namespace crosstalk::rules
