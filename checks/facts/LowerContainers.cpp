// Methods of library containers, strings, streams and wrappers: the part of the closed table that has a receiver.
//
// In:  a member call on a library class.  Out: its value, with Put, Get, Erase and Clear events for what is outside.
#include "facts/Lowering.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

static bool hasAccessor(const CallExpr *E) {
  if (E->getNumArgs() == 0)
    return false;
  const CXXRecordDecl *R = E->getArg(0)->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->getIdentifier() && R->getName().contains("accessor");
}

void Lowering::put(const clang::Expr *Receiver, ExprId Key, ExprId Value, SourceLocation At, uint32_t Flags) {
  ExprId Where = place(Receiver);
  if (Receiver->getType()->isPointerType())
    Where = pointee(Where);
  bool Outside = isOutside(Where);
  if (Key != NoExpr) {
    ExprId Slot = G.element(Where, Key, Names.loc(At), G[Value].Type);
    // "entries.try_emplace(key)": what was there before stays.
    bool Kept = Outside && (Flags & ir::EventIfAbsent);
    if (G.kind(Slot) == Op::Element)
      store(Slot, Kept ? G.choice(wasAbsent(Slot, At), Value, Slot, Names.loc(At)) : Value);
  } else {
    store(Where, G.insert(load(Where), NoExpr, Value, Names.loc(At)));
  }
  if (Outside)
    event(Event::Kind::Put, At, Where, Key, Value, Flags);
}

ExprId Lowering::get(const clang::Expr *Receiver, ExprId Key, QualType Element, SourceLocation At) {
  ExprId Where = place(Receiver);
  if (Receiver->getType()->isPointerType())
    Where = pointee(Where);
  ExprId Base = isOutside(Where) ? Where : rvalue(Where);
  ExprId V = G.element(Base, Key, Names.loc(At), Names.type(Element));
  if (isOutside(Where)) {
    event(Event::Kind::Get, At, Where, Key, V);
    ExprId Stored = load(V);
    return G.kind(Stored) == Op::Element ? V : V;
  }
  return V;
}

/// "{k, v}", "make_pair(k, v)" or a pair object: its two halves.
std::pair<ExprId, ExprId> Lowering::unpackPair(const clang::Expr *E) {
  ExprId P = value(E);
  ir::Expr First, Second;
  First.Text = First.Hint = Names.name("first");
  Second.Text = Second.Hint = Names.name("second");
  if (G.kind(P) == Op::Insert) {
    // An initializer list {k, v} that was not given a type.
    ExprId Inner = G[P].Operands[0];
    if (G.kind(Inner) == Op::Insert)
      return {G[Inner].Operands[2], G[P].Operands[2]};
  }
  ExprId Key = G.field(P, First);
  return {Key, G.field(P, Second)};
}

static QualType mappedType(const CXXRecordDecl *R) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
  if (!S || S->getTemplateArgs().size() < 2 || S->getTemplateArgs()[1].getKind() != TemplateArgument::Type)
    return {};
  return S->getTemplateArgs()[1].getAsType();
}

/// What a container's iterator leads to: the mapped type, or the element type.
static QualType elementType(QualType Container, QualType Otherwise) {
  const auto *S =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Container.getNonReferenceType()->getAsCXXRecordDecl());
  if (!S || S->getTemplateArgs().size() == 0)
    return Otherwise;
  const TemplateArgument &A =
      S->getTemplateArgs()[containerKind(S) == ContainerKind::Keyed && S->getTemplateArgs().size() > 1 ? 1 : 0];
  return A.getKind() == TemplateArgument::Type ? A.getAsType() : Otherwise;
}

