// The named step that turns a command written for gcc (or another clang) into one for the clang in this program.
//
// In:  a Job as the database has it.  Out: the arguments of a syntax-only clang run.
// What goes: compiler launchers (ccache), flags that clang does not know or does not support, warnings and -Werror,
// precompiled headers and module files of other compilers, plugins, sanitizers, profiles, dependency and debug
// output, everything for the linker. What stays: what decides the meaning of the code (-I, -D, -std, -f, -m).
#pragma once
#include "driver/Job.h"
#include "driver/Toolchain.h"

namespace crosstalk::driver {

/// How many flags stay. Essentials is for commands that clang refuses all the same, e.g. for an unknown -mabi=: the
/// language, its standard, macros and include paths only.
enum class Kept { Meaning, Essentials };

std::vector<std::string> adjustForClang(const Job &J, const Toolchain &Tools, Kept What = Kept::Meaning);

} // namespace crosstalk::driver
