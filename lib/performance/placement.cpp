#include "performance/placement.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "columns/repeatable.h"
#include "performance/coefficients.h"
#include "performance/profile.h"

namespace llmtco {
namespace {

/// Layers of the Llama family at a size, straight lines between them in the logarithm of the size: 1.1B 22,
/// 7B 32, 13B 40, 33B 60, 70B 80, 180B 96, 405B 126.
int typical_layers(double parameters) {
  constexpr std::array<std::pair<double, double>, 7> family{
      {{1.1e9, 22}, {7e9, 32}, {13e9, 40}, {33e9, 60}, {70e9, 80}, {180e9, 96}, {405e9, 126}}};
  if (parameters <= family.front().first) return static_cast<int>(family.front().second);
  for (std::size_t i = 1; i < family.size(); ++i) {
    if (parameters > family[i].first) continue;
    const double share = repeatable::log(parameters / family[i - 1].first) /
                         repeatable::log(family[i].first / family[i - 1].first);
    return static_cast<int>(
        std::lround(family[i - 1].second + share * (family[i].second - family[i - 1].second)));
  }
  return static_cast<int>(family.back().second);
}

}  // namespace

Placement place(Accelerator accelerator, int gpus, Model model, WeightFormat format, Engine engine) {
  Placement p{.accelerator = std::move(accelerator),
              .cards = {},
              .parallel = {},
              .model = std::move(model),
              .format = std::move(format),
              .memory_share = {},
              .engine = std::move(engine),
              .engine_key = "",
              .speculation = {}};
  if (p.engine.layer_split && !p.engine.tensor_parallel) {
    p.parallel.layer_split = gpus;
  } else if (p.engine.layer_split && !is_server(p)) {
    p.parallel.layer_split = gpus;
  } else {
    p.parallel.tensor = gpus;
  }
  p.engine_key = p.engine.id == "ollama" ? "llama.cpp" : p.engine.id;  // Ollama runs llama.cpp's kernels
  set_kv_format(p, p.engine.kv_cache.usual_for(p.format.family));
  const auto year = release_year(shipped_coefficients(), p.engine.id, p.engine.version);
  p.version_known = year.has_value();
  p.released = year.value_or(shipped_coefficients()("server.release@default"));
  return p;
}

bool set_kv_format(Placement& p, std::string_view format) {
  const std::optional<double> bits = p.engine.kv_cache.bits(format);
  if (!bits) return false;
  p.kv_format = format;
  p.kv_bits = *bits;
  return true;
}

Model typical_model(double parameters, int year) {
  Model m;
  m.id = m.name = "typical";
  m.source = "typical shape of its size and year";
  m.as_of = std::to_string(year);
  m.parameters = m.active_parameters = parameters;
  m.layers = typical_layers(parameters);
  // A Llama layer holds about 12 x hidden^2 parameters: 4 in the attention, 8 in the feed-forward layer.
  m.hidden =
      128 * std::max(1, static_cast<int>(std::lround(std::sqrt(parameters / (12.0 * m.layers)) / 128)));
  m.head_dim = 128;
  m.heads = m.hidden / m.head_dim;
  const bool grouped = year > 2023 || (year == 2023 && parameters > 30e9);
  m.kv_heads = grouped ? std::min(8, m.heads) : m.heads;
  m.attention = grouped ? Attention::gqa : Attention::mha;
  m.vocabulary = year >= 2024 ? 128256 : 32000;
  const double attention = m.layers * (2.0 * m.hidden * m.hidden + 2.0 * m.hidden * m.kv_heads * m.head_dim);
  const double rest = parameters - attention - 2.0 * m.vocabulary * m.hidden;
  m.ffn = std::max(m.hidden, static_cast<int>(std::lround(rest / (3.0 * m.hidden * m.layers))));
  m.precision = "fp16";
  m.context = year >= 2024 ? 131072 : 4096;
  m.released = year;
  return m;
}

Model typical_mixture(double parameters, double active, int year) {
  Model m = typical_model(active, year);
  m.parameters = parameters;
  m.layers = active < 8e9 ? 48 : 60;
  const double hidden = 1100 * std::sqrt(active / 1e9);
  m.hidden = 128 * std::max(1, static_cast<int>(std::lround(hidden / 128)));
  m.heads = m.hidden / m.head_dim;
  m.kv_heads = std::min(8, m.heads);
  m.attention = Attention::gqa;
  m.experts = Experts{.count = 8, .per_token = 8};
  m.ffn = 1;
  const ShapeParameters bare = shape_parameters(m);
  const double rest = bare.attention + bare.embedding + bare.head;
  const double one = std::max(active - rest, 0.1 * active) / m.experts->per_token;
  m.ffn = std::max(1, static_cast<int>(std::lround(one / bare.expert)));
  const double expert = bare.expert * m.ffn;
  m.experts->count = std::max(8, static_cast<int>(std::lround((parameters - rest) / expert)));
  return m;
}

}  // namespace llmtco
