# -Wno-restrict: g++ 12 warns falsely where a text literal is joined with a std::string (GCC bug 105329).
# Flags every target of this project is built with.
#
# -ffp-contract=off: a product and a sum are fused only where the code says std::fma, so that every compiler,
# instruction set and optimisation level gives the same bits.
add_library(llmtco_flags INTERFACE)
target_compile_features(llmtco_flags INTERFACE cxx_std_20)
target_compile_options(llmtco_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;$<$<CXX_COMPILER_ID:GNU>:-Wshadow=local>;-Wnon-virtual-dtor;-Wold-style-cast;$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>;-ffp-contract=off>
  $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<BOOL:${LLMTCO_WERROR}>>:-Werror>)
if(LLMTCO_SANITIZE)
  target_compile_options(llmtco_flags INTERFACE -fsanitize=${LLMTCO_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(llmtco_flags INTERFACE -fsanitize=${LLMTCO_SANITIZE})
endif()

# llmtco_module(NAME SOURCES ... [USES module ...] [LINKS target ...])
# A module is a folder of lib/, a static library and the target llmtco::NAME. Its public headers are included as
# "NAME/file.h". USES names the modules of lower floors its headers or sources include (tests/floors_test checks them).
function(llmtco_module name)
  cmake_parse_arguments(M "" "" "SOURCES;USES;LINKS" ${ARGN})
  add_library(llmtco_${name} STATIC ${M_SOURCES})
  add_library(llmtco::${name} ALIAS llmtco_${name})
  set_target_properties(llmtco_${name} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(llmtco_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/lib> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/llmtco>)
  target_link_libraries(llmtco_${name} PUBLIC ${M_USES} PRIVATE $<BUILD_INTERFACE:llmtco_flags> ${M_LINKS})
  set_property(GLOBAL APPEND PROPERTY LLMTCO_MODULES llmtco_${name})
endfunction()
