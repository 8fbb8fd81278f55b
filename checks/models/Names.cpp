// Expands and checks the names of entries. See Names.h.
#include "models/Names.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include <cstring>

using namespace llvm;

namespace crosstalk {

/// "a::b", "a::b::operator<<", "a::b::~b".
static bool isQualifiedName(StringRef Name) {
  size_t Operator = Name.rfind("operator");
  if (Operator != StringRef::npos && (Operator == 0 || Name.take_front(Operator).ends_with("::"))) {
    if (Name.size() == Operator + strlen("operator"))
      return false;
    if (Operator == 0)
      return true;
    Name = Name.take_front(Operator - 2);
  }
  SmallVector<StringRef, 8> Parts;
  Name.split(Parts, "::");
  return all_of(Parts, [](StringRef Part) {
    Part.consume_front("~");
    return !Part.empty() && !isDigit(Part.front()) && all_of(Part, [](char C) { return isAlnum(C) || C == '_'; });
  });
}

static bool expand(StringRef Pattern, std::vector<std::string> &Out) {
  size_t Open = Pattern.find('{');
  if (Open == StringRef::npos) {
    Out.push_back(Pattern.str());
    return isQualifiedName(Pattern);
  }
  size_t Close = Pattern.find('}', Open);
  if (Close == StringRef::npos || Out.size() > 4096)
    return false;
  SmallVector<StringRef, 16> Alternatives;
  Pattern.slice(Open + 1, Close).split(Alternatives, ',');
  for (StringRef One : Alternatives)
    if (!expand((Pattern.take_front(Open) + One.trim() + Pattern.substr(Close + 1)).str(), Out))
      return false;
  return true;
}

Expected<std::vector<std::string>> expandName(StringRef Pattern) {
  std::vector<std::string> Out;
  if (!expand(Pattern, Out))
    return createStringError("a qualified name without template arguments, e.g. ns::Class::{get,put}");
  return Out;
}

} // namespace crosstalk
