# Embeds the model files beside this one in crosstalkModels: models/*.yaml -> BuiltinFiles.cpp in the build folder.
# Included by checks/CMakeLists.txt; one YAML file changed means one generated file compiled.
file(GLOB ModelFiles CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.yaml)
set(BuiltinFiles ${CMAKE_CURRENT_BINARY_DIR}/BuiltinFiles.cpp)
add_custom_command(
  OUTPUT ${BuiltinFiles}
  COMMAND ${CMAKE_COMMAND} -DOUT=${BuiltinFiles} "-DFILES=${ModelFiles}" -P ${CMAKE_CURRENT_LIST_DIR}/embed.cmake
  DEPENDS ${ModelFiles} ${CMAKE_CURRENT_LIST_DIR}/embed.cmake
  COMMENT "Embedding model files"
  VERBATIM)
target_sources(crosstalkModels PRIVATE ${BuiltinFiles})
