// A place in a source file, as plain values.
//
// In:  the file table of a unit or a program.
// Out: what every later stage prints. No clang::SourceLocation leaves facts/.
#pragma once
#include <cstdint>
#include <string>
#include <tuple>

namespace crosstalk::ir {

/// An index into the file table of the unit (before linking) or the program (after).
enum class FileId : uint32_t {};

/// A source position: 1-based line and byte column; line 0 means "nowhere".
struct Loc {
  FileId File{};
  uint32_t Line = 0;
  uint32_t Column = 0;

  bool valid() const { return Line != 0; }
  auto key() const { return std::tuple(static_cast<uint32_t>(File), Line, Column); }
  friend bool operator==(const Loc &A, const Loc &B) { return A.key() == B.key(); }
  friend bool operator<(const Loc &A, const Loc &B) { return A.key() < B.key(); }
};

} // namespace crosstalk::ir
