// See FileStates.h. The time and size of a file are asked first, its content only when they say nothing.
#include "driver/FileStates.h"
#include "driver/FileLog.h"
#include "driver/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace crosstalk::driver {

bool FileStates::hold(const std::vector<summary::FileUse> &Uses) {
  std::lock_guard Hold(Lock);
  return all_of(Uses, [&](const summary::FileUse &Use) { return holds(Use); });
}

bool FileStates::holds(const summary::FileUse &Use) {
  auto [Found, New] = Known.try_emplace(Use.Path);
  State &Now = Found->second;
  if (New)
    Now = look(Use.Path);
  switch (Use.Asked) {
  case summary::FileUse::Question::Missing:
    return !Now.Exists;
  case summary::FileUse::Question::Present:
    return Now.Exists;
  case summary::FileUse::Question::Content:
    if (!Now.Exists || Now.Size != Use.Size)
      return false;
    if (Use.Modified && Now.Modified == Use.Modified)
      return true;
    if (!Now.Text)
      Now.Text = textHash(Use.Path);
    return Now.Text == Use.Hash;
  case summary::FileUse::Question::Listing:
    if (!Now.Listing)
      Now.Listing = hashOfListing(Use.Path);
    return Now.Listing == Use.Hash;
  }
  llvm_unreachable("all questions are listed");
}

const std::string *FileStates::textFor(const std::string &Path) const {
  if (!Texts)
    return nullptr;
  auto Found = Texts->find(absolutePath(Path));
  return Found == Texts->end() ? nullptr : &Found->second;
}

FileStates::State FileStates::look(const std::string &Path) const {
  State Result;
  sys::fs::file_status Status;
  if (const std::string *Text = textFor(Path)) {
    Result.Exists = true;
    Result.Size = Text->size();
    Result.Text = hashOfText(*Text);
  } else if (!sys::fs::status(Path, Status)) {
    Result.Exists = true;
    Result.Size = Status.getSize();
    Result.Modified = nanoseconds(Status.getLastModificationTime());
  }
  return Result;
}

std::optional<uint64_t> FileStates::textHash(const std::string &Path) const {
  auto Text = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Text)
    return std::nullopt;
  return hashOfText((*Text)->getBuffer());
}

} // namespace crosstalk::driver
