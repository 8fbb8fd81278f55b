// Who asks, by how a program finds out: what an authentication step yields, and what is refused when it yields nothing.
//
// In:  the effects of all functions.  Out: the types of the program's own that stand for the requester, each with its
// reason. "if (!directory.resolve(cookie, &insured)) return 401;" makes Insured one, whatever it is called.
#include "judge/Cover.h"
#include "judge/Facts.h"
#include "judge/Identity.h"
#include "judge/Walk.h"
#include <unordered_set>

namespace crosstalk::judge {

using namespace ir;

/// "401", "Unauthorized", UNAUTHENTICATED: nobody is known to ask.
static bool saysUnauthenticated(const Program &P, ExprId E) {
  return reaches(P, E, 5, [&](ExprId Part) {
    const Expr &X = P[Part];
    if (X.Kind != Op::Literal)
      return X.Kind == Op::Lambda ? Step::Skip : Step::Into;
    const std::string &Text = P.text(X.Text);
    // A text that speaks of authorization may refuse somebody who is known.
    bool Says = Text == "401" || hasWord(Text, {"unauthenticated"}) ||
                (!(X.Flags & LiteralIsString) && hasWord(Text, {"unauthorized"}));
    return Says ? Step::Found : Step::Into;
  });
}

/// "403", FORBIDDEN, PermissionDeniedError(...): somebody is known to ask, and may not.
static bool saysForbidden(const Program &P, ExprId E) {
  return reaches(P, E, 5, [&](ExprId Part) {
    const Expr &X = P[Part];
    if (X.Kind == Op::Lambda)
      return Step::Skip;
    bool Word = X.Kind == Op::Call || (X.Kind == Op::Literal && !(X.Flags & LiteralIsString));
    std::string Text = X.Kind == Op::Call ? lastName(P.calleeOf(X)) : Word ? P.text(X.Text) : "";
    bool Denied = hasWord(Text, {"denied"}) && hasWord(Text, {"permission", "access"});
    return Text == "403" || Denied || hasWord(Text, {"forbidden"}) ? Step::Found : Step::Into;
  });
}

static bool answers(const Effect &E) {
  return E.What == Event::Kind::Return || E.What == Event::Kind::Call || E.What == Event::Kind::Throw ||
         E.What == Event::Kind::Store;
}

namespace {

/// Finds the steps that authenticate and notes what they yield.
class Authentication {
public:
  Authentication(const Program &P, Identities &Who, std::map<Name, std::string> &Learned,
                 std::set<std::pair<Name, Name>> &Kept)
      : P(P), Who(Who), Learned(Learned), Kept(Kept) {}

  void run() {
    indexOuts();
    for (const SolvedFunction &F : P.Functions)
      for (const Effect &E : F.Effects) {
        noteConditions(E);
        if (!E.Conditions.empty() && E.Value != NoExpr && answers(E) && saysForbidden(P, E.Value) && !knowsWhoAsks(F))
          noteJudged(E.Conditions.back().Value);
      }
    for (uint32_t Id = 1; Id < P.G.size(); ++Id)
      if (P[ExprId{Id}].Kind == Op::Call)
        noteCall(ExprId{Id});
    for (const SolvedFunction &F : P.Functions) {
      for (const Effect &E : F.Effects) {
        noteKept(E);
        noteFoundByToken(E);
      }
      noteLogon(F);
    }
  }

private:
  void indexOuts() {
    for (uint32_t Id = 1; Id < P.G.size(); ++Id)
      if (const Expr &X = P[ExprId{Id}]; X.Kind == Op::Out && mayStandForSomebody(X.Type))
        Outs[static_cast<uint32_t>(X.Operands[0])].insert(X.Type);
  }

  bool mayStandForSomebody(Name Type) {
    const RecordInfo *R = P.record(Type);
    return R && !(R->Flags & RecordIsSystem) && !Who.isRequestType(Type) && !Who.isResponseType(Type);
  }

