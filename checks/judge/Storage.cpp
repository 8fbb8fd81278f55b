// See Storage.h.
#include "judge/Storage.h"
#include "judge/Files.h"
#include "judge/Walk.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

/// A record without methods, as all of C are: its pointers say what belongs together, not what it is made of.
static bool isPassive(const Program &P, Name Class) {
  const RecordInfo *R = P.record(Class);
  return R && !(R->Flags & (RecordHasMethods | RecordIsSystem));
}

/// A class by its name; what a closure captures has none.
static std::string nameOfHolder(const std::string &Qualified) {
  std::string Name = lastName(Qualified);
  return Name.empty() ? "a closure" : "'" + Name + "'";
}

Storages::Storages(const Program &P, Identities &Who) : P(P), Who(Who) {
  indexReads();
  indexChains();
  for (const Holding &H : P.Holdings)
    if (H.How == Holding::Kind::Global)
      StaticObjects.insert(H.Type);
    else if (H.How == Holding::Kind::New)
      MadeAtRunTime.insert(H.Type);
  for (const auto &[N, R] : P.Records)
    for (const Field &F : R.Fields)
      if ((F.Flags & FieldIsReference) && !isPassive(P, N))
        ReferencedBy[F.Type].insert(N);
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects)
      if (E.What == Event::Kind::Call && E.Value != NoExpr) {
        const Expr &Call = P[E.Value];
        for (size_t I = 1; I < Call.Operands.size(); ++I) {
          const Expr &A = P[Call.Operands[I]];
          if (A.Kind == Op::Lambda)
            for (ExprId Captured : A.Operands)
              if (Captured != NoExpr && P[Captured].Kind == Op::This && !(E.Flags & EffectLifted))
                HandlerClasses.insert(F.Class);
          if (A.Kind == Op::Function)
            if (auto D = P.Declarations.find(A.Text); D != P.Declarations.end() && D->second.Class != NoName)
              HandlerClasses.insert(D->second.Class);
        }
      }
}

/// "auth_cache", "struct listener_t": what a record of C says it is.
static std::string headNoun(const std::string &Class) {
  std::vector<std::string> W = wordsOf(Class);
  while (W.size() > 1 && (W.back() == "t" || W.back() == "s" || W.back() == "st"))
    W.pop_back();
  return W.empty() ? Class : W.back();
}

/// An object that owns a socket, and does not accept others, is made for one client.
static bool ownsConnection(const Program &P, const RecordInfo &R) {
  bool Owns = false;
  for (const Field &F : R.Fields) {
    std::string Last = lastName(P.text(F.Type));
    if (hasWord(P.text(F.Type), {"acceptor", "listener", "server"}))
      return false;
    Owns |= !(F.Flags & FieldIsReference) &&
            hasWord(Last.substr(0, Last.find('<')), {"socket", "stream", "websocket"}) &&
            !hasWord(Last.substr(0, Last.find('<')), {"string", "file", "pool"});
  }
  return Owns;
}

bool Storages::isOfOne(Name Class) const {
  const RecordInfo *R = P.record(Class);
  // A lock says that others use it meanwhile; of a session those are requests of one client.
  bool Locked = R && (R->Flags & RecordHasMutex) && !hasWord(P.text(Class), {"session", "connection"});
  return Who.ofType(Class) && !Locked;
}

