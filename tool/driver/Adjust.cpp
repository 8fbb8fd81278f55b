// See Adjust.h. What clang knows is asked of its own option table.
#include "driver/Adjust.h"
#include "driver/Paths.h"
#include "clang/Basic/LangStandard.h"
#include "clang/Options/Options.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/TargetParser/Triple.h"
#include "llvm/TargetParser/X86TargetParser.h"

using namespace llvm;
using namespace llvm::opt;
namespace options = clang::options;

namespace crosstalk::driver {

namespace {

enum class Dialect { C, Cxx };

bool isLauncher(StringRef Program) {
  return StringSwitch<bool>(sys::path::stem(Program))
      .Cases({"ccache", "sccache", "distcc", "icecc", "gomacc", "buildcache", "fastbuild"}, true)
      .Default(false);
}

/// What the compiler's own name says: "aarch64-linux-gnu-g++-12" is the C++ driver for aarch64-linux-gnu.
struct CompilerName {
  Dialect Driver = Dialect::C;
  std::string Target; ///< empty: the host's

  explicit CompilerName(StringRef Program) {
    StringRef Name = sys::path::filename(Program);
    Driver = Name.contains("++") ? Dialect::Cxx : Dialect::C;
    for (StringRef Base : {"-g++", "-gcc", "-c++", "-cc", "-clang"})
      if (size_t At = Name.find(Base); At != StringRef::npos && Name.take_front(At).contains('-'))
        if (Triple(Name.take_front(At)).getArch() != Triple::UnknownArch)
          Target = Name.take_front(At).str();
  }
};

/// A gcc outside of the system's folders brings its own standard library: "/opt/gcc-13/bin/g++" -> "/opt/gcc-13".
std::string toolchainOf(StringRef Program) {
  if (!sys::path::is_absolute(Program) || isBelow(Program, "/usr/bin") || isBelow(Program, "/bin"))
    return {};
  std::string Prefix = sys::path::parent_path(sys::path::parent_path(canonicalPath(Program))).str();
  return Prefix != "/usr" && sys::fs::is_directory(Prefix + "/lib/gcc") ? Prefix : std::string();
}

/// The words of one command, response files expanded, without launchers.
class Words {
public:
  explicit Words(const Job &J) : Saver(Allocator) {
    for (const std::string &Word : J.Arguments)
      List.push_back(Saver.save(Word).data());
    cl::ExpansionContext Context(Allocator, cl::TokenizeGNUCommandLine);
    auto Files = vfs::createPhysicalFileSystem();
    Context.setCurrentDir(J.Directory).setVFS(Files.get());
    // A response file that is gone is left as it is: it fails later as an unknown input, which is dropped.
    consumeError(Context.expandResponseFiles(List));
    while (List.size() > 1 && isLauncher(List.front()) && !StringRef(List[1]).starts_with("-"))
      List.erase(List.begin());
  }

  StringRef program() const { return List.empty() ? StringRef("clang") : StringRef(List.front()); }
  ArrayRef<const char *> flags() const { return List.empty() ? List : ArrayRef(List).drop_front(); }

private:
  BumpPtrAllocator Allocator;
  StringSaver Saver;
  SmallVector<const char *, 64> List;
};

/// A precompiled module that clang can read begins with clang's mark; gcc's does not.
bool isClangModule(StringRef Value, StringRef Directory) {
  StringRef File = Value.contains('=') ? Value.split('=').second : Value;
  auto Text = readText(absolutePath(File, Directory));
  if (!Text) {
    consumeError(Text.takeError());
    return false;
  }
  return StringRef(*Text).starts_with("CPCH");
}

bool namesDependencyFile(const Arg &A) {
  return any_of(A.getValues(), [](StringRef Value) { return Value.starts_with("-M"); });
}

bool isKnownProcessor(StringRef Name, bool IsX86) {
  return !IsX86 || Name == "native" || X86::parseArchX86(Name) != X86::CK_None;
}

/// Judges one flag after the other.
class FlagFilter {
public:
  FlagFilter(const Job &J, Dialect Lang, bool IsX86, Kept What) : J(J), Lang(Lang), IsX86(IsX86), What(What) {}

