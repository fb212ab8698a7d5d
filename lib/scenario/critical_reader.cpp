#include <fmt/format.h>

#include <algorithm>

#include "catalog/model_name.h"
#include "quality/token_tails.h"
#include "random/distribution.h"
#include "scenario/option_reader.h"
#include "scenario/subjects.h"

namespace llmtco {
namespace {

/// The factor of an option's weight format on the rate of critical failures, listed as an assumption; 1 where it loses
/// nothing that anybody measured, and where it is unknown how weights are stored.
void read_factor(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  const auto named = place.takes("format") ? place.find("format") : std::nullopt;
  if (!named) return;
  const auto found = sources.catalog.format(named->text());
  const auto* format = std::get_if<WeightFormat>(&found);
  if (format == nullptr) return;
  const TailFactor factor = tail_factor(*format, sources.catalog);
  if (factor.high <= 1) return;
  assume(option, "options." + option.name + ".critical",
         fmt::format("critical failures grow in proportion to what the worst tokens lose in {}: {:.1f} to "
                     "{:.1f} times as "
                     "much as in 8 bits ({})",
                     format->id, factor.low, factor.high, factor.of),
         inputs,
         {{instead(1.0, "no more often than in 8 bits"), {"twice as much", Alternative::How::times, 2}}});
  const OriginId from = inputs.origin({.kind = Origin::Kind::catalogue,
                                       .name = format->id + ".tail",
                                       .place = "data/format_effects.yaml",
                                       .source = "tails of single tokens, " + factor.of,
                                       .as_of = "2024-05"});
  hangs_on_it(option, from);
  option.answers.critical_factor = inputs.study().variables.uncertain<double>(
      "quality.tail." + format->id, interval90(factor.low, factor.high), from);
}

}  // namespace

void read_critical_risk(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  const std::vector<RequestClass>& classes = inputs.study().demand.workload.classes;
  if (std::holds_alternative<Split>(option.serving) || std::holds_alternative<Route>(option.serving)) return;
  const std::string model = model_text(place);
  const std::string who = model.empty() ? option.name : model_name(sources.catalog, model);
  bool any = false;
  for (const RequestClass& requests : classes) {
    if (!requests.critical) continue;
    any = true;
    const std::string name = fmt::format("critical.{}.{}", who, requests.name);
    const OriginId rate = requests.critical->per_million.origin;
    if (rate == no_origin) continue;  // it could not be read, which is told already
    option.answers.luck[requests.name] = inputs.study().variables.uncertain<double>(
        name, distributions::Uniform{0, 1},
        inputs.origin({.kind = Origin::Kind::scenario,
                       .name = name,
                       .place = inputs.study().variables.origin(rate).place,
                       .source = "uniform, how lucky the month is"}));
  }
  if (any) read_factor(place, sources, inputs, option);
}

}  // namespace llmtco