double Storages::sharedWeight(Name Class, std::vector<Evidence> &Why) {
  auto [It, New] = Classes.try_emplace(Class);
  auto &[Weight, Reasons] = It->second;
  if (New && Class != NoName) {
    auto Add = [&](const char *Id, double W, std::string Text) {
      Weight += W;
      Reasons.push_back({Id, std::move(Text), W});
    };
    const std::string Shown = "'" + lastName(P.text(Class)) + "'";
    for (const Model *M : P.modelsOfType(Class)) {
      if (M->SharedHandler)
        Add("handler-class", 2.5, Shown + " is a " + M->Library + " handler: one object serves all requests");
      if (M->PerRequest)
        Add("per-request-class", -4, Shown + " is made for each request");
    }
    if (const RecordInfo *R = P.record(Class)) {
      if (R->Flags & RecordHasMutex)
        Add("mutex", 1.8, Shown + " guards its members against other threads");
      if (R->Flags & RecordIsAggregate)
        Add("plain-data", -0.6, Shown + " is plain data");
      if (std::any_of(R->Bases.begin(), R->Bases.end(),
                      [&](Name Base) { return P.text(Base).starts_with("google::protobuf::Message"); }))
        Add("message", -3, Shown + " is a message on its way");
      bool HasHandlers = false, HasServices = false, HasMap = false;
      for (const Field &F : R->Fields) {
        const std::string &T = P.text(F.Type);
        // A pointer back to the program's own server says nothing of who points.
        const RecordInfo *Of = P.record(F.Type);
        bool Back = (F.Flags & FieldIsReference) && Of && !(Of->Flags & RecordIsSystem);
        HasHandlers |= T.find("std::function") != std::string::npos ||
                       (Of && !Back && hasWord(T.substr(0, T.find('<')), {"server", "listener"}));
        HasMap |= T.find("map<") != std::string::npos || T.find("QHash") != std::string::npos;
        if ((F.Flags & FieldIsReference) && !isPassive(P, Class))
          if (const RecordInfo *Service = P.record(F.Type))
            HasServices |=
                (Service->Flags & RecordIsAbstract) || hasWord(T, {"service", "store", "repository", "gateway", "pool",
                                                                   "client", "server", "source", "backend"});
      }
      if (HasHandlers)
        Add("holds-handlers", 1.5, Shown + " holds the program's handlers or server");
      if (HasServices)
        Add("holds-services", 0.7, Shown + " is made of services, not of one request");
      if (HasMap)
        Add("holds-maps", 0.4, Shown + " keeps keyed collections");
    }
    if (const RecordInfo *R = P.record(Class); R && ownsConnection(P, *R))
      Add("one-connection", -2.6, Shown + " owns the connection of one client");
    if (HandlerClasses.count(Class))
      Add("registered", 1.8, Shown + " is bound into registered callbacks");
    if (auto By = ReferencedBy.find(Class); By != ReferencedBy.end() && P.record(Class))
      Add("referenced", By->second.size() > 1 ? 1.4 : 0.9,
          Shown + " is reached by reference from " + nameOfHolder(P.text(*By->second.begin())));
    const bool Global = StaticObjects.count(Class), Made = Tabled.count(Class) || MadeAtRunTime.count(Class);
    // Where objects of the class are made at run time too, the static one may be no more than what they begin as.
    if (Global)
      Add("static-object", !Made ? 2.5 : isPassive(P, Class) ? 0.3 : 0.8, Shown + " is a static object");
    if (hasWord(isPassive(P, Class) ? headNoun(P.text(Class)) : P.text(Class),
                {"service",  "server",   "cache",     "manager",    "controller",  "handler", "module", "repository",
                 "registry", "gateway",  "router",    "dispatcher", "application", "app",     "pool",   "store",
                 "engine",   "provider", "directory", "broker",     "resolver",    "panel",   "api",    "endpoint",
                 "memo",     "proxy",    "balancer",  "frontend",   "backend"}))
      Add("service-name", 0.9, Shown + " is named like a long-lived service");
    if (hasWord(P.text(Class),
                {"request", "context", "session",    "transaction", "txn",  "response", "reply",  "builder",
                 "visitor", "job",     "message",    "parser",      "form", "dto",      "params", "result",
                 "view",    "query",   "connection", "conn",        "xfer", "transfer"}))
      Add("request-name", -1.6, Shown + " is named like something of one request");
    if (isOfOne(Class))
      Add("identity-object", -3, Shown + " is a principal's own object");
  }
  Why.insert(Why.end(), Reasons.begin(), Reasons.end());
  return Weight;
}

/// A path into a variable with static storage, when one of the objects that a value may be is there.
static ExprId staticArm(const Program &P, ExprId E, int Depth) {
  E = P.G.origin(E);
  const Expr &X = P[E];
  if (X.Kind != Op::Choice && X.Kind != Op::Join)
    return P[P.G.origin(P.G.root(E))].Kind == Op::Global ? E : NoExpr;
  for (size_t O = X.Kind == Op::Choice ? 1 : 0; Depth > 0 && O < X.Operands.size(); ++O)
    if (X.Operands[O] != NoExpr)
      if (ExprId Arm = staticArm(P, X.Operands[O], Depth - 1); Arm != NoExpr)
        return Arm;
  return NoExpr;
}

/// Of several possible objects, the one that is not made on the spot.
static ExprId sharedArm(const Program &P, ExprId E) {
  if (ExprId Arm = staticArm(P, E, 8); Arm != NoExpr)
    return Arm;
  for (int I = 0; I < 16; ++I) {
    E = P.G.origin(E);
    const Expr &X = P[E];
    if (X.Kind != Op::Choice && X.Kind != Op::Join)
      return E;
    ExprId Best = NoExpr;
    for (size_t O = X.Kind == Op::Choice ? 1 : 0; O < X.Operands.size(); ++O) {
      ExprId Arm = P.G.origin(X.Operands[O]);
      Op Kind = P[P.G.origin(P.G.root(Arm))].Kind;
      bool Own = Kind == Op::Construct || Kind == Op::Local || Kind == Op::Literal || Kind == Op::Record;
      if (!Own && (Best == NoExpr || P[Arm].Kind == Op::Element || P[Arm].Kind == Op::Global))
        Best = Arm;
    }
    if (Best == NoExpr)
      return X.Operands[X.Kind == Op::Choice ? 1 : 0];
    E = Best;
  }
  return E;
}

