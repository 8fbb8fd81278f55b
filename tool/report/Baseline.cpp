// See Baseline.h.
#include "report/Baseline.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <set>

using namespace llvm;

namespace crosstalk::report {

std::string checkAcceptance(StringRef Reason, StringRef Category, StringRef Expires); // BaselineFile.cpp

namespace {

const BaselineEntry *find(const Baseline &Accepted, StringRef Fingerprint) {
  auto At = find_if(Accepted.Entries, [&](const BaselineEntry &E) { return E.Fingerprint == Fingerprint; });
  return At == Accepted.Entries.end() ? nullptr : &*At;
}

bool sameBody(const BaselineEntry &Entry, const Finding &F) { return Entry.Body.empty() || Entry.Body == F.BodyHash; }

bool isOver(const BaselineEntry &Entry, StringRef Today) { return !Entry.Expires.empty() && Entry.Expires < Today; }

/// What one entry means for its finding. A comment in the source has been there first and stays.
void judge(const BaselineEntry &Entry, const Finding &F, StringRef Today, Standing &S) {
  S.Against = sameBody(Entry, F) ? Compared::Unchanged : Compared::Updated;
  if (!sameBody(Entry, F)) {
    S.Returned = "it was accepted (\"" + Entry.Reason + "\"), but the function's body has changed since";
  } else if (isOver(Entry, Today)) {
    S.Returned = "it was accepted (\"" + Entry.Reason + "\") until " + Entry.Expires;
  } else if (S.open()) {
    S.Now = Standing::State::Accepted;
    S.Justification = Entry.Reason;
  }
}

std::string described(const BaselineEntry &Entry) {
  return Entry.Fingerprint + " (" + Entry.Rule + (Entry.Function.empty() ? "" : " in " + Entry.Function) + ")";
}

} // namespace

void applyBaseline(RunRecord &Record, const Baseline &Accepted, StringRef Today, DeadEntries Dead) {
  std::vector<std::string> Names = uniqueFingerprints(Record);
  std::set<std::string> Living;
  for (size_t I = 0; I < Names.size(); ++I) {
    const BaselineEntry *Entry = find(Accepted, Names[I]);
    if (!Entry) {
      Record.standing(I).Against = Compared::New;
      continue;
    }
    Living.insert(Entry->Fingerprint);
    judge(*Entry, Record.Findings[I], Today, Record.standing(I));
  }
  bool AllSeen = Dead == DeadEntries::Report && Record.FailedUnits == 0;
  for (const BaselineEntry &Entry : Accepted.Entries) {
    Place At{Accepted.File, Entry.Line, 0};
    if (AllSeen && !Living.count(Entry.Fingerprint))
      Record.Remarks.push_back({At, "dead baseline entry " + described(Entry) + ": there is no such finding any more"});
    else if (isOver(Entry, Today))
      Record.Remarks.push_back({At, "expired baseline entry " + described(Entry) + ": it held until " + Entry.Expires});
  }
}

Error acceptFinding(Baseline &Accepted, const RunRecord &Record, StringRef Fingerprint, const Acceptance &How) {
  if (std::string Wrong = checkAcceptance(How.Reason, How.Category, How.Expires); !Wrong.empty())
    return createStringError(inconvertibleErrorCode(), Wrong);
  std::vector<std::string> Names = uniqueFingerprints(Record);
  auto At = llvm::find(Names, Fingerprint);
  if (At == Names.end())
    return createStringError(inconvertibleErrorCode(), "no finding has the fingerprint '" + Fingerprint + "'");
  const Finding &F = Record.Findings[At - Names.begin()];
  erase_if(Accepted.Entries, [&](const BaselineEntry &E) { return E.Fingerprint == Fingerprint; });
  Accepted.Entries.push_back(
      {*At, F.RuleId, F.Function, How.Reason, How.Category, How.Expires, F.BodyHash, /*Line=*/0});
  return Error::success();
}

unsigned pruneBaseline(Baseline &Accepted, const RunRecord &Record) {
  std::vector<std::string> Names = uniqueFingerprints(Record);
  size_t Before = Accepted.Entries.size();
  erase_if(Accepted.Entries, [&](const BaselineEntry &E) { return !is_contained(Names, E.Fingerprint); });
  return Before - Accepted.Entries.size();
}

void compareWith(RunRecord &Record, const std::vector<Finding> &Before) {
  RunRecord Earlier;
  Earlier.Findings = Before;
  std::map<std::string, std::string> Bodies; // fingerprint to body
  std::vector<std::string> OldNames = uniqueFingerprints(Earlier), Names = uniqueFingerprints(Record);
  for (size_t I = 0; I < OldNames.size(); ++I)
    Bodies[OldNames[I]] = Before[I].BodyHash;
  for (size_t I = 0; I < Names.size(); ++I) {
    Record.Findings[I].Fingerprint = Names[I]; // also when findings before it are taken out
    auto At = Bodies.find(Names[I]);
    bool Same = At != Bodies.end() && At->second == Record.Findings[I].BodyHash;
    Record.standing(I).Against = At == Bodies.end() ? Compared::New : Same ? Compared::Unchanged : Compared::Updated;
  }
}

} // namespace crosstalk::report
