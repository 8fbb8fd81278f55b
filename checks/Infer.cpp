// What was recognised without being told, in the words of the configuration: for people to review, correct and commit.
//
// In:  a solved program.  Out: principals, owners, guards and entries, sorted, each with its reason.
// Not here: whether the findings stay the same when all of it is declared (tool/InferFile.cpp asks that).
#include "Pipeline.h"
#include "judge/Guard.h"
#include "judge/Walk.h"
#include "rules/FetchParts.h"
#include <algorithm>
#include <map>

namespace crosstalk {

using namespace ir;
using namespace rules;
using judge::Identity;
using judge::PrincipalKind;

namespace {

/// Gathers declarations; the strongest reason of each name is kept.
class Inference {
public:
  explicit Inference(const Program &P) : P(P), J(P) {}

  std::vector<Declaration> run() {
    principalTypes();
    for (uint32_t I = 0; I < P.G.size(); ++I) {
      principalFunction(ExprId(I));
      principalField(ExprId(I));
    }
    owners();
    for (const SolvedFunction &F : P.Functions) {
      entry(F);
      for (const Effect &E : F.Effects)
        for (const Condition &C : E.Conditions)
          guards(C.Value);
    }
    std::vector<Declaration> All;
    for (auto &[Key, Found] : Best)
      All.push_back(std::move(Found.What));
    return All;
  }

private:
  struct Reasoned {
    Declaration What;
    double Weight = 0;
  };

  void add(Declaration::Kind What, const std::string &Name, Declaration New, double Weight) {
    Reasoned &Known = Best[{What, Name}];
    if (Known.What.Name.empty() || Weight > Known.Weight || (Weight == Known.Weight && New.Why < Known.What.Why))
      Known = {std::move(New), Weight};
  }

  void addPrincipal(Declaration::Kind What, const std::string &Name, const Identity &Id) {
    add(What, Name, {What, Name, Id.Kind == PrincipalKind::User ? "" : judge::nameOf(Id.Kind), Id.Why}, Id.Weight);
  }

  void principalTypes() {
    for (const auto &[Type, R] : P.Records)
      if (auto Id = J.Who.ofType(Type); Id && !(R.Flags & RecordIsSystem) && P.modelsOfType(Type).empty())
        addPrincipal(Declaration::Kind::PrincipalType, P.text(Type), *Id);
  }

  bool ofPrincipalType(ExprId E) { return E != NoExpr && J.Who.ofType(P[E].Type).has_value(); }

  /// The namespace is that of a library with a model: what its functions mean is not the user's to say.
  bool isOfLibrary(const std::string &Qualified) const {
    size_t Root = Qualified.find("::");
    if (Root == std::string::npos)
      return false;
    auto First = P.Models.ByName.lower_bound(Qualified.substr(0, Root + 2));
    return First != P.Models.ByName.end() && First->first.starts_with(Qualified.substr(0, Root + 2));
  }

  /// A call that is still one after its body was put in, if that was seen; not on somebody's own object, whose type
  /// says it.
  void principalFunction(ExprId E) {
    const Expr &X = P[E];
    if (X.Kind != Op::Call || P.calleeOf(X).empty() || isOfLibrary(P.calleeOf(X)) || !P.modelsOf(X.Text).empty() ||
        judge::isOperatorName(judge::calledName(P, X)) || (!X.Operands.empty() && ofPrincipalType(X.Operands[0])))
      return;
    if (auto Id = J.Who.of(E); Id && !Id->Claimed)
      addPrincipal(Declaration::Kind::PrincipalFunction, P.calleeOf(X), *Id);
  }

  void principalField(ExprId E) {
    const Expr &X = P[E];
    if (X.Kind != Op::Field || X.Owner == NoName || ofPrincipalType(E) || ofPrincipalType(X.Operands[0]))
      return;
    const RecordInfo *R = P.record(X.Owner);
    if (!R || (R->Flags & RecordIsSystem) || J.Who.ofType(X.Owner) || !P.modelsOfType(X.Owner).empty())
      return;
    if (auto Id = J.Who.of(E); Id && !Id->Claimed)
      addPrincipal(Declaration::Kind::PrincipalField, P.text(X.Owner) + "::" + P.text(X.Text), *Id);
  }

  void owners() {
    sql::Schema Known = schemaOf(J);
    for (const auto &[Name, Table] : Known.tables())
      for (const sql::OwnerColumn &Owner : Known.ownerColumns(Name)) {
        std::string Column = Name + "." + Owner.Column, Of = Owner.Kind == sql::OwnerKind::Tenant ? "tenant" : "";
        add(Declaration::Kind::Owner, Column, {Declaration::Kind::Owner, Column, Of, reasonOf(Owner)}, Owner.Weight);
      }
  }

  static std::string reasonOf(const sql::OwnerColumn &Owner) {
    switch (Owner.Why) {
    case sql::OwnerColumn::Reason::Configured:
      return "configured";
    case sql::OwnerColumn::Reason::ForeignKey:
      return "refers to '" + Owner.Target + "'";
    case sql::OwnerColumn::Reason::Name:
      return "by its name or use";
    case sql::OwnerColumn::Reason::Self:
      return "the key of somebody's own record";
    }
    return "";
  }

  void entry(const SolvedFunction &F) {
    if ((F.Flags & FunctionIsLambda) || F.Qualified == NoName || !isEntered(J, F) || (!F.IsEntry && !F.Callers.empty()))
      return;
    std::string Why =
        F.Route.empty() ? F.IsEntry ? "registered or overridden as a handler" : "takes a request" : F.Route;
    const std::string &Name = P.text(F.Qualified);
    add(Declaration::Kind::Entry, Name, {Declaration::Kind::Entry, Name, "", Why}, F.IsEntry ? 2 : 1);
  }

  /// "acl.mayRead(user, orderId)" without a body: a question about somebody and something else, named as a permission.
  void guards(ExprId Condition) {
    judge::reaches(P, Condition, 12, [&](ExprId Part) {
      const Expr &X = P[Part];
      if (X.Kind == Op::Call && P.text(X.Type) == "bool" && P.modelsOf(X.Text).empty() && asksPermission(X))
        add(Declaration::Kind::Guard, P.calleeOf(X),
            {Declaration::Kind::Guard, P.calleeOf(X), "", "asked about the caller and something else"}, 1);
      return X.Kind == Op::Lambda ? judge::Step::Skip : judge::Step::Into;
    });
  }

  bool asksPermission(const Expr &Call) {
    if (Call.Operands.size() < 3 ||
        !judge::hasWord(P.calleeOf(Call),
                        {"can",        "may",       "allow",      "allows",    "allowed",    "authorize",
                         "authorized", "authorise", "authorised", "own",       "owns",       "owner",
                         "belongs",    "permit",    "permits",    "permitted", "permission", "access",
                         "grant",      "granted",   "guard",      "entitled",  "member",     "participant"}))
      return false;
    return std::any_of(Call.Operands.begin() + 1, Call.Operands.end(),
                       [&](ExprId O) { return O != NoExpr && judge::dependsOnPrincipal(P, J.Who, O); });
  }

  const Program &P;
  Judgement J;
  std::map<std::pair<Declaration::Kind, std::string>, Reasoned> Best;
};

} // namespace

std::vector<Declaration> inferDeclarations(const Program &P) { return Inference(P).run(); }

} // namespace crosstalk
