// Storages that are known from library models only: Redis, memcached, QCache and the like, where a look-up or a store
// is a call.
//
// In:  a call with a model that names handle, key and value.  Out: storage, keys and value, as for a map of the
// program.
#include "rules/Caches.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// A command such as "SETEX page:%s 300 %b": the arguments that make the key and those that make the value.
static bool readCommand(const Program &P, const Expr &Call, const StorageAccess &How, KeptCall &Into) {
  ExprId Format = argumentAt(Call, How.KeyFormat);
  if (Format == NoExpr || P[Format].Kind != Op::Literal)
    return false;
  llvm::SmallVector<llvm::StringRef, 8> Words;
  llvm::StringRef(P.text(P[Format].Text)).split(Words, ' ', -1, /*KeepEmpty=*/false);
  if (Words.size() < 2)
    return false;
  std::string Verb = Words[0].lower();
  static const std::initializer_list<const char *> Puts = {"set",    "setex", "psetex", "setnx",
                                                           "getset", "hset",  "hsetnx", "hmset"};
  static const std::initializer_list<const char *> Gets = {"get", "hget", "hgetall", "mget", "getex"};
  Into.Puts = std::find(Puts.begin(), Puts.end(), Verb) != Puts.end();
  Into.Gets = std::find(Gets.begin(), Gets.end(), Verb) != Gets.end();
  Into.Expires =
      Verb == "setex" || Verb == "psetex" || llvm::is_contained(Words, "EX") || llvm::is_contained(Words, "PX");
  size_t KeyWords = Verb.front() == 'h' && Verb != "hgetall" ? 3 : 2;
  std::vector<ExprId> Values;
  int Next = How.KeyFormat + 1;
  for (size_t W = 1; W < Words.size(); ++W)
    for (size_t At = Words[W].find('%'); At != llvm::StringRef::npos; At = Words[W].find('%', At + 1)) {
      ExprId Held = argumentAt(Call, Next);
      Next += Words[W].substr(At).starts_with("%b") ? 2 : 1;
      if (Held != NoExpr)
        (W < KeyWords ? Into.Keys : Values).push_back(Held);
    }
  if (!Values.empty())
    Into.Value = Values.back();
  return Into.Puts || Into.Gets;
}

static bool readPositions(const Expr &Call, const StorageAccess &How, KeptCall &Into) {
  Into.Puts = How.Op == StorageOp::Put;
  Into.Gets = How.Op == StorageOp::Get || How.Op == StorageOp::GetOrPut;
  if (ExprId Key = argumentAt(Call, How.Key); Key != NoExpr)
    Into.Keys.push_back(Key);
  Into.Value = argumentAt(Call, How.Value);
  return !Into.Keys.empty() && (Into.Puts || Into.Gets);
}

static judge::Storage outside(const Model &M, ExprId Handle) {
  judge::Storage At;
  At.Id = "external:" + M.Library;
  At.Display = M.Library;
  At.Base = At.Object = Handle;
  At.External = At.IsStatic = true;
  At.Shared = 2.2;
  At.Why = {{"external", "'" + M.Library + "' keeps it outside the process: every request can read it", 2.2}};
  return At;
}

std::optional<KeptCall> keptCall(Judgement &J, const SolvedFunction &F, const Effect &E) {
  const Program &P = J.P;
  if (E.What != Event::Kind::Call || E.Value == NoExpr || P[E.Value].Kind != Op::Call)
    return std::nullopt;
  const Expr &Call = P[E.Value];
  for (const Model *M : P.modelsOf(Call.Text)) {
    if (!M->Storage)
      continue;
    KeptCall Found;
    const StorageAccess &How = *M->Storage;
    bool Read = How.KeyFormat != Nowhere ? readCommand(P, Call, How, Found) : readPositions(Call, How, Found);
    if (!Read)
      continue;
    ExprId Handle = argumentAt(Call, How.Handle);
    if (How.External) {
      Found.At = outside(*M, Handle == NoExpr ? E.Value : Handle);
    } else {
      auto At = Handle == NoExpr ? std::nullopt : J.Where.at(F, Handle);
      if (!At)
        continue;
      Found.At = *At;
      if (Found.At.Base == NoExpr)
        Found.At.Base = Handle;
      Found.Keys.insert(Found.Keys.begin(), At->Keys.begin(), At->Keys.end());
    }
    return Found;
  }
  return std::nullopt;
}

std::optional<Evidence> keptByCall(Judgement &J, Site S, const KeptCall &Put) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[S.Function];
  for (uint32_t I = 0; I < S.Effect; ++I)
    if (auto Get = keptCall(J, F, F.Effects[I]); Get && Get->Gets && Get->At.Id == Put.At.Id)
      return Evidence{"looked-up-first", "it is looked up before it is computed", 0.7};
  for (const SolvedFunction &Other : P.Functions)
    for (const Effect &E : Other.Effects)
      if (!(E.Flags & EffectLifted))
        if (auto Get = keptCall(J, Other, E); Get && Get->Gets && Get->At.Id == Put.At.Id)
          return Put.Expires ? Evidence{"expires", "it is kept for a while and read elsewhere", 0.5}
                             : Evidence{"read-elsewhere", "other code reads what is kept there", 0.2};
  return std::nullopt;
}

bool cachesIn(Judgement &J, const Model &M) {
  for (const SolvedFunction &F : J.P.Functions)
    for (const Effect &E : F.Effects)
      if (auto Put = E.Flags & EffectLifted ? std::nullopt : keptCall(J, F, E);
          Put && Put->Puts && Put->At.Id == "external:" + M.Library)
        return true;
  return false;
}

/// One value, or two objects that were made of it: "Slice(path)" for the look-up and for the store.
static bool isSameKey(const Program &P, ExprId A, ExprId B) {
  const Expr &X = P[A], &Y = P[B];
  return A == B || (X.Kind == Op::Construct && Y.Kind == Op::Construct && X.Text == Y.Text && X.Operands == Y.Operands);
}

bool isCacheOf(Judgement &J, const SolvedFunction &F, ExprId Key) {
  return std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
    auto Put = keptCall(J, F, E);
    return Put && Put->Puts &&
           std::any_of(Put->Keys.begin(), Put->Keys.end(), [&](ExprId K) { return isSameKey(J.P, K, Key); });
  });
}

} // namespace crosstalk::rules
