// See Entities.h. The conditions of a query are read in Criteria.cpp.
#include "judge/Entities.h"
#include "judge/Criteria.h"
#include "judge/Walk.h"
#include "sql/Names.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

/// The text of a condition beside the look-up, e.g. find<Order>("where id = ?").
static const SqlCall *predicateText(const Program &P, const Expr &Call) {
  for (const Model *M : P.modelsOf(Call.Text))
    if (M->Entity && M->Sql && argumentAt(Call, M->Sql->Text) != NoExpr)
      return &*M->Sql;
  return nullptr;
}

static const EntityAccess *accessOf(const Program &P, const Expr &Call) {
  if (Call.Kind == Op::Call || Call.Kind == Op::Construct)
    for (const Model *M : P.modelsOf(Call.Text))
      if (M->Entity)
        return &*M->Entity;
  return nullptr;
}

bool isQueryCall(const Program &P, const Expr &Call) {
  const auto &Models = P.modelsOf(Call.Text);
  return std::any_of(Models.begin(), Models.end(),
                     [](const Model *M) { return M->Entity || (M->Sql && beginsStatement(*M->Sql)); });
}

/// "std::vector<shop::Order, ...>" -> "shop::Order".
static std::string innermost(std::string_view Type) {
  for (size_t Angle = Type.find('<'); Angle != std::string_view::npos; Angle = Type.find('<')) {
    Type = Type.substr(Angle + 1);
    size_t End = Type.find_first_of("<,>");
    if (End == std::string_view::npos || Type[End] != '<')
      return std::string(Type.substr(0, End));
  }
  return std::string(Type);
}

/// The program's own record that a type is, or is a template of.
static const RecordInfo *recordIn(const Program &P, Name Type) {
  for (const std::string &Text : {P.text(Type), innermost(P.text(Type))})
    if (const RecordInfo *R = P.record(P.find(Text)); R && !(R->Flags & RecordIsSystem))
      return R;
  return nullptr;
}

/// The type whose rows a call is about: "load<Order>", a method of "Mapper<Order>", what it gives back or takes.
static const RecordInfo *mappedType(const Program &P, const EntityAccess &How, const Expr &Call) {
  auto D = P.Declarations.find(Call.Text);
  if (D == P.Declarations.end())
    return nullptr;
  std::vector<Name> Candidates = D->second.TypeArguments;
  Candidates.push_back(D->second.Class);
  Candidates.push_back(Call.Type);
  for (int Position : {How.Value, How.Where})
    if (ExprId Object = argumentAt(Call, Position); Object != NoExpr)
      Candidates.push_back(P[Object].Type);
  for (Name Type : Candidates)
    if (const RecordInfo *R = recordIn(P, Type))
      return R;
  // "select(&Order::total, where(c(&Order::id) == Id))"
  for (ExprId O : Call.Operands)
    if (std::string Owner = memberOwner(P, O); !Owner.empty())
      return P.record(P.find(Owner));
  return nullptr;
}

/// The mapped type, or the collection by its name: db["orders"].
static std::string tableOf(const Program &P, const EntityAccess &How, const Expr &Call) {
  if (How.Table == Nowhere) {
    const RecordInfo *R = mappedType(P, How, Call);
    return R ? columnSpelling(lastName(P.text(R->Qualified))) : "";
  }
  ExprId Named = argumentAt(Call, How.Table);
  std::string Table = columnNamed(P, Named);
  return Table.empty() && Named != NoExpr ? columnSpelling(P.text(P[Named].Hint)) : Table;
}

/// The look-up that an object came from: "auto order = db.load<Order>(id); order->cancel(); db.update(order);"
static ExprId loadedBy(const Program &P, ExprId Object) {
  ExprId Found = NoExpr;
  reaches(P, Object, 16, [&](ExprId Part) {
    const EntityAccess *How = accessOf(P, P[Part]);
    if (!How || How->Op != EntityOp::Fetch)
      return Step::Into;
    Found = Part;
    return Step::Found;
  });
  return Found;
}

/// The object that is written; "erase(order)" takes it where "erase<Order>(id)" takes its key.
static ExprId objectOf(const Program &P, const EntityAccess &How, const Expr &Call) {
  ExprId Key = argumentAt(Call, How.Id);
  return Key != NoExpr && recordIn(P, P[Key].Type) ? Key : argumentAt(Call, How.Value);
}

static Clause conditionOf(const Program &P, const EntityAccess &How, const Expr &Call) {
  if (ExprId Id = argumentAt(Call, How.Id); Id != NoExpr)
    return recordIn(P, P[Id].Type) ? Clause{} : equality("id", Id);
  if (How.Where == RestArguments || How.Where == AllArguments) {
    Clause Only;
    for (size_t I = 1; I < Call.Operands.size() && Only.empty(); ++I)
      Only = conditionOf(P, Call.Operands[I]);
    return Only;
  }
  return conditionOf(P, argumentAt(Call, How.Where));
}

/// Whether the call takes every row, e.g. findAll(): it was given no condition.
static bool takesAll(const EntityAccess &How, const Expr &Call) {
  bool Given = argumentAt(Call, How.Where) != NoExpr || argumentAt(Call, How.Id) != NoExpr;
  if (How.Where == RestArguments || How.Where == AllArguments)
    Given = Call.Operands.size() > 1;
  return !Given && How.Value == Nowhere;
}

namespace {

/// One statement being written.
class Statement {
public:
  void text(std::string_view Text) {
    sql::Piece Piece;
    Piece.Text = Text;
    Q.Text.Pieces.push_back(std::move(Piece));
  }

