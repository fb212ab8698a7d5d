#include "report/figure_groups.h"

namespace llmtco {
namespace {

std::string_view group_key(const Measure& measure) { return measure.key.substr(0, measure.key.find('.')); }

std::string_view without(std::string_view text, std::string_view ending) {
  if (text.ends_with(ending)) text.remove_suffix(ending.size());
  return text;
}

/// The key of a group without unit and basis.
std::string_view bare(std::string_view key, Basis basis) {
  if (basis == Basis::marginal) key = without(key, "_marginal");
  if (basis == Basis::energy_only) key = without(key, "_energy_only");
  return without(without(key, "_usd"), "_s");
}

}  // namespace

std::vector<FigureGroup> groups_of(Topic topic) {
  std::vector<FigureGroup> groups;
  for (const Measure& measure : measures::all) {
    if (measure.topic != topic || !measure.is_reported()) continue;
    if (groups.empty() || groups.back().key != group_key(measure)) groups.push_back({group_key(measure), {}});
    groups.back().measures.push_back(&measure);
  }
  return groups;
}

std::string_view key_in_group(const Measure& measure) {
  const std::size_t dot = measure.key.find('.');
  return dot == std::string_view::npos ? std::string_view() : measure.key.substr(dot + 1);
}

std::string metric_of(const Measure& measure) {
  const std::string name(bare(group_key(measure), measure.basis));
  const std::string_view within = key_in_group(measure);
  return within.empty() ? name : name + "_" + std::string(within);
}

std::string metric_of(const FigureGroup& group) { return std::string(bare(group.key, Basis::none)); }

}  // namespace llmtco
