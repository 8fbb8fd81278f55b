// Decides by running whether a case leaks: does what B receives depend on who was served before, or meanwhile?
//
// In:  Entries of the driver.  Out: one line a case: name, LEAK|STALE|SAFE|BROKEN, how, expected, got (tab-separated).
// Each run is a fresh process (fork), so that statics start empty. Non-interference is judged by self-composition:
// the same requests are sent before by others and by B himself. An answer that B would get neither after himself nor
// alone is owed to the others' identity.
// STALE: only an earlier request of the *same id* with another tenant, role or admin flag makes a difference.
#include "harness.h"
#include "server.h"
#include <condition_variable>
#include <cstring>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

enum class Meanwhile { Nothing, Completes, Pauses };

Meanwhile Mode = Meanwhile::Nothing;
const Entry *Current = nullptr;
const Person *Intruder = nullptr;
Ask IntruderAsk;
std::string IntruderAnswer;
thread_local bool IsIntruder = false;
std::atomic<bool> IntruderRuns{false};
std::mutex Gate;
std::condition_variable Changed;
bool IntruderWaits = false;
std::vector<Person> People;

void runIntruder() {
  IsIntruder = true;
  IntruderAnswer = Current->Run(*Intruder, IntruderAsk);
  IsIntruder = false;
}

/// The intruder stays inside its own wait; the process ends with B's answer.
void holdIntruder() {
  if (Mode != Meanwhile::Pauses)
    return;
  std::unique_lock<std::mutex> Lock(Gate);
  IntruderWaits = true;
  Changed.notify_all();
  Changed.wait(Lock, [] { return false; });
}

void intrudeOnOtherThread() {
  std::thread Other([] {
    runIntruder();
    std::lock_guard<std::mutex> Lock(Gate);
    IntruderWaits = true;
    Changed.notify_all();
  });
  Other.detach();
  std::unique_lock<std::mutex> Lock(Gate);
  Changed.wait(Lock, [] { return IntruderWaits; });
}

const char *const Attributes[] = {"tenant", "name", "role", "admin"};

Person person(long Number) {
  std::string Digits = std::to_string(Number);
  return {"ku" + Digits, Number, "acme-eu", "Anna", "role-viewer", false, ""};
}

void issueToken(Person &P, const std::string &Salt = "") {
  P.Token = "tok-" + std::to_string(P.Number) + (P.Admin ? "-admin" : "") + Salt;
}

void vary(Person &P, unsigned Attribute) {
  switch (Attribute) {
  case 0:
    P.Tenant = P.Tenant == "acme-eu" ? "acme-us" : "acme-eu";
    break;
  case 1:
    P.Name = P.Name == "Anna" ? "Anke" : "Anna";
    break;
  case 2:
    P.Role = P.Role == "role-viewer" ? "role-editor" : "role-viewer";
    break;
  case 3:
    P.Admin = !P.Admin;
    break;
  }
}

/// The victims: an ordinary user, an operator, and an operator of the other tenant and role, for whom other doors open.
std::vector<Person> victims() {
  Person User = person(10001), Operator = User, Other = User;
  vary(Operator, 3);
  for (unsigned Attribute : {0u, 2u, 3u})
    vary(Other, Attribute);
  std::vector<Person> All{User, Operator, Other};
  for (std::size_t I = 0; I < All.size(); ++I)
    issueToken(All[I], "-victim" + std::to_string(I));
  return All;
}

/// Other people, one for each set of attributes shared with B, those who share least first. Their numbers are equal
/// modulo every small number. The ids of the first two differ from B's in case only; one shares no attribute with B,
/// the other all.
std::vector<Person> crowdFor(const Person &B) {
  std::vector<Person> Crowd;
  long Number = B.Number;
  for (unsigned Shared = 0; Shared <= 4; ++Shared)
    for (unsigned Mask = 0; Mask < 16; ++Mask)
      if (static_cast<unsigned>(__builtin_popcount(Mask)) == Shared) {
        Person A = B;
        A.Number = Number += 4000;
        A.Id = "ku" + std::to_string(Number);
        for (unsigned I = 0; I < 4; ++I)
          if (!(Mask & (1u << I)))
            vary(A, I);
        issueToken(A, "-of" + B.Token);
        Crowd.push_back(A);
      }
  Person Shouting = Crowd.front(), Twin = Crowd.back();
  Shouting.Id = "KU" + B.Id.substr(2);
  Twin.Id = "Ku" + B.Id.substr(2);
  for (Person *P : {&Twin, &Shouting}) {
    P->Number = Number += 4000;
    issueToken(*P, "-of" + B.Token);
    Crowd.insert(Crowd.begin(), *P);
  }
  return Crowd;
}

