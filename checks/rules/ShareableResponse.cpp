// crosstalk-shareable-response: a response that depends on a principal may be stored by shared caches.
//
// In:  response headers and bodies as set from C++.  Out: "Cache-Control: public" beside a principal's own content.
#include "rules/Rule.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

static bool isHeaderCall(const Program &P, const Expr &Call) {
  for (const Model *M : P.modelsOf(Call.Text))
    if (M->Sink == SinkKind::ResponseHeader)
      return true;
  const std::string &Callee = P.calleeOf(Call);
  return judge::hasWord(Callee, {"header", "headers"}) &&
         judge::hasWord(Callee, {"set", "add", "put", "insert", "append"});
}

/// "public, max-age=60", or "s-maxage=60"; not "private", not "no-store".
static bool invitesSharedCaches(std::string Value) {
  std::transform(Value.begin(), Value.end(), Value.begin(), [](unsigned char C) { return std::tolower(C); });
  if (Value.find("private") != std::string::npos || Value.find("no-store") != std::string::npos ||
      Value.find("no-cache") != std::string::npos)
    return false;
  return Value.find("public") != std::string::npos || Value.find("s-maxage") != std::string::npos;
}

/// What a model says of the header that a call sets: fixed by the function, or in an argument.
static std::string modelled(const Program &P, const Expr &Call, const std::string &Fixed, int Position) {
  ExprId Given = argumentAt(Call, Position);
  return Fixed.empty() && Given != NoExpr && P[Given].Kind == Op::Literal ? P.text(P[Given].Text) : Fixed;
}

static bool isShareableHeader(const Program &P, const Effect &E) {
  if (E.What != Event::Kind::Call || E.Value == NoExpr || P[E.Value].Kind != Op::Call || !isHeaderCall(P, P[E.Value]))
    return false;
  std::string Name, Value;
  for (const Model *M : P.modelsOf(P[E.Value].Text))
    if (M->Sink == SinkKind::ResponseHeader) {
      Name = modelled(P, P[E.Value], M->FixedName, M->NameArgument);
      Value = modelled(P, P[E.Value], M->FixedValue, M->ValueArgument);
    }
  bool Known = !Name.empty();
  for (ExprId O : P[E.Value].Operands)
    if (!Known && O != NoExpr && P[O].Kind == Op::Literal && (P[O].Flags & LiteralIsString))
      (Name.empty() ? Name : Value) = P.text(P[O].Text);
  std::transform(Name.begin(), Name.end(), Name.begin(), [](unsigned char C) { return std::tolower(C); });
  return (Name == "cache-control" || Name == "surrogate-control" || Name == "cdn-cache-control") &&
         invitesSharedCaches(Value);
}

/// The principal that the body depends on, in the same response.
static std::optional<judge::Leftover> bodyPrincipal(Judgement &J, const SolvedFunction &F, const Effect &Header) {
  const Program &P = J.P;
  judge::KeyCode Nothing(P, J.Who);
  for (const Effect &E : F.Effects) {
    bool Sink = false;
    // A response may be made with its body: "response res(200, text);".
    bool Calls = E.What == Event::Kind::Call && E.Value != NoExpr &&
                 (P[E.Value].Kind == Op::Call || P[E.Value].Kind == Op::Construct);
    if (Calls && E.Value != Header.Value) {
      const Expr &Call = P[E.Value];
      for (const Model *M : P.modelsOf(Call.Text))
        Sink |= M->Sink == SinkKind::Response;
      Sink |= !Call.Operands.empty() && Call.Operands[0] != NoExpr && J.Who.isResponseType(P[Call.Operands[0]].Type) &&
              !isHeaderCall(P, Call);
      for (size_t A = 1; Sink && A < Call.Operands.size(); ++A)
        for (judge::Leftover &L : judge::leftovers(P, J.Who, Call.Operands[A], Nothing))
          if (L.Who.Weight >= 1 && L.Who.Kind != judge::PrincipalKind::Device)
            return L;
    } else if (E.What == Event::Kind::Store && E.Target != NoExpr && E.Value != NoExpr &&
               J.Who.isResponseType(P[P.G.root(E.Target)].Type)) {
      for (judge::Leftover &L : judge::leftovers(P, J.Who, E.Value, Nothing))
        if (L.Who.Weight >= 1 && L.Who.Kind != judge::PrincipalKind::Device)
          return L;
    }
  }
  return std::nullopt;
}

void shareableResponse(Judgement &J, Findings &Out) {
  const Program &P = J.P;
  for (uint32_t F = 0; F < P.Functions.size(); ++F)
    for (uint32_t I = 0; I < P.Functions[F].Effects.size(); ++I) {
      const Effect &E = P.Functions[F].Effects[I];
      if (!isShareableHeader(P, E) || (E.Flags & EffectDeferred))
        continue;
      auto Who = bodyPrincipal(J, P.Functions[F], E);
      if (!Who)
        continue;
      Site S{F, I};
      for (auto B = below(P, S); B && bodyPrincipal(J, P.Functions[B->Function], effect(P, *B)); B = below(P, *B))
        S = *B;
      Finding Found = make(P, "crosstalk-shareable-response", S, "response", describe(P, Who->Node));
      Found.Message =
          "the response is marked cacheable for everybody, but its body depends on '" + describe(P, Who->Node) + "'";
      Found.Reasons = {{"principal", Who->Who.Why, Who->Who.Weight},
                       {"header", "a shared cache may store it and give it to others", 1.2},
                       {"base", "prior", -1.6}};
      Flow Value{Flow::Kind::Value,
                 {{placeOf(P, P[Who->Node].At), "'" + describe(P, Who->Node) + "' is the " +
                                                    std::string(judge::nameOf(Who->Who.Kind)) + " of whoever asks"},
                  {placeOf(P, E.At), "the response is made public here"}}};
      Found.Flows = {Value};
      finish(P, Found);
      Out.push_back(std::move(Found));
    }
}

} // namespace crosstalk::rules
