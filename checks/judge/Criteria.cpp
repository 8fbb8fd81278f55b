// See Criteria.h.
#include "judge/Criteria.h"
#include "judge/Identity.h"
#include "judge/Walk.h"
#include "sql/Names.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

static constexpr int MaxDepth = 24;
static constexpr unsigned MaxSteps = 400;

std::string columnSpelling(std::string_view Identifier) {
  std::vector<std::string> Words = sql::words(Identifier);
  if (Words.size() > 1 && Words.front() == "m")
    Words.erase(Words.begin());
  std::string Column;
  for (const std::string &W : Words)
    Column += (Column.empty() ? "" : "_") + W;
  return Column;
}

/// "&shop::Order::userId" as a value; not an enumerator, whose prefix is no record.
static bool namesMember(const Program &P, const Expr &E) {
  const std::string &Text = P.text(E.Text);
  size_t Colon = Text.rfind("::");
  return E.Kind == Op::Literal && !(E.Flags & LiteralIsString) && Colon != std::string::npos &&
         P.record(P.find(Text.substr(0, Colon)));
}

std::string columnNamed(const Program &P, ExprId E) {
  for (int Depth = 0; Depth < 8 && E != NoExpr; ++Depth) {
    const Expr &X = P[E];
    switch (X.Kind) {
    case Op::Literal:
      if ((X.Flags & LiteralIsString) && !P.text(X.Text).empty() && P.text(X.Text)[0] == '$')
        return P.text(X.Text);
      return (X.Flags & LiteralIsString) || namesMember(P, X) ? columnSpelling(lastName(P.text(X.Text))) : "";
    case Op::Global: {
      auto G = P.Globals.find(X.Text);
      return G == P.Globals.end() ? "" : columnSpelling(lastName(P.text(G->second.Qualified)));
    }
    case Op::Field:
      return columnSpelling(P.text(X.Text));
    case Op::Element: // db["orders"]
      E = X.Operands[1];
      break;
    case Op::Call:
    case Op::Construct:
      // "c(&Order::id)", "owner->", "document << name": what is wrapped last.
      E = X.Operands.size() > 1 ? X.Operands.back() : X.Operands.empty() ? NoExpr : X.Operands[0];
      break;
    default:
      return "";
    }
  }
  return "";
}

std::string memberOwner(const Program &P, ExprId E) {
  std::string Owner;
  reaches(P, E, MaxDepth, [&](ExprId Part) {
    if (!namesMember(P, P[Part]))
      return Step::Into;
    const std::string &Text = P.text(P[Part].Text);
    Owner = Text.substr(0, Text.rfind("::"));
    return Step::Found;
  });
  return Owner;
}

Clause equality(const std::string &Column, ExprId Value) { return {"\"" + Column + "\" = ", Value}; }

/// Where a call has its columns and values: in one place, or in pairs of arguments that follow each other.
static std::vector<EntityPredicate> pairsOf(const Expr &Call, EntityPredicate How) {
  std::vector<EntityPredicate> All{How};
  while (How.Repeats && argumentAt(Call, How.Value += 2) != NoExpr) {
    How.Column += 2;
    All.push_back(How);
  }
  return All;
}

namespace {

class Conditions {
public:
  explicit Conditions(const Program &P) : P(P) {}

  /// Column: the column that the value is compared with, inside "{owner: {$eq: value}}".
  Clause read(ExprId E, const std::string &Column, int Depth) {
    if (E == NoExpr || Depth == 0 || ++Steps > MaxSteps)
      return {};
    const Expr &X = P[E];
    switch (X.Kind) {
    case Op::Call:
    case Op::Construct:
      return call(X, Column, Depth);
    case Op::Or:
      return joined(X.Operands, " OR ", Column, Depth);
    case Op::Not:
    case Op::Compare:
    case Op::Lambda:
      return {};
    case Op::Choice: // one of them: as open as the more open one
      return joined({X.Operands[1], X.Operands[2]}, " OR ", Column, Depth);
    default:
      return joined(X.Operands, " AND ", Column, Depth);
    }
  }

private:
  Clause call(const Expr &X, const std::string &Column, int Depth) {
    for (const Model *M : P.modelsOf(X.Text))
      if (M->Predicate) {
        Clause All;
        for (const EntityPredicate &One : pairsOf(X, *M->Predicate))
          All = both(std::move(All), predicate(X, One, Column, Depth), " AND ");
        return All;
      }
    std::string Name = calledName(P, X);
    if (Name == "operator||" || Name == "or_" || Name == "or_condition")
      return joined(X.Operands, " OR ", Column, Depth);
    if (Name == "operator!" || Name == "not_")
      return {};
    return joined(X.Operands, " AND ", Column, Depth);
  }

