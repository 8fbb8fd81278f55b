// Files: one keyed storage of the machine. A path is the key, the content is what streams read and write there.
//
// In:  a stream that is opened, fopen, a call of std::filesystem.  Out: the element of the storage that it leads to.
// A file that is only added to is a log: nothing is looked up there, so it is no element.
#include "facts/Lowering.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

FileAccess fileStream(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || !R->getIdentifier() || !R->isInStdNamespace())
    return FileAccess::None;
  llvm::StringRef N = R->getName();
  return N == "basic_ifstream"   ? FileAccess::Reads
         : N == "basic_ofstream" ? FileAccess::Writes
         : N == "basic_fstream"  ? FileAccess::Both
                                 : FileAccess::None;
}

/// "std::ios::binary | std::ios::app": the flags by name.
static bool namesFlag(const Stmt *S, llvm::StringRef Flag) {
  if (!S)
    return false;
  const auto *Reference = dyn_cast<DeclRefExpr>(S);
  const auto *Member = dyn_cast<MemberExpr>(S);
  const NamedDecl *D = Reference ? Reference->getDecl() : Member ? Member->getMemberDecl() : nullptr;
  return (D && D->getIdentifier() && D->getName() == Flag) ||
         llvm::any_of(S->children(), [&](const Stmt *Child) { return namesFlag(Child, Flag); });
}

ExprId Lowering::fileAt(ExprId Path, SourceLocation At) {
  ir::Expr Files;
  Files.Kind = Op::Global;
  Files.Text = Names.files();
  Files.At = Names.loc(At);
  return G.element(G.add(Files), Path, Names.loc(At), ir::NoName);
}

ExprId Lowering::fileContent(ExprId Path, SourceLocation At) {
  ExprId File = fileAt(Path, At);
  event(Event::Kind::Get, At, G[File].Operands[0], Path, File);
  return load(File);
}

/// What a stream leads to once it is open; NoExpr for a log.
std::optional<ExprId> Lowering::opened(FileAccess How, llvm::ArrayRef<const clang::Expr *> Arguments,
                                       SourceLocation At) {
  if (How == FileAccess::None || Arguments.empty() || isa<CXXDefaultArgExpr>(Arguments[0]))
    return std::nullopt;
  const clang::Expr *Mode = Arguments.size() > 1 ? Arguments[1] : nullptr;
  if (namesFlag(Mode, "app") || namesFlag(Mode, "ate"))
    return std::nullopt;
  ExprId Path = value(Arguments[0]);
  if (How == FileAccess::Reads)
    return fileContent(Path, At);
  ExprId File = fileAt(Path, At);
  if (How == FileAccess::Writes)
    store(File, literal("", At, ir::LiteralIsString));
  return File;
}

std::optional<ExprId> Lowering::openedStream(const CXXConstructExpr *E) {
  llvm::SmallVector<const clang::Expr *, 3> Arguments(E->arg_begin(), E->arg_end());
  return opened(fileStream(E->getType()), Arguments, E->getExprLoc());
}

/// Methods of a stream of files: "out.open(path)", "in.is_open()".
std::optional<ExprId> Lowering::fileCall(const CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver) {
  FileAccess How = fileStream(Receiver->IgnoreParenImpCasts()->getType());
  SourceLocation At = E->getExprLoc();
  if (How == FileAccess::None)
    return std::nullopt;
  if (Method == "open") {
    llvm::SmallVector<const clang::Expr *, 3> Arguments(E->arg_begin(), E->arg_end());
    const auto *Named = dyn_cast<DeclRefExpr>(bare(Receiver));
    auto File = Named ? opened(How, Arguments, At) : std::nullopt;
    if (!File)
      return std::nullopt;
    if (How == FileAccess::Reads)
      store(place(Receiver), *File);
    else
      Places[Named->getDecl()] = *File;
    return File;
  }
  if (isOneOf(Method, {"is_open", "good"}))
    return isOpen(Receiver, At);
  if (isOneOf(Method, {"fail", "bad"}))
    return G.negate(isOpen(Receiver, At));
  return std::nullopt;
}

