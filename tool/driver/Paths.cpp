// See Paths.h.
#include "driver/Paths.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace crosstalk::driver {

Error failure(const Twine &Text) { return createStringError(inconvertibleErrorCode(), Text); }

std::string absolutePath(StringRef Path, StringRef Base) {
  SmallString<256> Result(Path);
  if (Base.empty())
    (void)sys::fs::make_absolute(Result);
  else
    sys::path::make_absolute(Base, Result);
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

std::string canonicalPath(StringRef Path) {
  SmallString<256> Real;
  if (!sys::fs::real_path(Path, Real))
    return std::string(Real);
  return absolutePath(Path);
}

bool isBelow(StringRef Path, StringRef Folder) {
  if (Folder == "/")
    return Path.starts_with("/");
  return Path.starts_with(Folder) && (Path.size() == Folder.size() || Path[Folder.size()] == '/');
}

std::string relativePath(StringRef Path, StringRef Folder) {
  if (Folder.empty() || !isBelow(Path, Folder) || Path.size() == Folder.size())
    return Path.str();
  return Path.drop_front(Folder.size()).ltrim('/').str();
}

std::optional<std::string> findUpward(StringRef From, function_ref<bool(StringRef)> Accepts) {
  for (std::string Folder = absolutePath(From); !Folder.empty(); Folder = sys::path::parent_path(Folder).str())
    if (Accepts(Folder))
      return Folder;
  return std::nullopt;
}

Expected<std::string> readText(StringRef Path) {
  if (sys::fs::is_directory(Path))
    return failure("cannot read '" + Path + "': it is a directory");
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return failure("cannot read '" + Path + "': " + Buffer.getError().message());
  return (*Buffer)->getBuffer().str();
}

/// Devices and pipes, e.g. /dev/stdout, are written in place: a rename would replace them.
static Error writeInPlace(StringRef Path, StringRef Text) {
  std::error_code Code;
  raw_fd_ostream Out(Path, Code);
  if (!Code) {
    Out << Text;
    Out.flush();
    Code = Out.error();
    Out.clear_error();
  }
  if (Code)
    return failure("cannot write '" + Path + "': " + Code.message());
  return Error::success();
}

Error writeText(StringRef Path, StringRef Text) {
  sys::fs::file_status Status;
  bool Exists = !sys::fs::status(Path, Status);
  if (Path == "-" || (Exists && Status.type() != sys::fs::file_type::regular_file))
    return writeInPlace(Path, Text);
  if (StringRef Parent = sys::path::parent_path(Path); !Parent.empty())
    if (std::error_code Code = sys::fs::create_directories(Parent))
      return failure("cannot write '" + Path + "': " + Code.message());
  if (std::error_code Code; Exists && (Code = sys::fs::access(Path, sys::fs::AccessMode::Write)))
    return failure("cannot write '" + Path + "': " + Code.message());
  if (Error E = writeToOutput(Path, [&](raw_ostream &Out) {
        Out << Text;
        return Error::success();
      }))
    return failure("cannot write '" + Path + "': " + toString(std::move(E)));
  return Error::success();
}

Language languageOf(StringRef Path) {
  StringRef Extension = sys::path::extension(Path);
  if (Extension == ".C" || Extension == ".M" || Extension == ".H")
    return Extension == ".C" ? Language::Cxx : Extension == ".M" ? Language::ObjCxx : Language::Header;
  return StringSwitch<Language>(Extension.lower())
      .Case(".c", Language::C)
      .Cases({".cc", ".cpp", ".cxx", ".c++", ".cp", ".cppm", ".ixx", ".ccm", ".cxxm"}, Language::Cxx)
      .Case(".m", Language::ObjC)
      .Case(".mm", Language::ObjCxx)
      .Cases({".h", ".hh", ".hpp", ".hxx", ".h++", ".inl", ".ipp", ".tpp", ".inc", ".txx", ".tcc"}, Language::Header)
      .Default(Language::None);
}

} // namespace crosstalk::driver
