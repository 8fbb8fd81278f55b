// Which tokens and passwords a program has checked: what they say of the caller is believed from then on.
//
// In:  the calls of all functions.  Out: whether what was read from a token is more than a claim. See Identity.h.
#include "judge/Identity.h"
#include "judge/Walk.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

static bool needsVerification(const Program &P, const Expr &Call) {
  const auto &Models = P.modelsOf(Call.Text);
  return std::any_of(Models.begin(), Models.end(), [](const Model *M) { return M->NeedsVerification; });
}

/// What a verifier is given: a decoded token, or what was read from it, "checkPassword(credentials.user(), ...)".
void Identities::noteVerified(const Expr &Call) {
  int Given = AllArguments;
  bool Checks = false;
  for (const Model *M : P.modelsOf(Call.Text))
    if (M->Sink == SinkKind::Authentication) {
      Checks = true;
      Given = M->ValueArgument == Nowhere ? Given : M->ValueArgument;
    }
  Checks |= hasWord(P.calleeOf(Call),
                    {"verify", "authenticate", "check", "validate", "login", "logon", "signin", "password"});
  for (size_t I = 1; Checks && I < Call.Operands.size(); ++I) {
    ExprId Token = Call.Operands[I];
    if (Token == NoExpr || (Given != AllArguments && Given != static_cast<int>(I) - 1))
      continue;
    Verified->insert(Token);
    if (const Expr &Read = P[Token]; Read.Kind == Op::Call && needsVerification(P, Read) && !Read.Operands.empty())
      Verified->insert(Read.Operands[0]);
  }
}

bool Identities::isVerified(ExprId Call) {
  if (!Verified) {
    Verified.emplace();
    for (const SolvedFunction &F : P.Functions)
      for (const Effect &E : F.Effects) {
        if (E.What == Event::Kind::Call && E.Value != NoExpr)
          noteVerified(P[E.Value]);
        for (const Condition &C : E.Conditions)
          reaches(P, C.Value, 6, [&](ExprId Part) {
            if (P[Part].Kind == Op::Call)
              noteVerified(P[Part]);
            return Step::Into;
          });
      }
  }
  return reaches(P, Call, 8, [&](ExprId Part) { return Verified->count(Part) ? Step::Found : Step::Into; });
}

} // namespace crosstalk::judge
