// See Outputs.h.
#include "Outputs.h"
#include "driver/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace llvm;
using namespace crosstalk::driver;

namespace crosstalk {

Error checkWritable(StringRef Path) {
  auto Refuse = [&](const Twine &Why) { return failure("cannot write '" + Path + "': " + Why); };
  if (Path == "-")
    return Error::success();
  if (sys::fs::is_directory(Path))
    return Refuse("it is a directory");
  if (sys::fs::exists(Path)) {
    std::error_code Code = sys::fs::access(Path, sys::fs::AccessMode::Write);
    return Code ? Refuse(Code.message()) : Error::success();
  }
  std::string Folder = sys::path::parent_path(absolutePath(Path)).str();
  if (std::error_code Code = sys::fs::create_directories(Folder))
    return Refuse(Code.message());
  std::error_code Code = sys::fs::access(Folder, sys::fs::AccessMode::Write);
  return Code ? Refuse(Code.message()) : Error::success();
}

Expected<std::string> outputPath(const CommandLine &Line) {
  std::string Path = Line.last(Option::Output, "-");
  if (Error E = checkWritable(Path))
    return E;
  return Path;
}

Expected<std::vector<OutputFile>> outputsOf(const CommandLine &Line) {
  auto Default = outputPath(Line);
  if (!Default)
    return Default.takeError();
  std::vector<OutputFile> Result;
  for (const std::string &Text : Line.all(Option::Format)) {
    auto [Name, Path] = StringRef(Text).split('=');
    Result.push_back({*report::parseFormat(Name), Path.empty() ? *Default : Path.str()});
  }
  if (Result.empty())
    Result.push_back({report::Format::Text, *Default});
  for (size_t I = 0; I != Result.size(); ++I) {
    if (Error E = checkWritable(Result[I].Path))
      return E;
    for (size_t K = 0; K != I; ++K)
      if (Result[K].Path == Result[I].Path)
        return failure("two formats for one output ('" + Result[I].Path + "'): give each its own with --format X=OUT");
  }
  if (*Default != "-" && none_of(Result, [&](const OutputFile &O) { return O.Path == *Default; }))
    return failure("-o '" + *Default + "' has no format: each --format names its own output");
  return Result;
}

static bool wantsColor(const OutputFile &Output) {
  return Output.Path == "-" && sys::Process::StandardOutIsDisplayed() && sys::Process::StandardOutHasColors() &&
         !sys::Process::GetEnv("NO_COLOR");
}

Error writeOutputs(ArrayRef<OutputFile> Outputs, const report::RunRecord &Record,
                   const report::RenderOptions &Options) {
  for (const OutputFile &Output : Outputs) {
    report::RenderOptions Own = Options;
    Own.Color = wantsColor(Output);
    if (Error E = writeText(Output.Path, report::render(Record, Output.How, Own)))
      return E;
  }
  return Error::success();
}

} // namespace crosstalk
