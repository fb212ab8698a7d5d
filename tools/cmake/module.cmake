# Flags every target of this project is built with.
#
# -ffp-contract=off: a product and a sum are fused only where the code says std::fma, so that every compiler,
# instruction set and optimisation level gives the same bits.
# -Wno-restrict: g++ 12 warns falsely where a text literal is joined with a std::string (GCC bug 105329).
add_library(llmtco_flags INTERFACE)
target_compile_features(llmtco_flags INTERFACE cxx_std_20)
target_compile_options(llmtco_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;$<$<CXX_COMPILER_ID:GNU>:-Wshadow=local>;-Wnon-virtual-dtor;-Wold-style-cast;$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>;-ffp-contract=off>
  $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<BOOL:${LLMTCO_WERROR}>>:-Werror>)
if(LLMTCO_SANITIZE)
  # All but targets with the property LLMTCO_UNWATCHED, which run nothing of ours in their own process.
  target_compile_options(llmtco_flags INTERFACE
    $<$<NOT:$<BOOL:$<TARGET_PROPERTY:LLMTCO_UNWATCHED>>>:-fsanitize=${LLMTCO_SANITIZE};-fno-sanitize-recover=all;-fno-omit-frame-pointer>)
  target_link_options(llmtco_flags INTERFACE -fsanitize=${LLMTCO_SANITIZE})
endif()

# Libraries that are headers only: nothing of them is left in an archive, so who links an installed module needs none.
set(LLMTCO_HEADERS_ONLY Eigen3::Eigen Boost::headers nlohmann_json::nlohmann_json)

# llmtco_module(NAME [INTERNAL] [COMPUTES] SOURCES ... PUBLIC header ... [USES module ...] [LINKS target ...])
# A module is a folder of lib/, a static library and the target llmtco::NAME. Its headers are included as "NAME/file.h".
# PUBLIC names those that another module or the program includes, and those that these include; the others are the
# module's own. USES names the modules of lower floors its headers or sources include. tests/house checks both.
# Library and public headers are installed, and find_package(llmtco) gives llmtco::NAME again; an INTERNAL module is
# built where something needs it, and is not installed. One that COMPUTES spends its time in loops over numbers: a release
# has it at -O3, and all else at -O2, which makes the program a fifth smaller and no slower; under the sanitizers, where most
# is at -O1, it has -O2.
function(llmtco_module name)
  cmake_parse_arguments(M "INTERNAL;COMPUTES" "" "SOURCES;PUBLIC;USES;LINKS" ${ARGN})
  set(links "")
  foreach(link ${M_LINKS})
    if(link IN_LIST LLMTCO_HEADERS_ONLY)
      set(link $<BUILD_INTERFACE:${link}>)
    endif()
    list(APPEND links ${link})
  endforeach()

  add_library(llmtco_${name} STATIC ${M_SOURCES})
  add_library(llmtco::${name} ALIAS llmtco_${name})
  set_target_properties(llmtco_${name} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(llmtco_${name} PUBLIC cxx_std_20)
  target_include_directories(llmtco_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/lib> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/llmtco>)
  if(LLMTCO_FUZZ)  # modules report their branches to libFuzzer; tests and the program have no need to
    target_compile_options(llmtco_${name} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  if(M_COMPUTES)
    target_compile_options(llmtco_${name} PRIVATE $<$<CONFIG:Release>:-O3>)
    if(LLMTCO_SANITIZE)
      target_compile_options(llmtco_${name} PRIVATE -O2)
    endif()
  endif()
  target_link_libraries(llmtco_${name} PUBLIC ${M_USES} PRIVATE $<BUILD_INTERFACE:llmtco_flags> ${links})
  if(M_INTERNAL)
    set_target_properties(llmtco_${name} PROPERTIES EXCLUDE_FROM_ALL ON)
    return()
  endif()
  set_property(GLOBAL APPEND PROPERTY LLMTCO_MODULES llmtco_${name})

  install(TARGETS llmtco_${name} EXPORT llmtco)
  install(FILES ${M_PUBLIC} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/llmtco/${name})
endfunction()
