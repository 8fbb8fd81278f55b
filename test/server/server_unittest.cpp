// The parts of the language server that a client sees only in rare cases: framing, stale results, shared headers, the
// quick fix's edges.
#include "server/Board.h"
#include "server/Input.h"
#include "server/QuickFix.h"
#include "gtest/gtest.h"

using namespace llvm;
using namespace crosstalk;
using namespace crosstalk::server;

namespace {

/// What the server reads from these bytes, message by message.
std::vector<std::string> messagesIn(std::string Bytes) {
  std::FILE *Stream = fmemopen(Bytes.data(), Bytes.size(), "r");
  std::vector<std::string> Messages;
  Input In(Stream);
  std::string Json;
  while (!In.hasError() && !In.isEndOfInput() && succeeded(In.readStandardMessage(Json)))
    Messages.push_back(Json);
  fclose(Stream);
  return Messages;
}

std::string framed(StringRef Json) { return ("Content-Length: " + Twine(Json.size()) + "\r\n\r\n" + Json).str(); }

const std::string Exit = R"({"jsonrpc":"2.0","method":"exit"})";

bool isMalformed(const std::string &Message) { return StringRef(Message).contains(MalformedMethod); }

TEST(Input, ReadsMessagesOneAfterTheOther) {
  EXPECT_EQ(messagesIn(framed(Exit) + framed(Exit)), std::vector<std::string>({Exit, Exit}));
  EXPECT_EQ(messagesIn("Content-Type: x\nCONTENT-LENGTH:" + std::to_string(Exit.size()) + "\n\n" + Exit),
            std::vector<std::string>({Exit}));
}

TEST(Input, GoesOnAfterAMalformedMessage) {
  for (StringRef Bad : {"{", "[]", "3", "\"\xff\"", R"({"jsonrpc":"2.0"})", R"({"jsonrpc":"2.0","result":1})"}) {
    std::vector<std::string> Messages = messagesIn(framed(Bad) + framed(Exit));
    ASSERT_EQ(Messages.size(), 2u) << Bad.str();
    EXPECT_TRUE(isMalformed(Messages[0])) << Messages[0];
    EXPECT_EQ(Messages[1], Exit);
  }
  EXPECT_TRUE(isMalformed(messagesIn("Content-Length: lots\r\n\r\n").front()));
}

TEST(Input, EndsWhereTheStreamMakesNoSense) {
  EXPECT_TRUE(messagesIn("Content-Length: 100\r\n\r\n{}").empty());
  EXPECT_TRUE(messagesIn("Content-Length: 99999999999999\r\n\r\n{}").empty());
  EXPECT_TRUE(messagesIn("Content-Length: 5").empty());
  EXPECT_TRUE(messagesIn(std::string(1 << 20, 'x')).empty());
}

TEST(Input, DeepNestingIsRefusedButBracketsInTextAreNot) {
  std::string Deep = R"({"jsonrpc":"2.0","method":"x","params":)" + std::string(300, '[') + std::string(300, ']') + "}";
  EXPECT_EQ(whyMalformed(Deep), "message is nested too deeply");
  std::string Text = R"({"jsonrpc":"2.0","method":"x","params":["\")" + std::string(300, '[') + R"("]})";
  EXPECT_EQ(whyMalformed(Text), "");
}

json::Value diagnosticOn(int Line, StringRef Rule) {
  json::Value At = json::Object{{"line", Line}, {"character", 0}};
  return json::Object{{"code", Rule}, {"range", json::Object{{"start", At}, {"end", At}}}};
}

/// A board that remembers what was last published for each URI.
struct Client {
  std::map<std::string, size_t> Shown;
  Board Client{[this](json::Value Params) {
    json::Object &Object = *Params.getAsObject();
    Shown[Object.getString("uri")->str()] = Object.getArray("diagnostics")->size();
  }};
};

DiagnosticsByFile in(const std::string &File, json::Value Diagnostic) { return {{File, {std::move(Diagnostic)}}}; }

TEST(Board, DropsWhatBelongsToAnOlderText) {
  Client C;
  C.Client.open("/a.cpp", "file:///a.cpp", 1);
  C.Client.change("/a.cpp", 2);
  C.Client.update("/a.cpp", 1, in("/a.cpp", diagnosticOn(1, "r")));
  EXPECT_TRUE(C.Shown.empty());
  C.Client.update("/a.cpp", 2, in("/a.cpp", diagnosticOn(1, "r")));
  EXPECT_EQ(C.Shown["file:///a.cpp"], 1u);
  C.Client.close("/a.cpp");
  EXPECT_EQ(C.Shown["file:///a.cpp"], 0u);
  C.Client.update("/a.cpp", 2, in("/a.cpp", diagnosticOn(1, "r")));
  EXPECT_EQ(C.Shown["file:///a.cpp"], 0u);
}

TEST(Board, AHeaderShowsTheUnionOfItsUnits) {
  Client C;
  C.Client.open("/a.cpp", "file:///a.cpp", 1);
  C.Client.open("/b.cpp", "file:///b.cpp", 1);
  C.Client.update("/a.cpp", 1, in("/h.h", diagnosticOn(1, "r")));
  C.Client.update("/b.cpp", 1, {{"/h.h", {diagnosticOn(1, "r"), diagnosticOn(2, "r")}}});
  EXPECT_EQ(C.Shown["file:///h.h"], 2u);
  C.Client.update("/b.cpp", 1, {});
  EXPECT_EQ(C.Shown["file:///h.h"], 1u);
  C.Client.close("/a.cpp");
  EXPECT_EQ(C.Shown["file:///h.h"], 0u);
}

TEST(QuickFix, KeepsIndentationAndJoinsTheRulesOfALine) {
  auto Action = suppressAction("file:///a", "int a;\n\tb();\n", 1, {diagnosticOn(1, "r2"), diagnosticOn(1, "r1")});
  ASSERT_TRUE(Action);
  json::Array &Edits = *Action->getAsObject()->getObject("edit")->getObject("changes")->getArray("file:///a");
  EXPECT_EQ(Edits[0].getAsObject()->getString("newText"), "\t// NOLINTNEXTLINE(r1, r2): say why this is safe\n");
}

TEST(QuickFix, StaysOutOfMacros) {
  EXPECT_FALSE(suppressAction("file:///a", "#define X \\\n  b()\n", 1, {diagnosticOn(1, "r")}));
  EXPECT_TRUE(suppressAction("file:///a", "", 7, {diagnosticOn(7, "r")}));
}

TEST(Diagnostics, HiddenFindingsAreNotShown) {
  Finding Found;
  Found.RuleId = "crosstalk-weak-key";
  Found.At = {"/nowhere.cpp", 3, 9};
  Found.Rank = 20;
  report::Sources Texts;
  EXPECT_TRUE(diagnosticsOf({Found}, Texts).empty());
  Found.Rank = 40;
  DiagnosticsByFile Shown = diagnosticsOf({Found}, Texts);
  EXPECT_EQ(Shown["/nowhere.cpp"].front().getAsObject()->getInteger("severity"), 3);
}

} // namespace
