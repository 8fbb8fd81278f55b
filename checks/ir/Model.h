// What is known of a library's function, type or field: a function summary written by hand, as plain values.
//
// In:  checks/models/*.yaml and --model files, read by models/.
// Out: link/ looks an entry up by qualified name and applies its roles. No C++ is needed to add an entry.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::ir {

/// What a value is, as far as the requests are concerned.
enum class SourceKind : uint8_t {
  None,
  Principal,     ///< the authenticated identity, e.g. "session->userId()"
  Credential,    ///< what authenticates, e.g. the Authorization header, a session cookie, a client certificate
  SessionHandle, ///< the caller's own session object, e.g. "req->session()"
  RequestField, ///< a named field of the request; NameArg says which argument names it, e.g. get_header_value("X-User")
  RequestId,    ///< an identifier that the request chooses, e.g. a path parameter
  RequestContent, ///< any other content of the request, e.g. its body
  Peer,           ///< address or certificate of the peer, e.g. ctx->peer()
  Row,            ///< rows out of a database
  Clock           ///< time, randomness, counters: never identity
};

/// How a function's result depends on an argument.
enum class Propagation : uint8_t {
  Lossless, ///< the argument can be told from the result: copy, format, hex, cryptographic hash
  Hash,     ///< a short hash: identity survives but may collide, e.g. std::hash
  Lossy,    ///< depends, but does not tell it apart: size(), a comparison, toLower
  Cut       ///< does not depend, e.g. a logger or a timer argument
};

/// An argument position: 0.. are arguments, the others are named.
enum Position : int { Receiver = -1, Result = -2, AllArguments = -3, RestArguments = -4, Nowhere = -5 };

/// What an access to a storage does.
enum class StorageOp : uint8_t { Get, Put, Erase, GetOrPut, Clear };

struct StorageAccess {
  StorageOp Op = StorageOp::Get;
  int Handle = Receiver;   ///< where the storage is: the receiver or an argument
  int Key = 0;             ///< the selector
  int Value = Nowhere;     ///< what is put, or where what is got arrives (Result, or an out-argument)
  int Generator = Nowhere; ///< a callback that computes the value on a miss
  bool External = false;   ///< outside the process: Redis, memcached. The key text is all there is.
  bool PerThread = false;  ///< each thread has its own, e.g. a logger's context
  int KeyFormat = Nowhere; ///< for command-style APIs: the argument that holds a printf-style command
};

struct SqlCall {
  int Text = 0;                ///< the argument that holds the SQL text; Nowhere: executes what was prepared
  int FirstBind = Nowhere;     ///< first of the bound values, in order; Nowhere when bound later
  int BindList = Nowhere;      ///< one argument with all bound values: an array, tuple or container, e.g. PQexecParams
  int StatementName = Nowhere; ///< the argument that names a prepared statement, e.g. Conn.prepare("find", Text); with
                               ///< Text Nowhere the statement of that name (or in Statement) is executed
  bool Continues = false;      ///< Text is appended to what the statement holds, e.g. Session << "SELECT" << Columns
  int Statement =
      Nowhere; ///< where the prepared statement is, for bind calls that follow: Result, Receiver or an out-argument
  std::string Dialect; ///< "postgres", "mysql", "sqlite", "odbc", "qt", "soci", "brace" (fmt-like {}), "predicate"
                       ///< (only what follows WHERE)
};

struct SqlBind {
  int Statement = Receiver; ///< the statement bound to
  int Index = Nowhere;      ///< the argument with the 1-based position or the name; Nowhere: the next hole
  int Value = 1;            ///< the bound value
  bool ZeroBased = false;
  std::string
      Field; ///< Value is a slot or an array of slots, each with the bound value in this field: MYSQL_BIND::buffer
};

struct Registration {
  int Handler = 1;     ///< the callback argument that becomes an entry
  int Route = Nowhere; ///< the argument with the route
  std::string Method;  ///< e.g. "GET", or empty
  bool Before = false; ///< it runs first in every request, on the thread of the handler that follows
  std::vector<SourceKind>
      Parameters; ///< what the handler's parameters are, the last for all that follow; empty: by their types
};

/// A named part of an object: a field of a JSON value, a column of a row, e.g. Doc["user_id"].
struct PartAccess {
  StorageOp Op = StorageOp::Get;
  int Of = Receiver;  ///< the whole
  int Name = 0;       ///< the argument that names the part
  int Value = Result; ///< where the part arrives, or what is put there
};

/// What a call does to the rows of a mapped type or a document collection.
enum class EntityOp : uint8_t { Fetch, Count, Insert, Update, Delete };