  void noteConditions(const Effect &E) {
    for (const Condition &C : E.Conditions)
      if (Seen.insert(static_cast<uint32_t>(C.Value)).second)
        noteDeciding(C.Value, 6);
    if (!E.Conditions.empty() && E.Value != NoExpr && answers(E) && saysUnauthenticated(P, E.Value))
      noteMissing(E.Conditions.back().Value, !E.Conditions.back().Negated, 6);
  }

  /// Calls whose outcome decides about what follows.
  void noteDeciding(ExprId E, int Depth) {
    const Expr &X = P[E];
    if (Depth == 0)
      return;
    if (X.Kind == Op::Call)
      Deciding.insert(static_cast<uint32_t>(E));
    else if (X.Kind == Op::Out)
      Deciding.insert(static_cast<uint32_t>(X.Operands[0]));
    else if (X.Kind == Op::Not || X.Kind == Op::And || X.Kind == Op::Or || X.Kind == Op::Compare)
      for (ExprId O : X.Operands)
        noteDeciding(O, Depth - 1);
  }

  /// What is missing where the condition holds: "!member", "member == nullptr", "resolve(cookie, &member) != 0".
  void noteMissing(ExprId Condition, bool True, int Depth) {
    const Expr &X = P[Condition];
    if (Depth == 0)
      return;
    switch (X.Kind) {
    case Op::Not:
      return noteMissing(X.Operands[0], !True, Depth - 1);
    case Op::And:
    case Op::Or:
      for (ExprId O : X.Operands)
        noteMissing(O, True, Depth - 1);
      return;
    case Op::Compare:
      return noteCompared(X, True, Depth);
    case Op::Call:
      refuseOuts(Condition);
      [[fallthrough]];
    case Op::Param:
    case Op::Field:
    case Op::Out:
      if (!True && mayStandForSomebody(X.Type))
        refuse(X.Type);
      return;
    case Op::Element:
      // "keys.find(apiKey) == keys.end()": nobody has this key.
      if (!True && mayStandForSomebody(X.Type) && X.Operands[1] != NoExpr && Who.mentionsCredential(X.Operands[1]))
        refuse(X.Type);
      return;
    default:
      return;
    }
  }

  bool knowsWhoAsks(const SolvedFunction &F) {
    return std::any_of(F.Parameters.begin(), F.Parameters.end(), [&](const Parameter &A) {
      return Who.ofType(A.Type) || Who.ofVariable(A.Type, P.text(A.Identifier)) || Who.isRequestType(A.Type);
    });
  }

  /// "if (!mayRead(physician, ward)) return forbidden;": the record whose fields decide about what is asked for.
  void noteJudged(ExprId Condition) {
    std::set<Name> Judged;
    bool Asked = false;
    reaches(P, Condition, 24, [&](ExprId Part) {
      const Expr &X = P[Part];
      const Expr &Of = X.Kind == Op::Field ? P[P.G.origin(X.Operands[0])] : X;
      if (Of.Kind == Op::Param && mayStandForSomebody(Of.Type) && X.Kind == Op::Field)
        Judged.insert(Of.Type);
      Asked |= X.Kind == Op::Param && Who.isTextOrNumber(X.Type);
      return Step::Into;
    });
    if (Judged.size() == 1 && Asked && !namesOwner(*Judged.begin()) && Who.looksLikeSomebody(*Judged.begin()))
      Learned.try_emplace(*Judged.begin(),
                          "the request is refused by what '" + lastName(P.text(*Judged.begin())) + "' may do");
  }

  /// "Document{id, ownerId}": what belongs to somebody is nobody.
  bool namesOwner(Name Type) {
    const RecordInfo *R = P.record(Type);
    return std::any_of(R->Fields.begin(), R->Fields.end(),
                       [&](const Field &F) { return Who.ofVariable(F.Type, P.text(F.Identifier)).has_value(); });
  }

