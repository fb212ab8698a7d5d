# Squiggle, a peer from npm: installed below the build tree as its lock file names it, where npm is there and its packages can
# be had; else tools/bench.sh leaves it out and says so. As tools/cmake/page.cmake, but asked again by every configuration that
# has none.
set(folder ${CMAKE_CURRENT_LIST_DIR}/squiggle)
set(made ${CMAKE_CURRENT_BINARY_DIR}/squiggle)
find_program(LLMTCO_NODE NAMES node nodejs)
find_program(LLMTCO_NPM npm)

file(SHA256 ${folder}/package-lock.json key)
set(before "")
if(EXISTS ${made}/key)
  file(READ ${made}/key before)
endif()
foreach(source model.squiggle peers.mjs package.json package-lock.json .npmrc)
  configure_file(${folder}/${source} ${made}/${source} COPYONLY)
endforeach()
if(LLMTCO_NODE AND LLMTCO_NPM AND NOT before STREQUAL key)
  file(REMOVE ${made}/key)
  execute_process(
    COMMAND ${LLMTCO_NPM} ci --ignore-scripts --no-audit --no-fund --prefer-offline --fetch-retries=0 --fetch-timeout=20000
    COMMAND_ECHO NONE WORKING_DIRECTORY ${made} TIMEOUT 120 RESULT_VARIABLE failed OUTPUT_VARIABLE log ERROR_VARIABLE log)
  file(WRITE ${made}/log "${log}")
  if(failed)
    message(STATUS "no Squiggle to be measured against: npm cannot get its packages, see ${made}/log")
  else()
    file(WRITE ${made}/key "${key}")
  endif()
elseif(NOT LLMTCO_NODE OR NOT LLMTCO_NPM)
  message(STATUS "no Squiggle to be measured against: no node and npm")
endif()
