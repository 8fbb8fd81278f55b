"""lit: the tests that are a command line and its expected output.

A folder takes part by having a lit.local.cfg, which names its suffixes:
    config.suffixes = [".cpp", ".test"]
Substitutions: %crosstalk, %tidy (clang-tidy with our plugin loaded), %plugin, %clang, %python, %project (the root of the
sources), %build (the build folder), %marked (test/marked.py). LLVM's tools (FileCheck, not, split-file, ...) are found by
their plain names.
"""
import os

import lit.formats

config.name = "crosstalk"
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.my_obj_root, "lit")
config.suffixes = []
config.excludes = ["Inputs", "CMakeLists.txt", "lit.local.cfg", "node_modules"]

build, tools = config.crosstalk_build, config.llvm_tools
plugin = os.path.join(build, "lib", "crosstalk-tidy.so")
config.substitutions += [
    ("%crosstalk", os.path.join(build, "bin", "crosstalk")),
    ("%tidy", os.path.join(tools, "clang-tidy") + " -load " + plugin),
    ("%plugin", plugin),
    ("%clang", os.path.join(tools, "clang++")),
    ("%python", config.python),
    ("%marked", os.path.join(config.test_source_root, "marked.py")),
    ("%project", config.crosstalk_source),
    ("%build", build),
]
config.environment["PATH"] = os.pathsep.join([os.path.join(build, "bin"), tools, os.environ.get("PATH", "")])
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"
for name in ("HOME", "TMPDIR", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
# The summary cache of whoever runs the tests is neither read nor filled.
config.environment["XDG_CACHE_HOME"] = os.path.join(config.test_exec_root, "cache")
