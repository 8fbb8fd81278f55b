// The framing and the first look at a message. Limits keep a hostile stream from taking all memory or all stack.
#include "server/Input.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace crosstalk::server {
namespace {

constexpr uint64_t LongestMessage = 256ull << 20;
constexpr size_t LongestHeader = 4096;
constexpr unsigned DeepestNesting = 256;

/// LLVM's JSON parser recurses; so nesting is counted first.
bool nestsTooDeep(StringRef Text) {
  unsigned Depth = 0;
  bool InString = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    if (InString && C == '\\')
      ++I;
    else if (C == '"')
      InString = !InString;
    else if (!InString && (C == '[' || C == '{') && ++Depth > DeepestNesting)
      return true;
    else if (!InString && (C == ']' || C == '}') && Depth > 0)
      --Depth;
  }
  return false;
}

std::string malformedCall(StringRef Why) {
  json::Value Call = json::Object{
      {"jsonrpc", "2.0"}, {"id", nullptr}, {"method", MalformedMethod}, {"params", json::Object{{"why", Why}}}};
  std::string Text;
  raw_string_ostream(Text) << Call;
  return Text;
}

} // namespace

std::string whyMalformed(StringRef Text) {
  if (nestsTooDeep(Text))
    return "message is nested too deeply";
  Expected<json::Value> Parsed = json::parse(Text);
  if (!Parsed)
    return "message is not JSON: " + toString(Parsed.takeError());
  const json::Object *Message = Parsed->getAsObject();
  if (!Message)
    return "message is not an object";
  if (Message->getString("jsonrpc") != StringRef("2.0"))
    return "message does not say \"jsonrpc\": \"2.0\"";
  bool IsReply = Message->get("id") && (Message->get("result") || Message->getObject("error"));
  if (!Message->getString("method") && !IsReply)
    return "message has neither a method nor a result";
  return "";
}

std::optional<std::string> Input::readLine() {
  std::string Line;
  for (int C = fgetc(In); C != EOF; C = fgetc(In)) {
    if (C == '\n')
      return Line;
    if (Line.size() < LongestHeader)
      Line += static_cast<char>(C);
  }
  return std::nullopt;
}

/// The announced length; 0 where the headers name none that can be used.
std::optional<uint64_t> Input::readHeaders() {
  uint64_t Length = 0;
  while (std::optional<std::string> Line = readLine()) {
    StringRef Header = StringRef(*Line).trim();
    if (Header.empty())
      return Length;
    auto [Name, Value] = Header.split(':');
    if (Name.trim().equals_insensitive("content-length") && Value.trim().getAsInteger(10, Length))
      Length = 0;
  }
  return std::nullopt;
}

LogicalResult Input::readStandardMessage(std::string &Json) {
  std::optional<uint64_t> Length = readHeaders();
  if (!Length)
    return failure();
  if (*Length == 0) {
    Json = malformedCall("message without a Content-Length");
    return success();
  }
  if (*Length > LongestMessage) {
    Broken = true;
    return failure();
  }
  Json.resize(*Length);
  if (fread(Json.data(), 1, *Length, In) != *Length)
    return failure();
  if (std::string Why = whyMalformed(Json); !Why.empty())
    Json = malformedCall(Why);
  return success();
}

} // namespace crosstalk::server