/// "app().getPlugin<Prices>()": the library has one object for all requests.
static bool givesShared(const Program &P, const Expr &Call) {
  const auto &Models = P.modelsOf(Call.Text);
  return Call.Kind == Op::Call &&
         std::any_of(Models.begin(), Models.end(), [](const Model *M) { return M->SharedResult; });
}

static bool isPerThread(const Program &P, Name Type) {
  const auto Models = P.modelsOfType(Type);
  return std::any_of(Models.begin(), Models.end(), [](const Model *M) { return M->ThreadLocalType; });
}

/// "hash(key) % 32": a position that no loop has picked.
static bool isComputed(const Program &P, ExprId Position) {
  return reaches(P, Position, 6, [&](ExprId Part) {
    return P[Part].Kind == Op::Arith || P[Part].Kind == Op::Hash ? Step::Found : Step::Into;
  });
}

/// Files of one place and kind; each is asked for by its path, not by whether there is any other. Nothing for files of
/// which the path is not known.
static std::optional<Storage> fileStorage(const Program &P, Storage S, ExprId Target) {
  ExprId File = Target;
  while (P[File].Kind == Op::Field || (P[File].Kind == Op::Element && !isFile(P, File)))
    File = P[File].Operands[0];
  if (!isFile(P, File))
    return std::nullopt;
  S.IsStatic = true;
  S.Object = S.Base = File;
  S.Display = "files";
  S.Id = "files " + collectionOf(P, P[File].Operands[1]);
  S.Shared = 2.5;
  S.Why.push_back({"files", "files are there for all requests", 2.5});
  return S;
}

std::optional<Storage> Storages::ofElement(const SolvedFunction &F, const Effect &E) {
  ExprId File = E.Key == NoExpr ? NoExpr : P.G.element(E.Target, E.Key, E.At, NoName);
  if (!isFile(P, File))
    return at(F, E.Target);
  auto S = at(F, File);
  if (S)
    S->Keys.clear();
  return S;
}

