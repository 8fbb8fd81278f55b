// The C library: texts and memory in buffers, allocation, what changes at each call.
//
// In:  a call of a C function.  Out: its value, or nothing: then the call stays symbolic.
#include "facts/Lowering.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

/// The base of "buffer + used", "&buffer[used]"; whether something comes before it.
static std::pair<const clang::Expr *, bool> bufferBase(const clang::Expr *E) {
  bool Behind = false;
  for (int I = 0; I < 6; ++I) {
    E = bare(E);
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->getOpcode() == BO_Add) {
      E = B->getLHS()->getType()->isIntegerType() ? B->getRHS() : B->getLHS();
      Behind = true;
      continue;
    }
    if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_AddrOf)
      // "&slots[i]" is an object of its own, if it is a record.
      if (const auto *A = dyn_cast<ArraySubscriptExpr>(bare(U->getSubExpr())); A && !A->getType()->isRecordType()) {
        Behind = !isa<IntegerLiteral>(bare(A->getIdx()));
        E = A->getBase();
        continue;
      }
    break;
  }
  return {E, Behind};
}

/// The object that a pointer into characters leads to. What an array or a parameter holds is no pointer.
ExprId Lowering::bufferOf(const clang::Expr *E) {
  const clang::Expr *Base = bufferBase(E).first;
  if (const clang::Expr *Container = containerOfBuffer(Base))
    return place(Container);
  ExprId Where = place(Base);
  const auto *Address = dyn_cast<UnaryOperator>(Base);
  bool Named = Base->getType()->isArrayType() || (Address && Address->getOpcode() == UO_AddrOf);
  if (Named || G.kind(Where) == Op::Param)
    return Where;
  ExprId Target = load(Where);
  Op Kind = G.kind(Target);
  return Kind == Op::Field || Kind == Op::Local || Kind == Op::Element || Kind == Op::Param ? Target : Where;
}

/// What strcpy, memcpy or snprintf leave in their first argument.
void Lowering::fillBuffer(const clang::Expr *Buffer, ExprId Value, SourceLocation At) {
  ExprId Target = bufferOf(Buffer);
  if (bufferBase(Buffer).second)
    append(Target, Value, At);
  else
    assign(Target, Value, At);
}

std::optional<ExprId> Lowering::cLibraryCall(const CallExpr *E, llvm::StringRef Name) {
  SourceLocation At = E->getExprLoc();
  unsigned Count = E->getNumArgs();
  ir::Loc Where = Names.loc(At);
  llvm::SmallVector<const clang::Expr *, 8> Rest;
  if (isOneOf(Name, {"strcmp", "memcmp", "strncmp", "wcscmp", "CRYPTO_memcmp", "g_strcmp0"}) && Count >= 2)
    return G.negate(G.compare(ir::Relation::Equal, value(E->getArg(0)), value(E->getArg(1)), Where));
  if (isOneOf(Name, {"strcasecmp", "strncasecmp", "stricmp", "_stricmp", "g_ascii_strcasecmp"}) && Count >= 2)
    return G.negate(G.compare(ir::Relation::EqualNoCase, value(E->getArg(0)), value(E->getArg(1)), Where));
  if (isOneOf(Name, {"g_str_equal", "g_int_equal", "g_int64_equal"}) && Count == 2)
    return G.compare(ir::Relation::Equal, value(E->getArg(0)), value(E->getArg(1)), Where);
  if (isOneOf(Name, {"strdup", "strndup",          "g_strdup", "g_strndup", "g_memdup2", "atoi",   "atol",  "atoll",
                     "atof",   "strtol",           "strtoul",  "strtoll",   "strtoull",  "htonl",  "htons", "ntohl",
                     "ntohs",  "__builtin_expect", "strtod",   "strchr",    "strstr",    "strrchr"}) &&
      Count >= 1)
    return rvalue(place(E->getArg(0)));
  if (isOneOf(Name, {"strlen", "strspn", "tolower", "toupper", "isdigit", "isalpha"}) && Count >= 1)
    return G.nary(Op::Lossy, Names.name(Name), {value(E->getArg(0))}, Where);
  if (Name == "g_strdup_printf" && Count >= 1) {
    Rest.append(E->arg_begin() + 1, E->arg_end());
    return format(E->getArg(0), Rest, At);
  }
  if (isOneOf(Name, {"snprintf", "g_snprintf", "sprintf", "asprintf", "__builtin___snprintf_chk"}) && Count >= 2) {
    unsigned Text = Name.ends_with("snprintf") ? 2 : Name == "__builtin___snprintf_chk" ? 4 : 1;
    if (Count <= Text)
      return std::nullopt;
    for (unsigned I = Text + 1; I < Count; ++I)
      Rest.push_back(E->getArg(I));
    ExprId V = format(E->getArg(Text), Rest, At);
    fillBuffer(E->getArg(0), V, At);
    return G.nary(Op::Lossy, Names.name("size"), {V}, Where);
  }
  if (isOneOf(Name, {"memcpy", "memmove", "strcpy", "strncpy", "strlcpy", "mempcpy", "stpcpy", "g_strlcpy"}) &&
      Count >= 2) {
    ExprId V = value(E->getArg(1));
    fillBuffer(E->getArg(0), V, At);
    return V;
  }
  if (isOneOf(Name, {"strcat", "strncat", "strlcat", "g_strlcat"}) && Count >= 2) {
    ExprId Target = bufferOf(E->getArg(0));
    append(Target, value(E->getArg(1)), At);
    return Target;
  }
  if (Name == "memset" && Count >= 2) {
    ExprId Target = bufferOf(E->getArg(0));
    if (isOutside(Target))
      event(Event::Kind::Clear, At, Target, NoExpr, NoExpr);
    else
      store(Target, fresh(Op::Local, bare(E->getArg(0))->getType(), At));
    return Target;
  }
  if (isOneOf(Name, {"malloc", "calloc", "realloc", "alloca", "g_malloc", "g_malloc0", "g_malloc_n", "g_malloc0_n"})) {
    ExprId Object = fresh(Op::Local, E->getType(), At);
    return Object;
  }
  if (isOneOf(Name, {"free", "printf", "fprintf", "puts", "fputs", "perror", "assert", "fflush", "g_free"})) {
    for (const clang::Expr *A : E->arguments())
      value(A);
    return literal("0", At);
  }
  if (isOneOf(Name, {"time", "rand", "random", "clock", "clock_gettime", "gettimeofday", "arc4random", "getpid"}))
    return fresh(Op::Fresh, E->getType(), At, Name);
  return std::nullopt;
}

} // namespace crosstalk::facts