std::optional<ExprId> Lowering::keyedCall(const CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver,
                                          bool IsSet) {
  SourceLocation At = E->getExprLoc();
  unsigned Count = E->getNumArgs();
  QualType Mapped = mappedType(Names.unwrapped(Receiver->IgnoreParenImpCasts()->getType())->getAsCXXRecordDecl());
  if (Mapped.isNull())
    Mapped = E->getType();
  if (Count >= 1 && isOneOf(Method, {"find", "at", "count", "contains", "get", "value", "lookup", "equal_range",
                                     "lower_bound", "upper_bound", "peek", "object", "has", "tryGet", "constFind"})) {
    if (hasAccessor(E) && Count >= 2) {
      ExprId V = get(Receiver, value(E->getArg(1)), Mapped, At);
      store(place(E->getArg(0)), V);
      return V;
    }
    ExprId Held = get(Receiver, value(E->getArg(0)), IsSet && Method != "equal_range" ? E->getType() : Mapped, At);
    return Method == "equal_range" ? iteratorPair(Held, E->getType(), At) : Held;
  }
  bool Assigns = isOneOf(Method, {"insert_or_assign", "put", "set", "add", "replace", "update", "assign", "store"});
  if (Assigns ||
      isOneOf(Method, {"insert", "emplace", "try_emplace", "emplace_hint", "insertMulti", "insert_unique"})) {
    uint32_t Flags = Assigns ? 0 : ir::EventIfAbsent;
    if (hasAccessor(E)) {
      if (Count >= 2) {
        ExprId Key = value(E->getArg(1));
        ExprId V = get(Receiver, Key, Mapped, At);
        store(place(E->getArg(0)), V);
        return V;
      }
      return std::nullopt;
    }
    unsigned FirstArgument = Method == "emplace_hint" ? 1 : 0;
    ExprId Key = NoExpr, Value = NoExpr;
    if (IsSet && Count >= 1) {
      Key = value(E->getArg(FirstArgument));
      Value = Key;
    } else if (Count - FirstArgument == 1 && Method == "try_emplace") {
      Key = value(E->getArg(FirstArgument));
      Value = constructed(Mapped, nullptr, {}, At);
    } else if (Count - FirstArgument == 1) {
      std::tie(Key, Value) = unpackPair(E->getArg(FirstArgument));
    } else if (Count - FirstArgument >= 2) {
      Key = value(E->getArg(FirstArgument));
      std::vector<ExprId> Parts;
      for (unsigned I = FirstArgument + 1; I < Count; ++I)
        Parts.push_back(value(E->getArg(I)));
      Value = Parts.size() == 1 ? Parts[0] : constructed(Mapped, nullptr, Parts, At);
    } else {
      return std::nullopt;
    }
    put(Receiver, Key, Value, At, Flags);
    ExprId Where = place(Receiver);
    return G.element(isOutside(Where) ? Where : rvalue(Where), Key, Names.loc(At), Names.type(Mapped));
  }
  if (isOneOf(Method, {"erase", "remove", "extract", "take", "invalidate", "removeOne", "erase_if"}) && Count >= 1) {
    ExprId Where = place(Receiver);
    ExprId Selector = value(E->getArg(0));
    ExprId Key = Selector, V = Selector;
    // One of several under the key is taken out by where it is, and the others stay: still the key says of which.
    ExprId Place = G.kind(Selector) == Op::Each && G.kind(G[Selector].Operands[0]) == Op::Element
                       ? G[Selector].Operands[0]
                       : Selector;
    bool Iterator = (G.kind(Place) == Op::Element || G.kind(Place) == Op::Each) &&
                    G.origin(G[Place].Operands[0]) == G.origin(Where);
    if (Iterator && G.kind(Place) == Op::Element)
      Key = G[Place].Operands[1];
    else if (Iterator)
      Key = G.nary(Op::KeyOf, ir::NoName, {Selector}, Names.loc(At));
    else
      V = G.element(isOutside(Where) ? Where : rvalue(Where), Key, Names.loc(At), Names.type(Mapped));
    if (isOutside(Where))
      event(Event::Kind::Erase, At, Where, Key, V);
    return V;
  }
  return std::nullopt;
}

void Lowering::swapContents(const clang::Expr *A, const clang::Expr *B, SourceLocation At) {
  ExprId PlaceA = place(A), PlaceB = place(B);
  ExprId HeldA = rvalue(PlaceA), HeldB = rvalue(PlaceB);
  assign(PlaceA, HeldB, At);
  assign(PlaceB, HeldA, At);
}

/// An end of a sequence that was just added to: it may be what was added, e.g. "order.push_front(x); order.begin()".
ExprId Lowering::orLastPut(ExprId Some, ExprId Sequence) {
  const ir::Expr &Last = G[Sequence];
  if (Last.Kind != Op::Insert || Last.Operands[1] != NoExpr || Last.Operands[2] == NoExpr)
    return Some;
  return G.join({Last.Operands[2], Some}, Last.At);
}

/// The element that was added last, as a place: "rows.back().id = 7".
ExprId Lowering::lastOf(ExprId Sequence, QualType Element, SourceLocation At) {
  ir::Expr Last;
  Last.Kind = Op::Element;
  Last.Type = Names.type(Element.getNonReferenceType());
  Last.Flags = ir::ElementLossy;
  Last.At = Names.loc(At);
  Last.Operands = {Sequence, NoExpr};
  return G.add(std::move(Last));
}

