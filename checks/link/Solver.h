// Callee first: closes one function after the other over its callees.
//
// In:  bodies in terms of symbolic calls.  Out: SolvedFunction each: value returned, effects, when it throws.
#pragma once
#include "link/Components.h"
#include "link/Substitution.h"
#include <set>

namespace crosstalk::link {

class Solver {
public:
  Solver(ir::Program &P, std::vector<ir::Function> &Bodies);
  void run();

private:
  /// The functions that a call may run, with the value that is their receiver.
  struct Target {
    uint32_t Function = 0;
    ir::ExprId Receiver{};
    std::vector<ir::ExprId> Arguments;
  };

  /// What may still be added to the graph, looked into, stepped through and lifted.
  struct Allowance {
    size_t Nodes = 0;
    size_t Calls = 0;
    unsigned Steps = 0;
    size_t Effects = 0;
  };
  static Allowance allowanceOf(size_t Members);

  std::vector<uint32_t> order();
  std::vector<uint32_t> calleesOf(const ir::Function &F) const;
  void close(uint32_t Index);
  ir::ExprId import(ir::ExprId Local);
  ir::ExprId importNode(const ir::Expr &E, std::vector<ir::ExprId> Operands);
  std::vector<Target> targets(ir::ExprId Call) const;
  void candidates(ir::Name Symbol, bool Virtual, std::vector<uint32_t> &Into) const;
  ir::ExprId resolve(ir::ExprId CallOrOut);
  ir::ExprId resolveCall(ir::ExprId Call);
  ir::ExprId resolveOut(ir::ExprId Out);
  /// The value that no way comes to.
  ir::ExprId nothing();
  bool isTooDeep();
  bool isUnrolled(uint32_t Function) const;
  ir::ExprId restOf(ir::ExprId Call);
  std::vector<ir::ExprId> calledWith(ir::ExprId Call, size_t Argument);
  ir::ExprId applyOut(const Target &T, int Index, ir::ExprId Before);
  ir::ExprId constructedFields(ir::ExprId Construct);
  void liftCall(ir::SolvedFunction &Into, const ir::Event &Local, ir::ExprId Call, uint32_t Flags);
  void liftLambdas(ir::SolvedFunction &Into, const ir::Event &Local, ir::ExprId Value, ir::ExprId Key = ir::NoExpr);
  void liftEffects(ir::SolvedFunction &Into, const Target &T, const ir::Event &Local, uint32_t Flags);
  bool isEntry(const ir::SolvedFunction &Into, const ir::SolvedFunction &Body) const;
  bool takesRequest(const ir::SolvedFunction &F) const;
  void noteEntry(ir::SolvedFunction &Into, const ir::Registered &Entry);
  std::vector<ir::ExprId> ownArguments(uint32_t Function, const std::vector<ir::SourceKind> &Kinds = {});
  std::vector<Target> calledBack(ir::ExprId Call);
  std::vector<Target> returnsFrom(ir::ExprId Call);
  std::vector<ir::ExprId> handedOver(ir::ExprId Call, uint32_t Function);
  ir::ExprId viewOf(ir::ExprId Call) const;
  void registerHandler(ir::SolvedFunction &Into, const ir::Event &Local, ir::ExprId Call, const ir::Registration &How);
  void liftLibraryCall(ir::SolvedFunction &Into, const ir::Event &Local, ir::ExprId Call);
  /// A function that requests enter: its plain parameters are what the requests say.
  void enter(uint32_t Function, const std::string &Route, const std::vector<ir::SourceKind> &Kinds);
  void enterMethods();
  /// What resolving adds to the graph from here on is for one function, and bounded.
  void startFunction(uint32_t Index);
  /// Says of the function whether it was cut short.
  void endFunction();
  bool isKnownCall(const ir::Function &Body, const ir::Event &Local, const std::vector<ir::ExprId> &Raw) const;
  void instantiateEntries();
  void noteChanged();
  ir::ExprId sharedObject(ir::ExprId E, ir::Name Called);
  ir::ExprId asFound(ir::ExprId E, unsigned Depth, ir::Name Called);
  void instantiate(uint32_t Context, const ir::Registered &Entry, std::vector<ir::Registered> &Open);
  void foldReturns(ir::SolvedFunction &Into, const std::vector<ir::Effect> &Returns);
  bool worthLifting(const ir::Effect &E) const;
  ir::Effect importEvent(const ir::Event &Local);
  ir::Name yieldedBy(const ir::Expr &Local, ir::ExprId Call, ir::ExprId Value) const;
  bool isSharedHere(const ir::SolvedFunction &F, ir::ExprId Target, uint32_t Flags) const;
  Substitution substitution(const Target &T);

  ir::Program &P;
  std::vector<ir::Function> &Bodies;
  std::vector<std::vector<uint32_t>> Callees;
  Components Recursions;
  std::map<ir::Name, std::vector<uint32_t>> Overriders; ///< base method -> bodies that override it
  std::vector<bool> Closed;
  std::vector<ir::ExprId> Imported;                  ///< local id -> program id, of the function being closed
  std::unordered_map<uint32_t, ir::ExprId> Resolved; ///< what calls and Outs came to, over closed callees only
  std::vector<uint32_t> Resolving;                   ///< functions whose result is being put in, outermost first
  std::vector<ir::Registered> EntryFunctions;        ///< handlers that are functions, not closures
  std::set<std::pair<ir::Name, ir::Name>> Changed;   ///< owner and name of fields that requests may change
  uint32_t Current = 0;
  size_t Largest = 0; ///< nodes that the graph may have before the function being closed is cut short
  unsigned NarrowedBefore = 0;
  unsigned Nesting = 0;
  Allowance Left;                   ///< of the function being closed
  std::map<ir::Loc, unsigned> Ways; ///< how often an effect of a place in a recursion was lifted into it
  unsigned Overruns = 0;            ///< values of it that a budget made Unknown
  unsigned Cuts = 0;                ///< how often a depth, a recursion or a budget left a call as it is
};

} // namespace crosstalk::link
