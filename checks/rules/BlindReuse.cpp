// crosstalk-identity-blind-reuse: a pooled connection, session or handle is matched for reuse without an identity that
// it was set up with.
//
// In:  places where an element of a pool is accepted, and what was put into that pool.
// Out: the identity fields that went into making the element and that no accepted match compares.
#include "judge/Facts.h"
#include "rules/Caches.h"
#include "rules/Pools.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Identity;
using judge::PrincipalKind;

/// A record that is looked up by whose it is, where no more than that is known of who asks.
static bool isRecordOfOne(Judgement &J, const Acceptance &A, Name Type) {
  if (A.ByRecord || isResource(J.P, Type))
    return false;
  return std::any_of(A.Compared.begin(), A.Compared.end(), [&](const std::string &Path) {
    auto Id = J.Who.ofName(Path.substr(Path.rfind('.') + 1));
    return (Id && Id->Kind != PrincipalKind::Device) || judge::hasWord(Path, {"email", "mail", "username", "login"});
  });
}

/// Whether a handle is asked for who it was set up for: "PQuser(conn)".
static bool asksWhose(const std::string &Compared) {
  std::string Lower = llvm::StringRef(Compared).lower();
  llvm::StringRef Name = Lower;
  if (!Name.consume_back("()"))
    return false;
  for (llvm::StringRef Word : {"user", "login", "account", "owner", "tenant", "principal", "identity"})
    if (Name.ends_with(Word))
      return true;
  return false;
}

static bool isCompared(const Acceptance &A, const std::string &Path) {
  auto Covers = [&](const std::string &C) {
    return C == Path || Path.starts_with(C + ".") || C.starts_with(Path + ".");
  };
  return std::any_of(A.Asked.begin(), A.Asked.end(), Covers) ||
         std::any_of(A.Compared.begin(), A.Compared.end(),
                     [&](const std::string &C) { return Covers(C) || asksWhose(C); });
}

/// Drops what the compared fields tell as well: the name of the user whose id is compared.
static void dropImplied(Judgement &J, const Acceptance &A, const std::vector<PooledField> &Fields,
                        std::vector<PooledField> &Missing) {
  judge::KeyCode Code(J.P, J.Who);
  for (const PooledField &F : Fields)
    if (F.Held != NoExpr && isCompared(A, F.Path))
      Code.add(F.Held);
  std::erase_if(Missing, [&](const PooledField &M) {
    // Only what belongs to one principal follows from who that is.
    bool OfOne = M.Held != NoExpr && !J.P[M.Held].Operands.empty() && J.P[M.Held].Operands[0] != NoExpr &&
                 J.Who.ofType(J.P[J.P[M.Held].Operands[0]].Type);
    return OfOne && judge::leftovers(J.P, J.Who, M.Held, Code).empty();
  });
}

/// Texts and numbers that were noted down, by no name of something that talks to somebody.
static bool isPlainRecord(Judgement &J, Name Type) {
  const RecordInfo *R = J.P.record(Type);
  return R && !namesConnection(judge::lastName(J.P.text(Type))) &&
         std::all_of(R->Fields.begin(), R->Fields.end(), [&](const ir::Field &F) {
           return J.Who.isTextOrNumber(F.Type) &&
                  !judge::hasWord(J.P.text(F.Identifier), {"fd", "sock", "socket", "conn", "connection"});
         });
}

/// "auto *tls = dynamic_cast<TlsListener *>(listener)": what only another kind of element has is not asked of this one.
static bool isOfOtherKind(const Program &P, const Acceptance &A, const PooledField &F) {
  return F.Of != NoName &&
         std::any_of(A.Kinds.begin(), A.Kinds.end(), [&](Name Kind) { return !isKin(P, Kind, F.Of); });
}

/// The identities that elements are made with and that the match leaves out.
static std::vector<PooledField> missingIn(Judgement &J, const Acceptance &A, ExprId Collection,
                                          UnaskedFields &Unasked) {
  std::vector<PooledField> Fields = A.Keyed ? std::vector<PooledField>() : madeWith(J, Collection, A);
  std::vector<PooledField> Missing;
  for (const PooledField &F : Fields) {
    const bool Compared = isCompared(A, F.Path);
    const ExprId Excuse = Compared || A.NoCase.count(F.Path) ? excuseFor(J, A, F.Path) : NoExpr;
    if ((Compared && Excuse == NoExpr) || A.Rebound.count(F.Path) || isOfOtherKind(J.P, A, F))
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
      Missing.emplace_back(F).Excuse = Excuse;
  }
  dropImplied(J, A, Fields, Missing);
  std::erase_if(Missing,
                [&](const PooledField &M) { return M.Excuse == NoExpr && isComparedByCallers(J.P, A, M.Path); });
  // A connection is what it was set up with; of a record only what is read again gets anywhere.
  Name Type = A.Type;
  if (isPlainRecord(J, Type))
    std::erase_if(Missing, [&](const PooledField &M) {
      Name Field = J.P.find(M.Path);
      return Field != NoName && !isGivenOut(J, Type, Field);
    });
  if (Missing.empty())
    for (const PooledField &Told : Unasked.of(A.Type))
      if (!isCompared(A, Told.Path) && !A.NoCase.count(Told.Path))
        Missing.push_back(Told);
  return Missing;
}

