// WHERE, ON, HAVING: which equalities hold. Negation is pushed inwards; what is not understood says nothing.
#include "sql/Builder.h"

namespace crosstalk::sql {
namespace {

std::string operatorOf(const Node &E) { return lastName(get(E, "name")); }

/// The items of (a, b), ROW(a, b), a list or ARRAY[a, b].
const Node &itemsOf(const Node &N) {
  std::string_view Kind = kindOf(N);
  if (Kind == "RowExpr")
    return list(bodyOf(N), "args");
  if (Kind == "List")
    return list(bodyOf(N), "items");
  if (Kind == "TypeCast")
    return itemsOf(get(bodyOf(N), "arg"));
  return list(bodyOf(N), "elements");
}

} // namespace

/// Tables that only a condition mentions bear witness; their columns do not get out.
Condition Builder::condition(const Node &Expr, NameScope &Scope, bool Negated) {
  size_t First = Out.Tables.size();
  Condition Result = conditionOf(Expr, Scope, Negated);
  for (size_t U = First; U < Out.Tables.size(); ++U)
    Out.Tables[U].Witness = true;
  return Result;
}

Condition Builder::conditionOf(const Node &Expr, NameScope &Scope, bool Negated) {
  DepthGuard Guard(*this);
  std::string_view Kind = kindOf(Expr);
  if (Guard.tooDeep() || Kind.empty())
    return {};
  const Node &B = bodyOf(Expr);
  if (Kind == "BoolExpr")
    return boolean(B, Scope, Negated);
  if (Kind == "A_Expr")
    return comparison(B, Scope, Negated);
  if (Kind == "SubLink")
    return subselect(B, Scope, Negated);
  if (Kind == "TypeCast" && kindOf(get(B, "arg")) != "A_Const")
    return condition(get(B, "arg"), Scope, Negated);
  Condition Also;
  if (Kind == "NullTest") {
    Operand Value = operand(get(B, "arg"), Scope, &Also);
    bool IsNull = (text(B, "nulltesttype") == "IS_NULL") != Negated;
    Operand Null = other("null");
    Null.What = Operand::Constant;
    return IsNull && Value.What == Operand::Column ? equal(Value, Null) : IsNull ? Condition() : present(Value);
  }
  if (Kind == "BooleanTest") {
    std::string Test = text(B, "booltesttype");
    Operand Value = operand(get(B, "arg"), Scope, &Also);
    if (Test == "IS_TRUE" || Test == "IS_FALSE")
      return truth(Value, (Test == "IS_FALSE") != Negated);
    return {};
  }
  Operand Value = operand(Expr, Scope, &Also);
  Condition Result = truth(Value, Negated);
  return Also.What == Condition::True ? Result : Condition::all({std::move(Also), std::move(Result)});
}

/// A bare boolean: "is_public", "NOT revoked", TRUE.
Condition Builder::truth(Operand Value, bool Negated) {
  if (Value.What == Operand::Column && Value.Field == "__fragment") {
    Out.HasUnknownFragment = true;
    return {};
  }
  if (Value.What == Operand::Constant) {
    bool True = Value.Text != "false" && Value.Text != "0" && Value.Text != "null" && !Value.Text.empty();
    return True != Negated ? Condition() : Condition{Condition::False, 0, {}};
  }
  if (Value.What != Operand::Column && !Value.isValue())
    return {};
  Operand Truth = other(Negated ? "false" : "true");
  Truth.What = Operand::Constant;
  return equal(std::move(Value), std::move(Truth));
}

Condition Builder::boolean(const Node &B, NameScope &Scope, bool Negated) {
  std::string Op = text(B, "boolop");
  if (Op == "NOT_EXPR")
    return list(B, "args").empty() ? Condition() : condition(list(B, "args")[0], Scope, !Negated);
  std::vector<Condition> Kids;
  for (const Node &Arg : list(B, "args"))
    Kids.push_back(condition(Arg, Scope, Negated));
  return (Op == "AND_EXPR") != Negated ? Condition::all(std::move(Kids)) : Condition::any(std::move(Kids));
}

Condition Builder::comparison(const Node &E, NameScope &Scope, bool Negated) {
  std::string Kind = text(E, "kind"), Op = operatorOf(E);
  bool Equals = (Op == "=" && !Negated) || (Op == "<>" && Negated);
  if (Kind == "AEXPR_IN" && Equals)
    return inList(E, Scope);
  if (Kind == "AEXPR_OP_ANY" && Op == "=" && !Negated)
    return arrayMember(E, Scope);
  if (Kind == "AEXPR_OP" && Equals)
    return rowEquality(get(E, "lexpr"), get(E, "rexpr"), Scope);
  if ((Kind == "AEXPR_NOT_DISTINCT" && !Negated) || (Kind == "AEXPR_DISTINCT" && Negated))
    return rowEquality(get(E, "lexpr"), get(E, "rexpr"), Scope);
  Condition Also;
  Operand Left = operand(get(E, "lexpr"), Scope, &Also), Right = operand(get(E, "rexpr"), Scope, &Also);
  if (Kind != "AEXPR_OP" && Kind != "AEXPR_LIKE" && Kind != "AEXPR_ILIKE" && Kind != "AEXPR_BETWEEN")
    return {};
  return Condition::all({present(Left), present(Right)});
}

/// a = b, and (a, b) = (c, d).
Condition Builder::rowEquality(const Node &Left, const Node &Right, NameScope &Scope) {
  const Node &L = itemsOf(Left), &R = itemsOf(Right);
  Condition Also;
  if (kindOf(Left) != "RowExpr" || kindOf(Right) != "RowExpr" || L.size() != R.size()) {
    Operand A = operand(Left, Scope, &Also), B = operand(Right, Scope, &Also);
    Condition Result = equal(std::move(A), std::move(B));
    return Also.What == Condition::True ? Result : Condition::all({std::move(Also), std::move(Result)});
  }
  std::vector<Condition> Pairs;
  for (size_t I = 0; I < L.size(); ++I) {
    Operand A = operand(L[I], Scope, &Also), B = operand(R[I], Scope, &Also);
    Pairs.push_back(equal(std::move(A), std::move(B)));
  }
  Pairs.push_back(std::move(Also));
  return Condition::all(std::move(Pairs));
}

/// a IN (b, c): one of the elements. Rows of one list, (a, b) IN ((c, d)), are arms of an OR.
Condition Builder::inList(const Node &E, NameScope &Scope) {
  const Node &Left = get(E, "lexpr");
  const Node &Items = itemsOf(get(E, "rexpr"));
  std::vector<Condition> Result;
  if (kindOf(Left) == "RowExpr") {
    for (const Node &Item : Items)
      Result.push_back(rowEquality(Left, Item, Scope));
    return Result.empty() ? Condition() : Condition::any(std::move(Result));
  }
  Condition Also;
  Operand Value = operand(Left, Scope, &Also);
  int List = NextList++;
  for (const Node &Item : Items)
    Result.push_back(equal(Value, operand(Item, Scope, &Also), List));
  return Condition::all(std::move(Result));
}

/// a = ANY(array): a hole is one element that stands for all.
Condition Builder::arrayMember(const Node &E, NameScope &Scope) {
  Condition Also;
  const Node &Array = get(E, "rexpr");
  Operand Value = operand(get(E, "lexpr"), Scope, &Also);
  int List = NextList++;
  const Node &Items = itemsOf(Array);
  if (Items.empty())
    return equal(std::move(Value), operand(Array, Scope, &Also), List);
  std::vector<Condition> Result;
  for (const Node &Item : Items)
    Result.push_back(equal(Value, operand(Item, Scope, &Also), List));
  return Condition::all(std::move(Result));
}

/// EXISTS (SELECT ...) and a IN (SELECT ...): some row of the inner query bears witness.
Condition Builder::subselect(const Node &Link, NameScope &Scope, bool Negated) {
  Block Inner = select(get(get(Link, "subselect"), "SelectStmt"), &Scope);
  if (Negated)
    return {};
  std::string Type = text(Link, "subLinkType");
  if (Type == "EXISTS_SUBLINK")
    return std::move(Inner.Holds);
  if (Type != "ANY_SUBLINK" || (!list(Link, "operName").empty() && lastName(get(Link, "operName")) != "="))
    return {};
  std::vector<Condition> Holds;
  Holds.push_back(std::move(Inner.Holds));
  const Node &Test = get(Link, "testexpr");
  Condition Also;
  std::vector<Operand> Tested;
  if (kindOf(Test) == "RowExpr")
    for (const Node &Item : itemsOf(Test))
      Tested.push_back(operand(Item, Scope, &Also));
  else
    Tested.push_back(operand(Test, Scope, &Also));
  for (size_t I = 0; I < Tested.size() && I < Inner.Outputs.size(); ++I)
    Holds.push_back(equal(Tested[I], Inner.Outputs[I].Value));
  return Condition::all(std::move(Holds));
}

Condition Builder::equal(Operand Left, Operand Right, int List) {
  if (Left.What == Operand::Constant && Right.What == Operand::Constant && List < 0)
    return Left.Text == Right.Text ? Condition() : Condition{Condition::False, 0, {}};
  if (Left.What != Operand::Column && Right.What == Operand::Column)
    std::swap(Left, Right);
  Equality E;
  E.Left = std::move(Left);
  E.Right = std::move(Right);
  E.InList = List >= 0;
  E.List = List;
  Out.Equalities.push_back(std::move(E));
  return Condition::leaf(Condition::Equal, static_cast<unsigned>(Out.Equalities.size()) - 1);
}

Condition Builder::present(const Operand &O) const {
  return O.What == Operand::Column && O.Use >= 0 ? Condition::leaf(Condition::Present, static_cast<unsigned>(O.Use))
                                                 : Condition();
}

} // namespace crosstalk::sql
