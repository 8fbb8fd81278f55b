// One function body -> its values and events, by walking the statements in order with a symbolic memory.
//
// In:  a clang function with a body.  Out: ir::Function.
// Both arms of a branch are walked and joined by their condition, a loop's body twice; early exits become
// conditions of what follows. Not here: what callees do (link/), what library calls other than the language's
// own strings, containers, wrappers and streams mean (models).
#pragma once
#include "facts/UnitBuilder.h"
#include "ir/Graph.h"
#include <set>

namespace crosstalk::facts {

/// The memory at one point: what each object holds, and what is known to be true.
struct State {
  std::map<ir::ExprId, ir::ExprId> Memory; ///< root object -> content
  std::vector<ir::Condition> Conditions;
  bool Dead = false;
};

/// Limits of one function; over them it is broadened and says so.
struct Budget {
  size_t Nodes = 40000;
  int Depth = 220;
};

/// What a stream of a file does with it.
enum class FileAccess : uint8_t { None, Reads, Writes, Both };
/// Of a stream by its type: std::ifstream reads.
FileAccess fileStream(clang::QualType T);

bool isIterator(clang::QualType T);

class Lowering {
public:
  Lowering(UnitBuilder &Names, const clang::FunctionDecl *F);

  ir::Function run();

  /// Functions that the body refers to: calls, lambdas, constructed classes.
  std::vector<const clang::FunctionDecl *> Referenced;

private:
  using ExprId = ir::ExprId;

  // Lowering.cpp: the function as a whole, state and events
  void declareParameters();
  void lowerInitializers();
  void event(ir::Event::Kind What, clang::SourceLocation At, ExprId Target, ExprId Key, ExprId Value,
             uint32_t Flags = 0);
  State branch(const State &From, ExprId Condition, bool Negated);
  State merge(ExprId Condition, State Then, State Else, const State &Before, clang::SourceLocation At);
  State joinStates(State A, State B, clang::SourceLocation At);
  /// Joins the state of a way that left earlier (continue, break) by the condition it left under.
  State joinEarlier(State Left, State Rest, size_t Common, clang::SourceLocation At);
  ExprId content(ExprId Root) const;
  ExprId load(ExprId Location);
  /// Where a pointer leads. What was stored through it does not change where it leads.
  ExprId pointee(ExprId Pointer);
  ExprId rvalue(ExprId Location);
  /// Of a pointer that was set on some ways only: what is in the objects that it may lead to.
  ExprId filledArms(ExprId V, int Depth);
  /// The last element of an own list, if Location names it and it was added here: in the list's content.
  ExprId lastAdded(const ir::Expr &Location);
  void store(ExprId Location, ExprId Value);
  /// Marks an object as one that pointers share: who holds it sees what is stored into it later.
  ExprId shared(ExprId Object);
  /// What was handed to a shared place before it was filled is filled there too.
  void publishAgain(ExprId Object);
  bool isOwnObject(ExprId Root) const;
  bool isOutside(ExprId Location) const;
  void assign(ExprId Location, ExprId Value, clang::SourceLocation At, uint32_t Flags = 0);
  /// EventThrough for "*slot_ = v" and "Slot &last = *slot_; last = v", where slot_ only leads to the object.
  uint32_t throughPointer(const clang::Expr *Assigned, ExprId Location);
  /// "(Line *)((char *)at - offsetof(Line, links))": the line of the list that "at" goes through; else nothing.
  ExprId enclosing(const clang::Expr *E);
  /// The field that an assignment links an object to another of its kind by; null for other assignments.
  const clang::FieldDecl *linkIn(const clang::Expr *Assigned, ExprId Location) const;
  void assignThrough(const clang::Expr *Assigned, ExprId Location, ExprId Value, clang::SourceLocation At);
  void append(ExprId Location, ExprId Value, clang::SourceLocation At);
  ExprId fresh(ir::Op Kind, clang::QualType T, clang::SourceLocation At, llvm::StringRef Hint = "");
  ExprId literal(llvm::StringRef Text, clang::SourceLocation At, uint32_t Flags = 0);
  /// The "inserted" of an insertion: whether there was no such element before.
  ExprId wasAbsent(ExprId Element, clang::SourceLocation At);
  ExprId unknown(std::vector<ExprId> Operands, clang::SourceLocation At, clang::QualType T = {});

  // LowerStatements.cpp
  void statement(const clang::Stmt *S);
  void block(const clang::CompoundStmt *S);
  void ifStatement(const clang::IfStmt *S);
  void loop(const clang::Stmt *S, const clang::Stmt *Init, const clang::Expr *Condition, const clang::Stmt *Increment,
            const clang::Stmt *Body, bool TestFirst);
  void rangeFor(const clang::CXXForRangeStmt *S);
  void endSearch(const clang::Expr *Condition, clang::SourceLocation At);
  bool isAtEnd(ExprId End) const { return G.kind(End) == ir::Op::Literal && (G[End].Flags & ir::LiteralIsNull); }
  std::optional<std::vector<ExprId>> listed(ExprId Sequence) const;
  void unrolled(const clang::CXXForRangeStmt *S, const std::vector<ExprId> &Elements);
  void switchStatement(const clang::SwitchStmt *S);
  void tryStatement(const clang::CXXTryStmt *S);
  void returnValue(const clang::Expr *Value, clang::SourceLocation At);
  void declaration(const clang::VarDecl *V);
  ExprId iteratorFrom(const clang::Expr *Init);
  void staticLocal(const clang::VarDecl *V);
  void bindings(const clang::DecompositionDecl *D, ExprId Value);

