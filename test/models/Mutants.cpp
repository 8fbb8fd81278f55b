// Links programs once with all models and once without each entry, and says what became different.
//
// In:  two files. PROGRAMS: one a line, "NAME<tab>SUMMARY or SCHEMA<tab>...". MUTANTS: for each a line with its name,
// then the
//      model text that takes the entry away, then a line with one dot.
// Out: one line a mutant, "NAME<tab>HOW<tab>PROGRAM": HOW is "marks" if findings come or go, "ranks" if they only read
// or
//      rank otherwise, "inventory" if only what was recognised differs, else "nothing". mutation.py calls it.
// A program in whose summary no name of an entry occurs is not linked without it: there is nothing to forget.
#include "Pipeline.h"
#include "summary/Summary.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <set>

using namespace crosstalk;
using namespace llvm;

namespace {

/// What a run reports, the strongest kind of change first.
struct Seen {
  std::set<std::string> Marks; ///< "line rule" of what a marked source can demand
  std::vector<std::string> Findings;
  std::string Inventory;
};

enum class Change { Nothing, Inventory, Ranks, Marks };
constexpr StringLiteral ChangeWords[] = {"nothing", "inventory", "ranks", "marks"};

struct TestProgram {
  std::string Name, Bytes;
  std::vector<std::shared_ptr<const ir::Unit>> Units;
  Knowledge Known;
  Seen Whole;
};

struct Mutant {
  std::string Name, Text;
  std::vector<std::string> Needles; ///< one of them occurs in the summary of a program that uses the entry
};

std::string textOf(StringRef Path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    report_fatal_error(Twine(Path) + ": " + Buffer.getError().message());
  return (*Buffer)->getBuffer().str();
}

std::string joined(const std::vector<std::string> &Texts) { return join(Texts, ","); }

Seen look(const TestProgram &P, const Knowledge &Known) {
  std::vector<std::string> Errors;
  std::shared_ptr<const ir::Program> Program = linkProgram(P.Units, Known, Errors);
  if (!Errors.empty())
    report_fatal_error(StringRef(P.Name + ": " + Errors.front()));
  Seen Out;
  for (const Finding &F : runRules(*Program)) {
    std::string Where = std::to_string(F.At.Line) + " " + F.RuleId;
    if (F.level() >= Level::Note)
      Out.Marks.insert(Where + (F.level() == Level::Note ? " (note)" : ""));
    Out.Findings.push_back(Where + " " + std::to_string(F.Rank) + " " + F.Message + " " + joined(F.Exposed) + " " +
                           joined(F.Writers) + " " + joined(F.Readers));
  }
  Out.Inventory = StringRef(dumpInventory(*Program)).split("unknown callees:").first.str();
  return Out;
}

Change compare(const Seen &A, const Seen &B) {
  if (A.Marks != B.Marks)
    return Change::Marks;
  if (A.Findings != B.Findings)
    return Change::Ranks;
  return A.Inventory == B.Inventory ? Change::Nothing : Change::Inventory;
}

TestProgram readProgram(StringRef Line) {
  SmallVector<StringRef> Fields;
  Line.split(Fields, '\t');
  TestProgram P;
  P.Name = Fields[0].str();
  for (StringRef File : ArrayRef(Fields).drop_front()) {
    std::string Text = textOf(File);
    if (!summary::looksLikeSummary(Text)) {
      P.Known.Schemas.push_back({File.str(), Text});
      continue;
    }
    P.Bytes += Text;
    P.Units.push_back(cantFail(summary::read(File, Text)).Unit);
  }
  P.Whole = look(P, P.Known);
  return P;
}

std::vector<Mutant> readMutants(StringRef Text) {
  std::vector<Mutant> Out;
  for (StringRef Line : split(Text, '\n')) {
    if (Out.empty() || Out.back().Text.ends_with(".\n"))
      Out.push_back({Line.str(), "", {}});
    else
      Out.back().Text += (Line + "\n").str();
    if (size_t At = Line.find("- name: \""); At != StringRef::npos) {
      StringRef Name = Line.drop_front(At).split('"').second.split('"').first;
      Out.back().Needles.push_back(Name.substr(Name.rfind("::") == StringRef::npos ? 0 : Name.rfind("::") + 2).str());
    }
  }
  Out.pop_back(); // what follows the last newline
  for (Mutant &M : Out)
    M.Text.resize(M.Text.size() - 2);
  return Out;
}

bool mentions(const TestProgram &P, const Mutant &M) {
  return any_of(M.Needles, [&](const std::string &Needle) { return P.Bytes.find(Needle) != std::string::npos; });
}

void judge(const Mutant &M, const std::vector<TestProgram> &Programs) {
  Change Most = Change::Nothing;
  std::string Where;
  for (const TestProgram &P : Programs) {
    if (Most == Change::Marks || !mentions(P, M))
      continue;
    Knowledge Known = P.Known;
    Known.Models.push_back({M.Name, M.Text});
    if (Change How = compare(P.Whole, look(P, Known)); How > Most) {
      Most = How;
      Where = P.Name;
    }
  }
  outs() << M.Name << '\t' << ChangeWords[static_cast<int>(Most)] << '\t' << Where << '\n';
}

} // namespace

int main(int Count, char **Arguments) {
  if (Count != 3) {
    errs() << "usage: modelMutants PROGRAMS MUTANTS\n";
    return 2;
  }
  std::string Lines = textOf(Arguments[1]), Texts = textOf(Arguments[2]);
  std::vector<TestProgram> Programs;
  for (StringRef Line : split(StringRef(Lines), '\n'))
    if (!Line.empty())
      Programs.push_back(readProgram(Line));
  for (const Mutant &M : readMutants(Texts))
    judge(M, Programs);
  return 0;
}
