#include "static_page.h"

#include <doctest/doctest.h>

#include "program.h"

namespace {

/// Takes out all from `begin` up to and with `end`, at its last place.
void take_out_last(std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t at = text.rfind(begin);
  REQUIRE(at != text.npos);
  const std::size_t behind = text.find(end, at);
  REQUIRE(behind != text.npos);
  text.erase(at, behind + end.size() - at);
}

}  // namespace

bool pages_are_live() {
  const Ran ran = run({"--version"});
  REQUIRE(ran.out.find("report: ") != std::string::npos);
  return ran.out.find("report: interactive") != std::string::npos;
}

std::string without_scripts(std::string page) {
  if (!pages_are_live()) return page;
  take_out_last(page, "<script>", "</script>\n");
  while (page.find("<script type=\"application/json\">") != page.npos)
    take_out_last(page, "<script type=\"application/json\">", "</script>\n");
  take_out_last(page, "<style>", "</style>\n");
  take_out_last(page, "; script-src ", "='");
  const std::size_t styles = page.find("style-src 'sha256-") + 11;
  page.erase(page.find("' '", styles) + 1, page.find(';', styles) - page.find("' '", styles) - 1);
  return page;
}