/// "Row &row = rows.emplace_back();": what is stored through the reference is in the list.
std::optional<ExprId> Lowering::emplacedLast(const CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver) {
  ExprId Where = place(Receiver);
  if (Method != "emplace_back" || Where == NoExpr || !isOwnObject(G.root(Where)))
    return std::nullopt;
  QualType Element = E->getType().getNonReferenceType();
  ir::Expr Empty;
  Empty.Kind = Op::Record;
  Empty.Type = Names.type(Element);
  Empty.At = Names.loc(E->getExprLoc());
  put(Receiver, NoExpr, G.add(std::move(Empty)), E->getExprLoc());
  return lastOf(Where, Element, E->getExprLoc());
}

std::optional<ExprId> Lowering::sequenceCall(const CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver) {
  SourceLocation At = E->getExprLoc();
  unsigned Count = E->getNumArgs();
  auto Some = [&](QualType T) {
    ExprId Where = place(Receiver);
    ir::Expr Each;
    Each.Kind = Op::Each;
    Each.Index = 0;
    Each.Type = Names.type(elementType(
        Receiver->getType()->isPointerType() ? Receiver->getType()->getPointeeType() : Receiver->getType(), T));
    Each.At = Names.loc(At);
    Each.Operands = {isOutside(Where) ? Where : rvalue(Where)};
    return orLastPut(G.add(Each), rvalue(Where));
  };
  if (isOneOf(Method, {"push_back", "emplace_back", "push", "push_front", "emplace_front", "emplace", "append",
                       "prepend", "enqueue", "try_push", "insert", "assign", "write", "try_enqueue", "pushBack"})) {
    std::vector<ExprId> Parts;
    for (const clang::Expr *A : E->arguments())
      Parts.push_back(value(A));
    if (Parts.empty())
      return emplacedLast(E, Method, Receiver);
    ExprId V = Parts.back();
    const auto *S =
        dyn_cast_or_null<ClassTemplateSpecializationDecl>(Names.unwrapped(Receiver->getType())->getAsCXXRecordDecl());
    if (Parts.size() > 1 && Method.starts_with("emplace") && S)
      V = constructed(S->getTemplateArgs()[0].getAsType(), nullptr, Parts, At);
    put(Receiver, NoExpr, V, At);
    return V;
  }
  if (isOneOf(Method, {"at", "value"}) && Count >= 1)
    return G.element(place(Receiver), value(E->getArg(0)), Names.loc(At), Names.type(E->getType()), ir::ElementLossy);
  if (Method == "back" || Method == "last")
    if (ExprId Where = place(Receiver), Last = rvalue(Where);
        G.kind(Last) == Op::Insert && G[Last].Operands[1] == NoExpr)
      return isOutside(Where) ? G[Last].Operands[2] : lastOf(Where, E->getType(), At);
  if (isOneOf(Method, {"front", "back", "top", "first", "last", "head", "constFirst", "constLast"}))
    return Some(E->getType());
  if (isOneOf(Method, {"pop_back", "pop_front", "pop", "dequeue", "takeFirst", "takeLast", "takeAt", "removeFirst",
                       "removeLast", "try_pop", "try_dequeue", "erase", "remove", "removeAt", "removeAll"})) {
    ExprId V = Count ? value(E->getArg(0)) : Some(E->getType());
    ExprId Where = place(Receiver);
    if (isOutside(Where))
      event(Event::Kind::Erase, At, Where, NoExpr, V);
    if (Count && E->getArg(0)->isLValue() && Method.starts_with("try_"))
      store(place(E->getArg(0)), Some(E->getArg(0)->getType()));
    return Count ? V : Some(E->getType());
  }
  if (isOneOf(Method, {"splice", "sort", "reverse", "reserve", "shrink_to_fit", "merge", "unique"}))
    return place(Receiver);
  return std::nullopt;
}

