// Symbolic values: what a value is made of, as a directed acyclic graph.
//
// In:  facts/ builds one graph a function; link/ copies them into one graph a program.
// Out: every question of the rules ("what may this depend on", "what does this key encode") is a walk.
// Not here: meaning of library functions. A call that the language does not explain stays a Call.
#pragma once
#include "ir/Loc.h"
#include <cstdint>
#include <vector>

namespace crosstalk::ir {

/// An index into an expression table; ExprId{0} is "no value".
enum class ExprId : uint32_t {};
constexpr ExprId NoExpr{0};
constexpr bool operator!(ExprId E) { return E == NoExpr; }

/// An index into a string table; Name{0} is the empty string.
enum class Name : uint32_t {};
constexpr Name NoName{0};
constexpr bool operator!(Name N) { return N == NoName; }

enum class Op : uint8_t {
  None,
  Param,     ///< argument Index of the function, e.g. "path"
  This,      ///< the object of a method
  Global,    ///< a variable with static storage: Text is its symbol
  Local,     ///< a local object whose content is not known: Index makes it unique
  Literal,   ///< a constant: Text is its spelling
  Field,     ///< [base].Text; Type is the field's type, Owner the record that declares it
  Element,   ///< [container, key]: what the container holds under the key
  Each,      ///< [container]: some element, in the loop numbered Index
  KeyOf,     ///< [element]: the key under which it is held
  Call,      ///< Text([receiver, arguments...]): a call that only the link step can explain
  Out,       ///< [call, before]: what argument Index (-1: receiver) holds after the call
  Construct, ///< Type([nothing, arguments...]) by the constructor Text
  Record,    ///< Type{[values...]} in the order of the record's fields
  With,      ///< [base, value]: base with field Text replaced
  Insert,    ///< [container, key, value]: the container with one more element
  Concat,    ///< [parts...] one after the other
  Choice,    ///< [condition, then, else]
  Join,      ///< [alternatives...] of which one, unknown why
  Compare,   ///< [left Text right], Text is "==", "<" ...
  And,       ///< [a, b]
  Or,        ///< [a, b]
  Not,       ///< [a]
  Arith,     ///< [operands...] by operator Text
  Lossy,     ///< Text([operands...]): depends on them without telling them apart, e.g. size()
  Hash,      ///< a short hash of [operands...]
  Lambda,    ///< closure of function Text with [captured values...]
  Function,  ///< the function Text as a value
  Fresh,     ///< new at each evaluation: time, random numbers; never identity
  Unknown    ///< depends on [operands...] in a way that was not understood
};

/// One value. Nodes are immutable and equal nodes are one node.
struct Expr {
  Op Kind = Op::None;
  int32_t Index = 0;
  Name Text{};  ///< symbol, field name, literal or operator
  Name Type{};  ///< canonical type without const, reference, pointer and owning wrappers
  Name Owner{}; ///< the record that declares a Field
  Name Hint{};  ///< the name a programmer gave it: parameter, variable or field name
  uint32_t Flags = 0;
  Loc At;
  std::vector<ExprId> Operands;
};

/// Flags of Expr.
enum ExprFlag : uint32_t {
  FieldIsReference = 1, ///< a reference, raw pointer or shared_ptr: does not own what it leads to
  FieldIsConst = 2,
  ParamIsReference = 4, ///< by non-const reference or pointer: the caller's object
  LiteralIsString = 8,
  CallIsConst = 16, ///< a const method: leaves the receiver alone
  CallIsVirtual = 32,
  LiteralIsNull = 64,
  ParamIsConst = 128, ///< read only
  CaptureByReference = 256,
  ParamBesideRequest = 1024, ///< a plain value that a handler gets with its request: part of the route
  ElementLossy = 512,        ///< a selector that is not the whole key, e.g. by position
  FieldIsBound = 4096,       ///< a reference: for good what it was bound to
  ObjectOfServer = 2048      ///< made by the code that registered a handler: one for all requests
};

} // namespace crosstalk::ir
