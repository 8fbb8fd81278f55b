// crosstalk-unscoped-fetch, -unscoped-write and -forged-owner over SQL: rows selected by a request's id alone.
//
// In:  the queries of each function with what is bound to them.  Out: findings at the lowest function in which the
// caller is known and not used. In-memory stores, repositories and Redis are in FetchObjects.cpp.
#include "rules/FetchParts.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::QuerySite;
using judge::QueryText;
using sql::HoleNature;
using sql::Verdict;

/// A column that owns less surely than this may be written with what the request says: "author", "assignee_id".
static constexpr double LeastForged = 0.5;

/// Whether a way of the text is taken by operators only: "if (!actor.isAdmin) where(tenant)".
static bool needsOperatorRight(Judgement &J, const QueryText &T) {
  judge::Guards Rights(J.P, J.Who, {}, {});
  return std::any_of(T.When.begin(), T.When.end(),
                     [&](const Condition &C) { return Rights.implies(C.Value, !C.Negated); });
}

namespace {

/// One run over the program's queries.
class SqlFetches {
public:
  SqlFetches(Judgement &J, Findings &Out) : J(J), P(J.P), Out(Out), Known(schemaOf(J)), ByTable(siblingsOf(J, Known)) {}

  void run() {
    for (uint32_t F = 0; F < P.Functions.size(); ++F) {
      if (!isRoot(P, F))
        continue;
      for (const QuerySite &Q : J.queries(F))
        if (!isJudgedAtEntry(J, {F, Q.Effect}) && !behindPolicy(J, P.Functions[F]))
          if (auto Open = judged(F, Q))
            reportLowest({F, Q.Effect}, *Open);
    }
  }

private:
  sql::Scoping scopingOf(uint32_t F, const QuerySite &Q, const QueryText &T, const sql::Query &Read) {
    return rules::scopingOf(J, Known, Q, T, Read, P.Functions[F].Effects[Q.Effect].Conditions);
  }

  std::optional<OpenFetch> judged(uint32_t F, const QuerySite &Q) {
    std::optional<OpenFetch> Worst;
    auto Parses = [&](const QueryText &T) { return sql::readQuery(T.Text, &Known).How == sql::Query::Reading::Parsed; };
    bool SomeParse = std::any_of(Q.Texts.begin(), Q.Texts.end(), Parses);
    for (const QueryText &T : Q.Texts) {
      // Of several texts one that does not parse was not put together right.
      if (Q.Texts.size() > 1 && (needsOperatorRight(J, T) || (SomeParse && !Parses(T))))
        continue;
      if (auto Open = judgedText(F, Q, T); Open && (!Worst || Open->Reasons.size() > Worst->Reasons.size())) {
        Worst = std::move(Open);
        Worst->Text = T.At;
        Worst->How = OpenFetch::Written::Statement;
      }
    }
    return Worst;
  }

  std::optional<OpenFetch> judgedText(uint32_t FunctionIndex, const QuerySite &Q, const QueryText &T) {
    sql::Query Read = sql::readQuery(T.Text, &Known);
    if (auto Open = judgedStatement(FunctionIndex, Q, T, Read))
      return Open;
    auto Update = sql::conflictUpdate(Read, &Known);
    if (!Update || !ownsBeyondKey(Update->ConflictKey, scopingOf(FunctionIndex, Q, T, Read)))
      return std::nullopt;
    auto Open = judgedStatement(FunctionIndex, Q, T, *Update);
    if (Open)
      Open->Reasons.push_back({"conflict", "a row that has the key already is changed, whoever it belongs to", 0.3});
    return Open;
  }

