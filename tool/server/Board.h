// What the client is shown: which documents are open, and which diagnostics stand for each file.
//
// In:  documents opened, changed and closed; diagnostics of an analysed document, which may lie in other files too.
// Out: publishDiagnostics for every file whose diagnostics changed. Results for a text that is no longer shown are
//      dropped. Safe to use from the reading and the analysing thread.
#pragma once
#include "server/Diagnostics.h"
#include <functional>
#include <mutex>
#include <set>

namespace crosstalk::server {

class Board {
public:
  using Publish = std::function<void(llvm::json::Value)>;
  explicit Board(Publish Send) : Send(std::move(Send)) {}

  /// A document is shown under the client's own spelling of its URI.
  void open(const std::string &File, const std::string &Uri, int64_t Version);
  void change(const std::string &File, int64_t Version);
  /// Takes back what was published because of the document.
  void close(const std::string &File);

  /// Replaces the diagnostics that the analysis of File found, unless its text has moved on from Version.
  void update(const std::string &File, int64_t Version, DiagnosticsByFile Found);

  /// What is published for File on the lines First to Last, by line (0-based).
  std::map<int64_t, std::vector<llvm::json::Value>> shown(const std::string &File, int64_t First, int64_t Last);

private:
  struct Document {
    std::string Uri;
    int64_t Version = 0;
  };
  std::vector<llvm::json::Value> collect(const std::string &File) const;
  void publish(const std::set<std::string> &Files);

  Publish Send;
  std::mutex Mutex; ///< guards what follows
  std::map<std::string, Document> Open;
  std::map<std::string, DiagnosticsByFile> Contributions; ///< by analysed document
};

} // namespace crosstalk::server
