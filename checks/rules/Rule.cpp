// See Rule.h.
#include "rules/Rule.h"
#include "rules/Rules.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <cmath>

namespace crosstalk::rules {

using namespace ir;
using judge::Leftover;

const std::vector<judge::QuerySite> &Judgement::queries(uint32_t Function) {
  auto [It, New] = Queries.try_emplace(Function);
  if (!Prepared)
    Prepared.emplace(P);
  if (New)
    It->second = judge::queriesOf(P, *Prepared, P.Functions[Function]);
  return It->second;
}

Place placeOf(const Program &P, Loc At) { return At.valid() ? Place{P.fileOf(At), At.Line, At.Column} : Place{}; }

bool isRoot(const Program &P, uint32_t Function) { return P.Functions[Function].Callers.empty(); }

const Effect &effect(const Program &P, Site S) { return P.Functions[S.Function].Effects[S.Effect]; }

std::optional<Site> below(const Program &P, Site S) {
  const EffectRef &B = effect(P, S).Below;
  if (!B.valid() || B.Index == ~0u)
    return std::nullopt;
  return Site{B.Function, B.Index};
}

Whereabouts whereabouts(const Program &P, Site S, ExprId Value) {
  std::vector<uint32_t> Around;
  for (std::optional<Site> Here = S; Here; Here = below(P, *Here))
    Around.push_back(Here->Function);
  for (const Effect &E : P.Functions[S.Function].Effects)
    if (E.Below.valid() && std::find(Around.begin(), Around.end(), E.Below.Function) == Around.end())
      Around.push_back(E.Below.Function);
  for (uint32_t F : Around)
    if (auto It = P.Functions[F].Places.find(static_cast<uint32_t>(Value)); It != P.Functions[F].Places.end())
      return It->second;
  return {P[Value].At};
}

Loc whereIs(const Program &P, Site S, ExprId Value) { return whereabouts(P, S, Value).At; }

bool isSameField(const Expr &A, const Expr &B) {
  return A.Kind == Op::Field && B.Kind == Op::Field && A.Owner == B.Owner && A.Text == B.Text;
}

/// All that a place may be: "slot ? slot : open()" is the slot and what is opened.
static void collectPlaces(const Program &P, ExprId Place, std::vector<ExprId> &Into, int Depth) {
  const ExprId At = P.G.origin(Place);
  const Expr &X = P[At];
  if (Depth == 0 || (X.Kind != Op::Choice && X.Kind != Op::Join)) {
    if (std::find(Into.begin(), Into.end(), At) == Into.end())
      Into.push_back(At);
    return;
  }
  for (size_t I = X.Kind == Op::Choice ? 1 : 0; I < X.Operands.size(); ++I)
    collectPlaces(P, X.Operands[I], Into, Depth - 1);
}

/// Whether all that a value may be is what one of the places held before, in a loop several times over.
static bool leadsBack(const Program &P, ExprId Value, const std::vector<ExprId> &Places, int Depth) {
  ExprId From = P.G.origin(Value);
  const Expr &X = P[From];
  if (std::any_of(Places.begin(), Places.end(),
                  [&](ExprId Place) { return From == Place || isSameField(X, P[Place]); }))
    return true;
  if (Depth == 0 || (X.Kind != Op::Choice && X.Kind != Op::Join))
    return false;
  return std::all_of(X.Operands.begin() + (X.Kind == Op::Choice ? 1 : 0), X.Operands.end(),
                     [&](ExprId Arm) { return leadsBack(P, Arm, Places, Depth - 1); });
}

bool isSameHandle(const Program &P, ExprId Value, ExprId Place) {
  std::vector<ExprId> Places;
  collectPlaces(P, Place, Places, 6);
  const Expr &V = P[Value];
  bool Used = V.Kind == Op::Out || V.Kind == Op::Choice || V.Kind == Op::Join;
  return Used && leadsBack(P, Value, Places, 6);
}

unsigned rankOf(const std::vector<Evidence> &Reasons, const Program &P) {
  double Sum = 0;
  for (const Evidence &E : Reasons)
    Sum += E.Weight;
  double Rank = 100 / (1 + std::exp(-Sum));
  // A caller in another unit could hold the guard.
  if (!P.Whole)
    Rank = std::min(Rank, 84.0);
  return static_cast<unsigned>(std::lround(Rank));
}

Finding make(const Program &P, std::string_view RuleId, Site At, std::string Storage, std::string Principal) {
  const SolvedFunction &F = P.Functions[At.Function];
  Finding Out;
  Out.RuleId = RuleId;
  Out.At = placeOf(P, effect(P, At).At);
  Out.Function = P.text(F.Qualified);
  Out.Storage = std::move(Storage);
  Out.Principal = std::move(Principal);
  char Hex[17];
  snprintf(Hex, sizeof Hex, "%016llx", static_cast<unsigned long long>(F.BodyHash));
  Out.BodyHash = Hex;
  return Out;
}

void finish(const Program &P, Finding &F) {
  F.Rank = rankOf(F.Reasons, P);
  std::string Name = F.RuleId + "|" + F.Function + "|" + F.Storage + "|" + F.Principal;
  char Hex[17];
  snprintf(Hex, sizeof Hex, "%016llx", static_cast<unsigned long long>(llvm::xxh3_64bits(Name)));
  F.Fingerprint = Hex;
}

static void addFrame(const Program &P, Flow &Into, Loc At, std::string Text) {
  if (!At.valid() || Into.Frames.size() >= 24)
    return;
  Frame F{placeOf(P, At), std::move(Text)};
  if (Into.Frames.empty() || !(Into.Frames.back() == F))
    Into.Frames.push_back(std::move(F));
}

/// What a reader is told where the value is made of, or decided by, the next part of the way; empty for nothing.
static std::string hop(const Program &P, ExprId From, ExprId Next) {
  const Expr &E = P[From];
  switch (E.Kind) {
  case Op::Concat:
    return "it becomes part of the text here";
  case Op::Choice:
    return E.Operands[0] == Next ? "it decides the content here" : "";
  case Op::Call:
  case Op::Construct:
  case Op::Out:
    return "it goes into '" + describe(P, From) + "' here";
  case Op::With: // "Rate{request.path, 1}" has no name
    return E.Hint == NoName ? "it becomes part of the object here" : "it goes into '" + describe(P, From) + "' here";
  default:
    return "";
  }
}

/// The step that stores: into a place of the program's own, or by a call into a library's storage.
static std::string storedIn(const Program &P, const Effect &E) {
  if (E.Target != NoExpr)
    return "stored here in '" + describe(P, P.G.origin(E.Target)) + "'";
  bool ByCall = E.Value != NoExpr && P[E.Value].Kind == Op::Call;
  return ByCall ? "stored here by '" + judge::calledName(P, P[E.Value]) + "'" : "stored here";
}

/// A closure has no name in the line that calls it.
static std::string calledHere(const std::string &Function) {
  return Function.starts_with("operator") ? "the closure" : "'" + Function + "'";
}

Flow valueFlow(const Program &P, const Leftover &L, Site At) {
  Flow Out;
  Out.What = Flow::Kind::Value;
  addFrame(P, Out, whereIs(P, At, L.Node),
           "'" + describe(P, L.Node) + "' is the " + judge::nameOf(L.Who.Kind) + " of whoever asks");
  for (size_t I = L.Path.size(); I-- > 0;) {
    if (L.Path[I] == L.Node)
      continue;
    Whereabouts Here = whereabouts(P, At, L.Path[I]);
    std::string How = hop(P, L.Path[I], I + 1 < L.Path.size() ? L.Path[I + 1] : L.Node);
    if (Here.YieldedBy != NoName)
      How = "it comes back from " + calledHere(judge::lastName(P.text(Here.YieldedBy))) + " here";
    if (!How.empty())
      addFrame(P, Out, Here.At, How);
  }
  std::vector<Site> Down{At};
  while (auto B = below(P, Down.back()))
    Down.push_back(*B);
  for (const Site &S : Down) {
    const Effect &E = effect(P, S);
    bool Last = &S == &Down.back();
    addFrame(P, Out, E.At,
             Last ? storedIn(P, E) : "handed on here by " + judge::lastName(P.text(P.Functions[S.Function].Qualified)));
  }
  return Out;
}

Flow keyFlow(const Program &P, const std::vector<ExprId> &Keys, Site At) {
  Flow Out;
  Out.What = Flow::Kind::Key;
  for (ExprId K : Keys) {
    const Expr &E = P[K];
    std::vector<ExprId> Parts = E.Kind == Op::Concat ? E.Operands : std::vector<ExprId>{K};
    for (ExprId Part : Parts)
      if (P[Part].Kind != Op::Literal)
        addFrame(P, Out, whereIs(P, At, Part), "the key holds '" + describe(P, Part) + "'");
    if (Parts.front() != K || P[K].Kind == Op::Literal)
      addFrame(P, Out, E.At.valid() ? whereIs(P, At, K) : effect(P, At).At, "the key is '" + describe(P, K) + "'");
  }
  addFrame(P, Out, effect(P, At).At, Keys.empty() ? "there is no key: one slot for everybody" : "used as the key here");
  return Out;
}

bool isMadeOf(const Program &P, const Expr &Base, ExprId E) {
  constexpr size_t Most = 300;
  llvm::SmallVector<ExprId, 64> Open{E};
  llvm::SmallDenseSet<uint32_t, 64> Seen{static_cast<uint32_t>(E)};
  for (size_t I = 0; I < Open.size() && I < Most; ++I) {
    if (Open[I] == NoExpr)
      continue;
    const Expr &X = P[Open[I]];
    if (X.Kind == Base.Kind && X.Text == Base.Text && X.Owner == Base.Owner)
      return true;
    for (ExprId O : X.Operands)
      if (Seen.insert(static_cast<uint32_t>(O)).second)
        Open.push_back(O);
  }
  return false;
}

/// "cache[key] = value": the look-up finds the place that the store fills, and hands nothing out.
static bool isPlaceOfStore(const SolvedFunction &F, const Effect &Get) {
  return std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
    return E.What == Event::Kind::Put && E.Key == Get.Key && E.Target == Get.Target && E.At.File == Get.At.File &&
           E.At.Line == Get.At.Line;
  });
}

