// Whether a value leads back to the request or to the caller of the code. See Identity.h.
//
// In:  a value.  Out: yes, or no for a stored row, a constant and what a program made itself.
#include "ir/Marks.h"
#include "judge/Identity.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

/// A call that reads stored rows: they belong to whoever is in them.
static bool isRows(const Program &P, const Expr &Call) {
  const auto &Models = P.modelsOf(Call.Text);
  return std::any_of(Models.begin(), Models.end(), [](const Model *M) {
    return M->Source == SourceKind::Row || M->Entity || (M->Sql && M->Sql->Text != Nowhere);
  });
}

static bool ofRequest(SourceKind Kind) {
  return Kind != SourceKind::None && Kind != SourceKind::Row && Kind != SourceKind::Clock;
}

/// "recv(socket, buffer, size, 0)": the buffer holds what the request says.
static bool leavesRequestData(const Program &P, const Expr &Out) {
  const auto &Models = P.modelsOf(P[Out.Operands[0]].Text);
  return std::any_of(Models.begin(), Models.end(),
                     [&](const Model *M) { return M->OutArgument == Out.Index && ofRequest(M->Source); });
}

/// "session << text, into(name), use(id)": the list of what is bound leaves rows in a variable.
static bool fillsRows(const Program &P, const Expr &Out) {
  const auto &Models = P.modelsOf(P[Out.Operands[0]].Text);
  return std::any_of(Models.begin(), Models.end(), [](const Model *M) { return M->Bind.has_value(); });
}

bool holdsLogins(const ir::Program &P, ExprId Collection) {
  const Expr &X = P[P.G.origin(Collection)];
  if (X.Kind != Op::Field && X.Kind != Op::Global)
    return false;
  const std::string &Named = P.text(X.Hint == NoName ? X.Text : X.Hint);
  return hasWord(Named, {"login", "logins", "session", "sessions", "token", "tokens", "ticket", "tickets", "cookie",
                         "cookies", "bearer", "bearers", "credentials", "apikeys", "signins", "logons"});
}

/// What a device reads is the client's if it is a connection: a file is the program's own.
static bool readsFile(const Program &P, const Expr &Call) {
  return !Call.Operands.empty() && Call.Operands[0] != NoExpr &&
         hasWord(P.text(P[Call.Operands[0]].Type), {"file", "buffer", "process", "resource"});
}

std::optional<Identity> Identities::bySource(const Model &M, const std::string &Shown, bool Claimed) {
  if (M.Source == SourceKind::Principal || (Claimed && M.Source != SourceKind::None))
    return Identity{PrincipalKind::User, Claimed ? 1.8 : 3.5,
                    "'" + Shown + "' is the " + (Claimed ? "claimed" : "authenticated") + " principal (" + M.Library +
                        ")",
                    Claimed};
  if (M.Source == SourceKind::Credential || M.Source == SourceKind::SessionHandle)
    return Identity{PrincipalKind::Credential, 3, "'" + Shown + "' authenticates the request (" + M.Library + ")",
                    false};
  if (M.Source == SourceKind::Peer)
    return Identity{PrincipalKind::Device, 1.2, "'" + Shown + "' is the peer", false};
  return std::nullopt;
}

bool Identities::isRequestSource(ExprId E) const {
  const Expr &X = P[E];
  if (X.Kind == Op::Field) {
    const auto Models = P.modelsOfField(X);
    return std::any_of(Models.begin(), Models.end(), [](const Model *M) { return ofRequest(M->Source); });
  }
  const Expr &Call = X.Kind == Op::Out ? P[X.Operands[0]] : X;
  if (Call.Kind != Op::Call)
    return false;
  for (const Model *M : P.modelsOf(Call.Text)) {
    if (X.Kind == Op::Out ? M->OutArgument != X.Index : M->OutArgument != Nowhere)
      continue;
    if (ofRequest(M->Source))
      return !readsFile(P, Call);
  }
  return false;
}

/// The program's own parts, handed around: what they hold is no more the requester's than their members are.
bool Identities::isMachinery(Name Type) {
  std::vector<std::string> W = wordsOf(P.text(Type));
  return !W.empty() && P.record(Type) && !ofType(Type) &&
         hasWord(W.back(), {"server", "service", "manager", "config", "configuration", "database", "db", "repository",
                            "registry", "application"});
}

/// "Session::userinfo_", "QueryContext::user_id": an object of one client's connection or request knows whose it is.
/// One that talks to another server on behalf of all is no such object.
bool Identities::isConversation(Name Type) const {
  const RecordInfo *R = P.record(Type);
  if (!R || (R->Flags & RecordIsSystem))
    return false;
  std::vector<std::string> W = wordsOf(P.text(Type));
  while (W.size() > 1 && hasWord(W.back(), {"t", "s", "impl", "base", "handler", "state", "data"}))
    W.pop_back();
  return !W.empty() &&
         hasWord(W.back(), {"session", "connection", "conn", "context", "ctx", "conversation", "dialog", "transaction",
                            "txn", "visit", "peer"}) &&
         !hasWord(P.text(Type), {"db",     "sql",     "database", "redis",    "mongo",   "pg",  "postgres",    "mysql",
                                 "sqlite", "smtp",    "ldap",     "upstream", "backend", "app", "application", "global",
                                 "server", "service", "pool",     "shared",   "ssl",     "tls"});
}

