// What is known of one translation unit, as plain values: the result of extraction.
//
// In:  facts/.  Out: summary/ writes and reads it as bytes, link/ joins units to a program.
// Invariant: it depends on its own translation unit only: no callee and no library model was looked at.
#pragma once
#include "ir/Expr.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::ir {

/// A condition on the way to an event: Value is true (or, when Negated, false).
struct Condition {
  ExprId Value{};
  bool Negated = false;
  friend bool operator==(const Condition &, const Condition &) = default;
};

/// What a function does that others may see.
struct Event {
  enum class Kind : uint8_t {
    Call,    ///< Value is the Call or Construct expression
    Store,   ///< "Target = Value", Target is rooted at this, a global or a parameter
    Append,  ///< "Target += Value"
    Put,     ///< "Target[Key] = Value", also insert, emplace, push_back (without a key)
    Get,     ///< the element Value of Target under Key is looked up
    Erase,   ///< the element of Target under Key is removed
    Clear,   ///< Target is emptied or reset
    Init,    ///< first caller wins: "static T Target = Value", call_once
    Return,  ///< Value is returned
    Throw,   ///< the function is left by an exception, or the process ends
    Suspend, ///< a coroutine may be suspended here
    Cleanup  ///< the destructor of a local object Value (class Key's Type) runs on every way out
  };
  Kind What = Kind::Call;
  ExprId Target{}, Key{}, Value{};
  Loc At;
  uint32_t Flags = 0;
  std::vector<Condition> Conditions; ///< what holds here: the branches taken, and the early exits not taken
};

/// Flags of Event.
enum EventFlag : uint32_t {
  EventInLoop = 1,
  EventInConstructor = 2,
  EventIfAbsent = 4, ///< insert or try_emplace: an element that is there already stays
  EventIsAssignment = 8,
  EventByCall = 16,    ///< a call leaves the Value there: nothing new where its callee is known
  EventThrough = 64,   ///< "*slot_ = v": the object that the field leads to
  EventUsesHandle = 32 ///< "execute(db_, text)": the handle is what it was, nothing is kept in its place
};

struct Parameter {
  Name Identifier{}, Type{};
  uint32_t Flags = 0; ///< ExprFlag
};

struct Function {
  Name Symbol{};    ///< USR, or a name made of the unit and the position for internal linkage
  Name Qualified{}; ///< as a person would write it, e.g. "shop::OrderService::details"
  Name Class{};     ///< the record of a method
  Name Result{};    ///< canonical result type
  Name Creator{};   ///< for a lambda: the symbol of the function around it
  std::vector<Parameter> Parameters;
  std::vector<Name> Overrides;
  std::vector<Name> Captures;      ///< for a lambda: names of its captures, in order
  std::vector<Name> TypeArguments; ///< of a function template, e.g. Order of "load<Order>"
  uint32_t Flags = 0;
  Loc At;
  uint64_t BodyHash = 0;
  std::vector<Expr> Exprs; ///< index 0 is unused
  std::vector<Event> Events;
};

/// Flags of Function.
enum FunctionFlag : uint32_t {
  FunctionIsConstructor = 1,
  FunctionIsDestructor = 2,
  FunctionIsVirtual = 4,
  FunctionIsStatic = 8,
  FunctionIsLambda = 16,
  FunctionIsCoroutine = 32,
  FunctionIsInternal = 64,
  FunctionIsConst = 128,
  FunctionIsMain = 256,
  FunctionBroadened = 512, ///< over a limit: values were joined early
  FunctionInTest = 1024
};

struct Field {
  Name Identifier{}, Type{};
  Name Constant{};    ///< the text that its declaration gives it, unless something else is put there
  uint32_t Flags = 0; ///< ExprFlag
  Loc At;
};

/// A record type that the unit's code uses.
struct Record {
  Name Qualified{};
  std::vector<Field> Fields;
  std::vector<Name> Bases;
  uint32_t Flags = 0;
  Loc At;
};

/// Flags of Record.
enum RecordFlag : uint32_t {
  RecordIsAggregate = 1, ///< plain data: no private members
  RecordHasMutex = 2,    ///< a mutex, once_flag or atomic among its members
  RecordIsSystem = 8,
  RecordIsAbstract = 16,
  RecordHasMethods = 32 ///< it has behaviour of its own: a method or constructor that was written for it
};

/// A variable with static or thread storage duration.
struct GlobalVariable {
  Name Symbol{}, Qualified{}, Type{};
  Name Function{}; ///< the function around a static local
  Name Constant{}; ///< the text that it always is: other units know no more than its declaration
  uint32_t Flags = 0;
  Loc At;
};

/// Flags of GlobalVariable.
enum GlobalFlag : uint32_t {
  GlobalIsThreadLocal = 1,
  GlobalIsConst = 2,
  GlobalIsStaticLocal = 4,
  GlobalIsStaticMember = 8,
  GlobalIsSystem = 16,
  GlobalIsPointer = 32
};

/// The symbol of the one storage that all files are in: what is read and written there has its path as its key.
constexpr std::string_view FilesSymbol = "files";

/// "A holds a B": a field, a local, a static, a base.
struct Holding {
  enum class Kind : uint8_t { Local, Global, New };
  Name Type{};
  Name Holder{}; ///< function (Local, New) or variable (Global)
  Kind How = Kind::Local;
};

struct Unit {
  std::string MainFile;
  std::vector<std::string> Strings; ///< index 0 is empty
  std::vector<std::string> Files;
  std::vector<Function> Functions;
  std::vector<Function>
      Declarations; ///< functions that are called, without bodies: what models and names are matched by
  std::vector<Record> Records;
  std::vector<GlobalVariable> Globals;
  std::vector<Holding> Holdings;
  unsigned UnknownStatements = 0;

  const std::string &text(Name N) const { return Strings[static_cast<uint32_t>(N)]; }
};

} // namespace crosstalk::ir
