// The texts that a value may be: statements put together by concatenation, formats, choices and lists of conditions.
//
// In:  a value.  Out: templates whose holes are the values that were put in, each with the conditions it depends on.
#include "judge/Listed.h"
#include "judge/Queries.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <set>
#include <variant>

namespace crosstalk::judge {

using namespace ir;

static constexpr size_t MaxTexts = 8;

/// The text of a constant that another unit defines; empty for other variables.
static const std::string &constantOf(const Program &P, const Expr &Global) {
  auto It = P.Globals.find(Global.Text);
  return P.text(It == P.Globals.end() ? NoName : It->second.Constant);
}

/// The text that a field's declaration gives it, where nothing of the program puts another one there; or the empty one.
static const std::string &textOfField(const Program &P, const Expr &Field) {
  if (const RecordInfo *R = P.record(Field.Owner))
    for (const ir::Field &F : R->Fields)
      if (F.Identifier == Field.Text)
        return P.text(F.Constant);
  return P.text(NoName);
}

static bool isStatement(llvm::StringRef Text) {
  Text = Text.ltrim();
  if (Text.starts_with_insensitive("begin") || Text.starts_with_insensitive("start transaction"))
    Text = Text.split(';').second.ltrim();
  return Text.starts_with_insensitive("select ") || Text.starts_with_insensitive("select\n") ||
         Text.starts_with_insensitive("update ") || Text.starts_with_insensitive("delete ") ||
         Text.starts_with_insensitive("insert ") || Text.starts_with_insensitive("replace ") ||
         Text.starts_with_insensitive("with ") || Text.starts_with_insensitive("create ") ||
         Text.starts_with_insensitive("alter ") || Text.starts_with_insensitive("set ");
}

bool beginsAsSql(const Program &P, ExprId E, int Depth) {
  if (E == NoExpr || Depth == 0)
    return false;
  const Expr &X = P[E];
  switch (X.Kind) {
  case Op::Literal:
    return (X.Flags & LiteralIsString) && isStatement(P.text(X.Text));
  case Op::Global:
    return isStatement(constantOf(P, X));
  case Op::Field:
    return isStatement(textOfField(P, X));
  case Op::Choice:
    return beginsAsSql(P, X.Operands[1], Depth - 1) || beginsAsSql(P, X.Operands[2], Depth - 1);
  case Op::Join:
    return std::any_of(X.Operands.begin(), X.Operands.end(), [&](ExprId O) { return beginsAsSql(P, O, Depth - 1); });
  case Op::Concat:
    return !X.Operands.empty() && beginsAsSql(P, X.Operands[0], Depth - 1);
  case Op::Construct:
  case Op::Call:
    return std::any_of(X.Operands.begin(), X.Operands.end(), [&](ExprId O) { return beginsAsSql(P, O, Depth - 1); });
  default:
    return false;
  }
}

namespace {

/// A text with numbered places for values: "id = %1 AND owner = %2" of Qt, "id = %1%" of Boost.
struct NumberedText {
  std::string Before;                               ///< the first place
  std::vector<std::pair<size_t, std::string>> Rest; ///< the number of each place, and the text behind it

  explicit NumberedText(llvm::StringRef Text) {
    // "name LIKE '%1%' AND id = " goes on with what follows.
    const bool Open = Text.count('\'') % 2 || Text.rtrim().take_back().find_first_of("=<>(,+-|") != Text.npos;
    std::string *Into = &Before;
    while (!Text.empty()) {
      size_t Mark = std::min(Text.find('%'), Text.size());
      *Into += Text.take_front(Mark);
      Text = Text.drop_front(Mark);
      llvm::StringRef After = Text.drop_front(std::min<size_t>(1, Text.size()));
      After.consume_front("L");
      unsigned Number = 0;
      const bool Numbered = !Open && !After.starts_with("0") && !After.consumeInteger(10, Number) && Number < 100;
      if (Numbered && (After.consume_front("%") || After.empty() || !(llvm::isAlnum(After[0]) || After[0] == '_'))) {
        Into = &Rest.emplace_back(Number, "").second;
        Text = After;
      } else if (!Text.empty()) {
        *Into += '%';
        Text = Text.drop_front(1);
      }
    }
  }

