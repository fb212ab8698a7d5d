#include "performance/suggestions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "performance/memory.h"
#include "performance/profile.h"

namespace llmtco {
namespace {

using Why = NotStarted::Kind;

constexpr int most_gpus = 1024;

/// Whether the plain way of the engine is layers one GPU after another.
bool splits_layers(const Placement& p) {
  return p.parallel.layer_split > 1 || (p.engine.layer_split && (!p.engine.tensor_parallel || !is_server(p)));
}

Placement with(const Placement& p, const Parallelism& parallel) {
  Placement other = p;
  other.parallel = parallel;
  return other;
}

Parallelism plain(const Placement& p, int gpus) {
  return splits_layers(p) ? Parallelism{.layer_split = gpus} : Parallelism{.tensor = gpus};
}

std::string gpus_text(const Parallelism& s) {
  std::string text = fmt::format("{} GPU{}", s.gpus(), s.gpus() == 1 ? "" : "s");
  if (s.pipeline > 1) text += fmt::format(" with `pipeline: {}`", s.pipeline);
  if (s.attention_data > 1) text += fmt::format(" with `attention_data: {}`", s.attention_data);
  return text;
}

Suggestion as(const Placement& p, const Parallelism& parallel) {
  return {with(p, parallel), gpus_text(parallel)};
}

/// The fewest stages of `gpus` that start and hold it, with tensor parallel GPUs in each.
std::optional<Parallelism> staged(const Placement& p, int gpus, const Holds& holds) {
  if (!p.engine.pipeline_parallel) return std::nullopt;
  for (int stages = 2; stages <= gpus; ++stages) {
    if (gpus % stages != 0) continue;
    const Parallelism split{.tensor = gpus / stages, .pipeline = stages};
    const Placement other = with(p, split);
    if (starts(other) && holds(other)) return split;
  }
  return std::nullopt;
}

bool does(const Placement& p, const Parallelism& parallel, const Holds& holds) {
  const Placement other = with(p, parallel);
  return starts(other) && holds(other);
}

/// Splits in place of one that is refused: plain ones of up to twice as many GPUs, those with stages, and experts that
/// are spread.
std::vector<Suggestion> other_splits(const Placement& p) {
  std::vector<Suggestion> all;
  constexpr std::size_t shown = 4;
  for (int n = 1; n <= 2 * p.gpus() && all.size() < shown; ++n) {
    if (n != p.gpus() || !(p.parallel.tensor == n || p.parallel.layer_split == n)) {
      if (does(p, plain(p, n), holds_weights)) all.push_back(as(p, plain(p, n)));
    }
  }
  if (all.empty()) all = enough_gpus(p);
  if (const auto split = staged(p, p.gpus(), holds_weights)) {
    const bool known = std::any_of(all.begin(), all.end(),
                                   [&](const Suggestion& one) { return one.text == gpus_text(*split); });
    if (!known) all.push_back(as(p, *split));
  }
  const Parallelism data{.attention_data = p.gpus()};
  if (p.model.experts && p.gpus() > 1 && does(p, data, holds_weights)) all.push_back(as(p, data));
  return all;
}

/// How well a format stands in for another, the less the better, by the bits that its quality has: of as many first, stored small and computed in
/// 16 bits where two are as good; then of up to 15 % more or fewer, the most bits; then the nearest.
double unlike(const WeightFormat& other, const WeightFormat& wanted) {
  const double ratio = other.quality_bits / wanted.quality_bits, plain = other.compute == "fp16" ? 0 : 0.001;
  if (std::abs(ratio - 1) < 0.01) return plain;
  if (std::abs(ratio - 1) < 0.15) return 1 + plain + (1.15 - ratio);
  return 2 + plain + std::abs(std::log(ratio));
}

std::optional<Suggestion> other_format(const Placement& p, const Catalog& catalog) {
  std::optional<Suggestion> best;
  double least = 0;
  for (const std::string& id : catalog.ids(CatalogKind::formats)) {
    const auto found = catalog.format(id);
    const auto* format = std::get_if<WeightFormat>(&found);
    if (format == nullptr || format->id == p.format.id) continue;
    const double far = unlike(*format, p.format);
    if (best && far >= least) continue;
    Placement other = p;
    other.format = *format;
    if (!starts(other) || !holds_weights(other)) continue;
    least = far;
    best = Suggestion{std::move(other), fmt::format("`format: {}`", format->id)};
  }
  return best;
}

std::optional<Suggestion> other_engine(const Placement& p, const Catalog& catalog) {
  for (const std::string& id : catalog.ids(CatalogKind::engines)) {
    const auto found = catalog.engine(id);
    const auto* engine = std::get_if<Engine>(&found);
    if (engine == nullptr || engine->id == p.engine.id || engine->limits.chips.empty()) continue;
    if (engine->continuous_batching != p.engine.continuous_batching) continue;
    Placement other = place(p.accelerator, p.gpus(), p.model, p.format, *engine);
    other.cards = p.cards;
    other.host = p.host;
    if (starts(other) && holds_weights(other))
      return Suggestion{std::move(other), fmt::format("`engine: {}`", engine->id)};
  }
  return std::nullopt;
}

/// The least of 1 to `most` that does, where every more does as well; nothing where `most` does not.
template <class F>
std::optional<int> least(int most, F does) {
  if (most < 1 || !does(most)) return std::nullopt;
  int without = 0;
  while (most - without > 1) {
    const int middle = without + (most - without) / 2;
    (does(middle) ? most : without) = middle;
  }
  return most;
}

/// With the least of the model on a host that has the memory.
std::optional<Suggestion> least_on_host(const Placement& p, const Holds& holds) {
  if (!p.engine.limits.offload || p.host || p.accelerator.kind != Accelerator::Kind::gpu) return std::nullopt;
  const auto with_host = [&](int layers, int experts) {
    Placement other = p;
    other.host = Host{.layers = layers, .experts = experts, .bandwidth = {}, .memory = 1e9 * GB};
    return other;
  };
  const auto held = [&](const Placement& other) { return starts(other) && holds(other); };
  const int mixtures = static_cast<int>(mixture_layers(p.model));
  if (const auto n = least(mixtures, [&](int count) { return held(with_host(0, count)); }))
    return Suggestion{with_host(0, *n), fmt::format("`host_experts: {}`", *n)};
  if (const auto n = least(p.model.layers - p.gpus(), [&](int count) { return held(with_host(count, 0)); }))
    return Suggestion{with_host(*n, 0), fmt::format("`host_layers: {}`", *n)};
  return std::nullopt;
}

}  // namespace

bool holds_weights(const Placement& placement) { return memory_use(placement).fits; }

std::vector<Suggestion> enough_gpus(const Placement& p, const Holds& holds) {
  std::vector<Suggestion> all;
  if (p.accelerator.kind == Accelerator::Kind::cpu || !p.cards.empty()) return all;
  int least = most_gpus + 1;
  // No engine shares layers between more GPUs than there are heads, or hands out more layers than there are.
  const int most = std::min(most_gpus, splits_layers(p) ? p.model.layers : std::max(p.model.heads, 1));
  for (int n = 1; n <= most && least > most_gpus; ++n) {
    if (does(p, plain(p, n), holds)) least = n;
  }
  if (least <= most_gpus) all.push_back(as(p, plain(p, least)));
  for (int n = 2; n < std::min(least, most_gpus + 1); ++n) {
    if (const auto split = staged(p, n, holds)) {
      all.push_back(as(p, *split));
      break;
    }
  }
  return all;
}

std::vector<Suggestion> enough_memory(const Placement& p, const Holds& holds) {
  std::vector<Suggestion> all = enough_gpus(p, holds);
  if (auto host = least_on_host(p, holds)) all.push_back(*std::move(host));
  return all;
}

std::vector<Suggestion> would_do(const Placement& p, const Catalog& catalog) {
  std::vector<Suggestion> all;
  const std::vector<NotStarted> why = refusals(p);
  if (why.empty()) return all;
  const Why kind = why.front().kind;
  if (kind == Why::format || kind == Why::capability) {
    if (auto format = other_format(p, catalog)) all.push_back(*std::move(format));
  }
  const bool of_engine =
      kind == Why::format || kind == Why::capability || kind == Why::chip || kind == Why::model;
  if (of_engine || kind == Why::host || !p.cards.empty()) {
    if (auto engine = other_engine(p, catalog)) all.push_back(*std::move(engine));
    return all;
  }
  if (p.accelerator.kind == Accelerator::Kind::cpu) {
    Placement one = with(p, {});
    if (starts(one)) all.push_back({std::move(one), "1 machine"});
    return all;
  }
  return other_splits(p);
}

std::string in_words(const std::vector<Suggestion>& instead, const std::string& none) {
  if (instead.empty()) return none;
  // "1 GPU", "2 GPUs", "3 GPUs with ...": numbers alone are joined, "1, 2 or 4 GPUs".
  std::vector<std::string> plain, rest;
  for (const Suggestion& one : instead) {
    const bool number = one.text.ends_with(" GPUs") || one.text.ends_with(" GPU");
    (number ? plain : rest).push_back(number ? one.text.substr(0, one.text.find(' ')) : one.text);
  }
  std::string text;
  for (std::size_t i = 0; i < plain.size(); ++i)
    text += (i == 0 ? "" : i + 1 == plain.size() ? " or " : ", ") + plain[i];
  if (!plain.empty()) text += plain.back() == "1" ? " GPU would do" : " GPUs would do";
  for (std::size_t i = 0; i < rest.size(); ++i)
    text += (i == 0 && plain.empty() ? "" : i == 0 ? ", or " : " or ") + rest[i];
  return plain.empty() ? text + " would do" : text;
}

std::string refusal_text(const Placement& placement, const Catalog& catalog) {
  const std::vector<NotStarted> why = refusals(placement);
  if (why.empty()) return "";
  return why.front().reason + "; " + in_words(would_do(placement, catalog), "nothing of the catalogue does");
}

}  // namespace llmtco
