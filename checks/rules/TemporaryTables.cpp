// crosstalk-shared-session-state over SQL: a temporary table of a pooled connection keeps the caller's rows.
//
// In:  statements that make temporary tables and fill them.  Out: those filled for a principal that nothing empties: a
// table lives as long as its connection, and later requests use that too.
#include "rules/ConnectionState.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <set>

namespace crosstalk::rules {

using namespace ir;

static std::string wordsOf(const sql::Template &Text) {
  std::string Words;
  for (const sql::Piece &P : Text.Pieces)
    Words += P.Hole < 0 ? P.Text : " ? ";
  for (char &C : Words)
    C = C == '(' || C == ';' || C == '"' || C == '`' || std::isspace(static_cast<unsigned char>(C))
            ? ' '
            : static_cast<char>(std::tolower(static_cast<unsigned char>(C)));
  return Words;
}

/// The table's name after the words that may stand before it.
static std::string nameAfter(llvm::ArrayRef<llvm::StringRef> Words, size_t From) {
  while (From < Words.size() && (Words[From] == "if" || Words[From] == "not" || Words[From] == "exists" ||
                                 Words[From] == "table" || Words[From] == "from" || Words[From] == "only"))
    ++From;
  return From < Words.size() ? Words[From].str() : "";
}

namespace {

/// The temporary tables of a program that outlive a transaction, and those that something empties.
struct Temporaries {
  std::set<std::string> Made, Emptied;

  void read(const sql::Template &Text) {
    std::string Lower = wordsOf(Text);
    llvm::SmallVector<llvm::StringRef, 16> Words;
    llvm::StringRef(Lower).split(Words, ' ', -1, /*KeepEmpty=*/false);
    if (Words.size() < 3)
      return;
    if (Words[0] == "create" && (Words[1] == "temp" || Words[1] == "temporary")) {
      bool PerTransaction =
          llvm::StringRef(Lower).contains("on commit") && !llvm::StringRef(Lower).contains("on commit preserve");
      (PerTransaction ? Emptied : Made).insert(nameAfter(Words, 2));
    }
    if (Words[0] == "delete" || Words[0] == "truncate" || Words[0] == "drop")
      Emptied.insert(nameAfter(Words, 1));
  }
  bool keeps(const std::string &Table) const { return Made.count(Table) && !Emptied.count(Table); }
};

struct Filled {
  std::string Table;
  judge::Leftover Left;
};

} // namespace

/// Whose rows a bound value selects: a principal's by its origin, or a field of an identity type: "employee.id".
static std::optional<judge::Leftover> principalOf(Judgement &J, ExprId Value) {
  judge::KeyCode Nothing(J.P, J.Who);
  auto Left = judge::leftovers(J.P, J.Who, Value, Nothing);
  if (!Left.empty())
    return Left.front();
  const Expr &X = J.P[Value];
  auto Whose = X.Kind == Op::Field ? J.Who.ofType(J.P[X.Operands[0]].Type) : std::nullopt;
  if (!Whose)
    return std::nullopt;
  return judge::Leftover{.Node = Value, .Who = *Whose, .Path = {}};
}

static std::optional<Filled> filledFor(Judgement &J, const judge::QuerySite &Q, const Temporaries &Known) {
  for (const judge::QueryText &T : Q.Texts)
    for (const sql::Query &Read : sql::readQueries(T.Text)) {
      int Subject = Read.What == sql::Query::Kind::Insert ? Read.subject() : -1;
      if (Subject < 0 || !Known.keeps(Read.Tables[static_cast<size_t>(Subject)].Name))
        continue;
      std::vector<ExprId> Values = Q.Binds;
      Values.insert(Values.end(), T.Holes.begin(), T.Holes.end());
      for (const auto &[Name, Value] : Q.Named)
        Values.push_back(Value);
      for (ExprId Value : Values) {
        auto Left = Value == NoExpr ? std::nullopt : principalOf(J, Value);
        if (Left && Left->Who.Weight >= 0.9)
          return Filled{Read.Tables[static_cast<size_t>(Subject)].Name, *Left};
      }
    }
  return std::nullopt;
}

static std::optional<Filled> filledAt(Judgement &J, Site S, const Temporaries &Known) {
  for (const judge::QuerySite &Q : J.queries(S.Function))
    if (Q.Effect == S.Effect)
      return filledFor(J, Q, Known);
  return std::nullopt;
}

static Finding describeFill(Judgement &J, Site S, const Filled &Fill) {
  const Program &P = J.P;
  std::string Who = describe(P, Fill.Left.Node);
  Finding F = make(P, "crosstalk-shared-session-state", S, "temporary table " + Fill.Table, Who);
  F.Message = "rows for '" + Who + "' stay in the temporary table '" + Fill.Table +
              "' of a connection that later requests use too: nothing empties it";
  F.Reasons = {{"principal", Fill.Left.Who.Why, std::max(1.2, Fill.Left.Who.Weight)},
               {"shared", "a temporary table lives as long as its connection", 1.2},
               {"base", "prior", -1.4}};
  Flow Value;
  Value.Frames = {{placeOf(P, P[Fill.Left.Node].At),
                   "'" + Who + "' is the " + std::string(judge::nameOf(Fill.Left.Who.Kind)) + " of whoever asks"},
                  {placeOf(P, effect(P, S).At), "its rows are put into the table here"}};
  F.Flows = {Value};
  finish(P, F);
  return F;
}

void temporaryTables(Judgement &J, Findings &Out) {
  const Program &P = J.P;
  Temporaries Known;
  for (uint32_t I = 0; I < P.Functions.size(); ++I)
    for (const judge::QuerySite &Q : J.queries(I))
      for (const judge::QueryText &T : Q.Texts)
        Known.read(T.Text);
  if (Known.Made.empty())
    return;
  for (uint32_t I = 0; I < P.Functions.size(); ++I) {
    if (!isRoot(P, I))
      continue;
    for (const judge::QuerySite &Q : J.queries(I)) {
      auto Fill = filledFor(J, Q, Known);
      if (!Fill || isOwnConnection(P, P[Q.Call]))
        continue;
      Site S{I, Q.Effect};
      for (auto B = below(P, S); B; B = below(P, *B)) {
        auto Lower = filledAt(J, *B, Known);
        if (!Lower)
          break;
        S = *B;
        Fill = Lower;
      }
      Out.push_back(describeFill(J, S, *Fill));
    }
  }
}

} // namespace crosstalk::rules
