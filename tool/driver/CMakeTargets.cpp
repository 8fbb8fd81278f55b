// See CMakeTargets.h. What the reply does not hold is taken as absent: its form may grow.
#include "driver/CMakeTargets.h"
#include "driver/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

using namespace llvm;

namespace crosstalk::driver {

namespace {

struct Target {
  std::string Name;
  std::string Type;
  std::vector<std::string> Sources;
  std::vector<std::string> Dependencies; ///< ids
};

/// The targets of one configuration by id: ordered, so that all that follows is.
using Targets = std::map<std::string, Target>;

class ReplyReader {
public:
  explicit ReplyReader(StringRef Folder) : Folder(Folder) {}

  Expected<Targets> read() {
    std::string Index = newestIndex();
    if (Index.empty())
      return Targets();
    auto Top = object(Index);
    if (!Top)
      return Top.takeError();
    std::string Model = codemodelIn(*Top);
    if (Model.empty())
      return Targets();
    auto Codemodel = object(Model);
    if (!Codemodel)
      return Codemodel.takeError();
    return targetsOf(*Codemodel);
  }

private:
  /// CMake keeps the newest reply last in the order of names.
  std::string newestIndex() const {
    std::string Newest;
    std::error_code Code;
    for (sys::fs::directory_iterator I(Folder, Code), E; I != E && !Code; I.increment(Code))
      if (StringRef Name = sys::path::filename(I->path()); Name.starts_with("index-") && Name.ends_with(".json"))
        Newest = std::max(Newest, Name.str());
    return Newest;
  }

  Expected<json::Object> object(StringRef Name) const {
    std::string Path = (Folder + "/" + Name).str();
    auto Text = readText(Path);
    if (!Text)
      return Text.takeError();
    auto Parsed = json::parse(*Text);
    if (!Parsed)
      return failure(Path + ": " + toString(Parsed.takeError()));
    if (json::Object *O = Parsed->getAsObject())
      return std::move(*O);
    return failure(Path + ": expected an object");
  }

  static std::string codemodelIn(const json::Object &Top) {
    const json::Array *Objects = Top.getArray("objects");
    if (!Objects)
      return {};
    for (const json::Value &V : *Objects)
      if (const json::Object *O = V.getAsObject(); O && O->getString("kind") == "codemodel")
        return O->getString("jsonFile").value_or("").str();
    return {};
  }

  Expected<Targets> targetsOf(const json::Object &Codemodel) const {
    Targets Result;
    const json::Object *Paths = Codemodel.getObject("paths");
    std::string SourceFolder = Paths ? Paths->getString("source").value_or("").str() : "";
    const json::Array *Configurations = Codemodel.getArray("configurations");
    const json::Object *First =
        Configurations && !Configurations->empty() ? Configurations->front().getAsObject() : nullptr;
    const json::Array *List = First ? First->getArray("targets") : nullptr;
    if (!List)
      return Result;
    for (const json::Value &V : *List) {
      const json::Object *Entry = V.getAsObject();
      if (!Entry)
        continue;
      auto One = object(Entry->getString("jsonFile").value_or(""));
      if (!One)
        return One.takeError();
      Result[Entry->getString("id").value_or("").str()] = targetIn(*One, SourceFolder);
    }
    return Result;
  }

  static Target targetIn(const json::Object &O, StringRef SourceFolder) {
    Target T{O.getString("name").value_or("").str(), O.getString("type").value_or("").str(), {}, {}};
    if (const json::Array *Sources = O.getArray("sources"))
      for (const json::Value &V : *Sources)
        if (const json::Object *S = V.getAsObject())
          T.Sources.push_back(absolutePath(S->getString("path").value_or(""), SourceFolder));
    if (const json::Array *Others = O.getArray("dependencies"))
      for (const json::Value &V : *Others)
        if (const json::Object *D = V.getAsObject())
          T.Dependencies.push_back(D->getString("id").value_or("").str());
    return T;
  }

  std::string Folder;
};

bool isLibrary(const Target &T) {
  return T.Type == "STATIC_LIBRARY" || T.Type == "SHARED_LIBRARY" || T.Type == "OBJECT_LIBRARY" ||
         T.Type == "INTERFACE_LIBRARY";
}

void collect(const Targets &All, const std::string &Id, std::set<std::string> &Visited,
             std::set<std::string> &Sources) {
  auto At = All.find(Id);
  if (At == All.end() || !Visited.insert(Id).second)
    return;
  Sources.insert(At->second.Sources.begin(), At->second.Sources.end());
  for (const std::string &Other : At->second.Dependencies)
    if (auto Dependency = All.find(Other); Dependency != All.end() && isLibrary(Dependency->second))
      collect(All, Other, Visited, Sources);
}

/// Libraries that no executable or plug-in holds are programs of their own.
std::vector<std::string> rootsOf(const Targets &All) {
  std::set<std::string> Used;
  for (const auto &[Id, T] : All)
    if (T.Type != "UTILITY")
      Used.insert(T.Dependencies.begin(), T.Dependencies.end());
  std::vector<std::string> Roots;
  for (const auto &[Id, T] : All)
    if (T.Type == "EXECUTABLE" || T.Type == "MODULE_LIBRARY" || (isLibrary(T) && !Used.count(Id)))
      Roots.push_back(Id);
  return Roots;
}

} // namespace

Expected<std::vector<LinkTarget>> readLinkTargets(StringRef BuildFolder) {
  auto All = ReplyReader((BuildFolder + "/.cmake/api/v1/reply").str()).read();
  if (!All)
    return All.takeError();
  std::vector<LinkTarget> Result;
  for (const std::string &Id : rootsOf(*All)) {
    std::set<std::string> Visited, Sources;
    collect(*All, Id, Visited, Sources);
    Result.push_back({(*All)[Id].Name, {Sources.begin(), Sources.end()}});
  }
  sort(Result, [](const LinkTarget &A, const LinkTarget &B) { return A.Name < B.Name; });
  return Result;
}

} // namespace crosstalk::driver