/// The same id with another tenant, role or admin flag (the name belongs to the id).
std::vector<Person> pastSelves(const Person &B) {
  std::vector<Person> Selves;
  for (unsigned I : {0u, 2u, 3u}) {
    Person Self = B;
    vary(Self, I);
    issueToken(Self, "-once-" + B.Token + Attributes[I]);
    Selves.push_back(Self);
  }
  return Selves;
}

/// The flag and the number take both values independently.
const std::vector<Ask> Asks = {{"alpha", false, 1}, {"beta-long", true, 2}, {"gamma", true, 1}, {"delta", false, 2}};

struct Outcome {
  bool Ended = false;
  std::string Text;
  bool operator==(const Outcome &) const = default;
};

/// Runs Body in a fresh process and returns its text.
template <class Function> Outcome inFreshProcess(Function Body) {
  int Pipe[2];
  if (pipe(Pipe) != 0)
    return {};
  pid_t Child = fork();
  if (Child == 0) {
    alarm(10);
    std::string Text = Body() + "\1";
    [[maybe_unused]] ssize_t Written = write(Pipe[1], Text.data(), Text.size());
    _exit(0);
  }
  close(Pipe[1]);
  std::string Text;
  char Buffer[4096];
  for (ssize_t N; (N = read(Pipe[0], Buffer, sizeof Buffer)) > 0;)
    Text.append(Buffer, static_cast<std::size_t>(N));
  close(Pipe[0]);
  int Status = 0;
  waitpid(Child, &Status, 0);
  bool Ended = !Text.empty() && Text.back() == '\1';
  if (Ended)
    Text.pop_back();
  return {Ended, Text};
}

/// Each of Before sends every request, Last at the end; then B sends his.
Outcome after(const Entry &E, const std::vector<Person> &Before, const Person &B, const Ask &A, const Ask &Last) {
  return inFreshProcess([&] {
    for (const Person &P : Before) {
      for (const Ask &Other : Asks)
        if (Other.Query != A.Query)
          E.Run(P, Other);
      E.Run(P, Last);
    }
    return E.Run(B, A);
  });
}

Outcome after(const Entry &E, const std::vector<Person> &Before, const Person &B, const Ask &A) {
  return after(E, Before, B, A, A);
}

/// What B gets while P, who sent the same, waits.
Outcome inside(const Entry &E, const Person &P, const Person &B, const Ask &A) {
  return inFreshProcess([&] {
    Mode = Meanwhile::Completes;
    Current = &E;
    Intruder = &B;
    IntruderAsk = A;
    E.Run(P, A);
    return IntruderRuns ? IntruderAnswer : E.Run(B, A); // P did not wait
  });
}

Outcome during(const Entry &E, const Person &P, Meanwhile How, const Person &B, const Ask &A) {
  return inFreshProcess([&] {
    Mode = How;
    Current = &E;
    Intruder = &P;
    IntruderAsk = A;
    return E.Run(B, A);
  });
}

struct Verdict {
  std::string Word = "SAFE", How, Expected, Got;
};

/// One line, whatever the text.
std::string oneLine(const std::string &Text) {
  std::string Out;
  for (char C : Text)
    Out += C == '\n' ? std::string("\\n") : C == '\t' ? std::string("\\t") : std::string(1, C);
  return Out;
}

/// Compares one run with its baselines; true if the case is decided.
bool differs(Verdict &V, const char *Word, const std::string &How, const Outcome &Alone, const Outcome &Base,
             const Outcome &Got) {
  if (Base.Ended && Got.Ended && (Got == Base || Got == Alone))
    return false;
  V = {Base.Ended && Got.Ended ? Word : "BROKEN", How, Base.Text, Got.Text};
  return true;
}

bool leaksMeanwhile(Verdict &V, const Entry &E, const Person &B, const Ask &A, const Outcome &Alone, const Person &P) {
  for (Meanwhile How : {Meanwhile::Completes, Meanwhile::Pauses})
    if (differs(V, "LEAK", How == Meanwhile::Pauses ? "while-paused" : "meanwhile", Alone, during(E, B, How, B, A),
                during(E, P, How, B, A)))
      return true;
  return differs(V, "LEAK", "inside", Alone, inside(E, B, B, A), inside(E, P, B, A));
}