  void value(ExprId E) {
    sql::Piece Hole;
    Hole.Hole = static_cast<int>(Q.Holes.size());
    Q.Text.Pieces.push_back(Hole);
    Q.Holes.push_back(E);
  }

  void clause(const Clause &C) {
    for (const auto &Part : C)
      if (const auto *Text = std::get_if<std::string>(&Part))
        text(*Text);
      else
        value(std::get<ExprId>(Part));
  }

  QueryText take(Loc At) {
    Q.Text.Style = sql::Dialect::Postgres;
    Q.At = At;
    return std::move(Q);
  }

private:
  QueryText Q;
};

} // namespace

static void writeInsert(Statement &To, const std::string &Table, const std::vector<NamedValue> &Content) {
  To.text("INSERT INTO " + Table + " (");
  for (size_t I = 0; I < Content.size(); ++I)
    To.text((I ? ", \"" : "\"") + Content[I].Column + "\"");
  To.text(") VALUES (");
  for (size_t I = 0; I < Content.size(); ++I) {
    To.text(I ? ", " : "");
    To.value(Content[I].Value);
  }
  To.text(")");
}

static void writeUpdate(Statement &To, const std::string &Table, const std::vector<NamedValue> &Content) {
  To.text("UPDATE " + Table + " SET ");
  bool Any = false;
  for (const NamedValue &N : Content) {
    if (N.Column == "id")
      continue;
    To.text((Any ? ", \"" : "\"") + N.Column + "\" = ");
    To.value(N.Value);
    Any = true;
  }
  if (!Any)
    To.text("\"id\" = \"id\"");
}

std::optional<QuerySite> entitySite(const Program &P, ExprId Id) {
  const Expr &Call = P[Id];
  const EntityAccess *How = accessOf(P, Call);
  std::string Table = How ? tableOf(P, *How, Call) : "";
  if (Table.empty())
    return std::nullopt;
  Table = "\"" + Table + "\"";
  ExprId Object = objectOf(P, *How, Call);
  std::vector<NamedValue> Content = contentOf(P, Object);
  QuerySite Q;
  Q.Call = Id;
  Q.Rows.push_back(Id);
  Clause Where = conditionOf(P, *How, Call);
  if (ExprId Loaded = Where.empty() && Object != NoExpr ? loadedBy(P, Object) : NoExpr; Loaded != NoExpr) {
    Where = conditionOf(P, *accessOf(P, P[Loaded]), P[Loaded]);
    Q.Rows.push_back(Loaded);
  }
  for (const NamedValue &N : Content)
    if (Where.empty() && N.Column == "id")
      Where = equality(N.Column, N.Value);
  bool Inserts = How->Op == EntityOp::Insert;
  if (Inserts ? Content.empty() : Where.empty() && !takesAll(*How, Call))
    return std::nullopt;
  Statement To;
  switch (How->Op) {
  case EntityOp::Fetch:
    To.text("SELECT * FROM " + Table);
    break;
  case EntityOp::Count:
    To.text("SELECT count(*) FROM " + Table);
    break;
  case EntityOp::Insert:
    writeInsert(To, Table, Content);
    break;
  case EntityOp::Update:
    writeUpdate(To, Table, Content);
    break;
  case EntityOp::Delete:
    To.text("DELETE FROM " + Table);
    break;
  }
  if (!Where.empty() && !Inserts) {
    To.text(" WHERE ");
    To.clause(Where);
  }
  Q.Texts.push_back(To.take(Call.At));
  if (const SqlCall *Text = predicateText(P, Call))
    if (auto More = textsOf(P, argumentAt(Call, Text->Text), sql::Dialect::Unknown); !More.empty())
      appendText(Q.Texts.front(), More.front(), *Text);
  return Q;
}

/// A column for each field; a field that refers to another record is a key to its table.
static sql::Table tableFrom(const Program &P, Identities &Who, const RecordInfo &R) {
  sql::Table T;
  T.Name = columnSpelling(lastName(P.text(R.Qualified)));
  for (const Field &F : R.Fields) {
    sql::Column C;
    C.Name = columnSpelling(P.text(F.Identifier));
    C.PrimaryKey = C.Name == "id";
    const RecordInfo *To = Who.isTextOrNumber(F.Type) ? nullptr : recordIn(P, F.Type);
    T.Columns.push_back(C);
    if (!To || To == &R)
      continue;
    std::string Target = columnSpelling(lastName(P.text(To->Qualified)));
    T.ForeignKeys.push_back({{C.Name}, Target, {}});
    C.Name += "_id";
    T.Columns.push_back(C);
    T.ForeignKeys.push_back({{C.Name}, Target, {}});
  }
  return T;
}

std::vector<sql::Table> mappedTables(const Program &P, Identities &Who) {
  std::map<std::string, const RecordInfo *> Mapped; // by name: the order of the result
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects)
      if (E.What == Event::Kind::Call && E.Value != NoExpr)
        if (const EntityAccess *How = accessOf(P, P[E.Value]); How && How->Table == Nowhere)
          if (const RecordInfo *R = mappedType(P, *How, P[E.Value]))
            Mapped[P.text(R->Qualified)] = R;
  std::vector<sql::Table> Tables;
  for (const auto &[Name, R] : Mapped)
    Tables.push_back(tableFrom(P, Who, *R));
  return Tables;
}

} // namespace crosstalk::judge
