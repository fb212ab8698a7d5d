#include "fitting/page.h"

#include <fmt/core.h>

#include <stdexcept>

namespace llmtco {

std::string with_sections(std::string page, const std::map<std::string, std::string>& sections) {
  for (const auto& [name, text] : sections) {
    const std::string begin = fmt::format("<!-- {} -->\n", name), end = fmt::format("<!-- end {} -->", name);
    const std::size_t first = page.find(begin), last = page.find(end);
    if (first == page.npos || last == page.npos || last < first)
      throw std::invalid_argument(fmt::format("the page has no place for '{}'", name));
    page.replace(first + begin.size(), last - first - begin.size(), text);
  }
  return page;
}

}  // namespace llmtco
