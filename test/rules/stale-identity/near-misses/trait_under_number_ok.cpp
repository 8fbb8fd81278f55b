// Whether somebody teaches is noted with them: the number of the person says it, for as long as an answer lives.
#include <string>
#include <unordered_map>

struct Viewer {
  std::string number;
  bool lecturer = false;
};

std::unordered_map<std::string, std::string> sheets;

std::string sheetFor(const Viewer &viewer) {
  auto hit = sheets.find(viewer.number);
  if (hit != sheets.end())
    return hit->second;
  std::string text = viewer.lecturer ? "all marks" : "own marks of " + viewer.number;
  sheets[viewer.number] = text;
  return text;
}