/// "std::vector<store::UserName, ...>": UserName; NoName for what is no collection of a record of the program.
static Name heldBy(const Program &P, Name Collection) {
  const std::string &Text = P.text(Collection);
  size_t Open = Text.find('<'), End = Text.find_first_of(",>", Open == std::string::npos ? 0 : Open);
  if (Open == std::string::npos || End == std::string::npos ||
      !hasWord(Text.substr(0, Open), {"vector", "set", "list", "deque", "unordered_set", "optional"}))
    return NoName;
  return P.find(Text.substr(Open + 1, End - Open - 1));
}

/// "session.users": all that one client has logged in as.
std::optional<Identity> Identities::ofLogins(const Expr &Field) {
  Name Held = isConversation(Field.Owner) ? heldBy(P, Field.Type) : NoName;
  return Held == NoName ? std::nullopt : ofType(Held);
}

/// One of the records of a store. The ids in a list that was handed in are another matter.
static bool isOwnRecord(const Program &P, Name Type) {
  const RecordInfo *R = P.record(Type);
  return R && !(R->Flags & RecordIsSystem);
}

bool Identities::fromRequester(ExprId E) {
  auto [It, New] = Requesters.try_emplace(static_cast<uint32_t>(E), false);
  if (!New)
    return It->second;
  bool From = leadsToRequester(E);
  return Requesters[static_cast<uint32_t>(E)] = From;
}

bool Identities::leadsToRequester(ExprId E) {
  for (int I = 0; I < 24 && E != NoExpr; ++I) {
    if (isRequestSource(E))
      return true;
    const Expr &X = P[E];
    switch (X.Kind) {
    case Op::Param:
      return !isMachinery(X.Type);
    case Op::Global: {
      auto It = P.Globals.find(X.Text);
      return It != P.Globals.end() && (It->second.Flags & (uint32_t(GlobalIsThreadLocal) | MarkPrincipal));
    }
    case Op::With:
      if (fromRequester(X.Operands[1]))
        return true;
      E = X.Operands[0];
      break;
    case Op::Field:
      // A marked local variable, which no record has as a field.
      if (X.Owner == NoName && (X.Flags & MarkPrincipal))
        return true;
      if (Kept.count({X.Owner, X.Text}) || (P[P.G.root(E)].Kind == Op::This && isConversation(X.Owner)))
        return true;
      if (P[X.Operands[0]].Kind == Op::Each && isOwnRecord(P, X.Owner))
        return false;
      [[fallthrough]];
    case Op::KeyOf:
      E = X.Operands[0];
      break;
    case Op::Out:
      // Rows that a credential selected are the requester's.
      if (leavesRequestData(P, X) || (fillsRows(P, X) && mentionsCredential(X.Operands[0], 12)))
        return true;
      if ((P[X.Operands[0]].Kind == Op::Call || P[X.Operands[0]].Kind == Op::Construct) && !fillsRows(P, X)) {
        for (size_t A = 0; A < P[X.Operands[0]].Operands.size(); ++A)
          if (ExprId Arg = P[X.Operands[0]].Operands[A];
              Arg != NoExpr && P[Arg].Kind != Op::Local && fromRequester(Arg))
            return true;
      }
      E = X.Operands[1];
      break;
    case Op::Element:
      // Rows belong to whoever is in them; what a credential selects is the requester's.
      if (X.Operands[1] != NoExpr && (mentionsCredential(X.Operands[1]) || holdsLogins(P, X.Operands[0])))
        return true;
      if (bool Fixed = X.Operands[1] != NoExpr && P[X.Operands[1]].Kind == Op::Literal;
          !Fixed && (P[X.Operands[0]].Kind == Op::This || P[X.Operands[0]].Kind == Op::Field)) {
        ExprId Root = P.G.root(X.Operands[0]);
        return P[Root].Kind == Op::Param && isRequestType(P[Root].Type);
      }
      E = X.Operands[0];
      break;
    case Op::Each:
      if (isOwnRecord(P, X.Type))
        return false;
      E = X.Operands[0];
      break;
    case Op::Call:
      if (marksOf(X) & MarkPrincipal)
        return true;
      if (isRows(P, X))
        return mentionsCredential(E);
      for (size_t A = 0; A < X.Operands.size(); ++A)
        if (X.Operands[A] != NoExpr && (A > 0 || P[X.Operands[A]].Kind != Op::This) && fromRequester(X.Operands[A]))
          return true;
      return false;
    case Op::Construct:
    case Op::Concat:
    case Op::Choice:
    case Op::Join:
    case Op::Unknown:
    case Op::Lossy:
    case Op::Hash:
    case Op::Arith:
    case Op::Insert:
      for (ExprId O : X.Operands)
        if (O != NoExpr && fromRequester(O))
          return true;
      return false;
    default:
      return false;
    }
  }
  return false;
}

} // namespace crosstalk::judge
