// File names as they are shown: relative to the run's root, so that a report is the same on every machine.
//
// In:  names as findings carry them, absolute or as given on the command line.
// Out: relative names with forward slashes, and URIs made of them.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <map>
#include <string>

namespace crosstalk::report {

/// A file's name to show. Outside the root it is the absolute path.
struct ShownPath {
  std::string Name;
  bool Inside = true;
};

/// Turns file names into names relative to Root, e.g. "/src/shop/a/b.cpp" into "a/b.cpp" for Root "/src/shop".
class Paths {
public:
  explicit Paths(llvm::StringRef Root);

  const ShownPath &shown(const std::string &File) const;
  const std::string &name(const std::string &File) const { return shown(File).Name; }

  /// The name as a URI reference that is relative to the root, also outside of it: "../lib/a.h".
  std::string uri(const std::string &File) const;

  /// Text with the root's absolute path taken out of it.
  std::string scrub(llvm::StringRef Text) const;

  /// The absolute, dot-free form of the root.
  const std::string &root() const { return Root; }

private:
  ShownPath compute(llvm::StringRef File) const;

  std::string Root, RealRoot;
  mutable std::map<std::string, ShownPath> Known;
};

/// A relative or absolute path as a relative URI reference, percent-encoded.
std::string toUri(llvm::StringRef Path);

} // namespace crosstalk::report
