// Each stage as text, in stable order: the first step of every bug hunt.
#include "Pipeline.h"
#include "ir/Marks.h"
#include "link/Link.h"
#include "link/Substitution.h"

namespace crosstalk {

using namespace ir;

static const char *nameOf(Event::Kind K) {
  switch (K) {
  case Event::Kind::Call:
    return "call";
  case Event::Kind::Store:
    return "store";
  case Event::Kind::Append:
    return "append";
  case Event::Kind::Put:
    return "put";
  case Event::Kind::Get:
    return "get";
  case Event::Kind::Erase:
    return "erase";
  case Event::Kind::Clear:
    return "clear";
  case Event::Kind::Init:
    return "init";
  case Event::Kind::Return:
    return "return";
  case Event::Kind::Throw:
    return "throw";
  case Event::Kind::Suspend:
    return "suspend";
  case Event::Kind::Cleanup:
    return "cleanup";
  }
  return "?";
}

static std::string flagsOf(uint32_t Flags) {
  std::string Text;
  if (Flags & EventInLoop)
    Text += " loop";
  if (Flags & EventIfAbsent)
    Text += " if-absent";
  if (Flags & EffectDeferred)
    Text += " deferred";
  if (Flags & EffectCleanup)
    Text += " cleanup";
  if (Flags & EffectLifted)
    Text += " lifted";
  return Text;
}

static std::string line(const Program &P, const Effect &E) {
  std::string Text = "  " + std::to_string(E.At.Line) + ": " + nameOf(E.What);
  if (E.Target != NoExpr)
    Text += " " + print(P, E.Target);
  if (E.Key != NoExpr)
    Text += " [" + print(P, E.Key) + "]";
  if (E.Value != NoExpr)
    Text += " = " + print(P, E.Value);
  Text += flagsOf(E.Flags);
  for (const Condition &C : E.Conditions)
    Text += std::string("\n      if ") + (C.Negated ? "not " : "") + print(P, C.Value);
  if (E.Below.valid())
    Text += "\n      by " + P.text(P.Functions[E.Below.Function].Qualified) + " #" + std::to_string(E.Below.Index);
  return Text + "\n";
}

static std::string signature(const Program &P, const SolvedFunction &F) {
  std::string Text = P.text(F.Qualified) + "(";
  for (size_t I = 0; I < F.Parameters.size(); ++I)
    Text += (I ? ", " : "") + P.text(F.Parameters[I].Type) + " " + P.text(F.Parameters[I].Identifier);
  return Text + ")";
}

std::string dumpProgram(const Program &P) {
  std::string Text;
  for (const SolvedFunction &F : P.Functions) {
    Text += signature(P, F) + " at " + P.fileOf(F.At) + ":" + std::to_string(F.At.Line);
    for (uint32_t C : F.Callers)
      Text += " <- " + P.text(P.Functions[C].Qualified);
    Text += "\n";
    if (F.Returned != NoExpr)
      Text += "  returns " + print(P, F.Returned) + "\n";
    if (F.Throws != NoExpr)
      Text += "  throws if " + print(P, F.Throws) + "\n";
    for (size_t I = 0; I < F.Effects.size(); ++I)
      Text += "  #" + std::to_string(I) + line(P, F.Effects[I]);
  }
  return Text;
}

std::string dumpFacts(const Unit &U) {
  Program P;
  std::vector<Function> Bodies;
  // The unit outlives this function: a pointer that owns nothing is enough.
  link::mergeUnits(P, {std::shared_ptr<const Unit>(std::shared_ptr<const Unit>(), &U)}, Bodies);
  std::string Text;
  for (const Function &F : Bodies) {
    std::vector<ExprId> Ids(F.Exprs.size(), NoExpr);
    for (size_t I = 1; I < F.Exprs.size(); ++I) {
      std::vector<ExprId> Operands;
      for (ExprId O : F.Exprs[I].Operands)
        Operands.push_back(Ids[static_cast<uint32_t>(O)]);
      Ids[I] = link::rebuildNode(P.G, F.Exprs[I], std::move(Operands));
    }
    Text += P.text(F.Qualified) + "\n";
    for (const Event &E : F.Events) {
      Effect Shown;
      Shown.What = E.What;
      Shown.At = E.At;
      Shown.Flags = E.Flags;
      Shown.Target = Ids[static_cast<uint32_t>(E.Target)];
      Shown.Key = Ids[static_cast<uint32_t>(E.Key)];
      Shown.Value = Ids[static_cast<uint32_t>(E.Value)];
      for (const Condition &C : E.Conditions)
        Shown.Conditions.push_back({Ids[static_cast<uint32_t>(C.Value)], C.Negated});
      Text += line(P, Shown);
    }
  }
  return Text;
}

/// What is marked about a function and its parameters; empty for nothing.
static std::string marksOf(const Unit &U, const Function &F) {
  std::string Marked = describeMarks(F.Flags);
  for (const Parameter &P : F.Parameters)
    if (std::string Text = describeMarks(P.Flags); !Text.empty())
      Marked += "; " + U.text(P.Identifier) + Text;
  return Marked.empty() ? "" : "marked " + U.text(F.Qualified) + ":" + Marked + "\n";
}

std::string dumpSummary(const Unit &U) {
  std::string Text = dumpFacts(U);
  for (const Record &R : U.Records) {
    Text += "record " + U.text(R.Qualified) + describeMarks(R.Flags) + " {";
    for (const Field &F : R.Fields)
      Text += " " + U.text(F.Type) + " " + U.text(F.Identifier) + describeMarks(F.Flags) + ";";
    Text += " }\n";
  }
  for (const GlobalVariable &G : U.Globals)
    Text += "global " + U.text(G.Qualified) + ": " + U.text(G.Type) +
            (G.Flags & GlobalIsThreadLocal ? " thread_local" : "") + describeMarks(G.Flags) + "\n";
  for (const auto *List : {&U.Functions, &U.Declarations})
    for (const Function &F : *List)
      Text += marksOf(U, F);
  return Text;
}

} // namespace crosstalk
