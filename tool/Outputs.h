// Which formats are written where: --format and -o.
#pragma once
#include "CommandLine.h"
#include "report/Report.h"

namespace crosstalk {

struct OutputFile {
  report::Format How = report::Format::Text;
  std::string Path = "-"; ///< "-": standard output
};

/// What --format and -o ask for; one of them at most goes to standard output. That each file can be written is
/// checked here, before any work.
llvm::Expected<std::vector<OutputFile>> outputsOf(const CommandLine &Line);

/// Renders the record into each output.
llvm::Error writeOutputs(llvm::ArrayRef<OutputFile> Outputs, const report::RunRecord &Record,
                         const report::RenderOptions &Options);

/// Whether this path can be written; its folder is made.
llvm::Error checkWritable(llvm::StringRef Path);

/// The path that -o names, checked to be writable; "-" when there is none.
llvm::Expected<std::string> outputPath(const CommandLine &Line);

} // namespace crosstalk