  /// How many values the text takes, numbered from 1 without a gap; 0 for none.
  size_t count() const {
    std::set<size_t> Numbers;
    for (const auto &Place : Rest)
      Numbers.insert(Place.first);
    return !Numbers.empty() && *Numbers.begin() == 1 && *Numbers.rbegin() == Numbers.size() ? Numbers.size() : 0;
  }
};

struct Partial {
  std::vector<std::variant<std::string, ExprId>> Parts;
  std::vector<Condition> When;
  Loc At;
};

class Flatten {
public:
  explicit Flatten(const Program &P) : P(P) {}

  std::vector<Partial> operator()(ExprId E, int Depth = 24) {
    const Expr &X = P[E];
    if (Depth == 0)
      return one(E);
    switch (X.Kind) {
    case Op::Literal:
      if (X.Flags & LiteralIsNull)
        return {Partial{}};
      return {Partial{{P.text(X.Text)}, {}, X.At}};
    case Op::Global:
      if (const std::string &Text = constantOf(P, X); !Text.empty())
        return {Partial{{Text}, {}, P.Globals.find(X.Text)->second.At}};
      return one(E);
    case Op::Concat: {
      auto [All, Used] = numbered(X, Depth - 1);
      for (size_t I = Used; I < X.Operands.size(); ++I)
        All = product(All, (*this)(X.Operands[I], Depth - 1));
      return All;
    }
    case Op::Choice: {
      std::vector<Partial> All;
      for (int Arm = 1; Arm <= 2; ++Arm)
        for (Partial T : (*this)(X.Operands[Arm], Depth - 1)) {
          T.When.push_back({X.Operands[0], Arm == 2});
          if (All.size() < MaxTexts && consistent(T.When))
            All.push_back(std::move(T));
        }
      return All;
    }
    case Op::Join: {
      // A loop that appends: the longest text has been round once.
      std::vector<Partial> Best;
      size_t Length = 0;
      for (ExprId O : X.Operands)
        for (Partial &T : (*this)(O, Depth - 1))
          if (Best.empty() || T.Parts.size() >= Length) {
            Length = T.Parts.size();
            Best = {std::move(T)};
          }
      if (!Best.empty())
        Best[0].Parts = unrolled(Best[0].Parts);
      return Best;
    }
    case Op::Element:
    case Op::Each:
    case Op::Field: {
      if (auto Listed = listed(E, Depth - 1); !Listed.empty())
        return Listed;
      if (X.Kind == Op::Field)
        if (const std::string &Text = textOfField(P, X); !Text.empty())
          return {Partial{{Text}, {}, X.At}};
      return X.Kind == Op::Field ? one(E) : elements(X.Operands[0], Depth - 1, E);
    }
    case Op::With:
    case Op::Construct:
      if (X.Kind == Op::Construct)
        return constructed(E, X, Depth);
      return one(E);
    case Op::Call: {
      if (isStatementText(X))
        return (*this)(X.Operands[1], Depth - 1);
      if (auto Formatted = formatted(X, Depth - 1))
        return std::move(*Formatted);
      // Quoting and conversion leave a value what it is.
      for (const Model *M : P.modelsOf(X.Text))
        for (auto &[From, How] : M->Flows)
          if (How == Propagation::Lossless && From >= Receiver && From + 1 < static_cast<int>(X.Operands.size()) &&
              X.Operands[From + 1] != NoExpr) {
            auto Inner = (*this)(X.Operands[From + 1], Depth - 1);
            if (From == Receiver || (Inner.size() == 1 && Inner[0].Parts.size() > 1))
              return Inner;
            return one(X.Operands[From + 1]);
          }
      return one(E);
    }
    default:
      return one(E);
    }
  }

private:
  using Parts = decltype(Partial::Parts);

  static std::string textOf(const Parts &All, size_t From, size_t To) {
    std::string Text;
    for (size_t I = From; I < To; ++I)
      if (const auto *Part = std::get_if<std::string>(&All[I]))
        Text += *Part;
    return Text;
  }

