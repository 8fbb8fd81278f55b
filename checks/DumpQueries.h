// One query of the program, for people.
#pragma once

#include "rules/FetchParts.h"
#include <string>

namespace crosstalk {

/// A query's texts, what each hole is bound to, its tables and the verdict, indented lines. \p Known: the schema.
std::string dumpQuery(rules::Judgement &J, const sql::Schema &Known, const judge::QuerySite &Query);

} // namespace crosstalk
