// Union-find over columns and values.
#include "sql/Classes.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>

namespace crosstalk::sql {
namespace {

/// Functions on a column after which equality still picks the same owner.
bool keepsIdentity(std::string_view Through) {
  return llvm::StringSwitch<bool>(Through)
      .Cases({"", "lower", "upper", "trim", "btrim", "ltrim", "rtrim", "coalesce", "ifnull", "isnull", "nvl"}, true)
      .Cases({"hex", "unhex", "encode", "decode", "bin_to_uuid", "uuid_to_bin", "text", "convert", "nullif"}, true)
      .Cases({"concat", "quote", "to_char", "char", "cast", "any_value", "array"}, true)
      .Default(false);
}

std::string keyOf(const Operand &O) {
  switch (O.What) {
  case Operand::Column:
    return keepsIdentity(O.Through) ? "c" + std::to_string(O.Use) + "." + O.Table + "." + O.Field : "";
  case Operand::Hole:
    return "h" + std::to_string(O.Index);
  case Operand::Placeholder:
    return O.Name.empty() ? "p" + std::to_string(O.Index) : "n" + O.Name;
  case Operand::Format:
    return "f" + std::to_string(O.Index) + O.Name;
  case Operand::Variable:
    return "v" + O.Name;
  case Operand::Constant:
    return "k" + O.Text;
  case Operand::Other:
    return "";
  }
  return "";
}

} // namespace

Classes::Classes(const Query &Statement, const Alternative &Way, unsigned Use) : Statement(Statement) {
  hold(Way, Use);
  for (unsigned E : Held) {
    const Equality &Eq = Statement.Equalities[E];
    int Left = node(Eq.Left), Right = node(Eq.Right);
    if (Left >= 0 && Right >= 0 && !Eq.InList)
      Parent[static_cast<size_t>(root(Left))] = root(Right);
  }
}

/// An equality of an outer join holds if the joined row is there: because it is the row looked at, or because another
/// equality that holds anyway would fail on a null.
void Classes::hold(const Alternative &Way, unsigned Use) {
  std::set<int> There(Statement.Tables[Use].Groups.begin(), Statement.Tables[Use].Groups.end());
  auto Enter = [&](unsigned Present) {
    const std::vector<int> &Groups = Statement.Tables[Present].Groups;
    There.insert(Groups.begin(), Groups.end());
  };
  for (unsigned P : Way.Present)
    Enter(P);
  std::set<unsigned> Taken;
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (unsigned E : Way.Equalities) {
      const Equality &Eq = Statement.Equalities[E];
      bool Holds = std::all_of(Eq.Groups.begin(), Eq.Groups.end(), [&](int G) { return There.count(G) != 0; });
      if (!Holds || !Taken.insert(E).second)
        continue;
      Changed = true;
      bool Null = Eq.Right.What == Operand::Constant && Eq.Right.Text == "null";
      for (const Operand *Side : {&Eq.Left, &Eq.Right})
        if (Side->What == Operand::Column && Side->Use >= 0 && !Null && Side->Through != "coalesce")
          Enter(static_cast<unsigned>(Side->Use));
    }
  }
  Held.assign(Taken.begin(), Taken.end());
}

int Classes::node(const Operand &O) {
  std::string Key = keyOf(O);
  if (Key.empty())
    return -1;
  auto [It, New] = Nodes.try_emplace(Key, static_cast<int>(Members.size()));
  if (New) {
    Members.push_back(O);
    Parent.push_back(It->second);
    if (O.What == Operand::Column)
      Columns[O.Use].push_back(It->second);
  }
  return It->second;
}

int Classes::nodeOf(unsigned Use, const std::string &Field) const {
  auto Own = Columns.find(static_cast<int>(Use));
  if (Own != Columns.end())
    for (int N : Own->second)
      if (Members[static_cast<size_t>(N)].Field == Field)
        return N;
  return -1;
}

int Classes::root(int Node) const {
  while (Parent[static_cast<size_t>(Node)] != Node)
    Node = Parent[static_cast<size_t>(Node)];
  return Node;
}

std::vector<Classes::Value> Classes::valuesOf(unsigned Use, const std::string &Field) const {
  std::vector<Value> Result;
  int Start = nodeOf(Use, Field);
  if (Start < 0)
    return Result;
  int Class = root(Start);
  for (size_t N = 0; N < Members.size(); ++N)
    if (Members[N].What != Operand::Column && root(static_cast<int>(N)) == Class)
      Result.push_back({Members[N], -1});
  for (unsigned E : Held) {
    const Equality &Eq = Statement.Equalities[E];
    auto Left = Nodes.find(keyOf(Eq.Left));
    if (Eq.InList && Left != Nodes.end() && root(Left->second) == Class)
      Result.push_back({Eq.Right, Eq.List});
  }
  return Result;
}

std::vector<std::pair<std::string, std::string>> Classes::links(unsigned From, unsigned To) const {
  std::vector<std::pair<std::string, std::string>> Result;
  auto Left = Columns.find(static_cast<int>(From)), Right = Columns.find(static_cast<int>(To));
  if (Left == Columns.end() || Right == Columns.end())
    return Result;
  for (int A : Left->second)
    for (int B : Right->second)
      if (root(A) == root(B))
        Result.emplace_back(Members[static_cast<size_t>(A)].Field, Members[static_cast<size_t>(B)].Field);
  return Result;
}

std::vector<std::string> Classes::fieldsOf(unsigned Use) const {
  std::vector<std::string> Result;
  auto Own = Columns.find(static_cast<int>(Use));
  if (Own != Columns.end())
    for (int N : Own->second)
      Result.push_back(Members[static_cast<size_t>(N)].Field);
  return Result;
}

} // namespace crosstalk::sql
