# What the build makes for crosstalkSummary: the C++ of summary.fbs, and the name that summaries are made under.
# Included by checks/CMakeLists.txt.
find_program(FLATC flatc REQUIRED)
find_path(FLATBUFFERS_INCLUDE flatbuffers/flatbuffers.h REQUIRED)

set(SummaryFolder ${CMAKE_CURRENT_BINARY_DIR}/summary)
set(SummaryHeader ${SummaryFolder}/summary_generated.h)
add_custom_command(
  OUTPUT ${SummaryHeader}
  COMMAND ${FLATC} --cpp --scoped-enums -o ${SummaryFolder} ${CMAKE_CURRENT_LIST_DIR}/summary.fbs
  DEPENDS ${CMAKE_CURRENT_LIST_DIR}/summary.fbs
  COMMENT "Compiling summary.fbs"
  VERBATIM)

# The sources that decide what a summary says: extraction, its values, and how clang is run.
file(GLOB MakerSources CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_SOURCE_DIR}/facts/*.h ${CMAKE_CURRENT_SOURCE_DIR}/facts/*.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/ir/Expr.h ${CMAKE_CURRENT_SOURCE_DIR}/ir/Graph.* ${CMAKE_CURRENT_SOURCE_DIR}/ir/Loc.h
  ${CMAKE_CURRENT_SOURCE_DIR}/ir/Marks.*
  ${CMAKE_CURRENT_SOURCE_DIR}/ir/Unit.h ${CMAKE_CURRENT_LIST_DIR}/*.cpp ${CMAKE_CURRENT_LIST_DIR}/*.fbs
  ${CMAKE_SOURCE_DIR}/tool/driver/ParsingSource.cpp)
set(SummaryMaker ${SummaryFolder}/Maker.cpp)
add_custom_command(
  OUTPUT ${SummaryMaker}
  COMMAND ${CMAKE_COMMAND} -DOUT=${SummaryMaker} -DVERSION=${CMAKE_PROJECT_VERSION} "-DFILES=${MakerSources}"
          "-DCOMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
          -P ${CMAKE_CURRENT_LIST_DIR}/version.cmake
  DEPENDS ${MakerSources} ${CMAKE_CURRENT_LIST_DIR}/version.cmake
  COMMENT "Hashing the sources that make summaries"
  VERBATIM)

target_sources(crosstalkSummary PRIVATE ${SummaryHeader} ${SummaryMaker})
target_include_directories(crosstalkSummary PRIVATE ${SummaryFolder})
target_include_directories(crosstalkSummary SYSTEM PRIVATE ${FLATBUFFERS_INCLUDE})
