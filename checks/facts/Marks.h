// The annotations of crosstalk/scope.h on declarations.
//
// In:  a declaration.  Out: ir::MarkFlag bits, of all its redeclarations together.
#pragma once
#include "facts/ClangHeaders.h"
#include "ir/Graph.h"
#include "ir/Marks.h"

namespace crosstalk::facts {

/// Of a method, those of the methods it overrides as well; of a class made from a template, those of the template.
uint32_t marksOf(const clang::Decl *D);

uint32_t marksOfParameter(const clang::FunctionDecl *F, unsigned Index);

class UnitBuilder;

/// What a marked local variable is given, as a part of it that has the marks: "CROSSTALK_PRINCIPAL(user) auto Who =
/// ask()". Without marks the value itself.
ir::ExprId markedPart(ir::Graph &G, UnitBuilder &Names, const clang::VarDecl *V, ir::ExprId Value);

} // namespace crosstalk::facts
