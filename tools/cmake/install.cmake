# cmake --install: the program, its data to read, and the libraries with a config package for find_package(llmtco).
include(CMakePackageConfigHelpers)

install(TARGETS llmtco)
# The program carries its own copy; these are to read and to start from.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios ${PROJECT_SOURCE_DIR}/data DESTINATION ${CMAKE_INSTALL_DATADIR}/llmtco)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/llmtco)
install(EXPORT llmtco NAMESPACE llmtco:: FILE llmtco-targets.cmake DESTINATION ${package})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/llmtco-config.cmake.in ${PROJECT_BINARY_DIR}/llmtco-config.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/llmtco-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/llmtco-config.cmake ${PROJECT_BINARY_DIR}/llmtco-config-version.cmake DESTINATION ${package})
