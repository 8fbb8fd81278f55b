// What is compared after a hit: an entry that carries its owner and is refused to others is as good as keyed by it.
//
// In:  a storage and a value put there.  Out: the parts of the value that readers compare.
#include "judge/Walk.h"
#include "rules/Caches.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// A storage by the field or variable that it is, whoever holds it.
static std::string keeperOf(const Program &P, const judge::Storage &At) {
  const Expr &Base = P[At.Base];
  return Base.Kind == Op::Field ? P.text(Base.Owner) + "::" + P.text(Base.Text) : At.Id;
}

namespace {

/// A part of what a storage holds, as an expression reads it: "entry.accountId" of "entries_", "latest.household".
struct StoredPart {
  std::string Keeper;
  ComparedPart Part;
  ExprId Whole{}; ///< the stored element or slot
};

} // namespace

static bool isSlot(const Program &P, const Expr &X) {
  if (X.Kind == Op::Global)
    return true;
  return X.Kind == Op::Field && P[X.Operands[0]].Kind != Op::Each && P[X.Operands[0]].Kind != Op::Element &&
         !P.text(X.Owner).empty();
}

/// What an expression may read of storages: of the element it selects, or of every slot that its path goes through.
static std::vector<StoredPart> partsRead(Judgement &J, const SolvedFunction &F, ExprId E) {
  const Program &P = J.P;
  ComparedPart Part;
  std::vector<StoredPart> Found;
  for (int I = 0; I < 12 && E != NoExpr; ++I) {
    const Expr &X = P[E];
    if (!Part.Path.empty() && isSlot(P, X)) {
      auto At = J.Where.at(F, E);
      if (At && (At->IsStatic || At->IsMember || At->IsParameter))
        Found.push_back({keeperOf(P, *At), Part, E});
    }
    if (X.Kind == Op::Field) {
      Part.Path.insert(Part.Path.begin(), X.Text);
      E = X.Operands[0];
    } else if (X.Kind == Op::Choice) {
      E = P[P.G.root(X.Operands[1])].Kind == Op::Literal ? X.Operands[2] : X.Operands[1];
    } else if (X.Kind == Op::KeyOf) {
      Part.OfKey = true;
      E = X.Operands[0];
    } else if (X.Kind == Op::Element || X.Kind == Op::Each) {
      if (!Part.Path.empty())
        if (auto From = J.Where.at(F, X.Operands[0]))
          return {{keeperOf(P, *From), Part, E}};
      break;
    } else {
      break;
    }
  }
  return Found;
}

static ExprId partOf(const Program &P, ExprId Value, const std::vector<Name> &Path) {
  for (Name Step : Path) {
    Expr Prototype;
    Prototype.Text = Step;
    Value = P.G.field(Value, Prototype);
  }
  return Value;
}

/// Whether an element, or a part of it, is in a value.
static bool isMadeWith(const Program &P, ExprId Value, ExprId Element) {
  return judge::reaches(P, Value, 16,
                        [&](ExprId Part) { return Part == Element ? judge::Step::Found : judge::Step::Into; });
}

/// The marks of an entry that decide whether it is compared at all: "shared" of "entry.shared || entry.owner == user".
static std::set<ExprId> marksIn(Judgement &J, const SolvedFunction &F, ExprId Condition, int Depth = 6) {
  const Expr &X = J.P[Condition];
  std::set<ExprId> Found;
  if (X.Kind == Op::And || X.Kind == Op::Or || X.Kind == Op::Not) {
    for (ExprId O : X.Operands)
      if (Depth > 0)
        Found.merge(marksIn(J, F, O, Depth - 1));
  } else if ((X.Kind == Op::Field || X.Kind == Op::Choice) && !partsRead(J, F, Condition).empty()) {
    Found.insert(Condition);
  }
  return Found;
}

