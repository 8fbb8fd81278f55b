// See Made.h.
#include "link/Made.h"
#include <algorithm>
#include <cctype>

namespace crosstalk::link {

using namespace ir;

static bool isWord(char C) { return std::isalnum(static_cast<unsigned char>(C)) || C == '_' || C == ':'; }

/// The names in a type: of "std::map<Key, shop::Page *>" std::map, Key and shop::Page.
template <typename Function> static void eachName(std::string_view Type, Function Apply) {
  for (size_t At = 0; At < Type.size();) {
    size_t End = At;
    while (End < Type.size() && isWord(Type[End]))
      ++End;
    if (End > At)
      Apply(Type.substr(At, End - At));
    At = End + 1;
  }
}

/// The last name before any template argument: "(anonymous namespace)::Page<int>" is known as "::Page".
static std::string_view ownName(std::string_view Class) {
  std::string_view Last;
  eachName(Class.substr(0, Class.find('<')), [&](std::string_view Name) { Last = Name; });
  return Last;
}

MadeClasses::MadeClasses(const Program &P, const std::vector<Function> &Bodies) : P(P) {
  std::set<Name> Types;
  for (const Function &B : Bodies)
    for (const Expr &E : B.Exprs)
      if (E.Kind != Op::This && !(E.Kind == Op::Param && E.Type == B.Class))
        Types.insert(E.Type);
  for (const auto &[Symbol, G] : P.Globals)
    Types.insert(G.Type);
  for (const Holding &H : P.Holdings)
    Types.insert(H.Type);
  for (const auto &[Class, R] : P.Records) {
    for (const Field &F : R.Fields)
      if (F.Type != Class)
        Types.insert(F.Type);
    for (Name Base : R.Bases)
      mentionArguments(P.text(Base));
  }
  for (Name T : Types)
    mention(P.text(T));
  // "plugins.add<Page>()": the symbol tells the arguments.
  for (const auto &[Symbol, D] : P.Declarations) {
    std::string_view Text = P.text(Symbol);
    if (size_t Open = Text.find('<'); Open != std::string_view::npos)
      eachName(Text.substr(Open), [&](std::string_view Name) { InSymbols.insert(Name.substr(Name.rfind(':') + 1)); });
  }
}

void MadeClasses::mention(std::string_view Type) {
  eachName(Type, [&](std::string_view Name) { Mentioned.insert(Name); });
}

void MadeClasses::mentionArguments(std::string_view Type) {
  if (size_t Open = Type.find('<'); Open != std::string_view::npos)
    mention(Type.substr(Open));
}

bool MadeClasses::contains(Name Class, int Depth) const {
  std::string_view Own = ownName(P.text(Class));
  if (Own.empty() || Mentioned.count(Own) || InSymbols.count(Own.substr(Own.rfind(':') + 1)))
    return true;
  auto Below = P.Derived.find(Class);
  if (Below == P.Derived.end())
    return false;
  for (Name Derived : Below->second)
    if (Depth > 16 || contains(Derived, Depth + 1))
      return true;
  return false;
}

void dropUnmade(const Program &P, const std::vector<Function> &Bodies,
                std::map<Name, std::vector<uint32_t>> &Overriders) {
  const MadeClasses Made(P, Bodies);
  for (auto &[Method, List] : Overriders) {
    std::vector<uint32_t> Left;
    std::copy_if(List.begin(), List.end(), std::back_inserter(Left),
                 [&](uint32_t I) { return Made.contains(Bodies[I].Class); });
    if (!Left.empty())
      List = std::move(Left);
  }
}

} // namespace crosstalk::link
