# Writes OUT, which defines maker() of Version.h. Run by the build:
#   cmake -DOUT=Maker.cpp -DVERSION=0.1.0 "-DCOMPILER=GNU 12.2.0" "-DFILES=a.cpp;b.h" -P version.cmake
# The compiler counts: in which order arguments are evaluated is its own choice, and with it the order of values.
set(Hashes ${COMPILER})
foreach(File ${FILES})
  file(SHA256 ${File} Hash)
  string(APPEND Hashes ${Hash})
endforeach()
string(SHA256 All "${Hashes}")
string(SUBSTRING ${All} 0 16 Facts)
file(WRITE ${OUT} "// Made by version.cmake.
#include \"summary/Version.h\"
#include \"llvm/Config/llvm-config.h\"

namespace crosstalk::summary {

const std::string &maker() {
  static const std::string Text = \"crosstalk ${VERSION}, facts ${Facts}, LLVM \" LLVM_VERSION_STRING;
  return Text;
}

} // namespace crosstalk::summary
")
