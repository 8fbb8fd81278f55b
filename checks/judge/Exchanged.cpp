// Whom a credential stands for, by a service that was not seen. See Identity.h.
//
// In:  a call that is given what authenticates the request, and nothing else.  Out: that its answer is the caller.
#include "judge/Identity.h"

namespace crosstalk::judge {

using namespace ir;

/// What was found by a credential is content: "pictures_[memberOf(cookie).number]". "request[field::authorization]" is
/// the credential itself.
static bool isFoundContent(const Program &P, ExprId E) {
  return E != NoExpr && P[E].Kind == Op::Element && P[E].Operands[1] != NoExpr &&
         P[P[E].Operands[1]].Kind != Op::Literal;
}

/// The arguments that say something: not the place for the answer, nor how large that is.
static size_t givenTo(const Program &P, const Expr &Call, int Out) {
  size_t Given = 0;
  for (size_t I = 1; I < Call.Operands.size(); ++I) {
    const Expr &X = P[Call.Operands[I]];
    bool Size = Out != Result && (X.Kind == Op::Literal || hasWord(P.text(X.Hint), {"size", "len", "length", "max"}) ||
                                  hasWord(P.text(X.Text), {"size", "sizeof"}));
    Given += static_cast<int>(I) - 1 != Out && !Size;
  }
  return Given;
}

/// "people.jidOf(token)", "mailboxOf(cookie)" of a service that was not seen: whom the credentials stand for. In C the
/// answer is left in a place: "insured_of(cookie, number, sizeof number)".
bool exchangesCredential(const Program &P, const Expr &Call, const std::string &Callee, Name Into, int Out) {
  const std::string &Type = P.text(Into);
  bool Text = Type == "std::string" || Type == "QString" || (Out != Result && Type == "char");
  bool Seen = Call.Text != NoName && P.FunctionOf.count(Call.Text);
  bool Library = Callee.starts_with("std::") || !P.modelsOf(Call.Text).empty();
  // What is asked with more than the credential is an answer to somebody, e.g. a page, and not who it is.
  bool Alone = givenTo(P, Call, Out) == 1;
  Alone &= Call.Operands.size() < 2 || !isFoundContent(P, Call.Operands[1]);
  if (!Text || !Alone || Seen || Library || Callee.empty())
    return false;
  return !hasWord(Callee,
                  {"verify", "check", "valid",  "validate", "hash",    "encode", "decode",  "escape", "trim",
                   "strip",  "lower", "upper",  "substr",   "parse",   "split",  "extract", "header", "text",
                   "string", "str",   "format", "sign",     "refresh", "digest", "key",     "secret", "password"});
}

std::optional<Identity> Identities::ofExchange(const Expr &Out) {
  const Expr &Call = P[Out.Operands[0]];
  if (Call.Kind != Op::Call || Out.Index < 0 || Out.Index >= OutOfBoundList ||
      !exchangesCredential(P, Call, P.calleeOf(Call), Out.Type, Out.Index))
    return std::nullopt;
  for (size_t I = 1; I < Call.Operands.size(); ++I)
    if (static_cast<int>(I) - 1 != Out.Index && mentionsCredential(Call.Operands[I]))
      return Identity{PrincipalKind::User, 1.6,
                      "'" + shown(Out) + "' is what the request's credentials stand for (" + calledName(P, Call) + ")",
                      false};
  return std::nullopt;
}

} // namespace crosstalk::judge