  std::optional<OpenFetch> judgedStatement(uint32_t FunctionIndex, const QuerySite &Q, const QueryText &T,
                                           const sql::Query &Read) {
    const SolvedFunction &F = P.Functions[FunctionIndex];
    bool Writes = Read.What == sql::Query::Kind::Update || Read.What == sql::Query::Kind::Delete;
    bool Selects = Read.What == sql::Query::Kind::Select;
    if (Read.How == sql::Query::Reading::Failed || Read.Tables.empty() || onlyIncreases(Read))
      return std::nullopt;
    sql::Scoping S = scopingOf(FunctionIndex, Q, T, Read);
    OpenFetch Open;
    auto Scope = principalAround(J, F, Q.Effect);
    if (auto Forged = forgedOwner(Q, T, Read, S, F, Scope))
      return Forged;
    if (!Writes && !Selects)
      return foreignParent(J, Known, FunctionIndex, Q, T, S, Scope);
    bool Probe = Selects && (Read.ExistsOnly || Read.Aggregate);
    if (S.How == Verdict::Scoped || S.How == Verdict::NoOwner || S.Decisive < 0 || readsOwnerOnly(Read, S))
      return std::nullopt;
    const sql::TableScoping &Table = S.Tables[static_cast<size_t>(S.Decisive)];
    const std::string &Name = Read.Tables[Table.Use].Name;
    if (Known.isPublic(Name))
      return std::nullopt;
    // A row that is only joined to one of the caller's own is reached through it.
    bool HasOwn = std::any_of(S.Tables.begin(), S.Tables.end(),
                              [](const sql::TableScoping &Other) { return Other.How == Verdict::Scoped; });
    if (Table.Selectors.empty() && HasOwn)
      return std::nullopt;
    // A joined row is selected by what selects the row it is joined to.
    std::vector<sql::Selector> By = Table.Selectors;
    if (By.empty())
      for (const sql::TableScoping &Other : S.Tables)
        By.insert(By.end(), Other.Selectors.begin(), Other.Selectors.end());
    bool Guess = Table.How == Verdict::Unknown && Table.OwnerColumn.empty();
    if (Guess && !Scope)
      return std::nullopt;
    if (Guess && (isReferenceData(Name) || !sql::isSpelledOut(Name)))
      return std::nullopt;
    std::vector<ExprId> Selectors;
    std::vector<RowSelector> Selecting;
    for (const sql::Selector &One : By)
      if (ExprId B = judge::boundTo(Q, T, One.Value); B != NoExpr) {
        Selecting.push_back({Table.Selectors.empty() ? "" : Name, One.Column, B});
        if (One.Nature == HoleNature::RequestId || One.Nature == HoleNature::ClaimedPrincipal)
          Selectors.push_back(B);
      }
    bool Listing = Selects && isListing(By, Table);
    if (Selectors.empty() && (!Listing || Guess))
      return std::nullopt;
    bool Private = Listing && isPrivateData(Name) && (Scope || isEntered(J, F));
    if (Listing &&
        (Table.Author || Table.Self || Probe || runsForOperators(P, F) || !(Private || isMostlyScoped(Name))))
      return std::nullopt;
    if (isLogin(P, F, Table, Q.Effect))
      return std::nullopt;
    Open.Objects = Q.Rows;
    Open.Objects.push_back(Q.Call);
    judge::Guards Guard(P, J.Who, Open.Objects, Selectors);
    const Effect &E = F.Effects[Q.Effect];
    Guard.ignore(callsForOthers(J, Known, FunctionIndex, Q, Selecting));
    if (Guard.implied(E.Conditions) || Guard.implied(T.When) || Guard.implied(F.Effects[Q.Last].Conditions))
      return std::nullopt;
    if (std::any_of(Selectors.begin(), Selectors.end(),
                    [&](ExprId Claimed) { return isProvenFrom(F, Q.Effect, Claimed); }))
      return std::nullopt;
    if (isInAdmittedParent(J, Q, T, Read, S, E.Conditions) || isPolicyBound(F, Q) ||
        isReachedThroughOwn(J, Known, FunctionIndex, Q, Selecting) ||
        isInComparedParent(J, FunctionIndex, Q, Selecting) || (Writes && isCommittedGuarded(F, Q, Guard)))
      return std::nullopt;
    // What is done to somebody who is there is judged where it is done.
    if (Table.Self && Selects && asksKeyOnly(Read, By))
      return std::nullopt;
    if (Probe || (!Writes && !escapes(J, F, Guard, Q.Effect))) {
      auto Change = decides(J, FunctionIndex, Guard, Open.Objects, Selectors, Q.Effect);
      if (!Change)
        return std::nullopt;
      Open.Decides = F.Effects[*Change].At;
    }
    Open.Rule = Writes ? "crosstalk-unscoped-write" : "crosstalk-unscoped-fetch";
    Open.Entity = "table '" + Name + "'";
    bool OfParent = !Table.OwnerTable.empty() && Table.OwnerTable != Name;
    Open.Owner = (OfParent ? Table.OwnerTable + "." : "") + Table.OwnerColumn;
    Open.Picked = Selectors.empty() ? NoExpr : Selectors.front();
    Open.Selector = Selectors.empty() ? "" : describe(P, Selectors.front());
    auto Claim = S.How == Verdict::PartlyScoped ? claimedRight(J, Q, T, Read) : std::nullopt;
    addReasons(Open, Table, Name, Scope, wayInto(F), Writes, Read.How == sql::Query::Reading::Tokens,
               S.How == Verdict::PartlyScoped && !Claim);
    if (Claim)
      Open.Reasons.push_back(
          {"claimed-right", "'" + describe(P, *Claim) + "' of the request opens the way past the owner", 0.3});
    if (Listing)
      Open.Reasons.push_back({"listing", "no id selects a row: a list, which may be meant for all", -0.5});
    if (Private)
      Open.Reasons.push_back({"private-data", "by its name '" + Name + "' is between one person and the service", 0.8});
    return Open;
  }