  void noteCompared(const Expr &X, bool True, int Depth) {
    for (int Side = 0; Side < 2; ++Side) {
      const Expr &With = P[X.Operands[1 - Side]];
      if (With.Kind != Op::Literal)
        continue;
      bool Nothing = (With.Flags & LiteralIsNull) || P.text(With.Text) == "0";
      if (True && X.Index == static_cast<int>(Relation::Equal) && Nothing)
        noteMissing(X.Operands[Side], false, Depth - 1);
      // A status, whatever its values mean.
      else if (P[X.Operands[Side]].Kind == Op::Call)
        refuseOuts(X.Operands[Side]);
    }
  }

  void refuseOuts(ExprId Call) {
    if (auto It = Outs.find(static_cast<uint32_t>(Call)); It != Outs.end())
      for (Name Type : It->second)
        refuse(Type);
  }

  void refuse(Name Type) {
    if (Who.looksLikeSomebody(Type))
      Learned.try_emplace(Type, "without a '" + lastName(P.text(Type)) + "' the request is refused as nobody's");
  }

  std::string calleeOf(const Expr &Call) const {
    if (const std::string &Declared = P.calleeOf(Call); !Declared.empty())
      return Declared;
    bool Handed = Call.Text == NoName && !Call.Operands.empty() && Call.Operands[0] != NoExpr;
    return Handed ? P.text(P[Call.Operands[0]].Hint) : "";
  }

  /// A step that is given what authenticates, and whose outcome is asked for or whose name says what it does.
  void noteCall(ExprId Id) {
    const Expr &Call = P[Id];
    std::set<Name> Yields;
    if (mayStandForSomebody(Call.Type))
      Yields.insert(Call.Type);
    if (auto It = Outs.find(static_cast<uint32_t>(Id)); It != Outs.end())
      Yields.insert(It->second.begin(), It->second.end());
    if (Yields.empty())
      return;
    std::string Callee = calleeOf(Call);
    bool Named = hasWord(Callee, {"authenticate", "authenticated", "login", "logon", "signin", "whoami", "identify",
                                  "authorize", "verify"});
    if ((!Named && !Deciding.count(static_cast<uint32_t>(Id))) || !isGivenProof(Call, Named))
      return;
    Steps.insert(static_cast<uint32_t>(Id));
    for (Name Type : Yields)
      if (Who.looksLikeSomebody(Type))
        Learned.try_emplace(Type, "'" + lastName(Callee) + "' makes a '" + lastName(P.text(Type)) +
                                      "' of what authenticates the request");
  }

  /// "loggedOn = register.logon(name, password, &counterparty);": an object of one session keeps who it talks to.
  void noteKept(const Effect &E) {
    if (E.What != Event::Kind::Store || E.Value == NoExpr || P[E.Target].Kind != Op::Field ||
        P[P[E.Target].Operands[0]].Kind != Op::This)
      return;
    const Expr &Value = P[E.Value];
    ExprId From = Value.Kind == Op::Out ? Value.Operands[0] : E.Value;
    if (Steps.count(static_cast<uint32_t>(From)) && Learned.count(Value.Type))
      Kept.emplace(P[E.Target].Owner, P[E.Target].Text);
  }

  /// "connection.space = spaces_by_token[token];": a connection that keeps what its token stands for is whoever showed
  /// it.
  void noteFoundByToken(const Effect &E) {
    if (E.What != Event::Kind::Store || E.Value == NoExpr || P[E.Target].Kind != Op::Field)
      return;
    const Expr &To = P[E.Target], &Found = P[P.G.origin(E.Value)];
    bool Given = P[P.G.origin(To.Operands[0])].Kind == Op::Param && Who.isConversation(To.Owner);
    if (!Given || Found.Kind != Op::Element || Found.Operands[1] == NoExpr || !Who.isTextOrNumber(To.Type) ||
        !holdsLogins(P, Found.Operands[0]) || !Who.fromRequester(Found.Operands[1]))
      return;
    Kept.emplace(To.Owner, To.Text);
    Learned.try_emplace(To.Owner, "'" + lastName(P.text(To.Owner)) + "' keeps in '" + P.text(To.Text) +
                                      "' what its token stands for");
  }

