// Closures that requests enter: each is solved once more in the context of its registration, as a function that nobody
// calls. What the registering function does not know (its own parameters) its callers put in first.
//
// In:  SolvedFunction::Entries.  Out: more functions at the end of Program::Functions.
#include "link/Solver.h"
#include "sql/Names.h"
#include <algorithm>

namespace crosstalk::link {

using namespace ir;

static constexpr size_t MaxEntries = 4000;
static constexpr size_t MaxContexts = 4; ///< of one closure

/// Whether the last part of a qualified name has one of the words: "App::setupRoutes" has "routes".
static bool hasAnyWord(std::string_view Name, std::initializer_list<std::string_view> Wanted) {
  size_t Colon = Name.rfind(':');
  std::vector<std::string> Words = sql::words(Colon == std::string_view::npos ? Name : Name.substr(Colon + 1));
  return std::any_of(Words.begin(), Words.end(),
                     [&](const std::string &W) { return std::find(Wanted.begin(), Wanted.end(), W) != Wanted.end(); });
}

bool Solver::takesRequest(const SolvedFunction &F) const {
  return std::any_of(F.Parameters.begin(), F.Parameters.end(), [&](const Parameter &A) {
    for (const Model *M : P.modelsOfType(A.Type))
      if (M->RequestType)
        return true;
    return hasAnyWord(P.text(A.Type), {"request", "req", "envelope", "inbound"});
  });
}

/// Whether a closure is where requests come in: it takes one and the code around it has none, or that code sets up.
bool Solver::isEntry(const SolvedFunction &Into, const SolvedFunction &Body) const {
  if (takesRequest(Into))
    return false;
  if (takesRequest(Body) || (Into.Flags & FunctionIsMain))
    return true;
  return hasAnyWord(P.text(Into.Qualified), {"route", "routes", "router", "routing", "register", "setup", "configure",
                                             "mount", "bind", "install", "endpoints", "handlers"});
}

void Solver::noteEntry(SolvedFunction &Into, const Registered &Entry) {
  if (Entry.Closure == NoExpr || P.G.kind(Entry.Closure) != Op::Lambda || Into.Entries.size() >= MaxEntries)
    return;
  if (std::find(Into.Entries.begin(), Into.Entries.end(), Entry) == Into.Entries.end())
    Into.Entries.push_back(Entry);
}

/// Whether the request decides what a handler's parameter holds.
static bool isOfRequest(const std::vector<SourceKind> &Kinds, size_t Parameter) {
  if (Kinds.empty())
    return false;
  SourceKind Kind = Kinds[std::min(Parameter, Kinds.size() - 1)];
  return Kind == SourceKind::RequestId || Kind == SourceKind::RequestField || Kind == SourceKind::RequestContent;
}

/// The parameters of a function that runs later, as values that are nobody else's.
std::vector<ExprId> Solver::ownArguments(uint32_t Function, const std::vector<SourceKind> &Kinds) {
  std::vector<ExprId> Arguments;
  const SolvedFunction &Body = P.Functions[Function];
  for (uint32_t A = 0; A < Body.Parameters.size(); ++A) {
    Expr Argument;
    Argument.Kind = Op::Param;
    Argument.Index = static_cast<int32_t>(1000 + 16 * Function + A);
    Argument.Type = Body.Parameters[A].Type;
    Argument.Hint = Body.Parameters[A].Identifier;
    Argument.Flags = Body.Parameters[A].Flags | (isOfRequest(Kinds, A) ? uint32_t(ParamBesideRequest) : 0);
    Argument.At = Body.At;
    Arguments.push_back(P.G.add(Argument));
  }
  return Arguments;
}

/// The fields that code other than a constructor changes, and the captured variables that closures change.
void Solver::noteChanged() {
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects) {
      bool Changes = E.What == Event::Kind::Store || E.What == Event::Kind::Append || E.What == Event::Kind::Put ||
                     E.What == Event::Kind::Erase || E.What == Event::Kind::Clear;
      if (!Changes || E.Target == NoExpr || (E.Flags & EffectLifted) || (E.Flags & EventInConstructor))
        continue;
      // "slots[key].value = v" changes the record and what holds it.
      ExprId At = P.G.origin(E.Target);
      for (Op Kind = P.G.kind(At); Kind == Op::Field || Kind == Op::Element || Kind == Op::Each; Kind = P.G.kind(At)) {
        if (Kind == Op::Field)
          Changed.insert({P.G[At].Owner, P.G[At].Text});
        At = P.G.origin(P.G[At].Operands[0]);
        if (Kind == Op::Field && P.G.kind(At) == Op::Field)
          break;
      }
    }
}

