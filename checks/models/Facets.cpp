// Entries -> words. One function a part of an entry; an entry's parts are joined by semicolons.
#include "models/Facets.h"
#include <vector>

namespace crosstalk {

namespace {

std::string place(int Position) {
  switch (Position) {
  case ir::Receiver:
    return "its receiver";
  case ir::Result:
    return "its result";
  case ir::AllArguments:
    return "all arguments";
  case ir::RestArguments:
    return "the arguments that follow";
  case ir::Nowhere:
    return "nothing";
  default:
    return "argument " + std::to_string(Position);
  }
}

std::string source(ir::SourceKind Kind) {
  switch (Kind) {
  case ir::SourceKind::None:
    return "nothing of a request";
  case ir::SourceKind::Principal:
    return "the authenticated principal";
  case ir::SourceKind::Credential:
    return "a credential";
  case ir::SourceKind::SessionHandle:
    return "the caller's session";
  case ir::SourceKind::RequestField:
    return "a field of the request";
  case ir::SourceKind::RequestId:
    return "an identifier that the request chooses";
  case ir::SourceKind::RequestContent:
    return "content of the request";
  case ir::SourceKind::Peer:
    return "the peer";
  case ir::SourceKind::Row:
    return "rows of a database";
  case ir::SourceKind::Clock:
    return "time or chance";
  }
  return "";
}

std::string flow(int From, ir::Propagation How) {
  switch (How) {
  case ir::Propagation::Lossless:
    return "tells " + place(From);
  case ir::Propagation::Hash:
    return "is a short hash of " + place(From);
  case ir::Propagation::Lossy:
    return "depends on " + place(From);
  case ir::Propagation::Cut:
    return "does not depend on " + place(From);
  }
  return "";
}

std::string storage(const ir::StorageAccess &S) {
  std::string Under = S.Key == ir::Nowhere ? "" : " under " + place(S.Key);
  std::string Where = (S.External    ? " outside the process"
                       : S.PerThread ? " of the thread"
                                     : "") +
                      std::string(" at ") + place(S.Handle) + Under;
  if (S.KeyFormat != ir::Nowhere)
    return "runs the storage command in " + place(S.KeyFormat) + Where;
  switch (S.Op) {
  case ir::StorageOp::Get:
    return "gets from the storage" + Where;
  case ir::StorageOp::Put:
    return "puts " + place(S.Value) + " into the storage" + Where;
  case ir::StorageOp::Erase:
    return "erases from the storage" + Where;
  case ir::StorageOp::GetOrPut:
    return "gets from or fills the storage" + Where;
  case ir::StorageOp::Clear:
    return "clears the storage at " + place(S.Handle);
  }
  return "";
}

std::string sql(const ir::SqlCall &S) {
  std::string Out = S.Text == ir::Nowhere ? "runs what was prepared" : "SQL text in " + place(S.Text);
  if (S.StatementName != ir::Nowhere)
    Out += ", named by " + place(S.StatementName);
  if (S.FirstBind != ir::Nowhere)
    Out += ", bound values from " + place(S.FirstBind) + " on";
  if (S.BindList != ir::Nowhere)
    Out += ", bound values in " + place(S.BindList);
  if (S.Statement != ir::Nowhere)
    Out += ", statement in " + place(S.Statement);
  return Out + (S.Dialect.empty() ? "" : " (" + S.Dialect + ")");
}

std::string entity(const ir::EntityAccess &E) {
  std::string Which = E.Id != ir::Nowhere      ? " with the key in " + place(E.Id)
                      : E.Where != ir::Nowhere ? " where " + place(E.Where) + " holds"
                                               : "";
  switch (E.Op) {
  case ir::EntityOp::Fetch:
    return "fetches rows" + Which;
  case ir::EntityOp::Count:
    return "counts rows" + Which;
  case ir::EntityOp::Insert:
    return "inserts " + place(E.Value);
  case ir::EntityOp::Update:
    return "updates rows" + Which;
  case ir::EntityOp::Delete:
    return "deletes rows" + Which;
  }
  return "";
}

std::string part(const ir::PartAccess &P) {
  switch (P.Op) {
  case ir::StorageOp::Get:
  case ir::StorageOp::GetOrPut:
    return "the part of " + place(P.Of) + " named by " + place(P.Name);
  case ir::StorageOp::Put:
    return "puts " + place(P.Value) + " into the part of " + place(P.Of) + " named by " + place(P.Name);
  case ir::StorageOp::Erase:
  case ir::StorageOp::Clear:
    return "removes the part of " + place(P.Of) + " named by " + place(P.Name);
  }
  return "";
}

std::string sink(const ir::Model &M) {
  switch (M.Sink) {
  case ir::SinkKind::None:
    return "";
  case ir::SinkKind::Response:
    return "goes into the response";
  case ir::SinkKind::ResponseHeader:
    return "sets the response header " + (M.FixedName.empty() ? "named by " + place(M.NameArgument) : M.FixedName) +
           (M.FixedValue.empty() ? "" : " to " + M.FixedValue);
  case ir::SinkKind::Log:
    return "goes into a log";
  case ir::SinkKind::Mutation:
    return "changes what others see";
  case ir::SinkKind::Authentication:
    return "authenticates";
  case ir::SinkKind::Denial:
    return "refuses the request";
  }
  return "";
}

void valueFacets(const ir::Model &M, std::vector<std::string> &Out) {
  std::string Into = M.OutArgument == ir::Nowhere ? "" : " in " + place(M.OutArgument);
  if (M.Source != ir::SourceKind::None)
    Out.push_back("yields " + source(M.Source) +
                  (M.NameArgument == ir::Nowhere ? "" : ", named by " + place(M.NameArgument)) +
                  (M.FixedName.empty() ? "" : " ('" + M.FixedName + "')") + Into +
                  (M.NeedsVerification ? ", once verified" : ""));
  else if (M.OutArgument != ir::Nowhere)
    Out.push_back("its outcome arrives" + Into);
  if (M.SharedResult)
    Out.push_back("yields an object that all requests share");
  for (auto [From, How] : M.Flows)
    Out.push_back(flow(From, How));
}

void accessFacets(const ir::Model &M, std::vector<std::string> &Out) {
  if (M.View != ir::Nowhere)
    Out.push_back("stands for " + place(M.View));
  if (M.Part)
    Out.push_back(part(*M.Part));
  if (M.Storage)
    Out.push_back(storage(*M.Storage));
  if (M.Sql)
    Out.push_back(sql(*M.Sql));
  if (M.Bind)
    Out.push_back("binds " + place(M.Bind->Value) + " to the statement in " + place(M.Bind->Statement));
  if (M.Entity)
    Out.push_back(entity(*M.Entity));
  if (M.Predicate)
    Out.push_back("equates the column in " + place(M.Predicate->Column) + " with " + place(M.Predicate->Value) +
                  (M.Predicate->Repeats ? ", and so on" : ""));
}

void effectFacets(const ir::Model &M, std::vector<std::string> &Out) {
  if (M.Entry)
    Out.push_back((M.Entry->Method.empty() ? "" : M.Entry->Method + " ") + "requests enter " + place(M.Entry->Handler));
  if (M.Calls)
    Out.push_back((M.Calls->Stored ? "keeps " : "calls ") + place(M.Calls->Function));
  if (std::string Text = sink(M); !Text.empty())
    Out.push_back(Text);
  if (M.Guard)
    Out.push_back("answers whether the principal may");
  if (M.Resets)
    Out.push_back("resets its receiver");
  if (M.Suspends)
    Out.push_back("may run other requests on this thread");
  if (M.Accepts)
    Out.push_back("waits for the next request");
}

void typeFacets(const ir::Model &M, std::vector<std::string> &Out) {
  const std::pair<bool, const char *> Flags[] = {{M.PrincipalType, "a principal"},
                                                 {M.RequestType, "a request"},
                                                 {M.ResponseType, "a response"},
                                                 {M.SharedHandler, "one object serves all requests"},
                                                 {M.PerRequest, "a new object for each request"},
                                                 {M.ConnectionType, "a connection or statement that outlives requests"},
                                                 {M.ThreadLocalType, "one value a thread"}};
  for (auto [Set, Text] : Flags)
    if (Set)
      Out.push_back(Text);
  std::string Methods;
  for (const std::string &Method : M.EntryMethods)
    Methods += (Methods.empty() ? "" : ", ") + (Method == "*" ? "any override" : Method);
  if (!Methods.empty())
    Out.push_back("requests enter " + Methods);
}

} // namespace

std::string knownOf(const ir::Model &M) {
  std::vector<std::string> Parts;
  valueFacets(M, Parts);
  accessFacets(M, Parts);
  effectFacets(M, Parts);
  typeFacets(M, Parts);
  std::string Out;
  for (const std::string &Part : Parts)
    Out += (Out.empty() ? "" : "; ") + Part;
  return Out;
}

} // namespace crosstalk
