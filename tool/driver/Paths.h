// Small questions about paths and text files that several steps of the driver ask.
//
// Not here: anything that knows what a file means.
#pragma once
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace crosstalk::driver {

/// An error with this text; the driver's errors carry a message only.
llvm::Error failure(const llvm::Twine &Text);

/// Path below Base (the current directory when empty), without "." and "..".
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Base = "");

/// Absolute, and with symbolic links resolved where the file exists: two names of one file compare equal.
std::string canonicalPath(llvm::StringRef Path);

/// Path as seen from Folder when it lies below it, else as given.
std::string relativePath(llvm::StringRef Path, llvm::StringRef Folder);

bool isBelow(llvm::StringRef Path, llvm::StringRef Folder);

/// From and its parents, innermost first: the first folder that Accepts.
std::optional<std::string> findUpward(llvm::StringRef From, llvm::function_ref<bool(llvm::StringRef)> Accepts);

/// The whole file, or "cannot read 'X': reason".
llvm::Expected<std::string> readText(llvm::StringRef Path);

/// Writes through a temporary file beside it, so that readers see the old text or the new; makes the folder when
/// needed.
/// "-" is standard output.
llvm::Error writeText(llvm::StringRef Path, llvm::StringRef Text);

enum class Language { None, C, Cxx, ObjC, ObjCxx, Header };

/// What a file's extension says of its language; None for anything that no C-family compiler takes.
Language languageOf(llvm::StringRef Path);

} // namespace crosstalk::driver
