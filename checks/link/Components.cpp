// See Components.h.
#include "link/Components.h"
#include <algorithm>
#include <utility>

namespace crosstalk::link {

static constexpr uint32_t Open = ~0u;

Components::Components(const std::vector<std::vector<uint32_t>> &Callees)
    : Component(Callees.size(), Open), Entered(Callees.size()), Lowest(Callees.size()) {
  for (uint32_t Root = 0; Root < Callees.size(); ++Root)
    if (!Entered[Root])
      visit(Callees, Root);
}

void Components::visit(const std::vector<std::vector<uint32_t>> &Callees, uint32_t Root) {
  std::vector<std::pair<uint32_t, size_t>> Stack;
  auto Enter = [&](uint32_t F) {
    Entered[F] = Lowest[F] = ++Clock;
    Waiting.push_back(F);
    Stack.push_back({F, 0});
  };
  Enter(Root);
  while (!Stack.empty()) {
    auto &[F, Next] = Stack.back();
    if (Next < Callees[F].size()) {
      uint32_t Callee = Callees[F][Next++];
      if (!Entered[Callee])
        Enter(Callee);
      else if (Component[Callee] == Open)
        Lowest[F] = std::min(Lowest[F], Entered[Callee]);
      continue;
    }
    const uint32_t Done = F;
    Stack.pop_back();
    finish(Done);
    if (!Stack.empty())
      Lowest[Stack.back().first] = std::min(Lowest[Stack.back().first], Lowest[Done]);
  }
}

void Components::finish(uint32_t Function) {
  Post.push_back(Function);
  if (Lowest[Function] != Entered[Function])
    return;
  auto First = std::find(Waiting.rbegin(), Waiting.rend(), Function).base() - 1;
  for (auto It = First; It != Waiting.end(); ++It)
    Component[*It] = static_cast<uint32_t>(Sizes.size());
  Sizes.push_back(static_cast<size_t>(Waiting.end() - First));
  Waiting.erase(First, Waiting.end());
}

} // namespace crosstalk::link
