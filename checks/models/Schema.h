// The keys of model files: one description, visited by the reader and by the dump.
//
// A visitor has word(Key, Value, Words), position, positions, sources, flows, flag, text, texts and part (a nested
// mapping). To add a key: a member in ir/Model.h, a line here, a line in Facets.cpp and a test.
#pragma once
#include "models/Words.h"

namespace crosstalk {

/// The value that a mapping starts from: what its absent keys mean.
template <class T> T unwritten() { return T{}; }
template <> inline ir::SqlCall unwritten() {
  ir::SqlCall Call;
  Call.Text = ir::Nowhere;
  return Call;
}

template <class Visitor> void describe(Visitor &V, ir::StorageAccess &S) {
  V.word("op", S.Op, StorageWords);
  V.position("handle", S.Handle);
  V.position("key", S.Key);
  V.position("value", S.Value);
  V.position("generator", S.Generator);
  V.flag("external", S.External);
  V.flag("per-thread", S.PerThread);
  V.position("key-format", S.KeyFormat);
}

template <class Visitor> void describe(Visitor &V, ir::SqlCall &S) {
  V.position("text", S.Text);
  V.position("first-bind", S.FirstBind);
  V.position("bind-list", S.BindList);
  V.position("statement", S.Statement);
  V.position("statement-name", S.StatementName);
  V.flag("continues", S.Continues);
  V.dialect("dialect", S.Dialect);
}

template <class Visitor> void describe(Visitor &V, ir::SqlBind &B) {
  V.position("statement", B.Statement);
  V.position("index", B.Index);
  V.position("value", B.Value);
  V.flag("zero-based", B.ZeroBased);
  V.text("field", B.Field);
}

template <class Visitor> void describe(Visitor &V, ir::Registration &R) {
  V.position("handler", R.Handler);
  V.position("route", R.Route);
  V.text("method", R.Method);
  V.flag("before", R.Before);
  V.sources("parameters", R.Parameters);
}

template <class Visitor> void describe(Visitor &V, ir::Callback &C) {
  V.position("function", C.Function);
  V.positions("arguments", C.Arguments);
  V.flag("returns", C.ResultToResult);
  V.flag("stored", C.Stored);
  V.flag("element", C.Element);
}

template <class Visitor> void describe(Visitor &V, ir::PartAccess &P) {
  V.word("op", P.Op, StorageWords);
  V.position("of", P.Of);
  V.position("name", P.Name);
  V.position("value", P.Value);
}

template <class Visitor> void describe(Visitor &V, ir::EntityAccess &E) {
  V.word("op", E.Op, EntityWords);
  V.position("id", E.Id);
  V.position("where", E.Where);
  V.position("value", E.Value);
  V.position("table", E.Table);
}

template <class Visitor> void describe(Visitor &V, ir::EntityPredicate &P) {
  V.position("column", P.Column);
  V.position("value", P.Value);
  V.flag("repeats", P.Repeats);
}

template <class Visitor> void describeValue(Visitor &V, ir::Model &M) {
  V.word("source", M.Source, SourceWords);
  V.position("name-argument", M.NameArgument);
  V.text("fixed-name", M.FixedName);
  V.flag("needs-verification", M.NeedsVerification);
  V.flag("shared-result", M.SharedResult);
}

template <class Visitor> void describeFunction(Visitor &V, ir::Model &M) {
  V.texts("parameters", M.ParameterTypes);
  describeValue(V, M);
  V.flows("flows", M.Flows);
  V.position("out", M.OutArgument);
  V.position("view", M.View);
  V.mapping("part", M.Part);
  V.mapping("storage", M.Storage);
  V.mapping("sql", M.Sql);
  V.mapping("bind", M.Bind);
  V.mapping("entity", M.Entity);
  V.mapping("predicate", M.Predicate);
  V.mapping("entry", M.Entry);
  V.mapping("calls", M.Calls);
  V.word("sink", M.Sink, SinkWords);
  V.position("value-argument", M.ValueArgument);
  V.text("fixed-value", M.FixedValue);
  V.flag("guard", M.Guard);
  V.flag("resets", M.Resets);
  V.flag("suspends", M.Suspends);
  V.flag("accepts", M.Accepts);
}

template <class Visitor> void describeType(Visitor &V, ir::Model &M) {
  V.flag("principal", M.PrincipalType);
  V.flag("request", M.RequestType);
  V.flag("response", M.ResponseType);
  V.flag("shared-handler", M.SharedHandler);
  V.flag("per-request", M.PerRequest);
  V.flag("connection", M.ConnectionType);
  V.flag("thread-local", M.ThreadLocalType);
  V.texts("entry-methods", M.EntryMethods);
  V.sources("entry-parameters", M.EntryParameters);
}

/// Visits the keys that an entry of its kind may have, but for its name.
template <class Visitor> void describe(Visitor &V, ir::Model &M) {
  switch (M.What) {
  case ir::Model::Subject::Function:
    return describeFunction(V, M);
  case ir::Model::Subject::Type:
    return describeType(V, M);
  case ir::Model::Subject::Field:
    return describeValue(V, M);
  }
}

} // namespace crosstalk
