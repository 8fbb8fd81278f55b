// The session with one client: which message does what.
//
//   stdin --Input--> Session --Queue--> Analyse --Diagnostics--> Board --> stdout
#include "server/Server.h"
#include "server/Board.h"
#include "server/Input.h"
#include "server/Messages.h"
#include "server/Queue.h"
#include "server/QuickFix.h"
#include "llvm/Support/LSP/Logging.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace crosstalk::server {
namespace {

constexpr std::chrono::milliseconds AtOnce{0};

Error refuse(std::string Why, lsp::ErrorCode Code) { return make_error<lsp::LSPError>(std::move(Why), Code); }

bool isHeader(StringRef File) {
  StringRef Extension = sys::path::extension(File);
  return Extension.empty() || Extension.starts_with(".h") || Extension == ".inc" || Extension == ".ipp";
}

class Session {
public:
  Session(const ServerOptions &Options, lsp::MessageHandler &Handler);

  bool shutDown() const { return State == Stage::ShutDown; }
  bool busy() { return Waiting.busy(); }

private:
  enum class Stage { Starting, Running, ShutDown };

  void onInitialize(const lsp::InitializeParams &Params, lsp::Callback<json::Value> Reply);
  void onShutdown(const lsp::NoParams &Params, lsp::Callback<json::Value> Reply);
  void onMalformed(const MalformedParams &Params, lsp::Callback<json::Value> Reply);
  void onOpen(const lsp::DidOpenTextDocumentParams &Params);
  void onChange(const lsp::DidChangeTextDocumentParams &Params);
  void onSave(const DidSaveParams &Params);
  void onClose(const lsp::DidCloseTextDocumentParams &Params);
  void onCodeAction(const ActionParams &Params, lsp::Callback<json::Value> Reply);

  void analysed(const Text &What, Expected<std::vector<Finding>> Findings);
  void complain(const std::string &Message);

