// Reads what linking is told from disk: the configuration's lists, model files and schema files.
//
// In:  a Configuration and what the command line adds.  Out: Knowledge, checked once so that a mistake in a file that
// the user named ends the run before the first unit is parsed.
#pragma once
#include "driver/Configuration.h"

namespace crosstalk::driver {

struct KnowledgeOptions {
  std::vector<std::string> Models, Schemas; ///< from the command line
  std::string SchemaRoot;                   ///< searched for schema files when none is named; empty: not searched
};

struct GatheredKnowledge {
  Knowledge Known;
  std::vector<std::string> Notes; ///< what was left out; defects of files that nobody named
};

llvm::Expected<GatheredKnowledge> gatherKnowledge(const Configuration &Config, const KnowledgeOptions &Options);

} // namespace crosstalk::driver