  std::optional<OpenFetch> forgedOwner(const QuerySite &Q, const QueryText &T, const sql::Query &Read,
                                       const sql::Scoping &S, const SolvedFunction &F,
                                       const std::optional<Scope> &Scope) {
    for (const sql::TableScoping &Table : S.Tables) {
      std::optional<sql::Operand> Claimed;
      if (Table.Bound && Table.BoundNature == HoleNature::ClaimedPrincipal)
        Claimed = Table.Bound;
      for (const sql::Selector &By : Table.Selectors)
        if (!Claimed && By.Nature == HoleNature::ClaimedPrincipal && By.Column == Table.OwnerColumn)
          Claimed = By.Value;
      if (Claimed && Table.How != Verdict::Scoped && !makesAccount(Read, Table)) {
        OpenFetch Open;
        Open.Rule = "crosstalk-forged-owner";
        Open.Entity = "table '" + Read.Tables[Table.Use].Name + "'";
        Open.Owner = Table.OwnerColumn;
        Open.Picked = judge::boundTo(Q, T, *Claimed);
        if (Open.Picked == NoExpr || isLogin(P, F, Table, Q.Effect))
          return std::nullopt;
        Open.Selector = describe(P, Open.Picked);
        // Whoever may have the row by its id may say whose it is.
        std::vector<ExprId> Selectors{Open.Picked};
        for (const sql::Selector &By : Table.Selectors)
          if (ExprId Bound = judge::boundTo(Q, T, By.Value); Bound != NoExpr && By.Nature == HoleNature::RequestId)
            Selectors.push_back(Bound);
        judge::Guards Guard(P, J.Who, Q.Rows, std::move(Selectors));
        const std::vector<Condition> &Conditions = F.Effects[Q.Effect].Conditions;
        if (Guard.implied(Conditions) || isProven(J, Conditions, Open.Picked))
          return std::nullopt;
        if (Read.What == sql::Query::Kind::Select && !escapes(J, F, Guard, Q.Effect))
          return std::nullopt;
        addReasons(Open, Table, Read.Tables[Table.Use].Name, Scope, wayInto(F), Read.What != sql::Query::Kind::Select,
                   false, false);
        Open.Reasons.push_back(
            {"claimed", "'" + Open.Selector + "' is what the request claims, nobody verified it", 0.8});
        return Open;
      }
    }
    for (const sql::OwnerWrite &W : S.OwnerWrites)
      if (W.What == sql::OwnerWrite::Kind::Owner && isForged(W, S, Scope) && !isOfNewAccount(Read, S)) {
        OpenFetch Open;
        Open.Rule = "crosstalk-forged-owner";
        Open.Entity = "table '" + W.Table + "'";
        Open.Owner = W.Column;
        Open.Picked = judge::boundTo(Q, T, W.Value);
        Open.Selector = describe(P, Open.Picked);
        const std::vector<Condition> &Conditions = F.Effects[Q.Effect].Conditions;
        if (judge::Guards(P, J.Who, {}, {Open.Picked}).implied(Conditions) || isProven(J, Conditions, Open.Picked))
          continue;
        if (Scope)
          Open.Reasons.push_back(
              {"principal-in-scope", "the caller is known: " + Scope->Who.Why, std::min(1.6, Scope->Who.Weight)});
        else
          Open.Reasons.push_back({"no-authentication", "nothing on the way here ties the request to a caller", 0.9});
        Open.Reasons.push_back(
            {"claimed", "'" + Open.Selector + "' is what the request claims, nobody verified it", 0.8});
        Open.Reasons.push_back({"owner-column", "'" + W.Column + "' names the owner of the new row", 0.6});
        Open.Reasons.push_back({"base", "prior for owners that are written", -1.6});
        return Open;
      }
    return std::nullopt;
  }