/// The object that the registering code made and the handlers share. It is told from others of its kind, and from what
/// it is to that code alone, by the name it is captured or kept under.
ExprId Solver::sharedObject(ExprId E, Name Called) {
  constexpr int32_t ServersOwn = 1 << 24;
  Expr X = P.G[E];
  const RecordInfo *R = P.record(X.Type);
  if (!R || (R->Flags & RecordIsAggregate) || (X.Flags & ObjectOfServer))
    return E;
  X.Flags |= ObjectOfServer;
  X.Hint = X.Kind == Op::Record || !X.Hint ? Called : X.Hint;
  X.Index += ServersOwn + (X.Kind == Op::Record ? static_cast<int32_t>(Called) : 0);
  return P.G.add(X);
}

/// A captured collection without what was put into it, on whichever way.
static ExprId withoutElements(Graph &G, ExprId E, unsigned Depth) {
  const Expr X = G[E];
  if (Depth == 0 || (X.Kind != Op::Insert && X.Kind != Op::Join))
    return E;
  if (X.Kind == Op::Insert)
    return withoutElements(G, G.origin(E), Depth - 1);
  std::vector<ExprId> Arms;
  for (ExprId Arm : X.Operands)
    Arms.push_back(withoutElements(G, Arm, Depth - 1));
  return G.join(std::move(Arms), X.At);
}

/// An object of the registering code as requests find it: what any of them may have changed since is not known.
ExprId Solver::asFound(ExprId E, unsigned Depth, Name Called) {
  Expr X = P.G[E];
  if (Depth == 0)
    return E;
  switch (X.Kind) {
  case Op::With: {
    ExprId Base = asFound(X.Operands[0], Depth - 1, Called);
    if (Changed.count({X.Owner, X.Text}))
      return Base;
    ExprId Held = asFound(X.Operands[1], Depth - 1, X.Text);
    return Base == X.Operands[0] && Held == X.Operands[1] ? E : P.G.with(Base, X, Held);
  }
  case Op::Local:
  case Op::Record:
  case Op::Construct:
    return sharedObject(E, Called);
  case Op::Join: {
    std::vector<ExprId> Arms;
    for (ExprId Arm : X.Operands)
      Arms.push_back(asFound(Arm, Depth - 1, Called));
    return P.G.join(std::move(Arms), X.At);
  }
  case Op::Lambda: {
    const auto Made = P.Declarations.find(X.Text);
    for (size_t I = 0; I < X.Operands.size(); ++I) {
      bool Named = Made != P.Declarations.end() && I < Made->second.Captures.size();
      Name Captured = Named ? Made->second.Captures[I] : NoName;
      if (X.Operands[I] == NoExpr)
        continue;
      if (Named && Changed.count({NoName, Captured}))
        X.Operands[I] = withoutElements(P.G, X.Operands[I], Depth);
      X.Operands[I] = asFound(X.Operands[I], Depth - 1, Captured);
    }
    return P.G.add(X);
  }
  default:
    return E;
  }
}