  const ServerOptions &Options;
  Stage State = Stage::Starting;
  std::map<std::string, Text> Documents; ///< the reading thread's
  std::string LastComplaint;             ///< the analysing thread's
  lsp::OutgoingNotification<json::Value> ShowMessage;
  lsp::OutgoingNotification<json::Value> PublishDiagnostics;
  Board Shown;
  Queue Waiting; ///< last: its thread uses all of the above
};

Session::Session(const ServerOptions &Options, lsp::MessageHandler &Handler)
    : Options(Options), ShowMessage(Handler.outgoingNotification<json::Value>("window/showMessage")),
      PublishDiagnostics(Handler.outgoingNotification<json::Value>("textDocument/publishDiagnostics")),
      Shown([this](json::Value Params) { PublishDiagnostics(Params); }),
      Waiting(Options, [this](const Text &What, Expected<std::vector<Finding>> Findings) {
        analysed(What, std::move(Findings));
      }) {
  Handler.method("initialize", this, &Session::onInitialize);
  Handler.method("shutdown", this, &Session::onShutdown);
  Handler.method(MalformedMethod, this, &Session::onMalformed);
  Handler.method("textDocument/codeAction", this, &Session::onCodeAction);
  Handler.notification("textDocument/didOpen", this, &Session::onOpen);
  Handler.notification("textDocument/didChange", this, &Session::onChange);
  Handler.notification("textDocument/didSave", this, &Session::onSave);
  Handler.notification("textDocument/didClose", this, &Session::onClose);
}

void Session::onInitialize(const lsp::InitializeParams &, lsp::Callback<json::Value> Reply) {
  if (State != Stage::Starting)
    return Reply(refuse("initialize was sent before", lsp::ErrorCode::InvalidRequest));
  State = Stage::Running;
  json::Object Sync{{"openClose", true},
                    {"change", static_cast<int>(lsp::TextDocumentSyncKind::Full)},
                    {"save", json::Object{{"includeText", false}}}};
  json::Object Capabilities{{"textDocumentSync", std::move(Sync)},
                            {"positionEncoding", "utf-16"},
                            {"codeActionProvider", json::Object{{"codeActionKinds", json::Array{"quickfix"}}}}};
  Reply(json::Object{{"capabilities", std::move(Capabilities)},
                     {"serverInfo", json::Object{{"name", "crosstalk"}, {"version", Options.Version}}}});
}

void Session::onShutdown(const lsp::NoParams &, lsp::Callback<json::Value> Reply) {
  if (State != Stage::Running)
    return Reply(refuse("the server is not running", lsp::ErrorCode::InvalidRequest));
  State = Stage::ShutDown;
  Reply(nullptr);
}

void Session::onMalformed(const MalformedParams &Params, lsp::Callback<json::Value> Reply) {
  Reply(refuse(Params.Why, lsp::ErrorCode::ParseError));
}

void Session::onOpen(const lsp::DidOpenTextDocumentParams &Params) {
  if (State != Stage::Running)
    return;
  const lsp::TextDocumentItem &Item = Params.textDocument;
  std::string File = Item.uri.file().str();
  Shown.open(File, Item.uri.uri().str(), Item.version);
  Text &Opened = Documents[File] = {File, Item.text, Item.version};
  Waiting.schedule(Opened, AtOnce);
}

void Session::onChange(const lsp::DidChangeTextDocumentParams &Params) {
  auto Found = Documents.find(Params.textDocument.uri.file().str());
  if (Found == Documents.end() || Params.contentChanges.empty())
    return;
  Text &Changed = Found->second;
  // Full synchronisation was agreed on: the last change holds the whole text.
  Changed.Content = Params.contentChanges.back().text;
  Changed.Version = Params.textDocument.version;
  Shown.change(Changed.File, Changed.Version);
  Waiting.schedule(Changed, Options.Debounce);
}

void Session::onSave(const DidSaveParams &Params) {
  auto Found = Documents.find(Params.Document.uri.file().str());
  if (Found == Documents.end())
    return;
  if (Params.Text)
    Found->second.Content = *Params.Text;
  Waiting.schedule(Found->second, AtOnce);
  if (!isHeader(Found->first))
    return;
  for (const auto &[File, Other] : Documents)
    if (File != Found->first)
      Waiting.schedule(Other, AtOnce);
}

void Session::onClose(const lsp::DidCloseTextDocumentParams &Params) {
  std::string File = Params.textDocument.uri.file().str();
  if (Documents.erase(File) == 0)
    return;
  Waiting.cancel(File);
  Shown.close(File);
}

void Session::onCodeAction(const ActionParams &Params, lsp::Callback<json::Value> Reply) {
  json::Array Actions;
  auto Found = Documents.find(Params.Document.uri.file().str());
  if (Found == Documents.end() || !Params.wantsQuickFix())
    return Reply(std::move(Actions));
  for (const auto &[Line, Here] : Shown.shown(Found->first, Params.Range.start.line, Params.Range.end.line))
    if (auto Action = suppressAction(Params.Document.uri.uri().str(), Found->second.Content, Line, Here))
      Actions.push_back(std::move(*Action));
  Reply(std::move(Actions));
}

void Session::analysed(const Text &What, Expected<std::vector<Finding>> Findings) {
  if (!Findings)
    return complain(toString(Findings.takeError()));
  LastComplaint.clear();
  report::Sources OnDisk;
  report::Sources Texts([&](const std::string &File) -> std::optional<std::string> {
    if (File == What.File)
      return What.Content;
    const std::string *Read = OnDisk.text(File);
    return Read ? std::optional<std::string>(*Read) : std::nullopt;
  });
  Shown.update(What.File, What.Version, diagnosticsOf(*Findings, Texts));
}

/// Says it once, not at each keystroke.
void Session::complain(const std::string &Message) {
  lsp::Logger::error("{0}", Message);
  if (Message == LastComplaint)
    return;
  LastComplaint = Message;
  ShowMessage(json::Object{{"type", 2}, {"message", "crosstalk: " + report::validUtf8(Message)}});
}

} // namespace

int serve(const ServerOptions &Options) {
  lsp::JSONTransport Transport(std::make_unique<Input>(stdin), outs());
  lsp::MessageHandler Handler(Transport);
  Session Client(Options, Handler);
  Error Failure = Transport.run(Handler);
  if (Failure)
    lsp::Logger::error("{0}", toString(std::move(Failure)));
  int Code = Client.shutDown() ? 0 : 1;
  // The client waits for the process to end: an analysis that still runs is not worth waiting for.
  if (Client.busy())
    sys::Process::Exit(Code, /*NoCleanup=*/true);
  return Code;
}

} // namespace crosstalk::server
