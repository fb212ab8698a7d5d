#include "quality/token_tails.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace llmtco {
namespace {

constexpr const char *eight_bits = "gguf-q8_0", *anchor = "gguf-q6_k";

const FormatTail* row_of(std::string_view format, const std::string& model, const FormatEffects& effects) {
  for (const FormatTail& row : effects.tails) {
    if (row.format == format && row.model == model) return &row;
  }
  return nullptr;
}

void include(double factor, const std::string& model, std::optional<TailFactor>& all) {
  factor = std::max(factor, 1.0);
  if (!all) all = TailFactor{factor, factor, model};
  all->low = std::min(all->low, factor);
  all->high = std::max(all->high, factor);
  if (all->of.find(model) == std::string::npos) all->of += ", " + model;
}

std::optional<TailFactor> measured(std::string_view format, const FormatEffects& effects) {
  std::optional<TailFactor> all;
  for (const FormatTail& row : effects.tails) {
    if (row.format != format || !row.p1_dp || !row.p01_dp) continue;
    const FormatTail* reference = row_of(eight_bits, row.model, effects);
    if (reference == nullptr || !reference->p1_dp || !reference->p01_dp) continue;
    include(*row.p1_dp / *reference->p1_dp, row.model, all);
    include(*row.p01_dp / *reference->p01_dp, row.model, all);
  }
  if (all || format == anchor) return all;
  const std::optional<TailFactor> of_anchor = measured(anchor, effects);
  for (const FormatTail& row : effects.tails) {
    if (row.format != format || !row.kld_p99 || !of_anchor) continue;
    const FormatTail* reference = row_of(anchor, row.model, effects);
    if (reference == nullptr || !reference->kld_p99) continue;
    const double root = std::sqrt(*row.kld_p99 / *reference->kld_p99);
    include(root * of_anchor->low, row.model, all);
    include(root * of_anchor->high, row.model, all);
  }
  return all;
}

struct AtBits {
  double bits;
  std::string format;
  TailFactor factor;
};

/// Formats with measured tails, those of fewer bits first.
std::vector<AtBits> measured_formats(const Catalog& catalog, const FormatEffects& effects) {
  std::set<std::string> names;
  for (const FormatTail& row : effects.tails) names.insert(row.format);
  std::vector<AtBits> all;
  for (const std::string& name : names) {
    const auto found = catalog.format(name);
    const auto* format = std::get_if<WeightFormat>(&found);
    const auto factor = measured(name, effects);
    if (format != nullptr && factor) all.push_back({format->quality_bits, name, *factor});
  }
  std::sort(all.begin(), all.end(), [](const AtBits& a, const AtBits& b) { return a.bits < b.bits; });
  return all;
}

/// On a straight line of logarithms.
double between(double low, double high, double way) { return low * std::pow(high / low, way); }

}  // namespace

TailFactor tail_factor(const WeightFormat& format, const Catalog& catalog, const FormatEffects& effects) {
  if (format.quality_bits >= 8) return {};
  if (const auto own = measured(format.id, effects)) return *own;
  const std::vector<AtBits> known = measured_formats(catalog, effects);
  const auto above = std::find_if(known.begin(), known.end(),
                                  [&](const AtBits& row) { return row.bits >= format.quality_bits; });
  if (known.empty() || above == known.end()) return {};
  if (above == known.begin())
    return {above->factor.low, above->factor.high,
            fmt::format("as {}, of fewer bits than was measured", above->format)};
  const AtBits& below = *(above - 1);
  const double way = (format.quality_bits - below.bits) / (above->bits - below.bits);
  return {between(below.factor.low, above->factor.low, way),
          between(below.factor.high, above->factor.high, way),
          fmt::format("by its bits between {} and {}", below.format, above->format)};
}

}  // namespace llmtco
