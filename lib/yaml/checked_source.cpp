#include "yaml/checked_source.h"

#include <fmt/format.h>

#include "text/characters.h"

namespace llmtco::detail {
namespace {

bool bytes_are_fine(const Source& source, Diagnostics& diagnostics) {
  constexpr int most = 50;  // messages; a binary file would have one a line
  int found = 0;
  std::size_t from = 0;
  while (const auto bad = first_bad_byte(source.text(), from)) {
    if (++found > most) break;
    // A CR that ends a line, as old editors write it, deserves its own words.
    const bool lone_cr = source.text()[bad->offset] == '\r';
    diagnostics.error(source.at_byte(bad->offset), bad->why, lone_cr ? "end lines with LF or CR LF" : "");
    // One message a line is enough.
    from = source.text().find('\n', bad->offset);
    if (from == std::string::npos) break;
  }
  return found == 0;
}

}  // namespace

std::shared_ptr<const Source> checked_source(std::string text, std::string name, std::size_t longest,
                                             Diagnostics& diagnostics, int first_line) {
  if (text.size() > longest) {
    diagnostics.error({std::move(name), 0, 0},
                      fmt::format("the file is larger than {} MB", longest / 1'000'000), "");
    return nullptr;
  }
  auto source = std::make_shared<const Source>(std::move(name), std::move(text), first_line);
  diagnostics.add_source(source);
  return bytes_are_fine(*source, diagnostics) ? source : nullptr;
}

}  // namespace llmtco::detail