ExprId Lowering::isOpen(const clang::Expr *Stream, SourceLocation At) {
  // Whether it can be written says nothing of what is there.
  if (fileStream(Stream->IgnoreParenImpCasts()->getType()) != FileAccess::Reads)
    return fresh(Op::Fresh, Context.BoolTy, At);
  return rvalue(place(Stream));
}

std::optional<ExprId> Lowering::fileSystemCall(const CallExpr *E, llvm::StringRef Name) {
  SourceLocation At = E->getExprLoc();
  unsigned Count = E->getNumArgs();
  if (isOneOf(Name, {"exists", "is_regular_file", "file_size", "last_write_time"}) && Count >= 1 &&
      E->getArg(0)->getType()->isRecordType())
    return G.nary(Op::Lossy, Names.name(Name), {fileContent(value(E->getArg(0)), At)}, Names.loc(At));
  if (isOneOf(Name, {"rename", "copy_file", "copy"}) && Count >= 2) {
    ExprId From = fileAt(value(E->getArg(0)), At), To = fileAt(value(E->getArg(1)), At);
    assign(To, load(From), At);
    return To;
  }
  if (isOneOf(Name, {"remove", "unlink"}) && Count >= 1) {
    ExprId File = fileAt(value(E->getArg(0)), At);
    event(Event::Kind::Erase, At, G[File].Operands[0], G[File].Operands[1], File);
    return fresh(Op::Fresh, E->getType(), At);
  }
  return std::nullopt;
}

/// "fopen(path, "rb")": the file, or nothing for one that is added to.
std::optional<ExprId> Lowering::fileOpen(const CallExpr *E) {
  const auto *Mode = E->getNumArgs() == 2 ? dyn_cast<StringLiteral>(bare(E->getArg(1))) : nullptr;
  if (!Mode || Mode->getCharByteWidth() != 1 || Mode->getString().starts_with("a"))
    return std::nullopt;
  SourceLocation At = E->getExprLoc();
  ExprId Path = value(E->getArg(0));
  return Mode->getString().starts_with("r") ? fileContent(Path, At) : fileAt(Path, At);
}

/// Whether a value is a file, as fopen has given it.
bool Lowering::isFile(ExprId File) const {
  const ir::Expr &E = G[File];
  return E.Kind == Op::Element && G.kind(E.Operands[0]) == Op::Global && G[E.Operands[0]].Text == Names.files();
}

std::optional<ExprId> Lowering::stdioCall(const CallExpr *E, llvm::StringRef Name) {
  SourceLocation At = E->getExprLoc();
  unsigned Count = E->getNumArgs();
  if (Name == "fopen")
    return fileOpen(E);
  bool Puts = isOneOf(Name, {"fputs", "fwrite"}), Prints = Name == "fprintf";
  if ((Puts || Prints) && Count >= 2) {
    ExprId File = pointee(place(E->getArg(Prints ? 0 : Count - 1)));
    if (!isFile(File))
      return std::nullopt;
    llvm::SmallVector<const clang::Expr *, 8> Rest(E->arg_begin() + (Prints ? 2 : 1), E->arg_end());
    ExprId V = Prints ? format(E->getArg(1), Rest, At) : value(E->getArg(0));
    append(File, V, At);
    return G.nary(Op::Lossy, Names.name("size"), {V}, Names.loc(At));
  }
  if (isOneOf(Name, {"fgets", "fread"}) && Count >= 3) {
    ExprId Content = value(E->getArg(Count - 1));
    if (!isFile(Content))
      return std::nullopt;
    fillBuffer(E->getArg(0), Content, At);
    return Content;
  }
  return std::nullopt;
}

} // namespace crosstalk::facts
