// The source that parses only what no earlier run has parsed.
//
// In:  a Job.  Out: the kept summary of its unit when the command and all that it read are the same, else that of a
// parse, which is kept for later runs. Nobody can tell the two apart. Units without a summary are not kept.
#pragma once
#include "driver/ParsingSource.h"
#include "driver/SummaryCache.h"

namespace crosstalk::driver {

/// Whether parses are kept. Nothing is for texts that are gone in a moment, as those of an editor.
enum class Keeping { Parses, Nothing };

class CachingSource : public UnitSource {
public:
  CachingSource(Toolchain Tools, ParseLimits Limits, std::string Folder, std::shared_ptr<const Overlay> Texts = nullptr,
                Keeping What = Keeping::Parses)
      : Tools(Tools), Parser(std::move(Tools), Limits, Texts), Cache(std::move(Folder)), Now(std::move(Texts)),
        What(What) {}

  UnitResult get(const Job &J) override;

  /// The same, with all that the unit read.
  summary::UnitSummary summarize(const Job &J);

private:
  Toolchain Tools;
  ParsingSource Parser;
  SummaryCache Cache;
  FileStates Now;
  Keeping What;
};

/// The cached source when there is a folder, else the one that parses.
std::shared_ptr<UnitSource> sourceFor(const Toolchain &Tools, const ParseLimits &Limits,
                                      const std::optional<std::string> &CacheFolder,
                                      std::shared_ptr<const Overlay> Texts = nullptr, Keeping What = Keeping::Parses);

/// What a unit's command means, as 32 hexadecimal digits: who makes summaries, where the command runs, what it says
/// once it is clang's, and the variables of the environment that clang reads.
std::string cacheKeyOf(const Job &J, const Toolchain &Tools);

} // namespace crosstalk::driver