  void add(const Arg &A, const ArgList &All, std::vector<std::string> &Out) {
    if (What == Kept::Essentials && !isEssential(A.getOption()))
      return;
    if (A.getOption().matches(options::OPT_Xclang))
      return addFrontendFlag(A, Out);
    if (A.getOption().matches(options::OPT_std_EQ))
      return addStandard(A.getValue(), Out);
    if (!keeps(A))
      return;
    ArgStringList Rendered;
    A.render(All, Rendered);
    Out.insert(Out.end(), Rendered.begin(), Rendered.end());
  }

private:
  static bool isEssential(const Option &O) {
    for (unsigned Id : {options::OPT_I_Group, options::OPT_clang_i_Group, options::OPT_D, options::OPT_U,
                        options::OPT_std_EQ, options::OPT_x, options::OPT_isysroot, options::OPT__sysroot_EQ})
      if (O.matches(Id))
        return true;
    return false;
  }

  bool keeps(const Arg &A) const {
    const Option &O = A.getOption();
    if (O.getKind() == Option::UnknownClass || O.getKind() == Option::InputClass || O.hasFlag(options::Unsupported) ||
        O.hasFlag(options::Ignored) || O.hasFlag(options::LinkerInput) || O.hasFlag(options::LinkOption))
      return false;
    if (O.matches(options::OPT_Wp_COMMA))
      return !namesDependencyFile(A);
    if (O.matches(options::OPT_fmodule_file))
      return isClangModule(A.getValue(), J.Directory);
    if (O.matches(options::OPT_march_EQ) || O.matches(options::OPT_mtune_EQ) || O.matches(options::OPT_mcpu_EQ))
      return isKnownProcessor(A.getValue(), IsX86);
    return !isOutputOnly(O) && !isOfAnotherCompiler(O);
  }

  /// Flags that decide what a compiler writes or says, not what the code means.
  static bool isOutputOnly(const Option &O) {
    for (unsigned Id : {options::OPT_c,
                        options::OPT_S,
                        options::OPT_E,
                        options::OPT_o,
                        options::OPT_emit_llvm,
                        options::OPT_fsyntax_only,
                        options::OPT_M_Group,
                        options::OPT_W_Group,
                        options::OPT_g_Group,
                        options::OPT_R_Group,
                        options::OPT_Link_Group,
                        options::OPT_pedantic_Group,
                        options::OPT_v,
                        options::OPT__HASH_HASH_HASH,
                        options::OPT_save_temps,
                        options::OPT_save_temps_EQ,
                        options::OPT_ftime_trace,
                        options::OPT_ftime_trace_EQ,
                        options::OPT_ftime_report,
                        options::OPT_pipe,
                        options::OPT_ferror_limit_EQ,
                        options::OPT_Wa_COMMA,
                        options::OPT_mllvm,
                        options::OPT_H,
                        options::OPT_gfortran_Group,
                        options::OPT_dumpdir,
                        options::OPT_MJ,
                        options::OPT_print_stats})
      if (O.matches(Id))
        return true;
    StringRef Name = O.getPrefixedName();
    return Name.starts_with("-fdiagnostics") || Name.starts_with("-fcolor") || Name.starts_with("-fmessage") ||
           Name.starts_with("-fno-diagnostics") || Name.starts_with("-fno-color") || Name.starts_with("-flto");
  }

  /// Files and folders that only the compiler of the build can read, and instrumentation that this run does not want.
  static bool isOfAnotherCompiler(const Option &O) {
    StringRef Name = O.getPrefixedName();
    for (StringRef Prefix :
         {"-fsanitize", "-fno-sanitize", "-fprofile", "-fcoverage", "-fauto-profile", "-fplugin", "-fpass-plugin",
          "-fmodule", "-fcxx-modules", "-fimplicit-module", "-fprebuilt-module", "-fbuild-session", "-fpch",
          "-resource-dir", "-fuse-ld", "-fcs-profile", "-ftest-coverage", "--coverage", "-index-store"})
      if (Name.starts_with(Prefix))
        return true;
    return O.matches(options::OPT_include_pch) || O.matches(options::OPT_B) || O.matches(options::OPT_specs) ||
           O.matches(options::OPT_ivfsoverlay);
  }

