// The token-level reading of a statement.
#include "sql/Fallback.h"
#include "sql/SessionStatement.h"
#include <algorithm>

namespace crosstalk::sql {
namespace {

class TokenReader {
public:
  TokenReader(const Statement &T, const std::vector<Operand> &Params) : T(T), Params(Params) {}
  Query read();

private:
  const Statement &T;
  const std::vector<Operand> &Params;
  Query Out;

  const Token &token(size_t I) const { return I < T.size() ? T[I] : T.back(); }
  void verb();
  void tables();
  size_t table(size_t I, TableUse::Access How);
  void pairs(size_t From, size_t To);
  void conditions();
  bool isName(const Token &Tok) const;
  std::string nameOf(const Token &Tok) const;
  Operand columnEndingAt(size_t I) const;
};

bool TokenReader::isName(const Token &Tok) const {
  return Tok.What == Token::Quoted || Tok.What == Token::Hole || (Tok.What == Token::Word && !isClauseWord(Tok.Lower));
}

std::string TokenReader::nameOf(const Token &Tok) const {
  return Tok.What == Token::Hole ? "__hole" + std::to_string(Tok.Param) : lower(Tok.Text);
}

Query TokenReader::read() {
  Out.How = Query::Reading::Failed;
  verb();
  tables();
  if (Out.Tables.empty() || Out.What == Query::Kind::Other)
    return std::move(Out);
  Out.How = Query::Reading::Tokens;
  Out.Alternatives.emplace_back();
  for (unsigned U = 0; U < Out.Tables.size(); ++U)
    Out.Alternatives[0].Uses.push_back(U);
  conditions();
  return std::move(Out);
}

void TokenReader::verb() {
  for (const Token &Tok : T) {
    if (Tok.is("select") || Tok.is("from"))
      Out.What = Query::Kind::Select;
    else if (Tok.is("insert") || Tok.is("replace"))
      Out.What = Query::Kind::Insert;
    else if (Tok.is("update"))
      Out.What = Query::Kind::Update;
    else if (Tok.is("delete"))
      Out.What = Query::Kind::Delete;
    if (Out.What != Query::Kind::Other)
      return;
  }
}

void TokenReader::tables() {
  bool First = true;
  for (size_t I = 0; I < T.size(); ++I) {
    bool Update = token(I).is("update") && (I == 0 || !token(I - 1).is("for")) && Out.What == Query::Kind::Update;
    bool Into = token(I).is("into") && Out.What == Query::Kind::Insert;
    if (!token(I).is("from") && !token(I).is("join") && !Update && !Into)
      continue;
    bool Target = First && (Update || Into || Out.What == Query::Kind::Delete);
    TableUse::Access How = !Target  ? TableUse::Read
                           : Update ? TableUse::Update
                           : Into   ? TableUse::Insert
                                    : TableUse::Delete;
    size_t Next = table(I + 1, How);
    while (Next > I + 1 && token(Next).is(","))
      Next = table(Next + 1, TableUse::Read);
    First &= Next == I + 1;
  }
}

/// Reads "schema.name [AS] alias" at I; returns the token after it, or I if there is no name.
size_t TokenReader::table(size_t I, TableUse::Access How) {
  if (!isName(token(I)))
    return I;
  while (token(I + 1).is(".") && isName(token(I + 2)))
    I += 2;
  TableUse Use;
  Use.Name = Use.Alias = nameOf(token(I));
  Use.How = How;
  Use.Selected = true;
  for (int Hole : token(I).Holes)
    Use.NameHoles.push_back(Params[static_cast<size_t>(Hole)]);
  if (token(I).What == Token::Hole)
    Use.NameHoles.push_back(Params[static_cast<size_t>(token(I).Param)]);
  ++I;
  bool As = token(I).is("as");
  if (isName(token(I + As)) && token(I + As).What != Token::Hole) {
    Use.Alias = nameOf(token(I + As));
    I += As + 1;
  }
  Out.Tables.push_back(std::move(Use));
  return I;
}

void TokenReader::conditions() {
  int Depth = 0;
  for (size_t I = 0; I < T.size(); ++I) {
    Depth += token(I).is("(") ? 1 : token(I).is(")") ? -1 : 0;
    if (Depth != 0 || !token(I).is("where"))
      continue;
    size_t End = I + 1;
    for (int Inner = 0; End < T.size() && token(End).What != Token::End; ++End) {
      Inner += token(End).is("(") ? 1 : token(End).is(")") ? -1 : 0;
      bool Ends = token(End).is("order") || token(End).is("group") || token(End).is("limit") || token(End).is("union");
      if (Inner < 0 || (Inner == 0 && Ends))
        break;
    }
    pairs(I + 1, End);
    return;
  }
}

void TokenReader::pairs(size_t From, size_t To) {
  int Depth = 0;
  bool Or = false;
  for (size_t I = From; I < To; ++I) {
    Depth += token(I).is("(") ? 1 : token(I).is(")") ? -1 : 0;
    Or |= token(I).is("or") && Depth == 0;
    Out.HasUnknownFragment |= token(I).What == Token::Hole && I > From && endsOperand(token(I - 1));
  }
  Depth = 0;
  for (size_t I = From; I < To; ++I) {
    Depth += token(I).is("(") ? 1 : token(I).is(")") ? -1 : 0;
    bool Equal = (token(I).is("=") || token(I).is("==")) && Depth == 0 && I > From && isName(token(I - 1));
    const Token &Right = token(I + 1);
    const Token &After = token(I + 2);
    bool Ends = I + 2 >= To || After.is("and") || After.is("or");
    bool Simple = Right.What == Token::Parameter || Right.What == Token::Hole || Right.What == Token::String ||
                  Right.What == Token::Number;
    size_t Start = I > From + 2 && token(I - 2).is(".") ? I - 3 : I - 1;
    bool Starts = Start == From || (Start > From && (token(Start - 1).is("and") || token(Start - 1).is("or")));
    if (!Equal || !Ends || !Simple || !Starts)
      continue;
    Equality E;
    E.Left = columnEndingAt(I - 1);
    E.Right = valueOf(Right, Params);
    E.How = Or ? Equality::Maybe : Equality::Must;
    if (!Or)
      Out.Alternatives[0].Equalities.push_back(static_cast<unsigned>(Out.Equalities.size()));
    Out.Equalities.push_back(std::move(E));
  }
}

Operand TokenReader::columnEndingAt(size_t I) const {
  Operand Result;
  Result.What = Operand::Column;
  Result.Field = nameOf(token(I));
  std::string Qualifier = I > 1 && token(I - 1).is(".") ? nameOf(token(I - 2)) : "";
  for (size_t U = 0; U < Out.Tables.size(); ++U)
    if (Qualifier.empty() || Out.Tables[U].Alias == Qualifier || Out.Tables[U].Name == Qualifier) {
      Result.Use = static_cast<int>(U);
      Result.Table = Out.Tables[U].Name;
      break;
    }
  return Result;
}

} // namespace

Query readTokens(const Statement &Tokens, const std::vector<Operand> &Params) {
  return TokenReader(Tokens, Params).read();
}

} // namespace crosstalk::sql
