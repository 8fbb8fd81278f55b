// The file name and namespace of a known library, as copied into a tree: what it does inside is not the user's concern.
#pragma once
#include <array>
#include <map>
#include <string>

namespace nlohmann {

inline std::string lastText;

class json {
public:
  std::string &operator[](const std::string &Field) { return Fields[Field]; }
  std::string dump() const {
    static const std::string First = Fields.at("name");
    lastText.clear();
    for (const auto &[Field, Text] : Fields)
      lastText += Field + "=" + Text;
    return lastText + First;
  }

private:
  std::map<std::string, std::string> Fields;
};

} // namespace nlohmann
