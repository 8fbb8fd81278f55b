// Decoding of the messages of Messages.h.
#include "server/Messages.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace crosstalk::server {

bool fromJSON(const json::Value &Value, DidSaveParams &Result, json::Path Path) {
  json::ObjectMapper Map(Value, Path);
  return Map && Map.map("textDocument", Result.Document) && Map.mapOptional("text", Result.Text);
}

bool ActionParams::wantsQuickFix() const { return !Only || is_contained(*Only, "quickfix") || is_contained(*Only, ""); }

bool fromJSON(const json::Value &Value, ActionParams &Result, json::Path Path) {
  json::ObjectMapper Map(Value, Path);
  if (!Map || !Map.map("textDocument", Result.Document) || !Map.map("range", Result.Range))
    return false;
  const json::Object *Context = Value.getAsObject()->getObject("context");
  const json::Value *Only = Context ? Context->get("only") : nullptr;
  return !Only || fromJSON(*Only, Result.Only, Path.field("context").field("only"));
}

bool fromJSON(const json::Value &Value, MalformedParams &Result, json::Path Path) {
  json::ObjectMapper Map(Value, Path);
  return Map && Map.map("why", Result.Why);
}

} // namespace crosstalk::server
