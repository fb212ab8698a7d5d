# cmake --install: the program, its data to read, and the libraries with a config package for find_package(llmtco).
include(CMakePackageConfigHelpers)

# What a package of the program holds is the component `program`; libraries and headers are for builds on this machine.
# The tarball has the shared libraries beside it (tools/cmake/package.cmake), where the program looks first.
set_target_properties(llmtco PROPERTIES INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}/llmtco")
# By RPATH rather than RUNPATH, which holds for the libraries of those libraries as well.
target_link_options(llmtco PRIVATE -Wl,--disable-new-dtags)
install(TARGETS llmtco COMPONENT program)
# The program carries its own copy; these are to read and to start from.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios ${PROJECT_SOURCE_DIR}/data DESTINATION ${CMAKE_INSTALL_DATADIR}/llmtco COMPONENT program)

# Completion scripts and the man page are what the program prints, so that they say what it understands.
set(printed ${PROJECT_BINARY_DIR}/printed)
install(CODE "
  function(printed file)
    execute_process(COMMAND \"$<TARGET_FILE:llmtco>\" \${ARGN} OUTPUT_FILE \"${printed}/\${file}\" COMMAND_ERROR_IS_FATAL ANY)
  endfunction()
  file(MAKE_DIRECTORY \"${printed}\")
  printed(llmtco completion bash)
  printed(_llmtco completion zsh)
  printed(llmtco.fish completion fish)
  printed(llmtco.1 man-page)" COMPONENT program)
install(FILES ${printed}/llmtco DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES ${printed}/_llmtco DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT program)
install(FILES ${printed}/llmtco.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)
install(FILES ${printed}/llmtco.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)

install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/llmtco
        COMPONENT program)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/llmtco)
install(EXPORT llmtco NAMESPACE llmtco:: FILE llmtco-targets.cmake DESTINATION ${package})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/llmtco-config.cmake.in ${PROJECT_BINARY_DIR}/llmtco-config.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/llmtco-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/llmtco-config.cmake ${PROJECT_BINARY_DIR}/llmtco-config-version.cmake DESTINATION ${package})