  // LowerCleanup.cpp
  void cleanup(const clang::VarDecl *V, ExprId Object);
  void deleterRuns(const clang::VarDecl *V, ExprId Object);

  // LowerExpressions.cpp
  ExprId value(const clang::Expr *E);     ///< what it evaluates to, with the content of own objects
  ExprId pointedTo(const clang::Expr *E); ///< the object that a pointer leads to, as far as it is the unit's own
  ExprId copied(ExprId From, clang::QualType T, clang::SourceLocation At);
  ExprId place(const clang::Expr *E); ///< where it is: a path, or the value itself
  ExprId placeBare(const clang::Expr *E, clang::SourceLocation At);
  void noteReadBack(ExprId Where, ExprId Held, clang::SourceLocation At);
  /// Notes that what a thread keeps is read here: the order of reads and writes decides whose it is.
  void noteRead(ExprId Where, clang::SourceLocation At);
  ExprId memberName(const clang::FieldDecl *F, clang::SourceLocation At);
  ExprId placeOf(const clang::ValueDecl *D, clang::SourceLocation At);
  ExprId member(const clang::MemberExpr *E);
  ExprId initList(const clang::InitListExpr *E);
  ExprId lambda(const clang::LambdaExpr *E);
  ExprId construct(const clang::CXXConstructExpr *E);
  ExprId emptyRecord(clang::QualType T, clang::SourceLocation At);
  ExprId sized(const clang::CXXConstructExpr *E, ContainerKind Kind, unsigned Count);
  ExprId aggregate(clang::QualType T, llvm::ArrayRef<const clang::Expr *> Inits, clang::SourceLocation At);
  ExprId newObject(const clang::CXXNewExpr *E);
  ExprId allocate(const clang::CallExpr *E, clang::QualType Made);
  ir::Expr fieldPrototype(const clang::ValueDecl *Field, clang::SourceLocation At);

  // LowerBuiltins.cpp
  ExprId unary(const clang::UnaryOperator *E);
  ExprId binary(const clang::BinaryOperator *E);
  ExprId conditional(const clang::AbstractConditionalOperator *E);
  ExprId compareValues(clang::BinaryOperatorKind Op, ExprId L, ExprId R, clang::SourceLocation At);

  // LowerCalls.cpp
  ExprId call(const clang::CallExpr *E);
  ExprId symbolicCall(const clang::FunctionDecl *Callee, ExprId Receiver, std::vector<ExprId> Arguments,
                      clang::QualType Result, clang::SourceLocation At, uint32_t Flags);
  ExprId constructed(clang::QualType T, const clang::CXXConstructorDecl *C, std::vector<ExprId> Arguments,
                     clang::SourceLocation At);
  void fillBound(const clang::CXXOperatorCallExpr *List, ir::ExprId Whole);
  void havoc(ExprId Call, const clang::FunctionDecl *Callee, const clang::Expr *Receiver,
             llvm::ArrayRef<const clang::Expr *> Arguments);
  void out(ExprId Call, int Index, const clang::Expr *Argument);
  const std::vector<ExprId> *boundArguments(ExprId Callable) const;
  ExprId operatorCall(const clang::CXXOperatorCallExpr *E);
  void keptBehind(const clang::Expr *Accessor, ExprId Where, ExprId Value, clang::SourceLocation At);
  ExprId inlineLambda(const clang::Expr *Callable, std::vector<ExprId> Arguments, clang::SourceLocation At);
  const clang::LambdaExpr *lambdaOf(const clang::Expr *E) const;

  // LowerFiles.cpp: files are one storage, paths are its keys
  ExprId fileAt(ExprId Path, clang::SourceLocation At);
  ExprId fileContent(ExprId Path, clang::SourceLocation At);
  std::optional<ExprId> opened(FileAccess How, llvm::ArrayRef<const clang::Expr *> Arguments, clang::SourceLocation At);
  std::optional<ExprId> openedStream(const clang::CXXConstructExpr *E);
  std::optional<ExprId> fileCall(const clang::CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver);
  ExprId isOpen(const clang::Expr *Stream, clang::SourceLocation At);
  std::optional<ExprId> fileSystemCall(const clang::CallExpr *E, llvm::StringRef Name);
  std::optional<ExprId> fileOpen(const clang::CallExpr *E);
  bool isFile(ExprId File) const;
  std::optional<ExprId> stdioCall(const clang::CallExpr *E, llvm::StringRef Name);

