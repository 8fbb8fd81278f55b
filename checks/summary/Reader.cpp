// Bytes to values: the layout first, then the envelope; the unit itself is read by UnitReader. See Summary.h.
#include "summary/Summary.h"
#include "summary/UnitReader.h"
#include "summary/Version.h"

using namespace llvm;

namespace crosstalk::summary {

static Error refuse(StringRef Name, const Twine &Why) {
  return createStringError(inconvertibleErrorCode(), Name + ": " + Why);
}

/// FlatBuffers reads numbers in place: they have to lie at even addresses.
class AlignedBytes {
public:
  explicit AlignedBytes(StringRef From) : Bytes(From) {
    if (reinterpret_cast<uintptr_t>(From.data()) % alignof(uint64_t) == 0)
      return;
    Copy.resize(From.size() / sizeof(uint64_t) + 1);
    memcpy(Copy.data(), From.data(), From.size());
    Bytes = StringRef(reinterpret_cast<const char *>(Copy.data()), From.size());
  }

  const uint8_t *data() const { return Bytes.bytes_begin(); }
  size_t size() const { return Bytes.size(); }

private:
  StringRef Bytes;
  std::vector<uint64_t> Copy;
};

bool looksLikeSummary(StringRef Bytes) {
  constexpr size_t Mark = sizeof(flatbuffers::uoffset_t);
  return Bytes.drop_front(std::min(Mark, Bytes.size())).starts_with(bytes::SummaryIdentifier());
}

template <typename Root> static bool isLaidOut(const AlignedBytes &Bytes) {
  constexpr size_t Deepest = 16, MostTables = 1 << 26;
  flatbuffers::Verifier Check(Bytes.data(), Bytes.size(), Deepest, MostTables);
  return Check.VerifyBuffer<Root>(bytes::SummaryIdentifier());
}

static Error checkHeader(StringRef Name, const bytes::Header &Found) {
  if (Found.format() != FormatVersion)
    return refuse(Name, "this summary has format " + Twine(Found.format()) + ", this program reads format " +
                            Twine(FormatVersion) + "; make it again");
  StringRef Maker = Found.maker() ? StringRef(Found.maker()->c_str(), Found.maker()->size()) : "";
  if (Maker != maker())
    return refuse(Name, "this summary was made by '" + Maker + "', this program is '" + maker() + "'; make it again");
  return Error::success();
}

/// The root, with the whole layout verified: no offset leads out of the bytes.
static Expected<const bytes::Summary *> open(StringRef Name, const AlignedBytes &Bytes) {
  if (!looksLikeSummary(StringRef(reinterpret_cast<const char *>(Bytes.data()), Bytes.size())))
    return refuse(Name, "this is no summary");
  if (!isLaidOut<bytes::Header>(Bytes))
    return refuse(Name, "the summary is damaged: its header cannot be read");
  if (Error E = checkHeader(Name, *flatbuffers::GetRoot<bytes::Header>(Bytes.data())))
    return E;
  if (!isLaidOut<bytes::Summary>(Bytes))
    return refuse(Name, "the summary is damaged: something in it lies outside of it");
  return bytes::GetSummary(Bytes.data());
}

static Expected<std::vector<FileUse>> readsOf(StringRef Name, const bytes::Summary &From) {
  std::vector<FileUse> Uses;
  for (size_t I = 0, E = From.reads() ? From.reads()->size() : 0; I != E; ++I) {
    const bytes::Read &R = *From.reads()->Get(I);
    if (R.question() > bytes::Question::MAX)
      return refuse(Name,
                    "reads[" + Twine(I) + "]: there is no question " + Twine(static_cast<unsigned>(R.question())));
    Uses.push_back({textOf(R.path()), static_cast<FileUse::Question>(R.question()), R.size(), R.modified(), R.hash()});
  }
  return Uses;
}

static Error checkState(StringRef Name, const bytes::Summary &From) {
  if (From.state() > bytes::State::MAX)
    return refuse(Name, "there is no state " + Twine(static_cast<unsigned>(From.state())));
  bool HasUnit = From.state() == bytes::State::Complete || From.state() == bytes::State::Incomplete;
  if (HasUnit != (From.unit() != nullptr))
    return refuse(Name, HasUnit ? "the unit is missing" : "there is a unit although none was analysed");
  return Error::success();
}

Expected<UnitSummary> read(StringRef Name, StringRef Bytes) {
  AlignedBytes Aligned(Bytes);
  auto From = open(Name, Aligned);
  if (!From)
    return From.takeError();
  const bytes::Summary &S = **From;
  if (Error E = checkState(Name, S))
    return E;
  UnitSummary Result;
  Result.File = textOf(S.file());
  Result.BuildFolder = textOf(S.build_folder());
  Result.Status = static_cast<UnitSummary::State>(S.state());
  Result.ErrorCount = S.error_count();
  Result.Errors = textsOf(S.errors());
  Result.UserFiles = textsOf(S.user_files());
  auto Reads = readsOf(Name, S);
  if (!Reads)
    return Reads.takeError();
  Result.Reads = std::move(*Reads);
  if (S.unit()) {
    auto Unit = UnitReader().read(*S.unit());
    if (!Unit)
      return refuse(Name, toString(Unit.takeError()));
    Result.Unit = std::move(*Unit);
  }
  return Result;
}

Expected<std::vector<FileUse>> readReads(StringRef Name, StringRef Bytes) {
  AlignedBytes Aligned(Bytes);
  auto From = open(Name, Aligned);
  if (!From)
    return From.takeError();
  return readsOf(Name, **From);
}

} // namespace crosstalk::summary
