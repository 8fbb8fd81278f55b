// Finds %s, %1, %1% and {} in the literal pieces and joins the pieces into one text.
#include "sql/Flatten.h"
#include "sql/Tokens.h"
#include <cctype>
#include <cstdlib>

namespace crosstalk::sql {
namespace {

bool isDigit(char C) { return C >= '0' && C <= '9'; }
bool isWordChar(char C) { return std::isalnum(static_cast<unsigned char>(C)) || C == '_' || (C & 0x80); }

/// Walks one template; the position is inside the current literal piece.
class Flattener {
public:
  explicit Flattener(Dialect Style) : Style(Style) {}

  void literal(std::string_view S);
  void hole(const Piece &P);
  FlatText take() { return std::move(Out); }

private:
  Dialect Style;
  FlatText Out;
  int NextFormat = 1;
  char Quote = 0; ///< the quote we are inside of, in Out.Text
  bool Escaped = false;

  void put(char C);
  void mark(Operand Value, bool Fragment);
  size_t percent(std::string_view S, size_t I);
  size_t brace(std::string_view S, size_t I);
  bool certain(std::string_view S, size_t Begin, size_t End) const;
  bool startsOperand() const;
  size_t format(size_t Length, int Index, std::string Name);
};

void Flattener::put(char C) {
  if (C == HoleMark || C == '\0')
    C = ' ';
  bool Escapes = Quote == '\'' && Style != Dialect::Postgres && Style != Dialect::Sqlite;
  if (Escaped)
    Escaped = false;
  else if (Escapes && C == '\\')
    Escaped = true;
  else if (Quote ? C == Quote : (C == '\'' || C == '"' || C == '`'))
    Quote = Quote ? 0 : C;
  Out.Text += C;
}

void Flattener::mark(Operand Value, bool Fragment) {
  Out.Text += HoleMark;
  Out.Marks.push_back({std::move(Value), Fragment, false});
}

void Flattener::hole(const Piece &P) {
  Operand Value;
  Value.What = Operand::Hole;
  Value.Index = P.Hole;
  mark(std::move(Value), P.Fragment);
}

void Flattener::literal(std::string_view S) {
  for (size_t I = 0; I < S.size();) {
    size_t Used = S[I] == '%' ? percent(S, I) : S[I] == '{' || S[I] == '}' ? brace(S, I) : 0;
    if (!Used) {
      put(S[I]);
      Used = 1;
    }
    I += Used;
  }
}

/// The text so far ends where an operand may start: after an operator, an opening bracket or a clause word.
bool Flattener::startsOperand() const {
  std::string_view T = Out.Text;
  size_t End = T.size();
  while (End && std::isspace(static_cast<unsigned char>(T[End - 1])))
    --End;
  if (!End)
    return true;
  if (T[End - 1] == '_' && End == T.size())
    return true; // part of a name: tbl_%s
  if (!isWordChar(T[End - 1]))
    return std::string_view("=<>!(,+-*/|&^~").find(T[End - 1]) != std::string_view::npos;
  size_t Begin = End;
  while (Begin && isWordChar(T[Begin - 1]))
    --Begin;
  return isClauseWord(lower(T.substr(Begin, End - Begin)));
}

/// S[Begin, End) is a format for sure: the dialect has it, or it stands where nothing else makes sense.
bool Flattener::certain(std::string_view S, size_t Begin, size_t End) const {
  if (Quote) // only as the whole literal: '%s', but not 'a %d b'
    return !Out.Text.empty() && Out.Text.back() == Quote && Begin > 0 && End < S.size() && S[End] == Quote;
  return startsOperand();
}

size_t Flattener::format(size_t Length, int Index, std::string Name) {
  Operand Value;
  Value.What = Operand::Format;
  Value.Index = Index ? Index : NextFormat++;
  Value.Name = std::move(Name);
  mark(std::move(Value), false);
  return Length;
}

/// %s, %-10.3lld, %.*s, %Q of sqlite3_mprintf, %1 of QString::arg, %1% of boost::format. Returns the length used, or 0.
size_t Flattener::percent(std::string_view S, size_t I) {
  bool Own = Style == Dialect::Percent || Style == Dialect::Poco;
  if (Own && S.substr(I, 2) == "%%") {
    put('%');
    return 2;
  }
  size_t J = I + 1;
  size_t Digits = J;
  while (Digits < S.size() && isDigit(S[Digits]))
    ++Digits;
  bool QtStyle = Digits > J && Digits - J <= 2 && S[J] != '0' && Style != Dialect::Percent;
  bool BoostStyle = Digits > J && Digits - J <= 2 && Digits < S.size() && S[Digits] == '%';
  if (BoostStyle || (QtStyle && (Digits == S.size() || !isWordChar(S[Digits])))) {
    size_t End = Digits + BoostStyle;
    int Index = std::atoi(std::string(S.substr(J, Digits - J)).c_str());
    if (Style == Dialect::Qt || (BoostStyle && Own) || certain(S, I, End))
      return format(End - I, Index, "");
    return 0;
  }
  J = S.find_first_not_of("-+ #0123456789.*", J);
  J = J == S.npos ? S.size() : S.find_first_not_of("hlzjtL", J);
  if (J >= S.size() || std::string_view("diouxXeEfFgGscpqQw").find(S[J]) == std::string_view::npos)
    return 0;
  size_t End = J + 1;
  bool Ends = End == S.size() || !std::isalnum(static_cast<unsigned char>(S[End]));
  if (Own ? S.substr(I + 1, 1) != " " : (Ends && certain(S, I, End)))
    return format(End - I, 0, "");
  return 0;
}

/// {}, {0}, {name}, {:d}; {{ and }} where the dialect doubles them. Returns the length used, or 0.
size_t Flattener::brace(std::string_view S, size_t I) {
  bool Own = Style == Dialect::Brace;
  if (Own && I + 1 < S.size() && S[I + 1] == S[I]) {
    put(S[I]);
    return 2;
  }
  if (S[I] == '}' || Style == Dialect::Odbc)
    return 0;
  size_t Close = S.find('}', I);
  if (Close == S.npos || Close - I > 40)
    return 0;
  std::string_view Inside = S.substr(I + 1, Close - I - 1);
  std::string Name(Inside.substr(0, Inside.find(':')));
  for (char C : Name)
    if (!isWordChar(C))
      return 0;
  if (!Own && !certain(S, I, Close + 1))
    return 0;
  bool Positional = !Name.empty() && isDigit(Name[0]) && Name.size() < 4;
  int Index = Positional ? std::atoi(Name.c_str()) + 1 : 0;
  std::string_view Spec = Inside.substr(std::min(Inside.size(), Inside.rfind(':') + 1));
  bool Spelled = Inside.find(':') != Inside.npos;
  format(Close + 1 - I, Index, Positional ? "" : Name);
  Out.Marks.back().Identifier = Spelled && Spec == "i"; // boost::mysql: {:i} is a name, {:r} raw SQL
  Out.Marks.back().Fragment = Spelled && Spec == "r";
  return Close + 1 - I;
}

} // namespace

FlatText flatten(const Template &Text) {
  Flattener F(Text.Style);
  for (const Piece &P : Text.Pieces)
    P.Hole >= 0 ? F.hole(P) : F.literal(P.Text);
  return F.take();
}

} // namespace crosstalk::sql