  /// The request names the owner: by a name that says so, or where the caller is known and nobody else is written.
  bool isForged(const sql::OwnerWrite &W, const sql::Scoping &S, const std::optional<Scope> &Scope) const {
    if (W.Nature == HoleNature::ClaimedPrincipal)
      return W.Weight >= LeastForged;
    bool CallerToo = std::any_of(S.OwnerWrites.begin(), S.OwnerWrites.end(),
                                 [](const sql::OwnerWrite &Other) { return Other.Nature == HoleNature::Principal; });
    return W.Nature == HoleNature::RequestId && W.Weight >= 0.9 && Scope && !CallerToo &&
           !Known.isMembershipTable(W.Table) && Known.known(W.Table);
  }

  static bool isOfNewAccount(const sql::Query &Read, const sql::Scoping &S) {
    return std::any_of(S.Tables.begin(), S.Tables.end(),
                       [&](const sql::TableScoping &T) { return makesAccount(Read, T); });
  }

  /// Whether requests are known to come in here, or nothing does.
  enum class Way : uint8_t { Request, None, Unknown };
  Way wayInto(const SolvedFunction &F) {
    if (isEntered(J, F))
      return Way::Request;
    // The whole program was seen, and it uses other methods of the class.
    bool Unused = P.Whole && F.Class != NoName && F.Callers.empty() &&
                  std::any_of(P.Functions.begin(), P.Functions.end(), [&](const SolvedFunction &Other) {
                    return Other.Class == F.Class && Other.Symbol != F.Symbol && calledFromOutside(Other);
                  });
    return Unused ? Way::None : Way::Unknown;
  }

  bool calledFromOutside(const SolvedFunction &F) const {
    return std::any_of(F.Callers.begin(), F.Callers.end(),
                       [&](uint32_t Caller) { return P.Functions[Caller].Class != F.Class; });
  }

