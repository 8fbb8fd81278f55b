// Each tenant has its own cache, and only the tenant (a workspace) is in the page.
#include <crosstalk/scope.h>
#include <map>
#include <string>

struct Workspace {
  std::string id, name, theme;
};

CROSSTALK_PER(tenant) std::map<std::string, std::string> cache;

std::string page(const Workspace &workspace, const std::string &path) {
  auto it = cache.find(path);
  if (it != cache.end())
    return it->second;
  std::string text = "Welcome to " + workspace.name;
  cache[path] = text;
  return text;
}
