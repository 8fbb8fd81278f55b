// See InferFile.h.
#include "InferFile.h"
#include "Outputs.h"
#include "driver/Paths.h"
#include "ir/Marks.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <set>
#include <tuple>

using namespace llvm;
using namespace crosstalk::driver;

namespace crosstalk {

using Names = std::vector<std::string>;

namespace {

/// One list of the configuration.
struct Section {
  Declaration::Kind What;
  StringLiteral Key;
  Names Knowledge::*List;
};

constexpr Section Sections[] = {
    {Declaration::Kind::PrincipalType, "principals.types", &Knowledge::PrincipalTypes},
    {Declaration::Kind::PrincipalFunction, "principals.functions", &Knowledge::PrincipalFunctions},
    {Declaration::Kind::PrincipalField, "principals.fields", &Knowledge::PrincipalFields},
    {Declaration::Kind::Owner, "owners", &Knowledge::OwnerColumns},
    {Declaration::Kind::Guard, "guards", &Knowledge::Guards},
    {Declaration::Kind::Entry, "entries", &Knowledge::Entries}};

const Section &sectionOf(Declaration::Kind What) {
  return *find_if(Sections, [&](const Section &S) { return S.What == What; });
}

/// What is reported with some knowledge, as far as it must not change: rules and places of what is shown.
using Reported = std::set<std::tuple<std::string, std::string, unsigned, unsigned>>;

/// Finds out which declarations leave the findings as they are.
class Reviewer {
public:
  Reviewer(const Session &S, ArrayRef<UnitResult> Units)
      : S(S), Units(Units), Plans(planFor(Units, S.Targets, S.How)), Known(S.Known), Before(reported(Known)) {}

  /// All that was recognised and is not configured yet, each name once.
  std::vector<Declaration> recognised() {
    std::vector<Declaration> All;
    std::set<std::pair<Declaration::Kind, std::string>> Seen;
    for (const Section &In : Sections)
      for (const std::string &Text : S.Known.*In.List)
        Seen.insert({In.What, ir::readDeclared(Text).value_or(ir::DeclaredName{Text}).Name});
    forEachProgram(Units, Plans, S.Known, [&](const ProgramPlan &, const ir::Program &Program) {
      for (Declaration &D : inferDeclarations(Program))
        if (Seen.insert({D.What, D.Name}).second)
          All.push_back(std::move(D));
    });
    sort(All, [](const Declaration &A, const Declaration &B) {
      return std::tie(A.What, A.Name) < std::tie(B.What, B.Name);
    });
    return All;
  }

  /// Keeps those of the declarations that change nothing, all at once where possible.
  void keep(ArrayRef<Declaration> Some) {
    if (Some.empty())
      return;
    Knowledge More = Known;
    for (const Declaration &D : Some)
      (More.*sectionOf(D.What).List).push_back(D.text());
    if (reported(More) == Before) {
      Known = std::move(More);
      for (const Declaration &D : Some)
        Kept.insert({D.What, D.Name});
    } else if (Some.size() > 1) {
      keep(Some.take_front(Some.size() / 2));
      keep(Some.drop_front(Some.size() / 2));
    }
  }

  bool isKept(const Declaration &D) const { return Kept.count({D.What, D.Name}); }

private:
  Reported reported(const Knowledge &With) const {
    Reported Places;
    for (const Finding &F : judge(Units, Plans, With).Findings)
      if (S.Config.wants(F) && F.level() != Level::Hidden)
        Places.insert({F.RuleId, F.At.File, F.At.Line, F.At.Column});
    return Places;
  }

