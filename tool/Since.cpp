// See Since.h.
#include "Since.h"
#include "driver/Paths.h"
#include "driver/Revision.h"
#include "driver/Selection.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace crosstalk::driver;

namespace crosstalk {

namespace {

/// The files of a unit that the revision has with other text, by the names that the unit uses for them.
std::vector<std::string> changedIn(const UnitResult &Unit, const TreeDifference &Difference) {
  std::vector<std::string> Result;
  for (const std::string &File : Unit.UserFiles)
    if (Difference.Changed.count(canonicalPath(File)))
      Result.push_back(File);
  return Result;
}

/// The program as it was: units whose files did not change are taken as they are.
class EarlierProgram {
public:
  EarlierProgram(const Session &S, ArrayRef<UnitResult> Now, const TreeDifference &Difference)
      : S(S), Difference(Difference), Names(Difference.Deleted.begin(), Difference.Deleted.end()) {
    for (size_t I = 0; I != Now.size(); ++I)
      addUnit(S.Jobs[I], Now[I]);
    addDeletedSources();
  }

  Expected<std::vector<Finding>> findings() {
    auto Texts = oldTexts();
    if (!Texts)
      return Texts.takeError();
    append_range(Units, parseUnits(S, Again, std::make_shared<Overlay>(std::move(*Texts))));
    return judge(Units, planFor(Units, S.Targets, S.How), S.Known).Findings;
  }

private:
  void addUnit(const Job &J, const UnitResult &Unit) {
    if (Difference.Added.count(canonicalPath(J.File)))
      return;
    std::vector<std::string> Changed = changedIn(Unit, Difference);
    if (Changed.empty()) {
      Units.push_back(Unit);
      return;
    }
    Again.push_back(J);
    Names.insert(Changed.begin(), Changed.end());
  }

  /// A source that is gone now was a unit then; moved code must not count as new.
  void addDeletedSources() {
    for (const std::string &File : Difference.Deleted)
      if (Language L = languageOf(File); L == Language::C || L == Language::Cxx)
        Again.push_back(borrowedJob(S.Database, File));
  }

  /// By the name each file goes by in the parse: through a symbolic link it has another one than git knows.
  Expected<Overlay> oldTexts() const {
    std::vector<std::string> Known;
    for (const std::string &Name : Names)
      Known.push_back(Difference.Deleted.count(Name) ? Name : canonicalPath(Name));
    auto Texts = textsAt(Difference, Known);
    if (!Texts)
      return Texts.takeError();
    for (const std::string &Name : Names)
      if (auto Found = Texts->find(canonicalPath(Name)); Found != Texts->end())
        (*Texts)[Name] = std::string(Found->second);
    return Texts;
  }

  const Session &S;
  const TreeDifference &Difference;
  std::vector<UnitResult> Units;
  std::vector<Job> Again;
  std::set<std::string> Names;
};

void keepNew(report::RunRecord &Record) {
  report::RunRecord All = std::move(Record);
  Record = All;
  Record.Findings.clear();
  Record.Standings.clear();
  for (size_t I = 0; I != All.Findings.size(); ++I) {
    if (All.standing(I).Against != report::Compared::New)
      continue;
    Record.Findings.push_back(All.Findings[I]);
    Record.Standings.push_back(All.standing(I));
  }
}

} // namespace

Expected<report::RunRecord> analyseSince(const Session &S, StringRef Revision) {
  auto Difference = differenceFrom(S.Root, Revision);
  if (!Difference)
    return Difference.takeError();
  std::vector<UnitResult> Units = parseUnits(S, S.Jobs);
  report::RunRecord Record = recordOf(S, Units);
  if (Record.Findings.empty())
    return Record;
  auto Before = EarlierProgram(S, Units, *Difference).findings();
  if (!Before)
    return Before.takeError();
  report::compareWith(Record, *Before);
  keepNew(Record);
  return Record;
}

} // namespace crosstalk