  /// A loop over a list that is written out, "text += glue + c.first + " = ?"": once for each of its elements. What
  /// went round twice shows what is put between two of them.
  Parts unrolled(const Parts &Rounds) {
    std::vector<size_t> Turns;
    std::vector<ExprId> Elements;
    for (size_t I = 0; I < Rounds.size(); ++I) {
      const auto *Hole = std::get_if<ExprId>(&Rounds[I]);
      if (Hole && Elements.empty())
        Elements = overList(P, *Hole);
      else if (Hole && *Hole != std::get<ExprId>(Rounds[Turns[0]]))
        return Rounds; // more than one part of each element
      if (Hole && !Elements.empty())
        Turns.push_back(I);
      else if (Hole)
        return Rounds;
    }
    if (Turns.size() < 2)
      return Rounds;
    const std::string Between = textOf(Rounds, Turns[0] + 1, Turns[1]),
                      Rest = textOf(Rounds, Turns.back() + 1, Rounds.size());
    Parts All(Rounds.begin(), Rounds.begin() + static_cast<long>(Turns[0]));
    for (size_t I = 0; I < Elements.size(); ++I) {
      if (I > 0)
        All.push_back(Between);
      const Expr &X = P[Elements[I]];
      if (X.Kind == Op::Literal)
        All.push_back(P.text(X.Text));
      else
        All.push_back(Elements[I]);
    }
    All.push_back(Rest);
    return All;
  }

  /// A wrapper of the text, e.g. Query(Text, Name, LogMode::Full): the argument that reads as a statement.
  std::vector<Partial> constructed(ExprId E, const Expr &X, int Depth) {
    if (X.Operands.size() == 2 && X.Operands[1] != NoExpr)
      return (*this)(X.Operands[1], Depth - 1);
    for (size_t I = 1; I < X.Operands.size(); ++I)
      if (X.Operands[I] != NoExpr && beginsAsSql(P, X.Operands[I]))
        return (*this)(X.Operands[I], Depth - 1);
    return one(E);
  }

  /// sqlite3_mprintf("... WHERE id = %d", Id): a library's own printf, its format and all that follows flow on.
  std::optional<std::vector<Partial>> formatted(const Expr &X, int Depth) {
    for (const Model *M : P.modelsOf(X.Text)) {
      bool Rest = false;
      int Format = Nowhere;
      for (auto &[From, How] : M->Flows) {
        Rest |= From == RestArguments && How == Propagation::Lossless;
        if (From >= 0 && How == Propagation::Lossless)
          Format = From;
      }
      size_t At = static_cast<size_t>(Format) + 1;
      if (!Rest || Format < 0 || At >= X.Operands.size() || X.Operands[At] == NoExpr ||
          P[X.Operands[At]].Kind != Op::Literal)
        continue;
      return printed(P[X.Operands[At]], X, At + 1, Depth);
    }
    return std::nullopt;
  }

  std::vector<Partial> printed(const Expr &Format, const Expr &X, size_t Next, int Depth) {
    std::vector<Partial> All{Partial{{}, {}, Format.At}};
    llvm::StringRef Left = P.text(Format.Text);
    while (!Left.empty()) {
      size_t Percent = Left.find('%');
      if (Percent)
        All = product(All, {Partial{{Left.take_front(Percent).str()}, {}, {}}});
      Left = Left.drop_front(std::min(Percent, Left.size()));
      if (Left.starts_with("%%")) {
        All = product(All, {Partial{{std::string("%")}, {}, {}}});
        Left = Left.drop_front(2);
      } else if (!Left.empty()) {
        Left = Left.drop_front(1).drop_while([](char C) { return !llvm::isAlpha(C); });
        Left = Left.drop_while([](char C) { return C == 'l' || C == 'h' || C == 'z' || C == 'j'; }).drop_front(1);
        if (Next < X.Operands.size() && X.Operands[Next] != NoExpr)
          All = product(All, (*this)(X.Operands[Next], Depth));
        ++Next;
      }
    }
    return All;
  }