/// What one way out compares with something of the requester's before it uses what is stored. An entry that is marked
/// as everybody's is not compared.
static std::vector<judge::Facts::Equality> comparedBefore(Judgement &J, const SolvedFunction &F,
                                                          const Alternative &Out) {
  std::vector<judge::Facts::Equality> All = judge::Facts(J.P, Out.When).equalities();
  std::set<ExprId> Marks;
  for (const Condition &C : Out.When)
    Marks.merge(marksIn(J, F, C.Value));
  for (ExprId Mark : Marks)
    for (bool Negated : {false, true}) {
      std::vector<Condition> When = Out.When;
      When.push_back({Mark, Negated});
      const judge::Facts Known(J.P, When);
      All.insert(All.end(), Known.equalities().begin(), Known.equalities().end());
    }
  return All;
}

namespace {

using PartsByKeeper = std::map<std::string, std::vector<ComparedPart>>;

/// What is compared with something of the requester's, by the conditions that say so: many effects have the same.
class Comparisons {
public:
  explicit Comparisons(Judgement &J) : J(J) {}

  const std::vector<StoredPart> &before(const SolvedFunction &F, const Alternative &Out) {
    std::vector<uint32_t> Key{static_cast<uint32_t>(F.Class)};
    for (const Condition &C : Out.When)
      Key.push_back(static_cast<uint32_t>(C.Value) * 2 + C.Negated);
    auto [It, New] = Known.try_emplace(std::move(Key));
    if (New)
      It->second = compared(F, Out);
    return It->second;
  }

  Judgement &J;

private:
  std::vector<StoredPart> compared(const SolvedFunction &F, const Alternative &Out) {
    std::vector<StoredPart> Found;
    for (const judge::Facts::Equality &Eq : comparedBefore(J, F, Out))
      for (ExprId Side : {Eq.Left, Eq.Right}) {
        ExprId Other = Side == Eq.Left ? Eq.Right : Eq.Left;
        // Compared with itself it says nothing.
        if (Side == Other || J.P[Other].Kind == Op::Literal || !J.Who.fromRequester(Other))
          continue;
        std::vector<StoredPart> Read = partsRead(J, F, Side);
        Found.insert(Found.end(), std::make_move_iterator(Read.begin()), std::make_move_iterator(Read.end()));
      }
    return Found;
  }

  std::map<std::vector<uint32_t>, std::vector<StoredPart>> Known;
};

} // namespace

static void noteCompared(Comparisons &All, const SolvedFunction &F, const Alternative &Out, PartsByKeeper &Found,
                         ExprId OfElement = NoExpr) {
  for (const StoredPart &Read : All.before(F, Out)) {
    if (OfElement != NoExpr && Read.Whole != OfElement)
      continue;
    std::vector<ComparedPart> &Parts = Found[Read.Keeper];
    if (std::find(Parts.begin(), Parts.end(), Read.Part) == Parts.end())
      Parts.push_back(Read.Part);
    if (OfElement == NoExpr && isMadeWith(All.J.P, Out.Value, Read.Whole))
      All.J.HandedOut.insert(Read.Keeper);
  }
}

/// What a store sets of a storage: a part, or a whole element.
static std::vector<StoredPart> targetIn(Judgement &J, const SolvedFunction &F, ExprId Target) {
  const Expr &X = J.P[Target];
  if (X.Kind == Op::Element || X.Kind == Op::Each)
    if (auto From = J.Where.at(F, X.Operands[0]))
      return {{keeperOf(J.P, *From), {}, Target}};
  return partsRead(J, F, Target);
}

/// "if (entry.secret != asked.secret) entry.client = connect(asked);": whoever goes on finds what is like his own.
static void noteReplaced(Comparisons &All, const SolvedFunction &F, const Effect &E, PartsByKeeper &Found) {
  Judgement &J = All.J;
  const std::vector<StoredPart> Targets = E.Target == NoExpr ? std::vector<StoredPart>() : targetIn(J, F, E.Target);
  for (size_t I = 0; I < E.Conditions.size() && !Targets.empty(); ++I) {
    Alternative Kept{E.Target, {}};
    for (const StoredPart &Target : Targets) {
      if (!isMadeWith(J.P, E.Conditions[I].Value, Target.Whole))
        continue;
      Kept.When.assign(E.Conditions.begin(), E.Conditions.begin() + I + 1);
      Kept.When.back().Negated = !Kept.When.back().Negated;
      noteCompared(All, F, Kept, Found, Target.Whole);
    }
  }
}

