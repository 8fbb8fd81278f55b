// crosstalk-shared-session-state over SQL: a session variable of a pooled connection keeps the caller's identity.
//
// In:  statements that set a variable on a connection.  Out: those that outlive the transaction on a shared connection.
#include "rules/ConnectionState.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// An object that the function made, of a type that by its model or name is a connection.
static bool isMadeHere(const Program &P, const Expr &E) {
  if (E.Kind == Op::Construct && judge::hasWord(P.text(E.Type), {"connection", "session", "database", "client"}))
    return true;
  const auto Models = P.modelsOfType(E.Type);
  return (E.Kind == Op::Construct || E.Kind == Op::Local) &&
         std::any_of(Models.begin(), Models.end(), [](const Model *M) { return M->ConnectionType; });
}

bool isOwnConnection(const Program &P, const Expr &Call) {
  std::vector<ExprId> Open;
  for (size_t I = 0; I < Call.Operands.size() && I < 2; ++I)
    Open.push_back(Call.Operands[I]);
  for (size_t I = 0; I < Open.size() && I < 60; ++I) {
    if (Open[I] == NoExpr)
      continue;
    const Expr &X = P[Open[I]];
    bool Leased = std::any_of(X.Operands.begin(), X.Operands.end(),
                              [&](ExprId O) { return O != NoExpr && judge::hasWord(P.text(P[O].Type), {"pool"}); });
    if (!Leased && isMadeHere(P, X))
      return true;
    if (X.Kind == Op::Call || X.Kind == Op::Construct || X.Kind == Op::With || X.Kind == Op::Out)
      Open.insert(Open.end(), X.Operands.begin(), X.Operands.end());
  }
  return false;
}

struct VariableWrite {
  std::string Variable;
  ExprId Value{};
  judge::Identity Who;
};

static std::optional<VariableWrite> variableWrite(Judgement &J, const judge::QuerySite &Q) {
  const Program &P = J.P;
  if (isOwnConnection(P, P[Q.Call]))
    return std::nullopt;
  for (const judge::QueryText &T : Q.Texts)
    for (const sql::Query &Read : sql::readQueries(T.Text)) {
      if (Read.What != sql::Query::Kind::SetVariable || Read.VariableIsLocal)
        continue;
      ExprId Value = judge::boundTo(Q, T, Read.VariableValue);
      if (Value == NoExpr && !T.Holes.empty())
        Value = T.Holes.front();
      if (Value == NoExpr && !Q.Binds.empty())
        Value = Q.Binds.front();
      if (Value == NoExpr)
        continue;
      judge::KeyCode Nothing(P, J.Who);
      auto Left = judge::leftovers(P, J.Who, Value, Nothing);
      if (!Left.empty())
        return VariableWrite{Read.VariableName, Left.front().Node, Left.front().Who};
      // "@current_customer" says itself whose it is.
      if (auto Named = J.Who.ofName(Read.VariableName); Named && J.Who.fromRequester(Value))
        return VariableWrite{Read.VariableName, Value, *Named};
    }
  return std::nullopt;
}

static std::optional<VariableWrite> writeAt(Judgement &J, Site S) {
  for (const judge::QuerySite &Q : J.queries(S.Function))
    if (Q.Effect == S.Effect)
      return variableWrite(J, Q);
  return std::nullopt;
}

/// "DISCARD ALL": statements that leave a connection as it was opened.
static bool discardsAll(const judge::QuerySite &Q) {
  return std::any_of(Q.Texts.begin(), Q.Texts.end(), [](const judge::QueryText &T) {
    llvm::StringRef Text = T.Text.Pieces.empty() ? "" : llvm::StringRef(T.Text.Pieces.front().Text).trim();
    return Text.starts_with_insensitive("discard all") || Text.starts_with_insensitive("reset all");
  });
}

/// Whether the connection is set back on its way to or from its user: "mysql_reset_connection(db)" in the lease.
static bool isSetBack(Judgement &J, uint32_t Function, const judge::QuerySite &Q) {
  const Program &P = J.P;
  const auto &All = J.queries(Function);
  if (std::any_of(All.begin(), All.end(), discardsAll))
    return true;
  auto Handle = [&](const Expr &Call) {
    for (size_t I = 0; I < Call.Operands.size() && I < 2; ++I)
      if (Call.Operands[I] != NoExpr)
        return P[Call.Operands[I]].Type;
    return NoName;
  };
  const Name Type = Handle(P[Q.Call]);
  const std::vector<Effect> &Effects = P.Functions[Function].Effects;
  return Type != NoName && std::any_of(Effects.begin(), Effects.end(), [&](const Effect &E) {
           if (E.What != Event::Kind::Call || E.Value == NoExpr || P[E.Value].Kind != Op::Call)
             return false;
           const auto &Models = P.modelsOf(P[E.Value].Text);
           return Handle(P[E.Value]) == Type &&
                  std::any_of(Models.begin(), Models.end(), [](const Model *M) { return M->Resets; });
         });
}

void connectionState(Judgement &J, Findings &Out) {
  const Program &P = J.P;
  for (uint32_t I = 0; I < P.Functions.size(); ++I) {
    if (!isRoot(P, I))
      continue;
    for (const judge::QuerySite &Q : J.queries(I)) {
      auto Write = variableWrite(J, Q);
      if (!Write || isSetBack(J, I, Q))
        continue;
      Site S{I, Q.Effect};
      for (auto B = below(P, S); B; B = below(P, *B)) {
        auto Lower = writeAt(J, *B);
        if (!Lower)
          break;
        S = *B;
        Write = Lower;
      }
      std::string Who = describe(P, Write->Value);
      Finding F = make(P, "crosstalk-shared-session-state", S, "session variable " + Write->Variable, Who);
      F.Message = "'" + Who + "' is set as '" + Write->Variable +
                  "' on a connection that later requests use too: it outlives the transaction";
      F.Reasons = {{"principal", Write->Who.Why, std::max(1.2, Write->Who.Weight)},
                   {"shared", "the connection is pooled or kept, not made for this request", 1.2},
                   {"base", "prior", -1.4}};
      Flow Value;
      Value.Frames = {{placeOf(P, P[Write->Value].At),
                       "'" + Who + "' is the " + std::string(judge::nameOf(Write->Who.Kind)) + " of whoever asks"},
                      {placeOf(P, effect(P, S).At), "set on the shared connection here"}};
      F.Flows = {Value};
      finish(P, F);
      Out.push_back(std::move(F));
    }
  }
}

} // namespace crosstalk::rules