  /// QString("... = %1").arg(id), boost::format("... = %1%") % id: the text with its values where their numbers are,
  /// and how many of the parts are in it.
  std::pair<std::vector<Partial>, size_t> numbered(const Expr &X, int Depth) {
    std::vector<Partial> First = (*this)(X.Operands[0], Depth);
    const auto *Text =
        First.size() == 1 && First[0].Parts.size() == 1 ? std::get_if<std::string>(&First[0].Parts[0]) : nullptr;
    const NumberedText Marks(Text ? *Text : "");
    if (Marks.count() == 0 || Marks.count() >= X.Operands.size())
      return {std::move(First), 1};
    std::vector<Partial> All{Partial{{Marks.Before}, First[0].When, First[0].At}};
    for (const auto &[Number, Behind] : Marks.Rest)
      All = product(product(All, (*this)(X.Operands[Number], Depth)), {Partial{{Behind}, {}, {}}});
    return {std::move(All), Marks.count() + 1};
  }

  static std::vector<Partial> one(ExprId E) { return {Partial{{E}, {}, {}}}; }

  bool isStatementText(const Expr &X) const {
    return X.Operands.size() >= 2 && X.Operands[1] != NoExpr && P[X.Operands[1]].Kind == Op::Literal &&
           hasWord(P.calleeOf(X), {"query", "sql", "statement", "zview", "view"});
  }

  bool consistent(const std::vector<Condition> &When) const {
    for (size_t I = 0; I < When.size(); ++I)
      for (size_t K = I + 1; K < When.size(); ++K)
        if (When[I].Value == When[K].Value && When[I].Negated != When[K].Negated)
          return false;
    return true;
  }

  std::vector<Partial> product(const std::vector<Partial> &A, const std::vector<Partial> &B) const {
    std::vector<Partial> All;
    for (const Partial &X : A)
      for (const Partial &Y : B) {
        Partial T = X;
        T.Parts.insert(T.Parts.end(), Y.Parts.begin(), Y.Parts.end());
        T.When.insert(T.When.end(), Y.When.begin(), Y.When.end());
        if (!T.At.valid())
          T.At = Y.At;
        if (All.size() < MaxTexts && consistent(T.When))
          All.push_back(std::move(T));
      }
    return All.empty() ? A : All;
  }

  /// "statements[code].text": one of the statements of a list.
  std::vector<Partial> listed(ExprId E, int Depth) {
    std::vector<Partial> All;
    for (ExprId Element : overList(P, E)) {
      if (All.size() >= MaxTexts || !beginsAsSql(P, Element))
        continue;
      for (Partial &T : (*this)(Element, Depth))
        All.push_back(std::move(T));
    }
    return All;
  }

  /// "some element" of a list of conditions that a builder joins: all of them.
  std::vector<Partial> elements(ExprId Container, int Depth, ExprId Whole) {
    const Expr &C = P[Container];
    if (C.Kind == Op::Choice) {
      std::vector<Partial> All;
      for (int Arm = 1; Arm <= 2; ++Arm)
        for (Partial T : elements(C.Operands[Arm], Depth - 1, Whole)) {
          T.When.push_back({C.Operands[0], Arm == 2});
          if (All.size() < MaxTexts)
            All.push_back(std::move(T));
        }
      return All;
    }
    if (C.Kind == Op::Insert) {
      std::vector<Partial> Before = elements(C.Operands[0], Depth - 1, NoExpr),
                           Mine = (*this)(C.Operands[2], Depth - 1);
      if (Before.empty())
        return Mine;
      for (Partial &T : Before)
        if (!T.Parts.empty())
          T.Parts.push_back(std::string(" AND "));
      return product(Before, Mine);
    }
    if (C.Kind == Op::Record || Whole == NoExpr)
      return {Partial{}};
    return one(Whole);
  }

  const Program &P;
};

} // namespace

std::vector<QueryText> textsOf(const Program &P, ExprId E, sql::Dialect Style) {
  std::vector<QueryText> Texts;
  for (const Partial &T : Flatten(P)(E)) {
    QueryText Q;
    Q.Text.Style = Style;
    Q.When = T.When;
    Q.At = T.At;
    for (const auto &Part : T.Parts) {
      sql::Piece Piece;
      if (const auto *Text = std::get_if<std::string>(&Part)) {
        Piece.Text = *Text;
      } else {
        Piece.Hole = static_cast<int>(Q.Holes.size());
        Q.Holes.push_back(std::get<ExprId>(Part));
      }
      Q.Text.Pieces.push_back(std::move(Piece));
    }
    Texts.push_back(std::move(Q));
  }
  return Texts;
}

} // namespace crosstalk::judge
