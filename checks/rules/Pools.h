// Pools: what is kept to be used again, what goes into it, and where an element of it is accepted.
//
// In:  a solved program.  Out: for crosstalk-identity-blind-reuse the accepted elements with what was compared, and the
// identities that elements are made with. Not here: what is missing, and how it is told.
#pragma once
#include "rules/Rule.h"

namespace crosstalk::rules {

/// A field of the pooled object that holds an identity it was made with.
struct PooledField {
  std::string Path; ///< "user", "box_.login"
  judge::Identity Who;
  bool InRecord = false; ///< one of several fields of an identity record
  std::string Record;    ///< path of that record
  ir::Loc At;
  ir::ExprId Held{};   ///< the value it is set to, where that is known
  ir::ExprId Excuse{}; ///< it is compared, but not where this is so for the request
  ir::Name Of{};       ///< the record that declares it
};

/// An element that is handed out: where, and which of its fields were compared before.
struct Acceptance {
  Site At;
  ir::ExprId Element{};
  ir::Name Type{}; ///< of the element
  std::set<std::string> Compared;
  std::set<std::string> NoCase;
  std::set<std::string> Asked;      ///< handed, with something of who asks, to a test that was not seen
  std::set<std::string> Rebound;    ///< set anew before the element is used
  std::vector<ir::Condition> Tests; ///< what decides, where the element is picked within a value
  bool Keyed = false;               ///< found by a key of its own, which is a question for caches
  std::set<ir::Name> Askers;        ///< types of the objects that ask: what they hold is a request's
  std::set<ir::Name> Kinds;         ///< the records that declare what is compared
  bool ByRecord = false; ///< something compared is a field of a record on the asking side, which may hold more
};

/// An element that a value may be, and the choices within the value that lead to it.
struct PickedElement {
  ir::ExprId Element{};
  std::vector<ir::Condition> When;
};

/// The elements of collections that outlive the request that a value may be.
std::vector<PickedElement> elementsIn(const ir::Program &P, ir::ExprId Value);

/// "slots[i]", where a loop counts i up: one of the slots of a table.
bool isSlot(const ir::Program &P, const ir::Expr &Element);

/// The type of an element; of a payload without a type, the record whose fields the match asks for.
ir::Name typeOfElement(const ir::Program &P, ir::ExprId Element, const std::vector<ir::Condition> &Conditions);

/// Every place where an element of a pool is handed out or used because of what it holds.
std::vector<Acceptance> acceptances(Judgement &J);

/// What objects of the type of the accepted element are made with, anywhere in the program: their identity fields.
std::vector<PooledField> madeWith(Judgement &J, ir::ExprId Collection, const Acceptance &A);

/// Whether those who call the match compare a field of what it found.
bool isComparedByCallers(const ir::Program &P, const Acceptance &A, const std::string &Path);

/// Whether nobody searches but where a flag of whoever asks allows it.
bool isSearchedByFlag(const ir::Program &P, const Acceptance &A);

/// All fields that the program reads. See PoolUnasked.cpp.
class ReadFields;

/// What elements are told by whoever they are made for, and no code of the program reads; looked for once a type.
class UnaskedFields {
public:
  explicit UnaskedFields(Judgement &J) : J(J) {}
  const std::vector<PooledField> &of(ir::Name ElementType);

private:
  Judgement &J;
  std::shared_ptr<const ReadFields> Read;
  std::map<ir::Name, std::vector<PooledField>> ByType;
};

/// What lets some requests past the comparison of a field, where the element is not asked instead; NoExpr for nothing.
ir::ExprId excuseFor(Judgement &J, const Acceptance &A, const std::string &Path);

/// The path of a value below an element of a pool: "credentials.user", "" for itself, nothing for what is not part of
/// it.
std::optional<std::string> pathInElement(const ir::Program &P, ir::ExprId E, ir::ExprId Element);

/// The fields of the element that a test which was not seen gets along with something of who asks: "same(c->user,
/// user)".
std::vector<std::string> askedTogether(const ir::Program &P, ir::ExprId Test, ir::ExprId Element);

/// Whether a part of the element is compared with something that is not constant, in whatever way: "it->name == name".
bool isAskedByName(const ir::Program &P, const std::vector<ir::Condition> &Tests, ir::ExprId Element);

/// A listener is there for whoever connects, whatever it was set up with.
bool isForAll(const ir::Program &P, ir::Name Type);

/// A name of something that is set up to talk to somebody: connection, channel, socket.
bool namesConnection(std::string_view Name);

/// Something that is set up once and used again: a connection, a session, a handle. Not a stored record.
bool isResource(const ir::Program &P, ir::Name Type);

/// Path of a field below another: "box_" and "login" are "box_.login".
std::string joined(const std::string &A, const std::string &B);

} // namespace crosstalk::rules
