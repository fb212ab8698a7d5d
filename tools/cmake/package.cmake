# cpack: a .deb, and a tarball that runs from any folder. tools/package.sh makes and tests both.
#
# The .deb names the packages of its shared libraries. The tarball carries them, all but those of the C library, with
# their licences: it runs where the C library is that of the machine it was built on, or newer.
#
# libxlsxwriter, which the program loads itself, is added to what it is linked with.
if(LLMTCO_WORKBOOKS)
  get_filename_component(xlsx_folder ${LLMTCO_XLSX_FILE} DIRECTORY)
  set(xlsx_file ${xlsx_folder}/${LLMTCO_XLSX_LIBRARY})
  set(with_xlsx "LIBRARIES ${xlsx_file}")
  execute_process(COMMAND dpkg-query --search ${xlsx_file} OUTPUT_VARIABLE xlsx_package ERROR_QUIET)
  string(REGEX MATCH "^[^:,]+" CPACK_DEBIAN_PACKAGE_DEPENDS "${xlsx_package}")
endif()
install(CODE "
  file(GET_RUNTIME_DEPENDENCIES EXECUTABLES \"$<TARGET_FILE:llmtco>\" ${with_xlsx}
       RESOLVED_DEPENDENCIES_VAR libraries
       PRE_EXCLUDE_REGEXES \"^ld-linux\" \"^lib(c|m|dl|rt|pthread)\\\\.so\")
  foreach(library ${xlsx_file} \${libraries})
    file(INSTALL \"\${library}\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}/llmtco\" FOLLOW_SYMLINK_CHAIN)
    execute_process(COMMAND dpkg-query --search \"\${library}\" OUTPUT_VARIABLE owner ERROR_QUIET)
    if(NOT owner)
      file(REAL_PATH \"\${library}\" real)
      execute_process(COMMAND dpkg-query --search \"\${real}\" OUTPUT_VARIABLE owner ERROR_QUIET)
    endif()
    string(REGEX MATCH \"^[^:,]+\" owner \"\${owner}\")
    if(owner AND EXISTS \"/usr/share/doc/\${owner}/copyright\")
      file(INSTALL \"/usr/share/doc/\${owner}/copyright\"
           DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/doc/llmtco/\${owner}\")
    endif()
  endforeach()" COMPONENT libraries EXCLUDE_FROM_ALL)

set(CPACK_PACKAGE_NAME llmtco)
set(CPACK_PACKAGE_VENDOR llmtco)
set(CPACK_PACKAGE_CONTACT "llmtco <llmtco@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_COMPONENTS_ALL program libraries)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_SYSTEM_NAME "linux-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/package_kinds.cmake)
# cpack would build everything there is, tests and all, before it installs the program.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
include(CPack)
