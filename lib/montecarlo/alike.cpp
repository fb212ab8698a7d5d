#include "montecarlo/alike.h"

#include <algorithm>

#include "text/listed.h"

namespace llmtco {

std::string AlikeOptions::names() const {
  std::vector<std::string> all;
  for (const OptionResult* option : options) all.push_back(option->name);
  return listed(all);
}

void add_alike(const std::string& said, const OptionResult& option, std::vector<AlikeOptions>& all) {
  const auto same =
      std::find_if(all.begin(), all.end(), [&](const AlikeOptions& each) { return each.said == said; });
  if (same == all.end()) {
    all.push_back({said, {&option}});
  } else {
    same->options.push_back(&option);
  }
}

}  // namespace llmtco