  void addReasons(OpenFetch &Open, const sql::TableScoping &Table, const std::string &Name,
                  const std::optional<Scope> &Scope, Way Entered, bool Writes, bool Tokens, bool Partly) {
    if (!Open.Selector.empty())
      Open.Reasons.push_back({"request-id", "'" + Open.Selector + "' is chosen by the request", 0.8});
    if (Scope)
      Open.Reasons.push_back(
          {"principal-in-scope",
           "the caller is known here ('" + describe(P, Scope->Node) + "') and not used: " + Scope->Who.Why,
           std::min(1.8, Scope->Who.Weight)});
    else if (Entered == Way::Request)
      Open.Reasons.push_back({"no-authentication", "nothing on the way here ties the request to a caller", 0.7});
    else
      Open.Reasons.push_back(
          {"no-caller", "no code was seen that calls this for a request", Entered == Way::None ? -1.0 : 0});
    if (!Table.OwnerColumn.empty())
      Open.Reasons.push_back({"owner-column", "rows of '" + Name + "' belong to '" + Table.OwnerColumn + "'",
                              1.3 * std::max(0.4, Table.Weight)});
    auto It = ByTable.find(Name);
    if (It != ByTable.end() && It->second.Scoped > 0)
      Open.Reasons.push_back({"siblings",
                              std::to_string(It->second.Scoped) + " of " + std::to_string(It->second.All) +
                                  " queries on '" + Name + "' bind '" + It->second.Owner + "'",
                              0.9});
    if (Writes)
      Open.Reasons.push_back({"write", "it changes the rows", 0.2});
    if (Tokens)
      Open.Reasons.push_back({"tokens-only", "the SQL was read by its words only", -0.6});
    if (Partly)
      Open.Reasons.push_back({"partly", Table.Why, -0.9});
    const sql::Table *Declared = Known.table(Name);
    bool Marked = Declared && std::any_of(Declared->Columns.begin(), Declared->Columns.end(),
                                          [](const sql::Column &C) { return sql::publicColumnByName(C.Name); });
    if (Table.Author && !Writes && Marked)
      Open.Reasons.push_back({"private-rows", "not every row of '" + Name + "' is marked as meant for all", 0.3});
    else if (Table.Author && !Writes)
      Open.Reasons.push_back(
          {"author", "'" + Table.OwnerColumn + "' names an author: reading may be meant for all", -0.8});
    Open.Reasons.push_back({"base", "prior for queries", -1.5});
  }

  /// Here or further on: what is looked up for the proof itself.
  bool isProvenFrom(const SolvedFunction &F, uint32_t From, ExprId Claimed) {
    return std::any_of(F.Effects.begin() + From, F.Effects.end(),
                       [&](const Effect &E) { return isProven(J, E.Conditions, Claimed); });
  }

  /// "SELECT set_config('app.tenant', <the caller's>, true)" before: the database's own policies know who asks.
  bool isPolicyBound(const SolvedFunction &F, const QuerySite &Q) {
    for (const QuerySite &Before : J.queries(static_cast<uint32_t>(&F - P.Functions.data())))
      for (const QueryText &T : Before.Texts) {
        if (Before.Effect >= Q.Effect)
          return false;
        sql::Query Read = sql::readQuery(T.Text, &Known);
        if (Read.What == sql::Query::Kind::SetVariable &&
            natureOf(J, judge::boundTo(Before, T, Read.VariableValue)) == HoleNature::Principal)
          return true;
      }
    return false;
  }

  /// "UPDATE ... RETURNING owner_id", and only for the owner the transaction is committed.
  bool isCommittedGuarded(const SolvedFunction &F, const QuerySite &Q, judge::Guards &Guard) {
    ExprId On = P[Q.Call].Operands.empty() ? NoExpr : P[Q.Call].Operands[0];
    for (uint32_t I = Q.Effect + 1; On != NoExpr && I < F.Effects.size(); ++I) {
      const Effect &E = F.Effects[I];
      if (E.What != Event::Kind::Call || E.Value == NoExpr || P[E.Value].Operands.empty())
        continue;
      if (!judge::hasWord(judge::calledName(P, P[E.Value]), {"commit"}) || P[E.Value].Operands[0] == NoExpr ||
          firstOf(P[E.Value].Operands[0]) != firstOf(On))
        continue;
      return Guard.implied(E.Conditions);
    }
    return false;
  }