/// Where the match is decided: not below the call that hands in the comparison.
static Site decidedAt(const Program &P, Site Where) {
  for (auto B = below(P, Where); B && !asksHandedIn(P, effect(P, *B).Conditions); B = below(P, *B))
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
    Names += (Names.empty() ? "'" : ", '") + X.Path + "'" + (A.NoCase.count(X.Path) ? " other than without case" : "");
  for (const std::string &C : A.Compared)
    F.Key += (F.Key.empty() ? "" : ", ") + C;
  F.Message = "an element of '" + Pool + "' is reused without comparing " + Names + ", which it was set up with" +
              (M.Excuse == NoExpr ? "" : ", where the request decides by '" + describe(P, M.Excuse) + "'");
  F.Reasons = {{"principal", M.Who.Why, std::max(1.0, M.Who.Weight)},
               {"siblings", "the match compares '" + F.Key + "'", 0.8},
               {"base", "prior", A.ByRecord || isResource(P, A.Type) ? -0.4 : -1.6}};
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
  if (M.Excuse != NoExpr && P[M.Excuse].At.valid())
    Key.Frames.push_back({placeOf(P, P[M.Excuse].At), "what the request says here gets it past the comparison"});
  Key.Frames.push_back({placeOf(P, effect(P, Where).At), "accepted here"});
  F.Flows = {Made, Key};
  F.Exposed = {"credential"};
  finish(P, F);
  return F;
}

/// "hash_pick(table, host)->list": what a function that was not seen has given out.
static bool isGotten(const Program &P, ExprId Collection) {
  return P[P.G.origin(P.G.root(Collection))].Kind == Op::Call;
}

/// "connection->sessions": what one client's connection holds is handed to nobody else.
static bool isOfConversation(Judgement &J, ExprId Collection) {
  const Expr &X = J.P[J.P.G.origin(Collection)];
  return X.Kind == Op::Field && J.Who.isConversation(X.Owner);
}

/// "paper->desk == desk": an element that was opened by the caller's own object is found again by nobody else's.
static bool isOfOpener(Judgement &J, const Acceptance &A) {
  const Program &P = J.P;
  const judge::Facts Known(P, effect(P, A.At).Conditions);
  auto IsOpener = [&](ExprId Kept, ExprId Own) {
    const RecordInfo *R = P[Own].Kind == Op::Param ? P.record(P[Own].Type) : nullptr;
    return R && !(R->Flags & RecordIsSystem) && P[Kept].Kind == Op::Field && (P[Kept].Flags & FieldIsReference) &&
           P[Kept].Operands[0] == A.Element;
  };
  return std::any_of(Known.equalities().begin(), Known.equalities().end(), [&](const judge::Facts::Equality &Eq) {
    return IsOpener(Eq.Left, Eq.Right) || IsOpener(Eq.Right, Eq.Left);
  });
}

void identityBlindReuse(Judgement &J, Findings &Out) {
  const Program &P = J.P;
  UnaskedFields Unasked(J);
  std::map<Name, std::set<std::string>> Told; ///< one defect is one finding, wherever else the element gets out
  for (const Acceptance &A : acceptances(J)) {
    const Expr &Element = P[A.Element];
    ExprId Collection = Element.Kind == Op::Each ? Element.Operands[0] : A.Element;
    auto At = J.Where.at(P.Functions[A.At.Function], Collection);
    if ((!At && !isGotten(P, Collection)) || isRecordOfOne(J, A, A.Type) || isForAll(P, A.Type) ||
        isOfConversation(J, Collection) || isSearchedByFlag(P, A) || isOfOpener(J, A))
      continue;
    std::string Pool = !At || Element.Kind == Op::Param ? judge::lastName(P.text(A.Type)) : At->Display;
    std::vector<PooledField> Missing = missingIn(J, A, Collection, Unasked);
    bool New = false;
    for (const PooledField &M : Missing)
      New |= Told[A.Type].insert(M.Path).second;
    if (New)
      Out.push_back(reuse(J, A, decidedAt(P, A.At), Pool, Missing));
  }
}

} // namespace crosstalk::rules