std::optional<Storage> Storages::locate(const SolvedFunction &F, ExprId Target) {
  Storage S;
  std::vector<const Expr *> Hops;
  ExprId E = Target;
  std::string Path;
  bool Owned = true, Untyped = false;
  ExprId Part = NoExpr;  ///< the innermost field
  bool Outlives = false; ///< an object with a life of its own refers to it
  for (int I = 0; I < 24; ++I) {
    E = sharedArm(P, E);
    const Expr &X = P[E];
    if (X.Kind == Op::Element) {
      // "lists[thread]" is the head of a list as well.
      S.InList |= S.Base != NoExpr && linksToItsLike(P, X.Type);
      // "blocks[i].broker": one of many, as a loop or a pool has picked it.
      if (S.Base != NoExpr && (X.Flags & ElementLossy) && P[X.Operands[1]].Kind != Op::Literal)
        (isComputed(P, X.Operands[1]) ? S.InShard : S.InElement) = true;
      if (X.Operands[1] != NoExpr && !(X.Flags & ElementLossy))
        S.Keys.insert(S.Keys.begin(), X.Operands[1]);
      E = X.Operands[0];
      // What a part of an element only refers to is no part of the collection.
      if (!S.Crossed)
        S.Base = sharedArm(P, E);
      continue;
    }
    if (X.Kind == Op::Each) {
      S.InElement |= S.Base != NoExpr;
      E = X.Operands[0];
      continue;
    }
    if (X.Kind != Op::Field)
      break;
    if (isListLink(P, X))
      (S.Base == NoExpr ? S.IsCollection : S.InList) = true;
    if (S.Base == NoExpr)
      S.Base = Part = E;
    Path = P.text(X.Text) + (Path.empty() ? "" : "." + Path);
    if ((X.Flags & FieldIsReference) && E != S.Base) {
      // What a reference leads to belongs to somebody else.
      Owned = false;
      S.Crossed = true;
      Outlives |= !isPassive(P, X.Owner);
      Untyped |= P.text(X.Type) == "void";
    }
    if (Owned) {
      S.OwnerClass = X.Owner;
      S.Object = X.Operands[0];
      S.Owners.push_back(X.Operands[0]);
    }
    E = X.Operands[0];
  }
  if (S.Base == NoExpr)
    S.Base = E;
  const Expr &Root = P[E];
  S.SlotType = P[S.Base].Type;
  if (Root.Kind == Op::Global && Chained.count(Root.Text) && isListHead(P, Root))
    (Path.empty() ? S.IsCollection : S.InList) = true;
  S.InElement |= S.InList;
  S.InShard &= !S.InElement;
  S.InElement |= S.InShard;
  switch (Root.Kind) {
  case Op::Global: {
    if (P.text(Root.Text) == FilesSymbol)
      return fileStorage(P, std::move(S), Target);
    auto It = P.Globals.find(Root.Text);
    if (It == P.Globals.end())
      return std::nullopt;
    const GlobalVariable &G = It->second;
    if ((G.Flags & GlobalIsSystem) || P.text(G.Type).find("ostream") != std::string::npos)
      return std::nullopt;
    S.IsThreadLocal = (G.Flags & GlobalIsThreadLocal) || isPerThread(P, G.Type);
    S.IsStatic = true;
    S.Object = E;
    S.Id = P.text(Root.Text) + (Path.empty() ? "" : "." + Path);
    S.Display = lastName(P.text(G.Qualified)) + (Path.empty() ? "" : "." + Path);
    S.Shared = 2.5;
    S.Why.push_back(
        {S.IsThreadLocal ? "thread-local" : "static",
         "'" + lastName(P.text(G.Qualified)) + "' is " +
             (S.IsThreadLocal ? "one object for all requests of a thread" : "one object for the whole process"),
         2.5});
    return S;
  }
  case Op::This:
    S.IsMember = true;
    break;
  case Op::Param:
    S.IsParameter = true;
    if (Path.empty() && !S.Crossed) {
      S.Object = E;
      S.OwnerClass = Root.Type;
    }
    break;
  case Op::Call:
  case Op::Out:
    // "Registry::instance()", "pool()", where the body was not seen.
    S.Crossed = Outlives = true;
    if (givesShared(P, Root)) {
      S.IsStatic = true;
    } else if (Root.Kind == Op::Call && Root.Operands.size() > 1) {
      return std::nullopt;
    }
    if (S.Object == NoExpr)
      S.Object = E;
    break;
  case Op::Local:
  case Op::Construct:
  case Op::Record:
    S.IsLocal = !(Root.Flags & ObjectOfServer);
    S.Crossed |= !S.IsLocal;
    Outlives |= !S.IsLocal;
    // "waiting[i]->account", where a list of the function's own leads to objects of somebody else.
    if (S.IsLocal && S.InElement && Part != NoExpr)
      S.Base = Part;
    break;
  default:
    return std::nullopt;
  }
  Name Class = S.OwnerClass != NoName ? S.OwnerClass : Root.Kind == Op::This ? F.Class : Root.Type;
  S.OwnerClass = Class;
  S.Id =
      P.text(Class) + "::" +
      (Path.empty() ? P.text(Root.Hint) : Path.substr(Path.rfind('.') == std::string::npos ? 0 : Path.rfind('.') + 1));
  std::string Last = Path.empty() ? P.text(Root.Hint) : Path;
  S.Display = lastName(P.text(Class)).empty() || Path.empty()
                  ? Last
                  : lastName(P.text(Class)) + "::" + P.text(P[S.Base].Kind == Op::Field ? P[S.Base].Text : Root.Hint);
  // The storage lives as long as the most shared of the objects that own it.
  std::vector<Evidence> Best;
  double Weight = -100;
  for (ExprId Owner : S.Owners) {
    std::vector<Evidence> Why;
    Name T = P[Owner].Kind == Op::This ? (P[Owner].Type != NoName ? P[Owner].Type : F.Class) : P[Owner].Type;
    double W = sharedWeight(T, Why);
    if (W > Weight) {
      Weight = W;
      Best = Why;
    }
  }
  if (S.Owners.empty())
    Weight = sharedWeight(Class, Best);
  S.Shared = Weight;
  S.Why = Best;
  if (S.IsStatic) {
    S.Shared = std::max(S.Shared, 2.5);
    S.Why.push_back({"shared-object", "the library gives all requests the same object", 2.5});
  } else if (Outlives && !Untyped) { // "event.data.ptr" is what was registered for this very event
    S.Shared += 0.8;
    S.Why.push_back({"by-reference", "it is reached through a reference: it outlives the object that reached it", 0.8});
  }
  return S;
}

} // namespace crosstalk::judge
