// See Paths.h.
#include "report/Paths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace crosstalk::report {

static std::string absolute(StringRef Path) {
  SmallString<256> Full(Path);
  sys::fs::make_absolute(Full);
  sys::path::remove_dots(Full, /*remove_dot_dot=*/true);
  while (Full.size() > 1 && Full.back() == '/')
    Full.pop_back();
  return sys::path::convert_to_slash(Full);
}

static std::string real(StringRef Path) {
  SmallString<256> Full;
  if (sys::fs::real_path(Path, Full))
    return absolute(Path);
  return sys::path::convert_to_slash(Full);
}

/// What is left of Path below Folder; empty when it is not below it.
static StringRef below(StringRef Path, StringRef Folder) {
  if (Folder == "/")
    return Path.drop_front();
  if (Path.consume_front(Folder) && Path.consume_front("/"))
    return Path;
  return {};
}

Paths::Paths(StringRef Folder) : Root(absolute(Folder.empty() ? "." : Folder)), RealRoot(real(Root)) {}

const ShownPath &Paths::shown(const std::string &File) const {
  auto At = Known.find(File);
  return At != Known.end() ? At->second : Known.emplace(File, compute(File)).first->second;
}

ShownPath Paths::compute(StringRef File) const {
  if (File.empty())
    return {"", true};
  std::string Full = absolute(File);
  if (StringRef Rest = below(Full, Root); !Rest.empty())
    return {Rest.str(), true};
  std::string Real = real(Full); // a symbolic link on either side
  if (StringRef Rest = below(Real, RealRoot); !Rest.empty())
    return {Rest.str(), true};
  return {Full, false};
}

std::string Paths::uri(const std::string &File) const {
  const ShownPath &Shown = shown(File);
  if (Shown.Inside)
    return toUri(Shown.Name);
  StringRef Folder = Root;
  std::string Up;
  while (below(Shown.Name, Folder).empty()) {
    Folder = Folder.take_front(Folder.rfind('/'));
    Folder = Folder.empty() ? StringRef("/") : Folder;
    Up += "../";
  }
  return Up + toUri(below(Shown.Name, Folder));
}

/// Whether a path goes on at C.
static bool continuesName(char C) { return isAlnum(C) || C == '_' || C == '-' || C == '.'; }

static std::string takeOut(StringRef Text, StringRef Folder) {
  std::string Out;
  while (!Text.empty()) {
    size_t At = Text.find(Folder);
    Out += Text.take_front(At);
    if (At == StringRef::npos)
      break;
    Text = Text.drop_front(At + Folder.size());
    if (Text.consume_front("/"))
      continue;
    Out += Text.empty() || !continuesName(Text.front()) ? StringRef(".") : Folder;
  }
  return Out;
}

std::string Paths::scrub(StringRef Text) const {
  if (Root == "/")
    return Text.str();
  std::string Out = takeOut(Text, Root);
  return RealRoot == Root || RealRoot == "/" ? Out : takeOut(Out, RealRoot);
}

std::string toUri(StringRef Path) {
  static constexpr StringRef Plain = "-._~/+@$&()=,;!'*";
  Path = Path.ltrim('/');
  std::string Uri;
  for (char C : Path)
    if (isAlnum(C) || Plain.contains(C))
      Uri += C;
    else
      Uri += "%" + utohexstr(static_cast<unsigned char>(C), /*LowerCase=*/false, /*Width=*/2);
  return Uri;
}

} // namespace crosstalk::report
