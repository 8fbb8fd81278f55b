// Reads the messages of a client, and survives the ones that are none.
//
// In:  a byte stream that should hold "Content-Length: N", an empty line, and N bytes of JSON, again and again.
// Out: well-formed JSON-RPC messages. One that is malformed becomes a call of MalformedMethod, so that the client is
//      told and the stream goes on; LLVM's own reader would end the server.
#pragma once
#include "llvm/Support/LSP/Transport.h"

namespace crosstalk::server {

/// The method that stands for a malformed message; its only parameter says what was wrong with it.
inline constexpr llvm::StringLiteral MalformedMethod = "crosstalk/malformed";

/// Why Text is not a JSON-RPC message, or empty if it is one.
std::string whyMalformed(llvm::StringRef Text);

class Input : public llvm::lsp::JSONTransportInput {
public:
  explicit Input(std::FILE *In) : In(In) {}

  bool hasError() const override { return Broken || ferror(In); }
  bool isEndOfInput() const override { return feof(In); }
  llvm::LogicalResult readStandardMessage(std::string &Json) override;
  llvm::LogicalResult readDelimitedMessage(std::string &) override { return llvm::failure(); }

private:
  std::optional<std::string> readLine();
  std::optional<uint64_t> readHeaders();

  std::FILE *In;
  bool Broken = false;
};

} // namespace crosstalk::server
