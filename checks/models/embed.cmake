# cmake -DOUT=FILE.cpp "-DFILES=A.yaml;B.yaml" -P embed.cmake: writes builtinModelFiles() with the texts of FILES.
#
# A text goes out as raw string literals of at most 8000 bytes each (compilers limit the length of one literal).
list(SORT FILES)
set(Table "")
foreach(File IN LISTS FILES)
  get_filename_component(Name ${File} NAME)
  set(Literals "")
  set(At 0)
  file(READ ${File} Text)
  string(LENGTH "${Text}" Length)
  while(At LESS Length)
    string(SUBSTRING "${Text}" ${At} 8000 Piece)
    string(APPEND Literals "R\"__(${Piece})__\"\n")
    math(EXPR At "${At} + 8000")
  endwhile()
  string(APPEND Table "    {\"${Name}\",\n${Literals}},\n")
endforeach()
file(WRITE ${OUT} "// Generated from checks/models/*.yaml by embed.cmake.
#include \"models/Reader.h\"

static const crosstalk::ModelFile Files[] = {
${Table}    {\"\", \"\"}};

llvm::ArrayRef<crosstalk::ModelFile> crosstalk::builtinModelFiles() { return llvm::ArrayRef(Files).drop_back(); }
")
