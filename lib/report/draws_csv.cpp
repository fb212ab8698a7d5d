#include "report/draws_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "report/escape.h"

namespace llmtco {

std::string draws_csv(const Result& result, const KeptDraws& draws) {
  std::string text = "option,draw";
  for (const Measure* measure : draws.measures) fmt::format_to(std::back_inserter(text), ",{}", measure->id);
  text += '\n';
  for (const OptionResult& option : result.options) {
    if (!option.feasible) continue;
    const auto at = std::find(draws.options.begin(), draws.options.end(), option.name);
    const std::vector<KeptDraws::Draws>& figures =
        draws.by_option[static_cast<std::size_t>(at - draws.options.begin())];
    const std::string name = for_csv(option.name);
    for (std::uint64_t draw = 0; draw < result.draws; ++draw) {
      fmt::format_to(std::back_inserter(text), "{},{}", name, draw);
      for (const KeptDraws::Draws& figure : figures) {
        text += ',';
        if (!figure.empty()) fmt::format_to(std::back_inserter(text), "{}", figure[draw]);
      }
      text += '\n';
    }
  }
  return text;
}

}  // namespace llmtco
