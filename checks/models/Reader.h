// Reads model files: what is known of libraries, as data.
//
// In:  the text of a YAML file (the format is docs/writing-a-model.md), or the files embedded at build time.
// Out: entries added to an ir::ModelSet, or an error that names file, line, column, what was found and what was
// expected. Not here: file access (the caller has the text) and the meaning of entries (link/ applies them).
#pragma once
#include "ir/Model.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace crosstalk {

/// One model file as embedded in the binary, e.g. {"libpqxx.yaml", "library: libpqxx\n..."}.
struct ModelFile {
  llvm::StringRef Name;
  llvm::StringRef Text;
};

/// Adds the entries of one model file to \p Into; they replace those of earlier files about the same name and
/// parameters, and "forget: true" only takes them away. \p Name is what errors call the file. A file with an error
/// changes nothing.
llvm::Error readModels(llvm::StringRef Name, llvm::StringRef Text, ir::ModelSet &Into);

/// The files that come with the program, by name.
llvm::ArrayRef<ModelFile> builtinModelFiles();

/// The entries of all of builtinModelFiles(), read once.
const ir::ModelSet &builtinModels();

/// All entries, readable, sorted by library, kind and name; the same set gives the same bytes.
std::string dumpModels(const ir::ModelSet &Models);

/// The page docs/models.md: every covered library with what is known of it.
std::string modelsPage(const ir::ModelSet &Models);

} // namespace crosstalk
