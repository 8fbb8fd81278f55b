// YAML text as a tree of plain values, each with its place.
//
// In:  the text of one file, parsed by LLVM's YAML parser.
// Out: scalars, lists and mappings with line and column, or the first syntax error.
// Not here: what keys mean (Reader.cpp). Anchors, aliases and tags are refused: model files need none.
#pragma once
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <utility>
#include <vector>

namespace crosstalk {

/// A 1-based position in a model file.
struct TextPlace {
  unsigned Line = 0;
  unsigned Column = 0;
};

/// A value of a YAML file: a scalar has Text, a list has Items, a mapping has Items of the same number as Keys.
struct TreeNode {
  enum class Kind : uint8_t { Null, Scalar, List, Mapping };
  Kind What = Kind::Null;
  TextPlace Place;
  std::string Text;
  std::vector<std::pair<std::string, TextPlace>> Keys;
  std::vector<TreeNode> Items;
};

/// What \p Node is, for error messages: "text 'abc'", "a list", "a mapping", "nothing".
std::string foundText(const TreeNode &Node);

/// The error "NAME:LINE:COLUMN: found FOUND, expected EXPECTED".
llvm::Error placedError(llvm::StringRef Name, TextPlace Place, llvm::StringRef Found, llvm::StringRef Expected);

/// Parses all documents of \p Text.
llvm::Expected<std::vector<TreeNode>> parseTree(llvm::StringRef Name, llvm::StringRef Text);

} // namespace crosstalk