  const Session &S;
  ArrayRef<UnitResult> Units;
  std::vector<ProgramPlan> Plans;
  Knowledge Known;
  Reported Before;
  std::set<std::pair<Declaration::Kind, std::string>> Kept;
};

} // namespace

/// A name as YAML takes it: as it is where that is safe, else between double quotes.
static std::string quoted(StringRef Name) {
  bool Plain = !Name.empty() && (isAlpha(Name[0]) || Name[0] == '_') &&
               all_of(Name, [](char C) { return isAlnum(C) || StringRef("_:. ").contains(C); });
  if (Plain)
    return Name.str();
  std::string Out = "\"";
  for (char C : Name) {
    if (C == '"' || C == '\\')
      Out += '\\';
    Out += C;
  }
  return Out + "\"";
}

static std::string line(StringRef Indent, StringRef Mark, StringRef Name, StringRef Why) {
  std::string Out = (Indent + Mark + "- " + quoted(Name)).str();
  for (char &C : Out += "  # " + Why.str())
    if (C == '\n' || C == '\r')
      C = ' ';
  return Out + "\n";
}

/// The lines of one list, or nothing.
static std::string listText(const Section &In, const Session &S, const Reviewer &Review, ArrayRef<Declaration> All,
                            StringRef Indent) {
  std::string Items, Doubtful;
  for (const std::string &Text : S.Known.*In.List)
    Items += line(Indent, "", Text, "configured");
  for (const Declaration &D : All)
    if (D.What == In.What)
      (Review.isKept(D) ? Items : Doubtful) += line(Indent, Review.isKept(D) ? "" : "# ", D.text(), D.Why);
  if (Items.empty() && Doubtful.empty())
    return "";
  StringRef Key = In.Key.substr(In.Key.find('.') + 1);
  std::string Head = (Indent.drop_back(2) + (Items.empty() ? "# " : "") + Key + ":\n").str();
  return Head + Items + Doubtful;
}

static std::string fileText(const Session &S, const Reviewer &Review, ArrayRef<Declaration> All) {
  std::string Out =
      "# What Crosstalk recognised here. Review it, correct it, and commit it as .crosstalk.yaml.\n"
      "# With this file as configuration the findings are the same. A name behind \"# -\" was recognised too;\n"
      "# to declare it changes what is reported: take the # away where it is right.\n";
  if (!S.Config.File.empty())
    Out += "# What " + relativePath(S.Config.File, S.Root) +
           " declares is repeated here; models, schema, public-tables, exclude and rules are not.\n";
  std::string Principals, Others;
  for (const Section &In : Sections)
    if (In.Key.starts_with("principals."))
      Principals += listText(In, S, Review, All, "    ");
    else
      Others += listText(In, S, Review, All, "  ");
  bool Any = Principals.starts_with("  ") && StringRef(Principals).contains("\n    - ");
  if (!Principals.empty())
    Out += (Any ? "principals:\n" : "# principals:\n") + Principals;
  return Out + Others;
}

Error checkInferred(const CommandLine &Line, const Session &S) {
  if (!Line.has(Option::Infer))
    return Error::success();
  if (Line.has(Option::Since) || Line.has(Option::Ninja))
    return failure("--infer excludes --since and --ninja: it speaks of the whole program");
  std::string Path = Line.last(Option::Infer);
  if (!S.Config.File.empty() && canonicalPath(Path) == canonicalPath(S.Config.File))
    return failure("--infer: '" + Path + "' is the configuration in use; name another file and compare the two");
  return checkWritable(Path);
}

/// "3 of principals.types, 1 of owners, 4 of entries"
static std::string countText(const Reviewer &Review, ArrayRef<Declaration> All) {
  std::string Text;
  for (const Section &In : Sections)
    if (size_t Count = count_if(All, [&](const Declaration &D) { return D.What == In.What && Review.isKept(D); }))
      Text += (Text.empty() ? "" : ", ") + std::to_string(Count) + " of " + In.Key.str();
  return Text.empty() ? "nothing" : Text;
}

Error writeInferred(const std::string &Path, const Session &S, ArrayRef<UnitResult> Units) {
  Reviewer Review(S, Units);
  std::vector<Declaration> All = Review.recognised();
  Review.keep(All);
  if (Error E = writeText(Path, fileText(S, Review, All)))
    return E;
  errs() << "crosstalk: '" << Path << "': " << countText(Review, All) << "; review it before it is used\n";
  return Error::success();
}

} // namespace crosstalk
