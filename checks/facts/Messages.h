// Generated protocol buffer messages: their accessors stand for fields, whatever the generated code does inside.
//
// In:  classes and methods below google::protobuf::MessageLite.  Out: which field an accessor speaks of, and how.
#pragma once
#include "facts/ClangHeaders.h"
#include <optional>

namespace crosstalk::facts {

/// Whether a class is a message that the protocol buffer compiler generated.
bool isGeneratedMessage(const clang::CXXRecordDecl *R);

/// A message's method as a use of one field: "order.set_id(7)".
struct FieldAccess {
  enum class Kind { Read, Place, Write, Append, Presence, Count, Clear };
  Kind How = Kind::Read;
  std::string Field;
  const clang::CXXMethodDecl *Getter = nullptr;
  bool Repeated = false;
};

/// What a method of a message does to one of its fields; nothing for methods of the message as a whole.
std::optional<FieldAccess> fieldAccess(const clang::CXXMethodDecl *M);

/// The getters of a message's fields, in the order of its declaration.
std::vector<const clang::CXXMethodDecl *> messageGetters(const clang::CXXRecordDecl *R);

} // namespace crosstalk::facts
