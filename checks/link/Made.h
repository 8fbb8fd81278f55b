// Which classes the program makes objects of: a virtual call runs no override of a class that nobody makes.
//
// In:  a merged program and its bodies.  Out: an answer for a class.
// Making is taken widely: any mention of the class outside its own "this" and parameters counts, as a type, as an
// argument of a template, as what a made class derives from.
#pragma once
#include "ir/Program.h"
#include <set>
#include <string_view>

namespace crosstalk::link {

class MadeClasses {
public:
  MadeClasses(const ir::Program &P, const std::vector<ir::Function> &Bodies);

  bool contains(ir::Name Class) const { return contains(Class, 0); }

private:
  bool contains(ir::Name Class, int Depth) const;
  void mention(std::string_view Type);
  void mentionArguments(std::string_view Type);

  const ir::Program &P;
  std::set<std::string_view> Mentioned; ///< qualified names, without template arguments
  std::set<std::string_view> InSymbols; ///< plain names among the template arguments of called functions
};

/// Takes the overrides of classes that nobody makes off a list by overridden method. Where no class would be left, all
/// of them are made out of sight.
void dropUnmade(const ir::Program &P, const std::vector<ir::Function> &Bodies,
                std::map<ir::Name, std::vector<uint32_t>> &Overriders);

} // namespace crosstalk::link
