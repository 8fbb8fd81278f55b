// See Checkout.h.
#include "report/Checkout.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace crosstalk::report {
namespace {

std::string joinPath(StringRef Folder, StringRef Name) {
  SmallString<256> Out(sys::path::is_absolute(Name) ? StringRef() : Folder);
  sys::path::append(Out, Name);
  return Out.str().str();
}

std::string contents(const std::string &File) {
  auto Buffer = MemoryBuffer::getFile(File);
  return Buffer ? (*Buffer)->getBuffer().str() : std::string();
}

/// The .git folder of a work tree, following the file that linked work trees and submodules have instead.
std::string gitFolder(StringRef Top) {
  std::string Git = joinPath(Top, ".git");
  if (sys::fs::is_directory(Git))
    return Git;
  std::string Text = contents(Git);
  StringRef Link = StringRef(Text).trim();
  return Link.consume_front("gitdir:") ? joinPath(Top, Link.trim()) : std::string();
}

/// Linked work trees keep refs and configuration in the main one's folder.
std::string commonFolder(const std::string &Git) {
  std::string Text = contents(joinPath(Git, "commondir"));
  StringRef Link = StringRef(Text).trim();
  return Link.empty() ? Git : joinPath(Git, Link);
}

bool isCommit(StringRef Text) {
  return Text.size() >= 40 && all_of(Text, [](char C) { return isHexDigit(C); });
}

std::string packedRef(const std::string &Common, StringRef Ref) {
  std::string Text = contents(joinPath(Common, "packed-refs"));
  SmallVector<StringRef, 0> Lines;
  StringRef(Text).split(Lines, '\n');
  for (StringRef Line : Lines) {
    auto [Commit, Name] = Line.trim().split(' ');
    if (Name == Ref)
      return Commit.str();
  }
  return {};
}

std::string resolve(const std::string &Git, const std::string &Common, StringRef Ref) {
  for (const std::string &Folder : {Git, Common}) {
    std::string Text = contents(joinPath(Folder, Ref));
    if (StringRef Commit = StringRef(Text).trim(); isCommit(Commit))
      return Commit.str();
  }
  return packedRef(Common, Ref);
}

std::string originUrl(const std::string &Common) {
  std::string Text = contents(joinPath(Common, "config"));
  SmallVector<StringRef, 0> Lines;
  StringRef(Text).split(Lines, '\n');
  bool InOrigin = false;
  for (StringRef Line : Lines) {
    Line = Line.trim();
    if (Line.starts_with("["))
      InOrigin = Line == "[remote \"origin\"]";
    auto [Key, Value] = Line.split('=');
    if (InOrigin && Key.trim() == "url")
      return Value.trim().str();
  }
  return {};
}

/// "git@host:group/project.git" as a URI, and no credentials in any. Paths of this machine give nothing.
std::string publicUri(StringRef Url) {
  auto [Scheme, Rest] = Url.split("://");
  if (Rest.empty()) {
    auto [Host, Path] = Url.split(':');
    Host = Host.contains('@') ? Host.split('@').second : Host;
    bool IsHost = !Path.empty() && !Host.contains('/') && Host.size() > 1;
    return IsHost ? "ssh://" + Host.str() + "/" + Path.ltrim('/').str() : std::string();
  }
  if (Scheme == "file")
    return {};
  size_t HostEnd = Rest.find('/');
  StringRef Host = Rest.take_front(HostEnd), Path = HostEnd == StringRef::npos ? StringRef() : Rest.drop_front(HostEnd);
  return (Scheme + "://" + Host.substr(Host.rfind('@') + 1) + Path).str();
}

std::string topFolder(StringRef Root) {
  SmallString<256> Top(Root.empty() ? "." : Root);
  sys::fs::make_absolute(Top);
  sys::path::remove_dots(Top, /*remove_dot_dot=*/true);
  while (!Top.empty() && !sys::fs::exists(joinPath(Top, ".git")))
    Top = sys::path::parent_path(Top);
  return Top.str().str();
}

} // namespace

std::optional<Checkout> readCheckout(StringRef Root) {
  Checkout Out;
  Out.Top = topFolder(Root);
  std::string Git = Out.Top.empty() ? std::string() : gitFolder(Out.Top);
  if (Git.empty())
    return std::nullopt;
  std::string Common = commonFolder(Git);
  std::string HeadText = contents(joinPath(Git, "HEAD"));
  StringRef Head = StringRef(HeadText).trim();
  if (Head.consume_front("ref:")) {
    Out.Revision = resolve(Git, Common, Head.trim());
    StringRef Branch = Head.trim();
    Branch.consume_front("refs/heads/");
    Out.Branch = Branch.str();
  } else if (isCommit(Head)) {
    Out.Revision = Head.str();
  }
  Out.RepositoryUri = publicUri(originUrl(Common));
  if (Out.Revision.empty() || Out.RepositoryUri.empty())
    return std::nullopt;
  return Out;
}

} // namespace crosstalk::report
