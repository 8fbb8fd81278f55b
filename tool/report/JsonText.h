// nlohmann's ordered JSON as this folder uses it: keys stay in the order they are written in, output is valid UTF-8.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <nlohmann/json.hpp>
#include <string>

namespace crosstalk::report {

using Json = nlohmann::ordered_json;

/// The text of a document, indented, with a final newline. Bytes that are not UTF-8 become U+FFFD.
inline std::string toText(const Json &Document) {
  return Document.dump(/*indent=*/1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

inline std::string str(std::string_view Text) { return std::string(Text); }

} // namespace crosstalk::report
