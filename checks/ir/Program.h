// A linked and solved program: what every function does, with the effects of its callees put in.
//
// In:  link/ fills it.  Out: judge/ answers questions about it, rules/ turn the answers into findings.
// Invariant: all values are in one graph; an effect that was lifted from a callee names the effect below it.
#pragma once
#include "ir/Graph.h"
#include "ir/Marks.h"
#include "ir/Model.h"
#include "ir/Unit.h"
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace crosstalk::ir {

/// The effect one call further down, e.g. the put inside a wrapper.
struct EffectRef {
  uint32_t Function = ~0u, Index = 0;
  bool valid() const { return Function != ~0u; }
};

/// An event as a function and its callees have it: in terms of this function's own parameters.
struct Effect {
  Event::Kind What = Event::Kind::Call;
  ExprId Target{}, Key{}, Value{};
  Loc At; ///< in this function: the event, or the call that leads to it
  uint32_t Flags = 0;
  std::vector<Condition> Conditions;
  EffectRef Below; ///< where it was lifted from
  uint32_t Depth = 0;
  Loc Origin; ///< the place of the event itself
};

/// Flags of Effect, beside those of Event.
enum EffectFlag : uint32_t {
  EffectDeferred = 256, ///< by a callback that runs later, for another request
  EffectCleanup = 512,  ///< by a destructor: on every way out
  EffectLifted = 1024,
  EffectHandled = 2048, ///< judged further up: a caller gives it its meaning
  EffectKept = 8192,    ///< into an object of the function's own, which a loop keeps from one turn to the next
  EffectManifest = 4096 ///< does not depend on the parameters: callers cannot change the verdict
};

/// A closure that requests will enter: handed to a router, a server or a table of handlers.
struct Registered {
  ExprId Closure{}, Within{}; ///< Within: what it was handed over with, e.g. the route and a policy
  Loc At;
  std::string Route;                  ///< e.g. "GET /orders", when known
  std::vector<SourceKind> Parameters; ///< what a library calls it with, by its model; the last for all that follow
  bool Before = false;                ///< it runs before the handlers, in every request
  friend bool operator==(const Registered &A, const Registered &B) { return A.Closure == B.Closure; }
};

/// What a call hands to a function, as the caller has it.
struct Handed {
  uint32_t Caller = 0;
  std::vector<ExprId> Arguments;
};

/// Where a function has a value, and the function whose call yielded it there; NoName for no call of the program's own.
struct Whereabouts {
  Loc At;
  Name YieldedBy{};
};

struct SolvedFunction {
  Name Symbol{}, Qualified{}, Class{}, Result{}, Creator{};
  std::vector<Parameter> Parameters;
  std::vector<Name> Captures;
  uint32_t Flags = 0;
  Loc At;
  uint64_t BodyHash = 0;
  ExprId Returned{};               ///< what it returns, one value over all ways out
  ExprId Throws{};                 ///< when it leaves by an exception; NoExpr for never
  std::vector<Effect> Effects;     ///< in order
  std::vector<uint32_t> Callers;   ///< sorted
  std::vector<Handed> Calls;       ///< the first few
  std::vector<Registered> Entries; ///< here and in callees
  int32_t FirstParameter = 0;      ///< Expr::Index of its first parameter; not 0 in the context of a registration
  std::map<uint32_t, Whereabouts> Places; ///< of values whose node keeps another place
  ExprId RegisteredWith{};                ///< of a registered closure: Registered::Within
  ExprId Closure{};                       ///< in that context: the closure itself, with what it captured
  bool IsEntry = false;                   ///< a closure in the context of its registration: requests enter here
  bool IsBefore = false;                  ///< an entry that every request passes before its handler runs
  std::string Route;                      ///< e.g. "GET /orders", when known
};

struct RecordInfo {
  Name Qualified{};
  std::vector<Field> Fields;
  std::vector<Name> Bases;
  uint32_t Flags = 0;
  Loc At;
};

struct Program {
  std::vector<std::string> Strings;
  std::vector<std::string> Files;
  mutable Graph G;                       ///< adding a value changes none that is there
  std::vector<SolvedFunction> Functions; ///< by file and position, then closures in the context of their registration
  std::map<Name, uint32_t> FunctionOf;   ///< by symbol
  std::map<Name, Function> Declarations; ///< by symbol: everything that is called or defined
  std::map<Name, RecordInfo> Records;    ///< by qualified name
  std::map<Name, GlobalVariable> Globals;
  std::vector<Holding> Holdings;
  std::map<Name, std::vector<Name>> Derived; ///< class -> its direct subclasses in the program
  ModelSet Models;
  std::vector<std::pair<std::string, std::string>> SchemaTexts;            ///< name and text, from files and from code
  std::vector<DeclaredName> PrincipalTypes, PrincipalFields, OwnerColumns; ///< by configuration
  std::vector<std::string> PublicTables;
  bool Whole = true;
  unsigned UnknownStatements = 0;

  const std::string &text(Name N) const { return Strings[static_cast<uint32_t>(N)]; }
  const Expr &operator[](ExprId E) const { return G[E]; }
  Name find(std::string_view Text) const;
  /// The qualified name of what a call calls; empty for what is not declared, e.g. a closure that was handed in.
  const std::string &calleeOf(const Expr &Call) const;
  /// The models that fit a called function: by its name, or by that of a base class's method it overrides.
  const std::vector<const Model *> &modelsOf(Name Symbol) const;
  std::vector<const Model *> modelsOfType(Name Type) const;
  /// What the models say of a field that an expression reads, e.g. "request.body".
  std::vector<const Model *> modelsOfField(const Expr &Read) const;
  const RecordInfo *record(Name Type) const;
  std::string fileOf(Loc At) const { return Files[static_cast<uint32_t>(At.File)]; }

  std::unordered_map<std::string, Name> Index;
  mutable std::map<Name, std::vector<const Model *>> ModelCache; ///< modelsOf, remembered
};

/// What a call has at a position of a model: an argument or the receiver; NoExpr for none.
ExprId argumentAt(const Expr &Call, int Position);

/// How the value of a call of a library (its result, or what it leaves in its argument Out) depends on one of its
/// operands, by its model; nothing where no model says how any flows on. What a model leaves out does not flow.
std::optional<Propagation> flowInto(const Program &P, const Expr &Call, int Out, size_t Operand);

/// Whether an object may be of both classes: they are one, or one derives from the other.
bool isKin(const Program &P, Name A, Name B);

/// Whether an object of the type, or of one that derives from it, may have a field of that name.
bool mayHaveField(const Program &P, Name Type, Name Field);

/// Whether some condition is answered by a callable that the function was handed: "match(element, wanted)".
bool asksHandedIn(const Program &P, const std::vector<Condition> &Conditions);

/// A value as a person would write it: "customer.customerId", "m_quotes[sku]". At most about 80 characters.
std::string describe(const Program &P, ExprId E);

/// The whole value, for dumps.
std::string print(const Program &P, ExprId E, int Depth = 12);

} // namespace crosstalk::ir