  /// "link->account = row[0]; link->loggedOn = 1;": what a connection is told of beside being marked as authenticated.
  void noteLogon(const SolvedFunction &F) {
    for (const Effect &Mark : F.Effects) {
      if (!marksAuthenticated(Mark))
        continue;
      for (const Effect &E : F.Effects)
        if (E.What == Event::Kind::Store && E.Value != NoExpr && P[E.Target].Kind == Op::Field &&
            P[E.Target].Operands[0] == P[Mark.Target].Operands[0] && E.Conditions == Mark.Conditions &&
            saysWho(P[E.Target], E.Value))
          Kept.emplace(P[E.Target].Owner, P[E.Target].Text);
    }
  }

  bool marksAuthenticated(const Effect &E) const {
    if (E.What != Event::Kind::Store || E.Value == NoExpr || P[E.Target].Kind != Op::Field ||
        constantTruth(P, E.Value) != true)
      return false;
    const std::string &Field = P.text(P[E.Target].Text);
    return hasWord(Field, {"authenticated", "authed", "loggedin", "loggedon", "authorized", "authorised"}) ||
           (hasWord(Field, {"logged", "signed"}) && hasWord(Field, {"on", "in"}));
  }

  /// A text, or a number that is called an id, that was not in the program before.
  bool saysWho(const Expr &Field, ExprId Value) const {
    const std::string &Type = P.text(Field.Type);
    bool Text = Type == "std::string" || Type == "char" || Type == "QString";
    bool Id = Who.isTextOrNumber(Field.Type) && tellsApart(Who, P.text(Field.Text));
    Op Kind = P[Value].Kind;
    return (Text || Id) && Kind != Op::Literal && Kind != Op::Fresh && !hasWord(P.text(Field.Text), {"nonce", "salt"});
  }

  /// Some argument authenticates; and, unless the name tells, nothing else of the request goes in.
  bool isGivenProof(const Expr &Call, bool Named) {
    bool Proof = false;
    for (size_t I = 1; I < Call.Operands.size(); ++I) {
      ExprId Arg = Call.Operands[I];
      if (Arg == NoExpr || !Who.fromRequester(Arg))
        continue;
      bool Whole = Named && Who.isRequestType(P[Arg].Type); // with its headers and cookies
      bool Proves = Whole || Who.mentionsCredential(Arg) || mentionsSecret(Arg);
      Proof |= Proves;
      if (!Proves && !Named && !mayStandForSomebody(P[Arg].Type))
        return false;
    }
    return Proof;
  }

  bool mentionsSecret(ExprId E) {
    return reaches(P, E, 4, [&](ExprId Part) {
      const Expr &X = P[Part];
      std::string Named;
      if ((X.Kind == Op::Param || X.Kind == Op::Field) && Who.isTextOrNumber(X.Type))
        Named = P.text(X.Hint);
      else if (X.Kind == Op::Element && X.Operands[1] != NoExpr && P[X.Operands[1]].Kind == Op::Literal)
        Named = lastName(P.text(P[X.Operands[1]].Text));
      if (auto Id = Who.ofName(Named); Id && Id->Kind == PrincipalKind::Secret)
        return Step::Found;
      return X.Kind == Op::Lambda || X.Kind == Op::This ? Step::Skip : Step::Into;
    });
  }

  const Program &P;
  Identities &Who;
  std::map<Name, std::string> &Learned;
  std::unordered_map<uint32_t, std::set<Name>> Outs; ///< records that a call leaves behind references
  std::set<std::pair<Name, Name>> &Kept;
  std::unordered_set<uint32_t> Deciding, Seen, Steps;
};

} // namespace

void Identities::learnFromAuthentication() {
  Authentication(P, *this, Learned, Kept).run();
  Requesters.clear(); // asked before everything was learned
  Types.clear();
}

} // namespace crosstalk::judge
