// Joins units to one set of tables. See Link.h.
#include "link/Link.h"
#include <algorithm>
#include <set>

namespace crosstalk::link {

using namespace ir;

namespace {

/// Renames everything of one unit into the program's tables.
class Renamer {
public:
  Renamer(Program &P, const Unit &U) {
    for (const std::string &Text : U.Strings) {
      auto [It, New] = P.Index.try_emplace(Text, Name(P.Strings.size()));
      if (New)
        P.Strings.push_back(Text);
      Names.push_back(It->second);
    }
    for (const std::string &File : U.Files) {
      auto Found = std::find(P.Files.begin(), P.Files.end(), File);
      Files.push_back(FileId(Found - P.Files.begin()));
      if (Found == P.Files.end())
        P.Files.push_back(File);
    }
  }

  Name operator()(Name N) const { return Names[static_cast<uint32_t>(N)]; }
  Loc operator()(Loc L) const {
    if (!L.valid())
      return {};
    L.File = Files[static_cast<uint32_t>(L.File)];
    return L;
  }
  void all(std::vector<Name> &List) const {
    for (Name &N : List)
      N = (*this)(N);
  }

  Function function(Function F) const {
    for (Name *N : {&F.Symbol, &F.Qualified, &F.Class, &F.Result, &F.Creator})
      *N = (*this)(*N);
    for (Parameter &A : F.Parameters) {
      A.Identifier = (*this)(A.Identifier);
      A.Type = (*this)(A.Type);
    }
    all(F.Overrides);
    all(F.Captures);
    all(F.TypeArguments);
    F.At = (*this)(F.At);
    for (Expr &E : F.Exprs) {
      for (Name *N : {&E.Text, &E.Type, &E.Owner, &E.Hint})
        *N = (*this)(*N);
      E.At = (*this)(E.At);
    }
    for (Event &E : F.Events)
      E.At = (*this)(E.At);
    return F;
  }

private:
  std::vector<Name> Names;
  std::vector<FileId> Files;
};

void mergeDeclaration(Program &P, const Function &F) {
  Function &D = P.Declarations[F.Symbol];
  if (D.Qualified == NoName) {
    D = F;
    D.Exprs.clear();
    D.Events.clear();
    return;
  }
  for (Name O : F.Overrides)
    if (std::find(D.Overrides.begin(), D.Overrides.end(), O) == D.Overrides.end())
      D.Overrides.push_back(O);
  D.Flags |= F.Flags;
}

} // namespace

/// Takes back the text of each field that some function changes: "sql_ += " WHERE id = ?"".
static void dropChangedTexts(Program &P, const std::vector<Function> &Bodies) {
  std::map<std::pair<Name, Name>, Field *> Texts;
  for (auto &[N, R] : P.Records)
    for (Field &F : R.Fields)
      if (F.Constant != NoName)
        Texts[{R.Qualified, F.Identifier}] = &F;
  for (const Function &B : Bodies)
    for (const Event &E : B.Events) {
      const bool Changes = E.What == Event::Kind::Store || E.What == Event::Kind::Append ||
                           E.What == Event::Kind::Put || E.What == Event::Kind::Clear || E.What == Event::Kind::Erase;
      const Expr &Target = B.Exprs[static_cast<uint32_t>(E.Target)], &Value = B.Exprs[static_cast<uint32_t>(E.Value)];
      if (!Changes || Target.Kind != Op::Field)
        continue;
      auto It = Texts.find({Target.Owner, Target.Text});
      const bool Same = Value.Kind == Op::Literal && It != Texts.end() && Value.Text == It->second->Constant;
      if (It != Texts.end() && !(Same && E.What == Event::Kind::Store))
        It->second->Constant = NoName;
    }
}

void mergeUnits(Program &P, const std::vector<std::shared_ptr<const Unit>> &Units, std::vector<Function> &Bodies) {
  std::vector<const Unit *> Sorted;
  for (const auto &U : Units)
    Sorted.push_back(U.get());
  std::stable_sort(Sorted.begin(), Sorted.end(),
                   [](const Unit *A, const Unit *B) { return A->MainFile < B->MainFile; });
  P.Strings.emplace_back();
  P.Index[""] = NoName;
  std::set<Name> HaveBody;
  std::set<std::tuple<Name, Name, int>> HaveHolding;
  for (const Unit *U : Sorted) {
    Renamer Rename(P, *U);
    P.UnknownStatements += U->UnknownStatements;
    for (const Function &F : U->Functions) {
      Name Symbol = Rename(F.Symbol);
      if (!HaveBody.insert(Symbol).second)
        continue;
      Bodies.push_back(Rename.function(F));
      mergeDeclaration(P, Bodies.back());
    }
    for (const Function &F : U->Declarations)
      mergeDeclaration(P, Rename.function(F));
    for (const Record &R : U->Records) {
      RecordInfo &Info = P.Records[Rename(R.Qualified)];
      if (Info.Qualified != NoName && Info.Fields.size() >= R.Fields.size())
        continue;
      Info.Qualified = Rename(R.Qualified);
      Info.Fields = R.Fields;
      for (Field &F : Info.Fields) {
        F.Identifier = Rename(F.Identifier);
        F.Type = Rename(F.Type);
        F.Constant = Rename(F.Constant);
        F.At = Rename(F.At);
      }
      Info.Bases = R.Bases;
      Rename.all(Info.Bases);
      Info.Flags = R.Flags;
      Info.At = Rename(R.At);
    }
    for (GlobalVariable G : U->Globals) {
      for (Name *N : {&G.Symbol, &G.Qualified, &G.Type, &G.Function, &G.Constant})
        *N = Rename(*N);
      G.At = Rename(G.At);
      auto [Known, New] = P.Globals.emplace(G.Symbol, G);
      if (!New && Known->second.Constant == NoName)
        Known->second.Constant = G.Constant;
    }
    for (Holding H : U->Holdings) {
      H.Type = Rename(H.Type);
      H.Holder = Rename(H.Holder);
      if (HaveHolding.insert({H.Type, H.Holder, static_cast<int>(H.How)}).second)
        P.Holdings.push_back(H);
    }
  }
  for (auto &[N, R] : P.Records)
    for (Name B : R.Bases)
      P.Derived[B].push_back(N);
  dropChangedTexts(P, Bodies);
  std::stable_sort(Bodies.begin(), Bodies.end(), [&](const Function &A, const Function &B) {
    return std::tuple(P.fileOf(A.At), A.At.Line, A.At.Column, P.text(A.Symbol)) <
           std::tuple(P.fileOf(B.At), B.At.Line, B.At.Column, P.text(B.Symbol));
  });
}

void markFunctions(Program &P, std::vector<Function> &Bodies, std::string_view Qualified, uint32_t Mark) {
  for (auto &[Symbol, D] : P.Declarations)
    if (P.text(D.Qualified) == Qualified)
      D.Flags = joinMarks(Mark, D.Flags);
  for (Function &F : Bodies)
    if (P.text(F.Qualified) == Qualified)
      F.Flags = joinMarks(Mark, F.Flags);
}

} // namespace crosstalk::link
