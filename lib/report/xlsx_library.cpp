#include "report/xlsx_library.h"

#include <dlfcn.h>

#include <type_traits>

namespace llmtco {
namespace {

XlsxLibrary loaded() {
  XlsxLibrary library;
  void* const handle = ::dlopen(LLMTCO_XLSX_LIBRARY, RTLD_NOW | RTLD_LOCAL);  // never closed
  library.is_there = handle != nullptr;
  const auto take = [&](auto& function, const char* name) {
    void* const found = handle == nullptr ? nullptr : ::dlsym(handle, name);
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(found);
    library.is_there = library.is_there && found != nullptr;
  };
#define LLMTCO_XLSX_TAKEN(name) take(library.name, #name);
  LLMTCO_XLSX_FUNCTIONS(LLMTCO_XLSX_TAKEN)
#undef LLMTCO_XLSX_TAKEN
  return library;
}

}  // namespace

const XlsxLibrary& xlsx() {
  static const XlsxLibrary library = loaded();
  return library;
}

}  // namespace llmtco
