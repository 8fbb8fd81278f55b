// The arrow of the program, drawn:
//
//   clang::ASTContext --summarizeTU--> ir::Unit --linkProgram--> ir::Program --runRules--> Findings
//        (facts/, summary/)                (models/, sql/, link/)          (rules/)
//
// The one place that knows the order of the stages. The functions are pure in their arguments: no I/O,
// no threads, no state. What is on disk (schema files, models, configuration) is handed in as Knowledge.
#pragma once
#include "ir/Finding.h"
#include <memory>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace crosstalk {
namespace ir {
struct Unit;
struct Program;
} // namespace ir

/// A text that was read from disk, with the name that errors are reported under.
struct NamedText {
  std::string Name;
  std::string Text;
};

/// What users and their trees tell the link step. All lists may be empty: zero configuration is the normal case.
struct Knowledge {
  std::vector<NamedText> Models;  ///< extra model files (YAML), after the built-in ones
  std::vector<NamedText> Schemas; ///< DDL files and migrations (SQL)
  // Names of principals and owners may say whom they stand for: "shop::Org as tenant".
  std::vector<std::string> PrincipalTypes;     ///< qualified type names that are principals
  std::vector<std::string> PrincipalFunctions; ///< qualified function names whose result is the authenticated principal
  std::vector<std::string> PrincipalFields;    ///< "Type::field"
  std::vector<std::string> OwnerColumns;       ///< "table.column" or "column"
  std::vector<std::string> PublicTables;       ///< tables that everybody may read
  std::vector<std::string> Guards;             ///< qualified function names whose true means that the caller may
  std::vector<std::string> Entries;            ///< qualified function names that requests enter through
  bool WholeProgram = true; ///< false in the plugin: callers in other units are not seen, ranks are capped
};

/// What a run saw, for the summary line: silence must never look like a pass.
struct Coverage {
  unsigned Functions = 0, PrincipalTypes = 0, Storages = 0, Entries = 0, Queries = 0, ParsedQueries = 0;
};

/// Something that the configuration can say, e.g. that a type is a principal.
struct Declaration {
  enum class Kind : uint8_t { PrincipalType, PrincipalFunction, PrincipalField, Owner, Guard, Entry };
  Kind What = Kind::PrincipalType;
  std::string Name;
  std::string Of; ///< whom a principal or owner stands for, e.g. "tenant"; empty for a user
  std::string Why;
  /// As the configuration has it: "shop::Org as tenant".
  std::string text() const { return Of.empty() ? Name : Name + " as " + Of; }
};

/// Extracts one parsed unit. Never fails: odd code is recorded in the unit.
std::shared_ptr<const ir::Unit> summarizeTU(clang::ASTContext &Context);

/// Links units to one program. Errors in models or schemas are appended to Errors as "file:line:column: message".
std::shared_ptr<const ir::Program> linkProgram(const std::vector<std::shared_ptr<const ir::Unit>> &Units,
                                               const Knowledge &Known, std::vector<std::string> &Errors);

/// Runs all rules. Findings are sorted by place, rule and message, and have no duplicates.
std::vector<Finding> runRules(const ir::Program &Program);

/// Leaves one finding a place and rule, the strongest, in the order of places.
void keepStrongest(std::vector<Finding> &Findings);

/// What the program was recognised to hold.
Coverage coverageOf(const ir::Program &Program);

/// Functions that were too large or too deep for a budget: what is said of them may be less than the truth. Sorted.
std::vector<std::string> cutFunctions(const ir::Program &Program);

/// Readable dumps in stable order.
std::string dumpFacts(const ir::Unit &Unit);
std::string dumpSummary(const ir::Unit &Unit);
std::string dumpProgram(const ir::Program &Program);
std::string dumpModels(const Knowledge &Known, std::vector<std::string> &Errors);
std::string dumpSql(const ir::Program &Program);
std::string dumpInventory(const ir::Program &Program);

/// What was recognised, as the configuration could say it. Sorted, each name once.
std::vector<Declaration> inferDeclarations(const ir::Program &Program);

/// Why a store, write or fetch at FILE:LINE, or on the nearest line of the five before and after it, was or was not
/// reported, in words. Empty when nothing is there.
std::string explain(const ir::Program &Program, const std::string &File, unsigned Line);

/// Qualified names of functions called `main` are how the driver splits a database into programs.
bool definesMain(const ir::Unit &Unit);

} // namespace crosstalk
