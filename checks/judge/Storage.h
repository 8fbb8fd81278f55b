// Where an effect reads or writes: which storage, who shares it, and under which keys.
//
// In:  an effect of a solved function.  Out: the storage with its scope and the selectors on the way to it.
#pragma once
#include "judge/Identity.h"
#include <set>

namespace crosstalk::judge {

struct Storage {
  std::string Id;      ///< "shop::PricingService::m_quotes.index_", or the symbol of a variable
  std::string Display; ///< "PricingService::m_quotes"
  ir::ExprId Object{}; ///< the outermost object that owns the storage: what it is keyed by applies to all of it
  ir::ExprId Base{};   ///< the storage itself, selectors taken off
  ir::Name OwnerClass{};
  ir::Name SlotType{};
  bool IsStatic = false, IsThreadLocal = false, IsMember = false, IsParameter = false, IsLocal = false;
  bool IsCaptured = false; ///< an object around a handler's closure, which uses it for each of its requests
  bool Crossed = false;    ///< reached through a reference or pointer: not owned by the object it was reached from
  bool External = false;
  bool IsCollection = false;      ///< the head of an intrusive list: what is stored there is one more element
  bool InList = false;            ///< inside an element of an intrusive list, which may be in use
  bool InShard = false;           ///< inside the part of a table that a computed position chooses, and no other element
  bool InElement = false;         ///< inside some element of a collection, e.g. an object taken from a pool
  std::vector<ir::ExprId> Keys;   ///< every selector on the way, outermost first
  std::vector<ir::ExprId> Owners; ///< the objects that own it, from the storage outwards, up to the first reference
  double Shared = 0;              ///< log-odds that requests share it
  std::optional<PrincipalKind> Per; ///< each principal of this kind has its own, by annotation
  std::vector<Evidence> Why;
};

class Storages {
public:
  Storages(const ir::Program &P, Identities &Who);

  /// The storage of a path, or nothing when it is the function's own object, or by annotation everybody's or one
  /// principal's.
  std::optional<Storage> at(const ir::SolvedFunction &F, ir::ExprId Target);
  /// Where an effect puts, looks up or removes an element: its key is not among the storage's. Files of one place and
  /// kind are a storage, which the key tells.
  std::optional<Storage> ofElement(const ir::SolvedFunction &F, const ir::Effect &E);
  /// Whether any code reads what is stored there.
  bool isRead(const Storage &S) const;
  /// Whether the class is one object for many requests, in log-odds with reasons.
  double sharedWeight(ir::Name Class, std::vector<Evidence> &Why);

  /// Whether each object of the class is one principal's: that of a User, not of a guarded CurrentUser.
  bool isOfOne(ir::Name Class) const;

  /// A function that only gives out what is stored, and that nobody calls.
  bool isUnusedGetter(const ir::SolvedFunction &F) const;

private:
  std::optional<Storage> marked(const ir::SolvedFunction &F, ir::ExprId Target);
  std::optional<Storage> locate(const ir::SolvedFunction &F, ir::ExprId Target);
  uint32_t marksOn(const Storage &S) const;
  void indexReads();
  void noteReads(ir::ExprId E);
  void indexChains();
  const ir::Expr *innermost(ir::ExprId E) const;

  const ir::Program &P;
  Identities &Who;
  std::set<std::pair<ir::Name, ir::Name>> FieldReads;
  std::set<ir::Name> GlobalReads;
  std::set<std::string> FileReads; ///< collections of files that are looked into
  std::set<ir::Name> Chained;      ///< variables whose objects are linked to each other: heads of lists
  std::vector<bool> Noted;         ///< by expression
  std::map<std::pair<ir::Name, ir::ExprId>, std::optional<Storage>> Known; ///< by the function's class and the path
  std::map<ir::Name, std::pair<double, std::vector<Evidence>>> Classes;
  std::set<ir::Name> HandlerClasses; ///< their methods are registered as handlers, or captured by handlers
  std::set<ir::Name> Tabled;         ///< classes of which a static table holds the objects
  std::set<ir::Name> StaticObjects, MadeAtRunTime;     ///< classes of variables; of what "new" makes
  std::map<ir::Name, std::set<ir::Name>> ReferencedBy; ///< class -> classes that hold a reference to it
};

/// Whether objects of a record refer to others of it.
bool linksToItsLike(const ir::Program &P, ir::Name Type);
/// Whether a field is the head or link of an intrusive list of its own type.
bool isListLink(const ir::Program &P, const ir::Expr &Field);
/// The same, or a variable that is the head: "static Node *all".
bool isListHead(const ir::Program &P, const ir::Expr &Head);
/// "node{next: all}": an object that was just linked to another of its kind.
bool linksOn(const ir::Program &P, const ir::Expr &With);
/// "all = node{next: all}": a store that puts one more element in front of a list.
bool addsInFront(const ir::Program &P, const ir::Effect &E);

} // namespace crosstalk::judge
