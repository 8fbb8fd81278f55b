// A condition, expanded into the ways it can hold.
#include "sql/Builder.h"
#include <algorithm>

namespace crosstalk::sql {
namespace {

constexpr size_t MostAlternatives = 64;

void addAll(std::vector<unsigned> &To, const std::vector<unsigned> &From) {
  for (unsigned I : From)
    if (std::find(To.begin(), To.end(), I) == To.end())
      To.push_back(I);
}

void keepCommon(std::vector<unsigned> &Of, const std::vector<unsigned> &With) {
  std::erase_if(Of, [&](unsigned I) { return std::find(With.begin(), With.end(), I) == With.end(); });
}

/// Too many ways: one that holds what all of them hold.
std::vector<Alternative> merged(std::vector<Alternative> Ways) {
  Alternative Common = Ways[0];
  for (const Alternative &A : Ways) {
    keepCommon(Common.Equalities, A.Equalities);
    keepCommon(Common.Present, A.Present);
    addAll(Common.Uses, A.Uses);
  }
  return {std::move(Common)};
}

std::vector<Alternative> product(std::vector<Alternative> Left, std::vector<Alternative> Right) {
  if (Left.size() * Right.size() > MostAlternatives)
    (Left.size() > Right.size() ? Left : Right) = merged(Left.size() > Right.size() ? Left : Right);
  std::vector<Alternative> Result;
  for (const Alternative &L : Left)
    for (const Alternative &R : Right) {
      Alternative Both = L;
      addAll(Both.Equalities, R.Equalities);
      addAll(Both.Present, R.Present);
      addAll(Both.Uses, R.Uses);
      Result.push_back(std::move(Both));
    }
  return Result;
}

std::vector<Alternative> expand(const Condition &C) {
  switch (C.What) {
  case Condition::True:
    return {Alternative()};
  case Condition::False:
    return {};
  case Condition::Equal:
    return {Alternative{{C.Index}, {}, {}}};
  case Condition::Uses:
    return {Alternative{{}, {C.Index}, {}}};
  case Condition::Present:
    return {Alternative{{}, {}, {C.Index}}};
  case Condition::And: {
    std::vector<Alternative> Result{Alternative()};
    for (const Condition &Kid : C.Kids)
      Result = product(std::move(Result), expand(Kid));
    return Result;
  }
  case Condition::Or: {
    std::vector<Alternative> Result;
    for (const Condition &Kid : C.Kids)
      for (Alternative &A : expand(Kid))
        Result.push_back(std::move(A));
    return Result.size() > MostAlternatives ? merged(std::move(Result)) : Result;
  }
  }
  return {Alternative()};
}

} // namespace

std::vector<Alternative> alternativesOf(const Condition &C) { return expand(C); }

} // namespace crosstalk::sql
