#include "catalog/embedded.h"

#include <cstddef>

namespace llmtco {
namespace {

struct EmbeddedFile {
  const char* name;
  const char* begin;
  const char* end;
};

#include "data.inc"

}  // namespace

std::string_view embedded_data(std::string_view name) {
  for (const EmbeddedFile& file : table) {
    if (name == file.name) return {file.begin, static_cast<std::size_t>(file.end - file.begin)};
  }
  return {};
}

}  // namespace llmtco
