// The words of model files, beside the values they stand for: the only list of each.
//
// Used both ways, by the reader and the dump. Positions are numbers or one of PositionWords.
#pragma once
#include "ir/Model.h"
#include "llvm/ADT/StringRef.h"

namespace crosstalk {

/// A word of model files and the value it stands for.
template <class T> struct Word {
  T Value;
  llvm::StringLiteral Text;
};

inline constexpr Word<int> PositionWords[] = {{ir::Receiver, "receiver"},
                                              {ir::Result, "result"},
                                              {ir::AllArguments, "all"},
                                              {ir::RestArguments, "rest"},
                                              {ir::Nowhere, "nowhere"}};

inline constexpr Word<bool> TruthWords[] = {{true, "true"}, {false, "false"}};

inline constexpr Word<ir::SourceKind> SourceWords[] = {{ir::SourceKind::None, "none"},
                                                       {ir::SourceKind::Principal, "principal"},
                                                       {ir::SourceKind::Credential, "credential"},
                                                       {ir::SourceKind::SessionHandle, "session"},
                                                       {ir::SourceKind::RequestField, "request-field"},
                                                       {ir::SourceKind::RequestId, "request-id"},
                                                       {ir::SourceKind::RequestContent, "request-content"},
                                                       {ir::SourceKind::Peer, "peer"},
                                                       {ir::SourceKind::Row, "row"},
                                                       {ir::SourceKind::Clock, "clock"}};

inline constexpr Word<ir::Propagation> PropagationWords[] = {{ir::Propagation::Lossless, "lossless"},
                                                             {ir::Propagation::Hash, "hash"},
                                                             {ir::Propagation::Lossy, "lossy"},
                                                             {ir::Propagation::Cut, "cut"}};

inline constexpr Word<ir::StorageOp> StorageWords[] = {{ir::StorageOp::Get, "get"},
                                                       {ir::StorageOp::Put, "put"},
                                                       {ir::StorageOp::Erase, "erase"},
                                                       {ir::StorageOp::GetOrPut, "get-or-put"},
                                                       {ir::StorageOp::Clear, "clear"}};

inline constexpr Word<ir::EntityOp> EntityWords[] = {{ir::EntityOp::Fetch, "fetch"},
                                                     {ir::EntityOp::Count, "count"},
                                                     {ir::EntityOp::Insert, "insert"},
                                                     {ir::EntityOp::Update, "update"},
                                                     {ir::EntityOp::Delete, "delete"}};

inline constexpr Word<ir::SinkKind> SinkWords[] = {{ir::SinkKind::None, "none"},
                                                   {ir::SinkKind::Response, "response"},
                                                   {ir::SinkKind::ResponseHeader, "response-header"},
                                                   {ir::SinkKind::Log, "log"},
                                                   {ir::SinkKind::Mutation, "mutation"},
                                                   {ir::SinkKind::Authentication, "authentication"},
                                                   {ir::SinkKind::Denial, "denial"}};

inline constexpr llvm::StringLiteral DialectWords[] = {"postgres", "mysql", "sqlite", "odbc",
                                                       "qt",       "soci",  "brace",  "predicate"};

} // namespace crosstalk
