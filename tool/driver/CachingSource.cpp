// See CachingSource.h.
#include "driver/CachingSource.h"
#include "driver/Adjust.h"
#include "driver/FileLog.h"
#include "driver/Summaries.h"
#include "summary/Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"
#include <cstdlib>

using namespace llvm;

namespace crosstalk::driver {

std::string cacheKeyOf(const Job &J, const Toolchain &Tools) {
  std::string Text;
  auto Add = [&](StringRef Part) { (Text += Part).push_back('\0'); };
  Add(summary::maker());
  Add(std::to_string(summary::FormatVersion));
  Add(J.File);
  Add(J.Directory);
  for (Kept What : {Kept::Meaning, Kept::Essentials})
    for (const std::string &Word : adjustForClang(J, Tools, What))
      Add(Word);
  for (const char *Name : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "CCC_OVERRIDE_OPTIONS", "SYSROOT"})
    if (const char *Value = std::getenv(Name))
      Add(std::string(Name) + "=" + Value);
  XXH128_hash_t Hash = xxh3_128bits(arrayRefFromStringRef(Text));
  return utohexstr(Hash.high64, /*LowerCase=*/true, /*Width=*/16) +
         utohexstr(Hash.low64, /*LowerCase=*/true, /*Width=*/16);
}

UnitResult CachingSource::get(const Job &J) { return resultOf(summarize(J)); }

summary::UnitSummary CachingSource::summarize(const Job &J) {
  std::string Key = cacheKeyOf(J, Tools);
  if (auto Found = Cache.find(Key, Now))
    return std::move(*Found);
  FileLog Log;
  UnitResult Result = Parser.parse(J, &Log);
  summary::UnitSummary Summary = summaryOf(Result, Log.uses());
  if (Result.Unit && What == Keeping::Parses)
    Cache.keep(Key, Summary);
  return Summary;
}

std::shared_ptr<UnitSource> sourceFor(const Toolchain &Tools, const ParseLimits &Limits,
                                      const std::optional<std::string> &CacheFolder,
                                      std::shared_ptr<const Overlay> Texts, Keeping What) {
  if (CacheFolder)
    return std::make_shared<CachingSource>(Tools, Limits, *CacheFolder, std::move(Texts), What);
  return std::make_shared<ParsingSource>(Tools, Limits, std::move(Texts));
}

} // namespace crosstalk::driver
