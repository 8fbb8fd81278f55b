// Messages that come beside a context which knows the caller: "context->auth_context()".
//
// In:  all functions and records.  Out: the types of those messages; what they say of the caller is a claim.
#include "judge/Identity.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

/// The call tells who was authenticated on the connection.
static bool authenticates(const Program &P, const Effect &E) {
  if (E.What != Event::Kind::Call || E.Value == NoExpr)
    return false;
  const auto &Models = P.modelsOf(P[E.Value].Text);
  return std::any_of(Models.begin(), Models.end(), [](const Model *M) {
    return M->Source == SourceKind::Principal || M->Source == SourceKind::Credential ||
           M->Source == SourceKind::SessionHandle;
  });
}

/// "Status History(ServerContext *, const HistoryRequest *, HistoryReply *)" of a service that asks the context who
/// calls: what the message says of the caller is a claim.
void Identities::noteMessages() {
  std::set<Name> Asking;
  for (const SolvedFunction &F : P.Functions)
    if (F.Class != NoName &&
        std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) { return authenticates(P, E); }))
      Asking.insert(F.Class);
  for (const SolvedFunction &F : P.Functions)
    if (Asking.count(F.Class))
      for (const Model *M : P.modelsOfType(F.Class))
        for (size_t I = 0; I < M->EntryParameters.size() && I < F.Parameters.size(); ++I)
          if (M->EntryParameters[I] == SourceKind::RequestContent && P.record(F.Parameters[I].Type))
            Messages.insert(F.Parameters[I].Type);
}

/// What clients send, by the last word of its type: "Payload", "TransferForm"; in a handler also what may be meant for
/// others: "Query", "ChatMessage".
static bool isSent(const Program &P, Name Type, bool Handled) {
  std::vector<std::string> W = wordsOf(P.text(Type));
  if (W.empty())
    return false;
  auto Is = [&](std::initializer_list<std::string_view> Words) {
    return std::find(Words.begin(), Words.end(), W.back()) != Words.end();
  };
  return Is({"call", "payload", "body", "dto", "form", "input", "invocation"}) ||
         (Handled && Is({"query", "message", "command", "params", "args", "event"}));
}

static bool isHandler(const Program &P, const SolvedFunction &F) {
  return hasWord(P.text(F.Qualified), {"handle", "handler", "on", "process", "dispatch", "serve"});
}

/// "handle(const Request &request, const User &user)", "context.request" beside "context.user": the code is told who
/// asks, so what the request says of that is a claim.
void Identities::noteRequestsBesideCallers() {
  // "User user = authenticate(request.token)": the caller is found by what the request shows, not by what it says.
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects)
      if (E.What == Event::Kind::Call && E.Value != NoExpr && P[E.Value].Kind == Op::Call && ofType(P[E.Value].Type))
        for (ExprId Shown : P[E.Value].Operands)
          if (ExprId Root = Shown == NoExpr ? NoExpr : P.G.root(Shown);
              Root != NoExpr && Shown != Root && P[Root].Kind == Op::Param && P.record(P[Root].Type) &&
              (isRequestType(P[Root].Type) || isSent(P, P[Root].Type, isHandler(P, F))) && !ofType(P[Root].Type) &&
              mentionsCredential(Shown, 6))
            Messages.insert(P[Root].Type);
  auto Note = [&](const std::vector<Name> &Types, bool Called, bool Handled) {
    bool Known = std::any_of(Types.begin(), Types.end(), [&](Name T) { return ofType(T).has_value(); });
    for (Name T : Types)
      if (const RecordInfo *R = P.record(T); Known && R && !(R->Flags & RecordIsSystem) && !ofType(T) &&
                                             (isRequestType(T) || (Called && isSent(P, T, Handled))))
        Messages.insert(T);
  };
  for (const SolvedFunction &F : P.Functions) {
    std::vector<Name> Types;
    for (const Parameter &A : F.Parameters) {
      Types.push_back(A.Type);
      if (const RecordInfo *R = P.record(A.Type); R && isHandler(P, F))
        for (const Field &Inside : R->Fields)
          Types.push_back(Inside.Type);
    }
    Note(Types, true, isHandler(P, F));
  }
  for (const auto &[Type, R] : P.Records) {
    std::vector<Name> Types;
    for (const Field &F : R.Fields)
      Types.push_back(F.Type);
    if (isRequestType(Type) || isSent(P, Type, false))
      Types.push_back(Type);
    Note(Types, true, false);
  }
}

bool Identities::isMessage(ExprId E) {
  // "request.user": whom the server put there.
  if (ofType(P[E].Type))
    return false;
  for (E = P[E].Operands.empty() ? NoExpr : P[E].Operands[0]; E != NoExpr; E = P[E].Operands[0]) {
    const Expr &X = P[E];
    if (ofType(X.Type))
      return false;
    if (Messages.count(X.Type))
      return true;
    if (X.Kind != Op::Field && X.Kind != Op::Element && X.Kind != Op::Call)
      return false;
    if (X.Operands.empty())
      return false;
  }
  return false;
}

} // namespace crosstalk::judge
