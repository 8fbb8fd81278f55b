// Which jobs of a database the FILE arguments name.
//
// In:  a database and files, folders or headers as the user typed them.
// Out: the jobs, in the database's order; or what is wrong with an argument.
#pragma once
#include "driver/Database.h"
#include "driver/Toolchain.h"

namespace crosstalk::driver {

/// A source names its unit, a folder the units below it, a header the units that include it. No argument: all jobs.
llvm::Expected<std::vector<Job>> selectJobs(const Database &From, llvm::ArrayRef<std::string> Files,
                                            const Toolchain &Tools, unsigned Threads);

/// The command for a file that the database does not list, made from that of the file most like it in name and place.
Job borrowedJob(const Database &From, llvm::StringRef File);

} // namespace crosstalk::driver