  /// -Xclang passes one word at a time: "-Xclang -include-pch -Xclang FILE".
  void addFrontendFlag(const Arg &A, std::vector<std::string> &Out) {
    StringRef Word = A.getValue();
    if (std::exchange(DropNextWord, false))
      return;
    if (Word == "-include-pch" || Word == "-load" || Word == "-add-plugin" || Word == "-plugin" ||
        Word.starts_with("-plugin-arg-")) {
      DropNextWord = true;
      return;
    }
    if (Word.starts_with("-emit-") || Word.starts_with("-fmodule") || Word.starts_with("-verify"))
      return;
    Out.insert(Out.end(), {"-Xclang", Word.str()});
  }

  /// A standard newer than this clang becomes its newest one; one of the other language is left out, as gcc does.
  void addStandard(StringRef Name, std::vector<std::string> &Out) const {
    bool IsCxx = Name.contains("++");
    if (IsCxx != (Lang == Dialect::Cxx))
      return;
    if (clang::LangStandard::getLangKind(Name) != clang::LangStandard::lang_unspecified)
      Out.push_back(("-std=" + Name).str());
    else
      Out.push_back(IsCxx ? "-std=gnu++2c" : "-std=gnu2y");
  }

  const Job &J;
  Dialect Lang;
  bool IsX86;
  Kept What;
  bool DropNextWord = false;
};

Dialect dialectOf(const Job &J, const InputArgList &Flags, Dialect Driver) {
  if (const Arg *A = Flags.getLastArg(options::OPT_x))
    return StringRef(A->getValue()).contains("++") ? Dialect::Cxx : Dialect::C;
  switch (languageOf(J.File)) {
  case Language::C:
  case Language::ObjC:
    return Driver;
  case Language::Cxx:
  case Language::ObjCxx:
  case Language::Header:
    return Dialect::Cxx;
  case Language::None:
    return Driver;
  }
  llvm_unreachable("all languages are listed");
}

} // namespace

std::vector<std::string> adjustForClang(const Job &J, const Toolchain &Tools, Kept What) {
  Words Command(J);
  CompilerName Compiler(Command.program());
  unsigned MissingIndex = 0, MissingCount = 0;
  InputArgList Flags = clang::getDriverOptTable().ParseArgs(Command.flags(), MissingIndex, MissingCount,
                                                            Visibility(options::ClangOption));
  bool HasLanguage = Flags.hasArg(options::OPT_x);
  Dialect Lang = dialectOf(J, Flags, Compiler.Driver);

  std::vector<std::string> Result = {Tools.Program};
  if (Compiler.Driver == Dialect::Cxx)
    Result.push_back("--driver-mode=g++");
  if (!Compiler.Target.empty() && !Flags.hasArg(options::OPT_target))
    Result.push_back("--target=" + Compiler.Target);
  if (std::string Own = toolchainOf(Command.program()); !Own.empty() && !Flags.hasArg(options::OPT_gcc_toolchain))
    Result.push_back("--gcc-toolchain=" + Own);

  std::string TargetName = Flags.getLastArgValue(options::OPT_target, Compiler.Target).str();
  bool IsX86 = TargetName.empty() ? Triple(LLVM_HOST_TRIPLE).isX86() : Triple(TargetName).isX86();
  FlagFilter Filter(J, Lang, IsX86, What);
  for (const Arg *A : Flags)
    Filter.add(*A, Flags, Result);

  if (!HasLanguage && languageOf(J.File) == Language::Header)
    Result.insert(Result.end(), {"-x", "c++"});
  Result.insert(Result.end(), {"-resource-dir", Tools.ResourceDir, "-fsyntax-only", "-w", "-ferror-limit=0",
                               "-fno-spell-checking", "-Qunused-arguments", "--", J.File});
  return Result;
}

} // namespace crosstalk::driver
