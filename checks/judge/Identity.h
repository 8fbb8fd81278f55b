// Who is who: which values name a principal, by their types, names and origin, each with its reasons.
//
// In:  a program.  Out: an Identity for a value, type or name, with a weight in log-odds and words for people.
// Role comes before words: what an authentication step returns is a principal whatever it is called.
#pragma once
#include "ir/Finding.h"
#include "ir/Program.h"
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace crosstalk::judge {

enum class PrincipalKind : uint8_t { User, Tenant, Session, Credential, Secret, Role, Device };

struct Identity {
  PrincipalKind Kind = PrincipalKind::User;
  double Weight = 0;    ///< log-odds that this is the requester's identity
  std::string Why;      ///< e.g. "'Customer' is an identity type with the id 'customerId'"
  bool Claimed = false; ///< the request says so, nobody verified it
};

/// A table of who has logged in, by its name: what is found there is whoever sent the key.
bool holdsLogins(const ir::Program &P, ir::ExprId Collection);

/// Whether a type, by its canonical name, is one of the language's numbers.
bool isNumber(const std::string &Type);

class Identities {
public:
  explicit Identities(const ir::Program &P);

  /// The identity that a value itself names or carries; not what it was computed from.
  std::optional<Identity> of(ir::ExprId E);
  /// A record that stands for one principal: Customer, Claims, Session.
  std::optional<Identity> ofType(ir::Name Type);
  /// Plain data whose name is not that of a result, a connection or another thing.
  bool looksLikeSomebody(ir::Name Type) const;
  /// The name of a scalar or text: "userId", "tenant", "sessionToken".
  std::optional<Identity> ofName(std::string_view Name) const;

  /// Whether a value leads back to the request or the caller of this code, not to a stored row or a constant.
  bool fromRequester(ir::ExprId E);
  /// A library's call that reads something of the request at hand, or what such a call leaves in an argument.
  bool isRequestSource(ir::ExprId E) const;
  /// Who a value is that a model says is a principal, a credential or the peer.
  static std::optional<Identity> bySource(const ir::Model &M, const std::string &Shown, bool Claimed);
  /// A request object by type: HttpRequest, httplib::Request, crow::request.
  bool isRequestType(ir::Name Type);
  bool isResponseType(ir::Name Type);
  /// An object of one client's connection or request, by its name: what is in it is that client's.
  bool isConversation(ir::Name Type) const;
  bool isTextOrNumber(ir::Name Type) const;
  /// What a variable of a plain type is by its name: "std::string userId"; "long maxTokens" is how many there are.
  std::optional<Identity> ofVariable(ir::Name Type, std::string_view Name) const;
  /// A header, cookie or token that authenticates the request.
  bool isCredential(ir::ExprId E);
  /// What the source says of the declaration behind a value (ir::MarkFlag); 0 for nothing.
  uint32_t marksOf(const ir::Expr &E) const;
  /// Everybody may see it, by annotation of it or of its type.
  bool isPublic(ir::ExprId E) const;
  /// Whose data it is by annotation, though it names nobody itself.
  std::optional<Identity> ownerOf(ir::ExprId E) const;
  /// The fields that a record's own equality or order reads; nothing if it has none that was seen.
  const std::optional<std::set<ir::Name>> &comparedFields(ir::Name Type);
  /// Any part of the value authenticates the request.
  bool mentionsCredential(ir::ExprId E, int Depth = 6);

private:
  bool isMachinery(ir::Name Type);
  bool isCredentialPart(const ir::Expr &X, std::string_view Key);
  bool leadsToRequester(ir::ExprId E);
  std::optional<Identity> compute(ir::ExprId E);
  std::optional<Identity> ofField(const ir::Expr &E);
  std::optional<Identity> ofLogins(const ir::Expr &Field);
  std::optional<Identity> ofCall(ir::ExprId E);
  std::optional<Identity> ofSource(ir::ExprId Call, int Position, const std::string &Shown);
  bool isVerified(ir::ExprId Call);
  void noteVerified(const ir::Expr &Call);
  std::optional<Identity> ofExchange(const ir::Expr &Out);
  std::optional<Identity> ofPeer(const ir::Expr &E);
  std::optional<Identity> ofServerSide(ir::ExprId Whole, const ir::Expr &E);
  std::optional<Identity> ofElement(const ir::Expr &E);
  /// By annotation or configuration.
  static Identity declared(ir::MarkedKind Kind, const std::string &Shown);
  std::string shown(const ir::Expr &E) const;

  void learnFromAuthentication();
  void noteMessages();
  void noteRequestsBesideCallers();
  bool isMessage(ir::ExprId E);

  const ir::Program &P;
  std::set<ir::Name> Messages;                  ///< what clients send to handlers that know the caller from elsewhere
  std::map<ir::Name, std::string> Learned;      ///< types that authentication yields or asks for, with the reason
  std::set<std::pair<ir::Name, ir::Name>> Kept; ///< owner and name of fields that keep who was authenticated
  std::optional<std::set<ir::ExprId>> Verified; ///< tokens that some verifier was given
  std::unordered_map<uint32_t, std::optional<Identity>> Values;
  std::map<ir::Name, std::optional<Identity>> Types;
  std::unordered_map<uint32_t, bool> Requesters;          ///< fromRequester, remembered
  std::map<std::pair<ir::ExprId, int>, bool> Credentials; ///< mentionsCredential, remembered
  std::map<ir::Name, int> Requests;
  std::map<ir::Name, std::optional<std::set<ir::Name>>> Compared;
};

/// Whether the answer of a call (ir::Result), or what it leaves in an argument, is whom a credential stands for.
bool exchangesCredential(const ir::Program &P, const ir::Expr &Call, const std::string &Callee, ir::Name Into, int Out);

/// "lexer.next(token, type)": a call that gives the next piece of a text that is taken apart.
bool takesTextApart(const ir::Program &P, const ir::Expr &Call);
/// Lower-case words of a qualified or plain name, of its last part only.
std::vector<std::string> wordsOf(std::string_view Name);
bool hasWord(std::string_view Name, std::initializer_list<std::string_view> Words);

/// The program's simple name of a function or type: "shop::OrderService<int>::details" -> "details".
std::string lastName(std::string_view Qualified);
/// The name of what a call calls, e.g. "findOne"; empty for what is not declared.
std::string calledName(const ir::Program &P, const ir::Expr &Call);

/// "operator[]", "operator,": no word of it was chosen by a programmer.
bool isOperatorName(std::string_view LastName);

const char *nameOf(PrincipalKind Kind);

} // namespace crosstalk::judge