  // LowerMessages.cpp: accessors of generated messages
  std::optional<ExprId> messageCall(const clang::CallExpr *E, const clang::CXXMethodDecl *M,
                                    const clang::Expr *Receiver);
  ExprId messageElement(ExprId Field, const clang::CallExpr *E, clang::SourceLocation At);

  // LowerContainers.cpp, LowerLibrary.cpp: the closed table of what needs no model
  std::optional<ExprId> containerCall(const clang::CallExpr *E, const clang::CXXMethodDecl *M,
                                      const clang::Expr *Receiver);
  std::optional<ExprId> keyedCall(const clang::CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver,
                                  bool IsSet);
  ExprId iteratorPair(ExprId Held, clang::QualType Pair, clang::SourceLocation At);
  ir::ExprId orLastPut(ir::ExprId Some, ir::ExprId Sequence);
  ExprId lastOf(ExprId Sequence, clang::QualType Element, clang::SourceLocation At);
  std::optional<ExprId> emplacedLast(const clang::CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver);
  ExprId emplacedEmpty(const clang::Expr *Receiver, clang::SourceLocation At);
  std::optional<ExprId> sequenceCall(const clang::CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver);
  std::optional<ExprId> textCall(const clang::CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver);
  std::optional<ExprId> jsonCall(const clang::CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver);
  std::optional<ExprId> wrapperCall(const clang::CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver);
  std::optional<ExprId> libraryCall(const clang::CallExpr *E, const clang::FunctionDecl *F);
  std::optional<ExprId> algorithmCall(const clang::CallExpr *E, llvm::StringRef Name);
  std::optional<ExprId> textFunction(const clang::CallExpr *E, llvm::StringRef Name);
  ExprId bufferOf(const clang::Expr *E);
  void fillBuffer(const clang::Expr *Buffer, ExprId Value, clang::SourceLocation At);
  std::optional<ExprId> cLibraryCall(const clang::CallExpr *E, llvm::StringRef Name);
  void swapContents(const clang::Expr *A, const clang::Expr *B, clang::SourceLocation At);
  void put(const clang::Expr *Receiver, ExprId Key, ExprId Value, clang::SourceLocation At, uint32_t Flags = 0);
  ExprId get(const clang::Expr *Receiver, ExprId Key, clang::QualType Element, clang::SourceLocation At);
  ExprId format(const clang::Expr *Text, llvm::ArrayRef<const clang::Expr *> Arguments, clang::SourceLocation At);
  std::pair<ExprId, ExprId> unpackPair(const clang::Expr *E);

  UnitBuilder &Names;
  clang::ASTContext &Context;
  const clang::FunctionDecl *Decl;
  ir::Function Out;
  ir::Graph G;
  State Now;
  Budget Limits;
  int Depth = 0;
  int NextIndex = 1;
  int LoopDepth = 0;
  int DryRun = 0; ///< > 0: no events, the loop's body is walked for its effect on the memory only
  std::vector<std::vector<State> *> Breaks, Continues;
  llvm::DenseMap<const clang::ValueDecl *, ExprId> Places; ///< variables, and what references are bound to
  llvm::DenseMap<const clang::Expr *, ExprId> Opaque;
  std::set<ExprId> Bound;                          ///< results of std::bind without placeholders, of plain functions
  std::set<ExprId> ThreadStorage;                  ///< variables of which each thread has its own
  std::set<ExprId> Shared;                         ///< objects behind pointers, and what promises will hold
  std::map<ExprId, std::vector<size_t>> Published; ///< of a shared object: the events that stored it elsewhere
  std::set<ExprId> ReadBack; ///< global variables and members whose reading after a write was noted
  llvm::DenseMap<const clang::VarDecl *, const clang::LambdaExpr *> LambdaVariables;
  llvm::DenseSet<const clang::LambdaExpr *> Inlining;
  std::vector<std::pair<State, ExprId>> *InlineReturns = nullptr; ///< the returns of the lambda that is walked in place
};

inline bool isOneOf(llvm::StringRef Word, std::initializer_list<llvm::StringRef> Words) {
  return llvm::is_contained(Words, Word);
}

/// The expression without casts, parentheses and temporaries.
const clang::Expr *bare(const clang::Expr *E);

/// The characters of a literal of any width, as UTF-8: "a", u"a", L"a".
std::string spelling(const clang::StringLiteral *Text);
/// QStringLiteral("a") and u"a"_s: what they are made of; nothing for other calls.
const clang::Expr *literalOf(const clang::CallExpr *E);
/// What runs when a closure is called; of "[](auto &request) { ... }" what it was made into for a handler's parameters.
const clang::CXXMethodDecl *calledOperator(const clang::LambdaExpr *E);

/// The vector or string that a pointer to its characters is of; null for others.
const clang::Expr *containerOfBuffer(const clang::Expr *E);

/// The record that "pool_calloc(pool, sizeof(struct client))" makes, whoever wrote the allocator; null for other calls.
clang::QualType allocated(const clang::CallExpr *E);

} // namespace crosstalk::facts