void Solver::instantiate(uint32_t Context, const Registered &Entry, std::vector<Registered> &Open) {
  std::vector<uint32_t> Found;
  candidates(P.G[Entry.Closure].Text, false, Found);
  if (Found.empty() || !Closed[Found[0]])
    return;
  startFunction(Found[0]);
  const SolvedFunction Body = P.Functions[Found[0]];
  SolvedFunction New = Body;
  New.Class = P.Functions[Context].Class;
  New.Callers.clear();
  New.Entries.clear();
  New.FirstParameter = static_cast<int32_t>(1000 + 16 * Found[0]);
  New.RegisteredWith = Entry.Within;
  New.Closure = Entry.Closure;
  New.IsEntry = true;
  New.IsBefore = Entry.Before;
  New.Route = Entry.Route;
  Substitution Put =
      substitution({Found[0], asFound(Entry.Closure, 8, NoName), ownArguments(Found[0], Entry.Parameters)});
  New.Returned = Put(Body.Returned);
  New.Throws = Put(Body.Throws);
  for (uint32_t I = 0; I < Body.Effects.size(); ++I) {
    Effect &E = New.Effects[I];
    E.Target = Put.place(E);
    E.Key = Put(E.Key);
    E.Value = Put(E.Value);
    E.Conditions = Put.conditions(E.Conditions);
    E.Below = {Found[0], I};
  }
  New.Places.clear();
  for (const auto &[Value, At] : Body.Places)
    New.Places.emplace(static_cast<uint32_t>(Put(static_cast<ExprId>(Value))), At);
  for (const Registered &Nested : Body.Entries)
    Open.push_back(
        {Put(Nested.Closure), Put(Nested.Within), Nested.At, Nested.Route, Nested.Parameters, Nested.Before});
  P.Functions.push_back(std::move(New));
}

void Solver::enter(uint32_t Function, const std::string &Route, const std::vector<SourceKind> &Kinds) {
  SolvedFunction &F = P.Functions[Function];
  F.IsEntry = true;
  if (F.Route.empty())
    F.Route = Route;
  if (!F.Callers.empty() || F.FirstParameter != 0)
    return;
  std::vector<ExprId> Arguments = ownArguments(Function, Kinds);
  F.FirstParameter = static_cast<int32_t>(1000 + 16 * Function);
  startFunction(Function);
  Substitution Put = substitution({Function, NoExpr, std::move(Arguments)});
  F.Returned = Put(F.Returned);
  F.Throws = Put(F.Throws);
  for (Effect &E : F.Effects) {
    E.Target = Put.place(E);
    E.Key = Put(E.Key);
    E.Value = Put(E.Value);
    E.Conditions = Put.conditions(E.Conditions);
  }
  std::map<uint32_t, Whereabouts> Places;
  for (const auto &[Value, At] : F.Places)
    Places.emplace(static_cast<uint32_t>(Put(static_cast<ExprId>(Value))), At);
  F.Places = std::move(Places);
}

/// The methods by which a library's server enters classes of the program, e.g. HandleRequest of a handler.
void Solver::enterMethods() {
  for (uint32_t I = 0; I < P.Functions.size(); ++I) {
    const SolvedFunction &F = P.Functions[I];
    if (F.Class == NoName || (F.Flags & (FunctionIsConstructor | FunctionIsDestructor | FunctionIsLambda)))
      continue;
    const std::string &Qualified = P.text(F.Qualified);
    std::string Method = Qualified.substr(Qualified.rfind(':') + 1);
    for (const Model *M : P.modelsOfType(F.Class)) {
      auto Has = [&](const char *Name) {
        return std::find(M->EntryMethods.begin(), M->EntryMethods.end(), Name) != M->EntryMethods.end();
      };
      auto D = P.Declarations.find(F.Symbol);
      bool Overrides = D != P.Declarations.end() && !D->second.Overrides.empty();
      if (Has(Method.c_str()) || (Overrides && Has("*")))
        enter(I, "", M->EntryParameters);
    }
  }
}

void Solver::instantiateEntries() {
  noteChanged();
  enterMethods();
  for (const Registered &Entry : EntryFunctions)
    if (auto It = P.FunctionOf.find(P.G[Entry.Closure].Text); It != P.FunctionOf.end()) {
      enter(It->second, Entry.Route, Entry.Parameters);
      P.Functions[It->second].IsBefore |= Entry.Before;
    }
  std::map<Name, size_t> Contexts;
  size_t Last = P.Functions.size();
  for (uint32_t F = 0; F < Last; ++F) {
    if (!P.Functions[F].Callers.empty())
      continue;
    std::vector<Registered> Open = P.Functions[F].Entries;
    for (size_t I = 0; I < Open.size() && I < MaxEntries; ++I) {
      const Registered Entry = Open[I];
      if (Entry.Closure != NoExpr && P.G.kind(Entry.Closure) == Op::Lambda &&
          Contexts[P.G[Entry.Closure].Text]++ < MaxContexts)
        instantiate(F, Entry, Open);
    }
  }
}

} // namespace crosstalk::link
