// Answers that were made of a whole request, by code that was not seen: with its headers and cookies goes whoever asks.
//
// In:  a store into a cache under parts of a request.  Out: the request as a principal, where nothing asked whether it
// carries a credential or whether the answer may be shared.
#include "judge/Walk.h"
#include "rules/Caches.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// A request that carries what authenticates it: headers or cookies, under their names.
static bool carriesCredentials(Judgement &J, Name Type) {
  const RecordInfo *R = J.P.record(Type);
  return R && J.Who.isRequestType(Type) && std::any_of(R->Fields.begin(), R->Fields.end(), [&](const Field &F) {
           return judge::hasWord(J.P.text(F.Identifier), {"header", "headers", "cookie", "cookies"}) &&
                  !J.Who.isTextOrNumber(F.Type);
         });
}

/// The request that a call was handed as a whole; NoExpr for a call that was seen, or that a model explains.
static ExprId requestHandedTo(Judgement &J, const Expr &Call) {
  const Program &P = J.P;
  bool Seen = Call.Text != NoName && (P.FunctionOf.count(Call.Text) || !P.modelsOf(Call.Text).empty());
  if (Call.Kind != Op::Call || Seen)
    return NoExpr;
  for (size_t I = 1; I < Call.Operands.size(); ++I)
    if (ExprId A = Call.Operands[I]; A != NoExpr && carriesCredentials(J, P[A].Type))
      if (ExprId Whole = P.G.origin(A); P[Whole].Kind == Op::Param)
        return Whole;
  return NoExpr;
}

/// "!headers.count("authorization")", "find("cache-control").contains("private")": somebody thought of it.
static bool asksWhetherShared(Judgement &J, const Effect &E) {
  return std::any_of(E.Conditions.begin(), E.Conditions.end(), [&](const Condition &C) {
    return judge::reaches(J.P, C.Value, 24, [&](ExprId Part) {
      const Expr &X = J.P[Part];
      bool Says = X.Kind == Op::Literal && (X.Flags & LiteralIsString) &&
                  judge::hasWord(J.P.text(X.Text), {"private", "vary", "cookie", "authorization"});
      return Says || J.Who.isCredential(Part) ? judge::Step::Found : judge::Step::Into;
    });
  });
}

std::optional<judge::Leftover> ofWholeRequest(Judgement &J, const Effect &E, const CachePut &Put) {
  const Program &P = J.P;
  ExprId Request = NoExpr;
  judge::reaches(P, Put.Value, 8, [&](ExprId Part) {
    Request = requestHandedTo(J, P[Part]);
    bool Holds = P[Part].Kind != Op::Lambda && P[Part].Kind != Op::Compare;
    return Request != NoExpr ? judge::Step::Found : Holds ? judge::Step::Into : judge::Step::Skip;
  });
  if (Request == NoExpr || Put.Keys.empty() || asksWhetherShared(J, E))
    return std::nullopt;
  bool ByParts = std::all_of(Put.Keys.begin(), Put.Keys.end(), [&](ExprId K) {
    return K != Request && judge::mentions(P, K, Request) && !J.Who.mentionsCredential(K, 12);
  });
  if (!ByParts)
    return std::nullopt;
  return judge::Leftover{.Node = Request,
                         .Who = {judge::PrincipalKind::Credential, 1.2,
                                 "the whole request, with what authenticates it, goes into code that was not seen",
                                 false},
                         .Path = {}};
}

} // namespace crosstalk::rules