static std::vector<Frame> readersOf(const Program &P, const Expr &Base) {
  Flow Found;
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects) {
      if (E.Flags & EffectLifted)
        continue;
      if (E.What == Event::Kind::Get && isMadeOf(P, Base, E.Target) && !isPlaceOfStore(F, E))
        addFrame(P, Found, E.At, "read here for any later caller, in " + judge::lastName(P.text(F.Qualified)));
      else if (E.What == Event::Kind::Return && E.Value != NoExpr && isMadeOf(P, Base, E.Value))
        addFrame(P, Found, E.At, "returned to any later caller here");
    }
  return Found.Frames;
}

Flow readerFlow(Judgement &J, const judge::Storage &S, Site At) {
  const Program &P = J.P;
  const Expr &Base = P[S.Base];
  auto [It, New] = J.Readers.try_emplace({Base.Kind, Base.Text, Base.Owner});
  if (New)
    It->second = readersOf(P, Base);
  Flow Out;
  Out.What = Flow::Kind::Reader;
  Place Store = placeOf(P, effect(P, At).At);
  for (const Frame &F : It->second)
    if (!(F.At == Store) && Out.Frames.size() < 4)
      Out.Frames.push_back(F);
  return Out;
}

} // namespace crosstalk::rules

namespace crosstalk {

void keepStrongest(std::vector<Finding> &Found) {
  auto Order = [](const Finding &A, const Finding &B) {
    return std::tuple(A.At, A.RuleId, 100 - A.Rank, A.Message) < std::tuple(B.At, B.RuleId, 100 - B.Rank, B.Message);
  };
  std::sort(Found.begin(), Found.end(), Order);
  auto Same = [](const Finding &A, const Finding &B) { return A.At == B.At && A.RuleId == B.RuleId; };
  Found.erase(std::unique(Found.begin(), Found.end(), Same), Found.end());
}

std::vector<Finding> runRules(const ir::Program &Program) {
  rules::Judgement J(Program);
  std::vector<Finding> Found;
#define RULE(Id, Family, Cwes, Severity, Precision, Function, Summary) rules::Function(J, Found);
#include "rules/Rules.def"
  rules::weakenCutShort(Program, Found);
  keepStrongest(Found);
  return Found;
}

} // namespace crosstalk
