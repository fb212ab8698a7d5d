# llmtco_embed(STEM DECLARATION file ...)
# Files as part of a library or program, as the text they are (.incbin). Writes generated/STEM.s, a source to compile,
# and generated/STEM.inc, to be included where a struct of name, begin and end is declared:
#
#     DECLARATION = { {"article", first byte, byte behind the last}, ... };
#
# A name is that of the file without .yaml; other extensions stay.
function(llmtco_embed stem declaration)
  set(assembly ".section .rodata\n")
  set(symbols "")
  set(table "")
  foreach(path ${ARGN})
    get_filename_component(name ${path} NAME)
    string(REGEX REPLACE "\\.yaml$" "" name ${name})
    string(MAKE_C_IDENTIFIER llmtco_${stem}_${name} symbol)
    string(APPEND assembly ".global ${symbol}\n${symbol}:\n.incbin \"${path}\"\n.global ${symbol}_end\n${symbol}_end:\n.byte 0\n")
    string(APPEND symbols "extern \"C\" const char ${symbol}[];\nextern \"C\" const char ${symbol}_end[];\n")
    string(APPEND table "    {\"${name}\", ${symbol}, ${symbol}_end},\n")
  endforeach()
  string(APPEND assembly ".section .note.GNU-stack,\"\",%progbits\n")
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/generated)
  file(CONFIGURE OUTPUT ${generated}/${stem}.s CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${generated}/${stem}.inc CONTENT "${symbols}${declaration} = {\n${table}};\n" @ONLY)
  set_source_files_properties(${generated}/${stem}.s PROPERTIES OBJECT_DEPENDS "${ARGN}")
endfunction()
