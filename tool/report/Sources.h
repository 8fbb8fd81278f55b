// Source lines for people and for column arithmetic: read once, kept, found by line.
//
// In:  file names as findings carry them.
// Out: lines, carets, columns in UTF-16 code units.
// Not thread safe: one renderer uses one object.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace crosstalk::report {

/// The texts of the analysed files. A file that cannot be read has no lines.
class Sources {
public:
  using Reader = std::function<std::optional<std::string>(const std::string &File)>;

  Sources();                     ///< from disk
  explicit Sources(Reader Read); ///< from elsewhere, e.g. an editor's buffers

  /// The whole text, or null.
  const std::string *text(const std::string &File);
  /// Line Number (1-based) without its line end; empty when there is none.
  llvm::StringRef line(const std::string &File, unsigned Number);
  /// How many lines the file has.
  unsigned lineCount(const std::string &File);

private:
  struct Entry {
    std::optional<std::string> Text;
    std::vector<size_t> Starts; ///< offset of each line
  };
  const Entry &entry(const std::string &File);

  Reader Read;
  std::map<std::string, Entry> Entries;
};

/// The 1-based column after the token (identifier, number or single character) at byte column Column.
unsigned tokenEnd(llvm::StringRef Line, unsigned Column);

/// A 1-based byte column as a 1-based column in UTF-16 code units. Columns behind the line's end stay behind it.
unsigned utf16Column(llvm::StringRef Line, unsigned Column);

/// What to print before a caret for byte column Column, so that it stands below it: tabs stay tabs.
std::string caretPadding(llvm::StringRef Line, unsigned Column);

/// Text with bytes that are not UTF-8 replaced by U+FFFD.
std::string validUtf8(llvm::StringRef Text);

} // namespace crosstalk::report