/// The last that the others asked had the same query, but another flag or number.
bool leaksToOtherFlags(Verdict &V, const Entry &E, const Person &B, const Ask &A, const Outcome &Alone,
                       const std::vector<Person> &Crowd) {
  const std::vector<Person> Same(Crowd.size(), B);
  for (const Ask &Other : Asks) {
    const Ask Last{A.Query, Other.Flag, Other.Number};
    if (Other.Query == A.Query)
      continue;
    if (differs(V, "LEAK", "after-other-flags", Alone, after(E, {B}, B, A, Last), after(E, {Crowd[2]}, B, A, Last)) ||
        differs(V, "LEAK", "after-crowd-of-other-flags", Alone, after(E, Same, B, A, Last),
                after(E, Crowd, B, A, Last)))
      return true;
  }
  return false;
}

bool leaksTo(Verdict &V, const Entry &E, const Person &B, const Ask &A) {
  std::vector<Person> Crowd = crowdFor(B);
  std::vector<Person> Reversed(Crowd.rbegin(), Crowd.rend());
  Outcome Alone = after(E, {}, B, A), One = after(E, {B}, B, A);
  if (differs(V, "LEAK", "after-one", Alone, One, after(E, {Crowd[2]}, B, A)))
    return true;
  Outcome Many = after(E, std::vector<Person>(Crowd.size(), B), B, A);
  if (differs(V, "LEAK", "after-crowd", Alone, Many, after(E, Crowd, B, A)) ||
      differs(V, "LEAK", "after-crowd-reversed", Alone, Many, after(E, Reversed, B, A)))
    return true;
  // One by one: what the last of a crowd leaves may hide what the others left.
  for (const Person &P : Crowd)
    if (differs(V, "LEAK", "after-" + P.Token, Alone, One, after(E, {P}, B, A)))
      return true;
  if (leaksToOtherFlags(V, E, B, A, Alone, Crowd))
    return true;
  return E.Waits && leaksMeanwhile(V, E, B, A, Alone, Crowd[2]);
}

bool staleFor(Verdict &V, const Entry &E, const Person &B, const Ask &A) {
  Outcome Alone = after(E, {}, B, A), One = after(E, {B}, B, A);
  for (const Person &Self : pastSelves(B))
    if (differs(V, "STALE", "after-" + Self.Token, Alone, One, after(E, {Self}, B, A)))
      return true;
  return false;
}

Verdict judge(const Entry &E) {
  Verdict V;
  for (const Person &B : victims())
    for (const Ask &A : Asks)
      if (leaksTo(V, E, B, A))
        return V;
  for (const Person &B : victims())
    for (const Ask &A : Asks)
      if (staleFor(V, E, B, A))
        return V;
  return V;
}

void issueDirectory() {
  for (const Person &B : victims()) {
    People.push_back(B);
    for (const Person &P : crowdFor(B))
      People.push_back(P);
    for (const Person &P : pastSelves(B))
      People.push_back(P);
  }
}

} // namespace

namespace server {
void logLine(const std::string &) {}

void waitBackend() {
  if (Mode == Meanwhile::Nothing)
    return;
  if (IsIntruder)
    return holdIntruder();
  if (!IntruderRuns.exchange(true))
    intrudeOnOtherThread();
}

bool Tick::await_suspend(std::coroutine_handle<>) noexcept {
  if (Mode == Meanwhile::Nothing)
    return false;
  if (IsIntruder)
    return Mode == Meanwhile::Pauses; // left where it is: the process ends with B's answer
  if (!IntruderRuns.exchange(true))
    runIntruder();
  return false;
}
} // namespace server

const Person &personByToken(const std::string &Token) {
  for (const Person &P : People)
    if (P.Token == Token)
      return P;
  std::fprintf(stderr, "no such token: %s\n", Token.c_str());
  std::abort();
}

int main(int argc, char **argv) {
  issueDirectory();
  // "program NAME" judges one case, "program PART PARTS" every PARTSth.
  std::size_t First = argc == 3 ? std::strtoul(argv[1], nullptr, 10) : 0;
  std::size_t Step = argc == 3 ? std::strtoul(argv[2], nullptr, 10) : 1;
  for (std::size_t I = First; I < EntryCount; I += Step) {
    if (argc == 2 && std::strcmp(argv[1], Entries[I].Name) != 0)
      continue;
    Verdict V = judge(Entries[I]);
    std::printf("%s\t%s\t%s\t%s\t%s\n", Entries[I].Name, V.Word.c_str(), V.How.c_str(), oneLine(V.Expected).c_str(),
                oneLine(V.Got).c_str());
    std::fflush(stdout);
  }
}