  Clause predicate(const Expr &X, const EntityPredicate &How, const std::string &Outer, int Depth) {
    ExprId Named = argumentAt(X, How.Column), Value = argumentAt(X, How.Value);
    std::string Column = columnNamed(P, Named);
    if (Column == "$or")
      return joined(P[Value].Operands, " OR ", Outer, Depth);
    if (Column.starts_with("$"))
      return Outer.empty() || Column != "$eq" ? read(Value, Outer, Depth - 1) : equality(Outer, Value);
    Clause Mine;
    if (!Column.empty() && Value != NoExpr) {
      Mine = read(Value, Column, Depth - 1);
      if (Mine.empty())
        Mine = equality(Column, Value);
    }
    // A stream of pairs: what was streamed before is inside the name.
    return both(read(Named, Outer, Depth - 1), std::move(Mine), " AND ");
  }

  Clause joined(const std::vector<ExprId> &Parts, std::string_view How, const std::string &Column, int Depth) {
    Clause All;
    bool Any = false;
    for (ExprId Part : Parts) {
      if (Part == NoExpr)
        continue;
      Clause One = read(Part, Column, Depth - 1);
      if (One.empty() && How == " OR ")
        One = {"TRUE"};
      else
        Any |= !One.empty();
      All = both(std::move(All), std::move(One), How);
    }
    return Any ? All : Clause{};
  }

  static Clause both(Clause Left, Clause Right, std::string_view How) {
    if (Left.empty() || Right.empty())
      return Left.empty() ? Right : Left;
    Clause All{"("};
    All.insert(All.end(), Left.begin(), Left.end());
    All.push_back(std::string(How));
    All.insert(All.end(), Right.begin(), Right.end());
    All.push_back(")");
    return All;
  }

  const Program &P;
  unsigned Steps = 0;
};

class Contents {
public:
  Contents(const Program &P, std::vector<NamedValue> &Into) : P(P), Into(Into) {}

  void read(ExprId E, int Depth) {
    if (E == NoExpr || Depth == 0 || ++Steps > MaxSteps)
      return;
    const Expr &X = P[E];
    if (X.Kind == Op::With) {
      read(X.Operands[0], Depth - 1);
      set(columnSpelling(P.text(X.Text)), X.Operands[1]);
    } else if (X.Kind == Op::Out) {
      read(X.Operands[1], Depth - 1);
      setter(P[X.Operands[0]], Depth);
    } else if (X.Kind == Op::Call || X.Kind == Op::Construct) {
      call(X, Depth);
    }
  }

private:
  /// "order.setUserId(user)"
  void setter(const Expr &Call, int Depth) {
    std::string Name = calledName(P, Call);
    if (Name.size() > 3 && Name.starts_with("set") && Call.Operands.size() == 2)
      set(columnSpelling(Name.substr(3)), Call.Operands[1]);
    else
      call(Call, Depth);
  }

  void call(const Expr &X, int Depth) {
    for (const Model *M : P.modelsOf(X.Text))
      if (M->Predicate) {
        for (const EntityPredicate &One : pairsOf(X, *M->Predicate))
          pair(argumentAt(X, One.Column), argumentAt(X, One.Value), Depth);
        return;
      }
    for (ExprId O : X.Operands)
      read(O, Depth - 1);
  }

  void pair(ExprId Named, ExprId Value, int Depth) {
    read(Named, Depth - 1);
    std::string Column = columnNamed(P, Named);
    if (Column.starts_with("$")) // {$set: {...}}
      return read(Value, Depth - 1);
    set(Column, Value);
  }

  void set(const std::string &Column, ExprId Value) {
    if (Column.empty() || Value == NoExpr)
      return;
    auto Known = std::find_if(Into.begin(), Into.end(), [&](const NamedValue &N) { return N.Column == Column; });
    if (Known == Into.end())
      Into.push_back({Column, Value});
    else
      Known->Value = Value;
  }

  const Program &P;
  std::vector<NamedValue> &Into;
  unsigned Steps = 0;
};

} // namespace

Clause conditionOf(const Program &P, ExprId Criteria) { return Conditions(P).read(Criteria, "", MaxDepth); }

std::vector<NamedValue> contentOf(const Program &P, ExprId Object) {
  std::vector<NamedValue> Content;
  Contents(P, Content).read(Object, MaxDepth);
  return Content;
}

} // namespace crosstalk::judge