  /// The object before anything was done to it.
  ExprId firstOf(ExprId E) const {
    while (P[E].Kind == Op::Out && P[E].Operands[1] != NoExpr)
      E = P[E].Operands[1];
    return P.G.origin(E);
  }

  /// Whether the program's other queries show that the rows are for their owners only.
  bool isMostlyScoped(const std::string &Table) const {
    auto It = ByTable.find(Table);
    return It != ByTable.end() && It->second.Scoped >= 2 && 2 * It->second.Scoped >= It->second.All;
  }

  std::optional<OpenFetch> at(Site S) {
    for (const QuerySite &Q : J.queries(S.Function))
      if (Q.Effect == S.Effect)
        return judged(S.Function, Q);
    return std::nullopt;
  }

  /// Where the code of a site has the value that selects. Equal values are one node: "req.matches[1]" of another
  /// handler tells nobody anything, and where it is handed on does.
  Loc pickedAt(Site S, ExprId Picked) {
    Loc At = whereIs(P, S, Picked);
    const SolvedFunction *Around = nullptr;
    for (const SolvedFunction &F : P.Functions)
      if (F.At.File == At.File && F.At.Line <= At.Line && (!Around || Around->At.Line <= F.At.Line))
        Around = &F;
    for (std::optional<Site> Here = S; Around && Here; Here = below(P, *Here))
      if (P.Functions[Here->Function].At == Around->At)
        return At;
    return Around ? effect(P, S).At : At;
  }

  void reportLowest(Site S, OpenFetch Open) {
    J.OpenBy.insert({S.Function, Open.Picked});
    if (Open.Picked != NoExpr)
      Open.PickedAt = pickedAt(S, Open.Picked);
    bool HasScope = principalAround(J, P.Functions[S.Function], S.Effect).has_value();
    for (auto B = below(P, S); B; B = below(P, *B)) {
      if (HasScope && !principalAround(J, P.Functions[B->Function], B->Effect))
        break;
      auto Lower = at(*B);
      if (!Lower)
        break;
      Open.Way.push_back(S);
      S = *B;
    }
    Finding F = findingOf(J, S, Open);
    auto It = ByTable.find(Open.Entity.size() > 8 ? Open.Entity.substr(7, Open.Entity.size() - 8) : "");
    // The statement itself is no example of how others do it.
    if (It != ByTable.end())
      for (const Frame &Right : It->second.Right)
        if (std::none_of(F.Flows[0].Frames.begin(), F.Flows[0].Frames.end(),
                         [&](const Frame &Own) { return Own.At == Right.At; }))
          F.Related.push_back(Right);
    Out.push_back(std::move(F));
  }

  Judgement &J;
  const Program &P;
  Findings &Out;
  sql::Schema Known;
  std::map<std::string, Siblings> ByTable;
};

} // namespace

void sqlFetches(Judgement &J, Findings &Out) { SqlFetches(J, Out).run(); }

const Findings &fetchFindings(Judgement &J) {
  if (!J.Fetches) {
    J.Fetches.emplace();
    learnOwnerFields(J);
    sqlFetches(J, *J.Fetches);
    objectFetches(J, *J.Fetches);
    searchedFetches(J, *J.Fetches);
  }
  return *J.Fetches;
}

static void pick(Judgement &J, std::string_view Rule, Findings &Out) {
  for (const Finding &F : fetchFindings(J))
    if (F.RuleId == Rule)
      Out.push_back(F);
}

void unscopedFetch(Judgement &J, Findings &Out) { pick(J, "crosstalk-unscoped-fetch", Out); }
void unscopedWrite(Judgement &J, Findings &Out) { pick(J, "crosstalk-unscoped-write", Out); }
void forgedOwner(Judgement &J, Findings &Out) { pick(J, "crosstalk-forged-owner", Out); }

} // namespace crosstalk::rules
