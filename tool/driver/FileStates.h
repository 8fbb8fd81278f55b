// Whether files are still what a parse was told about them.
//
// In:  noted uses, and texts that stand for files.  Out: yes or no.
// What was found out about a file holds for the life of the object: one run looks at each file once, however many
// units read it.
#pragma once
#include "driver/UnitSource.h"
#include "summary/Summary.h"
#include <mutex>
#include <optional>
#include <unordered_map>

namespace crosstalk::driver {

/// Safe to use from several threads.
class FileStates {
public:
  explicit FileStates(std::shared_ptr<const Overlay> Texts = nullptr) : Texts(std::move(Texts)) {}

  bool hold(const std::vector<summary::FileUse> &Uses);

private:
  struct State {
    bool Exists = false;
    uint64_t Size = 0;
    int64_t Modified = 0;
    std::optional<uint64_t> Text, Listing; ///< hashes, once they were asked for
  };

  bool holds(const summary::FileUse &Use);
  State look(const std::string &Path) const;
  std::optional<uint64_t> textHash(const std::string &Path) const;
  const std::string *textFor(const std::string &Path) const;

  std::shared_ptr<const Overlay> Texts;
  std::mutex Lock;
  std::unordered_map<std::string, State> Known;
};

} // namespace crosstalk::driver