/// A call that reads or changes rows without SQL text, e.g. Session.load<Order>(Id), Mapper.findOne(Where).
struct EntityAccess {
  EntityOp Op = EntityOp::Fetch;
  int Id = Nowhere;    ///< the primary key
  int Where = Nowhere; ///< the criteria: built from EntityPredicate calls; with neither Id nor Where, all rows
  int Value = Nowhere; ///< the object that is written
  int Table =
      Nowhere; ///< an argument or the receiver that names the table; Nowhere: the mapped type is a template argument
};

/// A call that builds one equality of the criteria, e.g. Criteria("owner_id", User.id()), kvp("owner", Id).
struct EntityPredicate {
  int Column = 0;
  int Value = 1;
  bool Repeats = false; ///< the arguments that follow are further columns and values, e.g. MakeDoc("a", A, "b", B)
};

struct Callback {
  int Function = 0;           ///< the callback argument
  std::vector<int> Arguments; ///< what it is called with, by position; Nowhere for unknown
  bool ResultToResult = true; ///< what it returns is (part of) the result
  bool Stored = false;        ///< kept and called later, by other requests too
  bool Element = false;       ///< called with the receiver's or first argument's elements (algorithms)
};

/// What a call does to the outside that matters here.
enum class SinkKind : uint8_t { None, Response, ResponseHeader, Log, Mutation, Authentication, Denial };

/// One entry of a model file.
struct Model {
  enum class Subject : uint8_t { Function, Type, Field };
  Subject What = Subject::Function;
  std::string Name;    ///< qualified: "httplib::Request::get_header_value", "ns::Class", "ns::Class::field"
  std::string Library; ///< e.g. "cpp-httplib"
  std::vector<std::string> ParameterTypes; ///< when given, must match by suffix, in order

  // functions and fields
  SourceKind Source = SourceKind::None;
  int NameArgument = Nowhere;                     ///< for RequestField
  std::vector<std::pair<int, Propagation>> Flows; ///< into the result
  int OutArgument = Nowhere;                      ///< the source or flow arrives in this argument instead of the result
  std::optional<StorageAccess> Storage;
  std::optional<SqlCall> Sql;
  std::optional<SqlBind> Bind;
  std::optional<Registration> Entry;
  std::optional<Callback> Calls;
  SinkKind Sink = SinkKind::None; ///< what goes into it is ValueArgument; NameArgument names a response header
  int ValueArgument = Nowhere;
  std::string FixedName;  ///< the name that NameArgument would hold, fixed by the function, e.g. "Cache-Control"
  std::string FixedValue; ///< what ValueArgument would hold, likewise, e.g. "public"
  std::optional<PartAccess> Part;
  std::optional<EntityAccess> Entity;
  std::optional<EntityPredicate> Predicate;
  int View = Nowhere; ///< the result stands for this position: what is stored through it is stored there, e.g. lock()
  bool SharedResult = false; ///< the result is an object that all requests share, e.g. app().getPlugin<T>()
  bool Suspends = false;     ///< other requests may run on this thread before it returns
  bool Accepts = false;      ///< waits for the next request or client: what follows is another one's
  bool NeedsVerification =
      false;           ///< Source holds only for what passed an Authentication sink; else the request claims it
  bool Guard = false;  ///< answers whether the principal among its arguments may use the object among them
  bool Resets = false; ///< clears the receiver: clear(), reset(), sqlite3_clear_bindings

  // types
  bool PrincipalType = false;
  bool RequestType = false;
  bool ResponseType = false;
  bool SharedHandler = false;              ///< one object of it serves all requests, e.g. a base class of controllers
  bool PerRequest = false;                 ///< a new object for each request
  bool ConnectionType = false;             ///< a connection or statement that outlives a request when pooled
  bool ThreadLocalType = false;            ///< holds one value a thread, e.g. folly::ThreadLocal
  std::vector<std::string> EntryMethods;   ///< methods of a derived class that requests enter, "*" for all overrides
  std::vector<SourceKind> EntryParameters; ///< what the parameters of EntryMethods are, as Registration::Parameters
};

/// What is said of a library as a whole.
struct ModelLibrary {
  std::string Name;                 ///< e.g. "libpqxx"
  std::string Kind;                 ///< the heading it stands under in docs/models.md, e.g. "Databases"
  std::string Checked;              ///< the version whose headers the entries were read from
  std::vector<std::string> Headers; ///< what declares them, as after #include
};

/// All entries of one program's run, found by what they are about.
struct ModelSet {
  std::multimap<std::string, Model, std::less<>> ByName;
  std::map<std::string, ModelLibrary, std::less<>> Libraries;

  void add(Model M) {
    std::string Key = M.Name;
    ByName.emplace(std::move(Key), std::move(M));
  }
};

} // namespace crosstalk::ir
