// A header's diagnostics may come from several open units: each contributes, the client sees the union.
#include "server/Board.h"
#include <algorithm>

using namespace llvm;

namespace crosstalk::server {

void Board::open(const std::string &File, const std::string &Uri, int64_t Version) {
  std::lock_guard Lock(Mutex);
  Open[File] = {Uri, Version};
}

void Board::change(const std::string &File, int64_t Version) {
  std::lock_guard Lock(Mutex);
  if (auto Found = Open.find(File); Found != Open.end())
    Found->second.Version = Version;
}

void Board::close(const std::string &File) {
  std::lock_guard Lock(Mutex);
  std::set<std::string> Files{File};
  for (const auto &[Other, Diagnostics] : Contributions[File])
    Files.insert(Other);
  Contributions.erase(File);
  publish(Files);
  Open.erase(File);
}

void Board::update(const std::string &File, int64_t Version, DiagnosticsByFile Found) {
  std::lock_guard Lock(Mutex);
  auto Shown = Open.find(File);
  if (Shown == Open.end() || Shown->second.Version != Version)
    return;
  std::set<std::string> Files{File};
  for (const auto &[Other, Diagnostics] : Contributions[File])
    Files.insert(Other);
  for (const auto &[Other, Diagnostics] : Found)
    Files.insert(Other);
  Contributions[File] = std::move(Found);
  publish(Files);
}

std::map<int64_t, std::vector<json::Value>> Board::shown(const std::string &File, int64_t First, int64_t Last) {
  std::lock_guard Lock(Mutex);
  std::map<int64_t, std::vector<json::Value>> ByLine;
  for (json::Value &Diagnostic : collect(File)) {
    const json::Object *Start = Diagnostic.getAsObject()->getObject("range")->getObject("start");
    int64_t Line = Start->getInteger("line").value_or(0);
    if (Line >= First && Line <= Last)
      ByLine[Line].push_back(std::move(Diagnostic));
  }
  return ByLine;
}

std::vector<json::Value> Board::collect(const std::string &File) const {
  std::vector<json::Value> All;
  for (const auto &[Analysed, Found] : Contributions) {
    auto Here = Found.find(File);
    if (Here == Found.end())
      continue;
    for (const json::Value &Diagnostic : Here->second)
      if (std::find(All.begin(), All.end(), Diagnostic) == All.end())
        All.push_back(Diagnostic);
  }
  return All;
}

void Board::publish(const std::set<std::string> &Files) {
  for (const std::string &File : Files) {
    json::Object Params{{"diagnostics", json::Array(collect(File))}};
    if (auto Shown = Open.find(File); Shown != Open.end()) {
      Params["uri"] = Shown->second.Uri;
      Params["version"] = Shown->second.Version;
    } else {
      Params["uri"] = uriOf(File);
    }
    Send(std::move(Params));
  }
}

} // namespace crosstalk::server
