// A template as one text, its holes as marks; formatting placeholders (%s, {}, %1) are holes like any other.
//
// In:  a Template.  Out: text and what each mark stands for, in order.
// Not here: placeholders that the database sees (?, $1, :name): the tokenizer finds those.
#pragma once
#include "sql/Query.h"
#include <string>
#include <vector>

namespace crosstalk::sql {

struct FlatText {
  std::string Text; ///< every HoleMark in it belongs to the entry of Marks with the same number
  struct Mark {
    Operand Value;
    bool Fragment = false;
    bool Identifier = false; ///< the format says that it is a name
  };
  std::vector<Mark> Marks;
};

FlatText flatten(const Template &Text);

} // namespace crosstalk::sql
