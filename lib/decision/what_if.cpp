#include "decision/what_if.h"

#include "montecarlo/compare.h"

namespace llmtco {

ScenarioComparison what_if(const Family& family, std::span<const Choice> choices, const Settings& settings) {
  const Study base = family.study({}), changed = family.study(choices);
  std::vector<std::string> changes;
  for (const Choice& choice : choices) changes.push_back(choice.path + "=" + choice.value);
  return compare(base, changed, changes, settings, family.unmoved ? family.unmoved(choices) : Unmoved());
}

}  // namespace llmtco