std::optional<ExprId> Lowering::textCall(const CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver) {
  SourceLocation At = E->getExprLoc();
  unsigned Count = E->getNumArgs();
  if (isOneOf(Method, {"append", "push_back", "prepend"}) && Count >= 1) {
    ExprId V = value(E->getArg(0));
    append(place(Receiver), V, At);
    return place(Receiver);
  }
  if (Method == "assign" && Count >= 1) {
    assign(place(Receiver), value(E->getArg(0)), At);
    return place(Receiver);
  }
  if ((Method == "arg" || Method == "replace" || Method == "insert" || Method == "asprintf") && Count >= 1) {
    std::vector<ExprId> Parts{rvalue(place(Receiver))};
    for (const clang::Expr *A : E->arguments())
      if (!isa<CXXDefaultArgExpr>(A) && (Method != "replace" || !A->getType()->isIntegerType()))
        Parts.push_back(value(A));
    ExprId V = G.concat(std::move(Parts), Names.loc(At));
    if (Method != "arg")
      assign(place(Receiver), V, At);
    return V;
  }
  if ((Method == "compare" || Method == "localeAwareCompare") && Count >= 1)
    return G.negate(G.compare(ir::Relation::Equal, value(Receiver), value(E->getArg(0)), Names.loc(At)));
  // "authorization.substr(7)": all that follows a fixed prefix.
  bool Rest = Count >= 1 && std::all_of(E->arg_begin() + 1, E->arg_end(),
                                        [](const clang::Expr *A) { return isa<CXXDefaultArgExpr>(A); });
  if (isOneOf(Method, {"substr", "mid"}) && Rest && isa<IntegerLiteral>(bare(E->getArg(0))))
    return value(Receiver);
  if (isOneOf(Method, {"substr",    "mid",     "left",    "right",    "chopped",       "first",      "last",
                       "section",   "toLower", "toUpper", "size",     "length",        "empty",      "isEmpty",
                       "isNull",    "find",    "rfind",   "contains", "starts_with",   "startsWith", "endsWith",
                       "ends_with", "at",      "count",   "indexOf",  "find_first_of", "max_size"})) {
    std::vector<ExprId> Operands{value(Receiver)};
    for (const clang::Expr *A : E->arguments())
      if (!isa<CXXDefaultArgExpr>(A))
        Operands.push_back(value(A));
    llvm::StringRef Name = Method == "isEmpty" || Method == "isNull" ? "empty" : Method;
    ir::Expr Test;
    Test.Kind = Op::Lossy;
    Test.Index = Name == "empty" ? ir::EmptinessTest : 0;
    Test.Text = Names.name(Name);
    Test.At = Names.loc(At);
    Test.Operands = std::move(Operands);
    return G.add(std::move(Test));
  }
  if (isOneOf(Method, {"c_str",       "data",        "str",      "view",           "toStdString",  "toUtf8",
                       "toLatin1",    "constData",   "begin",    "cbegin",         "toInt",        "toLongLong",
                       "toUInt",      "toULongLong", "toDouble", "trimmed",        "simplified",   "toString",
                       "toLocal8Bit", "toHex",       "toBase64", "split",          "toStdWString", "utf8",
                       "copy",        "string",      "native",   "generic_string", "u8string",     "rdbuf"})) {
    if (Method == "str" && Count == 1) {
      assign(place(Receiver), value(E->getArg(0)), At);
      return place(Receiver);
    }
    return value(Receiver);
  }
  return std::nullopt;
}

std::optional<ExprId> Lowering::jsonCall(const CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver) {
  SourceLocation At = E->getExprLoc();
  unsigned Count = E->getNumArgs();
  if (isOneOf(Method, {"at", "value", "find", "contains", "get", "operator[]", "isMember", "FindMember", "HasMember",
                       "find_field", "if_contains", "count", "has", "key"}) &&
      Count >= 1) {
    ExprId Key = value(E->getArg(0));
    return G.element(rvalue(place(Receiver)), Key, Names.loc(At), Names.type(E->getType()));
  }
  if (isOneOf(Method, {"push_back", "emplace_back", "append", "emplace", "insert", "AddMember", "PushBack", "add",
                       "update", "set", "swap"}) &&
      Count >= 1) {
    ExprId Key = Count >= 2 ? value(E->getArg(0)) : NoExpr;
    ExprId V = value(E->getArg(Count >= 2 ? 1 : 0));
    ExprId Where = place(Receiver);
    store(Where, G.insert(load(Where), Key, V, Names.loc(At)));
    return Where;
  }
  if (isOneOf(Method, {"size", "empty", "is_null", "is_discarded", "is_array", "is_object", "is_string", "isNull",
                       "is_number", "type", "is_number_integer", "isArray", "isObject", "IsString", "IsObject"}))
    return G.nary(Op::Lossy, Names.name(Method), {rvalue(place(Receiver))}, Names.loc(At));
  if (Count == 0 || Method == "dump" || Method == "get" || Method == "write")
    return rvalue(place(Receiver));
  return std::nullopt;
}