/// Everything that readers compare with something of the requester's, by storage.
static PartsByKeeper comparedParts(Judgement &J) {
  Comparisons All(J);
  PartsByKeeper Found;
  for (const SolvedFunction &F : J.P.Functions)
    for (const Effect &E : F.Effects) {
      if ((E.What != Event::Kind::Return && E.What != Event::Kind::Store) || E.Value == NoExpr)
        continue;
      if (E.What == Event::Kind::Store)
        noteReplaced(All, F, E, Found);
      // What a callee compares comes back as a choice.
      bool Returns = E.What == Event::Kind::Return;
      for (Alternative &A : Returns ? alternatives(J.P, E.Value) : std::vector<Alternative>{{E.Value, {}}}) {
        A.When.insert(A.When.begin(), E.Conditions.begin(), E.Conditions.end());
        if (!A.When.empty())
          noteCompared(All, F, A, Found);
      }
    }
  return Found;
}

namespace {

/// "byName_[name] = lru_.begin()": the collection that a value leads into, and what was put there just before.
struct Indexed {
  std::set<std::string> Keepers;
  std::vector<ExprId> New;
};

} // namespace

static Indexed indexed(const Program &P, ExprId Value) {
  Indexed Found;
  judge::reaches(P, Value, 4, [&](ExprId Part) {
    const Expr &X = P[Part];
    if (X.Kind == Op::Join)
      return judge::Step::Into;
    bool Element = X.Kind == Op::Element || X.Kind == Op::Each;
    const Expr *From = Element ? &P[P.G.origin(X.Operands[0])] : nullptr;
    if (From && From->Kind == Op::Field)
      Found.Keepers.insert(P.text(From->Owner) + "::" + P.text(From->Text));
    else
      Found.New.push_back(Part);
    return judge::Step::Skip;
  });
  return Found;
}

std::vector<ExprId> matchedParts(Judgement &J, const judge::Storage &At, ExprId Element) {
  std::vector<ExprId> Parts = recheckedParts(J, At, Element, NoExpr);
  return J.HandedOut.count(keeperOf(J.P, At)) ? Parts : std::vector<ExprId>{};
}

std::vector<ExprId> recheckedParts(Judgement &J, const judge::Storage &At, ExprId Value, ExprId Key) {
  if (!J.Compared)
    J.Compared = comparedParts(J);
  std::vector<ExprId> Parts;
  for (const ComparedPart &Part : (*J.Compared)[keeperOf(J.P, At)])
    Parts.push_back(partOf(J.P, Part.OfKey && Key != NoExpr ? Key : Value, Part.Path));
  const Indexed Into = indexed(J.P, Value);
  for (const std::string &Keeper : Into.Keepers)
    for (const ComparedPart &Part : (*J.Compared)[Keeper])
      for (ExprId New : Into.New)
        Parts.push_back(partOf(J.P, New, Part.Path));
  return Parts;
}

bool isReplacedWhereUnlike(Judgement &J, Site S) {
  const SolvedFunction &F = J.P.Functions[S.Function];
  const Effect &E = effect(J.P, S);
  Comparisons All(J);
  PartsByKeeper Found;
  noteReplaced(All, F, E, Found);
  judge::KeyCode Code(J.P, J.Who);
  const ExprId Value = judge::specialise(J.P, E.Value, judge::Facts(J.P, E.Conditions));
  for (const StoredPart &Target : targetIn(J, F, E.Target))
    for (const ComparedPart &Part : Found[Target.Keeper])
      if (Part.Path.size() > Target.Part.Path.size() &&
          std::equal(Target.Part.Path.begin(), Target.Part.Path.end(), Part.Path.begin()))
        Code.add(partOf(J.P, Value, {Part.Path.begin() + Target.Part.Path.size(), Part.Path.end()}));
  if (!Code.exact().empty() && judge::leftovers(J.P, J.Who, Value, Code).empty())
    return true;
  auto Below = below(J.P, S); // where the store is written, more of it may be one principal's
  return Below && isReplacedWhereUnlike(J, *Below);
}

} // namespace crosstalk::rules
