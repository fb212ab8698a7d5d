# The program copied alone into an empty folder must work there: run with -DPROGRAM= -DFOLDER=.
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
file(COPY ${PROGRAM} DESTINATION ${FOLDER})
get_filename_component(name ${PROGRAM} NAME)

function(run expected)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env --unset=LLMTCO_SOURCE_DIR ${FOLDER}/${name} ${ARGN}
                  WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE messages)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}: exit code ${status}\n${messages}")
  endif()
  if(NOT out MATCHES "${expected}")
    message(FATAL_ERROR "${ARGN}: no '${expected}' in\n${out}")
  endif()
endfunction()

run("^llmtco [0-9.]+" --version)
run("H100" catalog show h100-sxm)
run("" init mine.yaml --from article)
run("gpt-4o" run mine.yaml --draws 1024 --format csv)

# What is installed beside the program: <prefix>/bin/llmtco, <prefix>/share/...
get_filename_component(bin ${PROGRAM} DIRECTORY)
foreach(file bash-completion/completions/llmtco zsh/site-functions/_llmtco fish/vendor_completions.d/llmtco.fish man/man1/llmtco.1)
  file(READ ${bin}/../share/${file} text)
  if(NOT text MATCHES "llmtco|LLMTCO")
    message(FATAL_ERROR "share/${file} is empty")
  endif()
endforeach()