std::optional<ExprId> Lowering::containerCall(const CallExpr *E, const CXXMethodDecl *M, const clang::Expr *Receiver) {
  if (isa<CXXConversionDecl>(M)) {
    const CXXRecordDecl *R = M->getParent();
    if (fileStream(Receiver->IgnoreParenImpCasts()->getType()) != FileAccess::None)
      return isOpen(Receiver, E->getExprLoc());
    if (Names.isSystem(R) || !heldType(Receiver->getType().getNonReferenceType()).isNull())
      return rvalue(place(Receiver));
    return std::nullopt;
  }
  if (!Names.isSystem(M) || !M->getIdentifier())
    return std::nullopt;
  llvm::StringRef Method = M->getName();
  SourceLocation At = E->getExprLoc();
  if (isOneOf(Method, {"shared_from_this", "weak_from_this"}))
    return place(Receiver);
  // What a task will give is what its callable returns.
  if (Method == "get_future" && M->getParent()->getName() == "packaged_task")
    return G.nary(Op::Call, ir::NoName, {rvalue(place(Receiver))}, Names.loc(At));
  QualType T =
      Receiver->IgnoreParenImpCasts()->getType(); // the class a person names, not the base that declares the method
  if (T->isPointerType())
    T = T->getPointeeType();
  if (!heldType(T).isNull())
    if (auto Known = wrapperCall(E, Method, Receiver))
      return Known;
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  ContainerKind Kind = containerKind(R);
  if (Kind == ContainerKind::None)
    Kind = containerKind(M->getParent());
  if (Kind == ContainerKind::None)
    return std::nullopt;
  if (Method == "swap" && E->getNumArgs() == 1) {
    swapContents(Receiver, E->getArg(0), At);
    return rvalue(place(Receiver));
  }
  // A list of texts, with something between them.
  if (Method == "join" && Kind == ContainerKind::Sequence && E->getNumArgs() == 1)
    return rvalue(place(Receiver));
  bool Holds = Kind == ContainerKind::Keyed || Kind == ContainerKind::Set || Kind == ContainerKind::Sequence;
  if (Method == "clear" || (Holds && isOneOf(Method, {"resize", "fill"}))) {
    ExprId Where = place(Receiver);
    ir::Expr Empty;
    Empty.Kind = Op::Record;
    Empty.Type = Names.type(T);
    store(Where, Kind == ContainerKind::Text ? literal("", At, ir::LiteralIsString) : G.add(Empty));
    if (isOutside(Where))
      event(Event::Kind::Clear, At, Where, NoExpr, NoExpr);
    return Where;
  }
  if (Holds && isOneOf(Method, {"end", "cend", "rend", "constEnd", "crend", "npos"}))
    return literal("null", At, ir::LiteralIsNull);
  if (Holds && isOneOf(Method, {"begin", "cbegin", "rbegin", "constBegin", "crbegin"})) {
    ExprId Where = place(Receiver);
    ir::Expr Each;
    Each.Kind = Op::Each;
    Each.Type = Names.type(elementType(T, E->getType()));
    Each.At = Names.loc(At);
    Each.Operands = {isOutside(Where) ? Where : rvalue(Where)};
    return orLastPut(G.add(Each), rvalue(Where));
  }
  if (Holds && isOneOf(Method, {"size", "empty", "isEmpty", "length", "capacity", "max_size", "bucket_count"}))
    return G.nary(Op::Lossy, Names.name(Method == "isEmpty" ? "empty" : Method), {rvalue(place(Receiver))},
                  Names.loc(At));
  if (Holds && isOneOf(Method, {"data", "values", "keys", "items", "toList", "toVector", "constData"}))
    return rvalue(place(Receiver));
  switch (Kind) {
  case ContainerKind::Keyed:
    return keyedCall(E, Method, Receiver, false);
  case ContainerKind::Set:
    return keyedCall(E, Method, Receiver, true);
  case ContainerKind::Sequence:
    return sequenceCall(E, Method, Receiver);
  case ContainerKind::Stream:
    if (auto Known = fileCall(E, Method, Receiver))
      return Known;
    [[fallthrough]];
  case ContainerKind::Text:
    return textCall(E, Method, Receiver);
  case ContainerKind::Json:
    return jsonCall(E, Method, Receiver);
  case ContainerKind::None:
    break;
  }
  return std::nullopt;
}

} // namespace crosstalk::facts
