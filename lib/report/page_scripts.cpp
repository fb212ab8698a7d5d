#include "report/page_scripts.h"

#include <cstddef>

namespace llmtco {
namespace {

struct PageFile {
  const char* name;
  const char* begin;
  const char* end;
};

#include "page.inc"

std::string_view page_file(std::string_view name) {
  for (const PageFile& file : page_files) {
    if (name == file.name) return {file.begin, static_cast<std::size_t>(file.end - file.begin)};
  }
  return {};
}

}  // namespace

std::string_view page_script() { return page_file("page.js"); }
std::string_view page_script_style() { return page_file("page.css"); }

}  // namespace llmtco
