#include "performance/profile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "columns/repeatable.h"
#include "performance/unlike_cards.h"

namespace llmtco {
namespace {

constexpr std::array<std::string_view, 9> single_stream_engines{"llama.cpp", "ollama",       "exllamav2",
                                                                "autoawq",   "transformers", "mlc-llm",
                                                                "gpt-fast",  "quip-sharp",   "llamafile"};

/// One port of 400 Gb/s a GPU between machines (DGX H100 and B200, user guides).
constexpr double network = 50e9;
/// GPUs behind one switch: 72 of the GB200 and GB300 NVL72, 8 elsewhere.
int gpus_of_node(const Accelerator& a) { return a.id == "gb200" || a.id == "gb300" ? 72 : 8; }

/// PCIe 4.0 x16, between the host and cards whose entry names the link to their neighbours instead.
constexpr double usual_host_link = 32e9;

/// Bytes a multiprocessor can take from the second-level cache in a clock.
constexpr double l2_bytes_per_clock = 64;

/// (a^-n + b^-n)^(-1/n): a smooth minimum, n = 3.
double smooth_min(double a, double b) {
  const double sum = 1 / (a * a * a) + 1 / (b * b * b);
  return repeatable::pow(sum, -1.0 / 3);
}

/// The coefficients of one placement: those of its family, with the effects of engine, version, GPU class and
/// GPU.
class Lookup {
 public:
  Lookup(const Placement& p, const Coefficients& c)
      : c_(c),
        family_(is_server(p) ? "server." : "local."),
        engine_(p.engine_key),
        version_(p.engine.version.empty() ? "" : p.engine_key + ":" + p.engine.version),
        class_(c.gpu_class(p.accelerator.id).name),
        gpu_(p.accelerator.id) {}

  double operator()(const char* name) const { return c_(family_ + name); }
  /// The coefficient as a product in operands of a format has it: its effects of the format ("fp8", "fp4"; "w4a16" for
  /// four bits without units for them), and of the format on this class or engine.
  double in_format(const char* name, std::string_view format) const {
    const std::string full = family_ + name, of(format);
    return c_(full) * c_.effect(full, of) * c_.effect(full, of + ":" + class_) *
           c_.effect(full, of + ":" + engine_);
  }
  /// The coefficient times its effects; each effect is 1 where the file has none.
  double with_effects(const char* name) const { return (*this)(name)*effects(name); }
  double effects(const char* name) const {
    const std::string full = family_ + name;
    double product = c_.effect(full, engine_) * c_.effect(full, class_) * c_.effect(full, gpu_);
    if (!version_.empty()) product *= c_.effect(full, version_);
    return product;
  }

 private:
  const Coefficients& c_;
  std::string family_, engine_, version_, class_, gpu_;
};

/// Operands of the matrix products and whether the GPU has units for them. Four-bit weights on a GPU without
/// such units are expanded to 16 bits in registers (Marlin, Triton and CUTLASS kernels of that kind multiply
/// in BF16, not in FP8); FP8 and INT8 use the 8-bit units where there are some.
struct Operands {
  std::string_view format;
  double peak = 0;
  bool native = true;
};

Operands operands(const Accelerator& a, std::string_view wanted, double peak16) {
  const auto units = [&](std::string_view format) {
    return Operands{.format = format == "int8" ? "fp8" : format, .peak = a.peak(format)->base_units()};
  };
  if (wanted == "fp4" && a.peak("fp4")) return units("fp4");
  if (wanted == "int8" && a.peak("int8")) return units("int8");
  if ((wanted == "fp8" || wanted == "int8") && a.peak("fp8")) return units("fp8");
  return {.format = "fp16", .peak = peak16, .native = wanted == "fp16" || wanted == "bf16"};
}

/// Whose kernels multiply: of the units' format, or those that expand four bits in registers.
std::string_view format_of(const Operands& o, const Placement& p) {
  if (o.format == "fp8" && p.model.precision == "fp8")
    return "fp8-block";  // scales by blocks of the checkpoint
  return o.format == "fp16" && p.format.bits < 8 && !o.native ? "w4a16" : o.format;
}

void set_datasheet(Profile& f, const Placement& p, const Coefficients& c) {
  const Accelerator& a = p.accelerator;
  const double peak = a.peak("fp16").value_or(FlopPerSecond(0.0)).base_units();
  const double full = a.peak("fp16_accumulate16").value_or(FlopPerSecond(peak)).base_units();
  f.bandwidth = a.bandwidth.value_or(BytesPerSecond(0.0)).base_units();
  f.peak16 = is_server(p) ? peak : full;  // single-stream runtimes add up in FP16
  f.sm_clocks = full / c.gpu_class(a.id).flop_per_clock;
  f.watts = a.power.value_or(Watts(1e4)).base_units();
  const bool node = p.parallel.tensor <= gpus_of_node(a);
  f.link = !node ? network : a.link ? a.link->bandwidth.base_units() : 16e9;
  f.direct_link = a.linked_directly();
  if (!p.host) return;
  f.host_bandwidth = p.host->bandwidth.base_units();
  const double pcie = a.link && !f.direct_link ? a.link->bandwidth.base_units() : usual_host_link;
  f.host_link = std::min(pcie, f.host_bandwidth);
}

/// Share of the units' peak that products of full tiles reach.
double peak_share(const Operands& o, const Placement& p, const Lookup& of) {
  double value = of.in_format("mfu16", is_server(p) ? format_of(o, p) : "") * of.effects("compute");
  if (o.format == "fp8" || o.format == "fp4") value *= of("fp8");
  if (o.format == "fp4") value *= of("fp4");
  return std::min(value, 0.9);
}

/// Achieved matrix rates. Boards of some classes are held by their power: rate = min(mfu x peak, FLOP/J x
/// watts), smoothly.
void set_rates(Profile& f, const Placement& p, const Shape& s, const Lookup& of, const Coefficients& c) {
  std::string_view wanted = p.format.compute.empty() ? "fp16" : std::string_view(p.format.compute);
  // MXFP4 weights meet activations in MXFP8, at the rate of 8-bit units, where the GPU takes four bits at
  // all.
  if (p.format.id == "mxfp4" && p.accelerator.peak("fp4")) wanted = "fp8";
  const Operands experts = operands(p.accelerator, wanted, f.peak16);
  const Operands dense = s.rest_bits >= 16 ? Operands{.format = "fp16", .peak = f.peak16}
                         : s.rest_bits > 0 ? operands(p.accelerator, "fp8", f.peak16)
                                           : experts;
  f.peak_dense = dense.peak;
  f.peak_experts = experts.peak;

  const double flagship = c.gpu_class(p.accelerator.id).flop_per_joule;
  const bool limited = c.gpu_class(p.accelerator.id).power_limited || !is_server(p);
  const auto rate = [&](const Operands& o) {
    const double by_units = peak_share(o, p, of) * o.peak;
    if (is_server(p) && flagship > 0) {
      // At most what the watts of the board carry, in operations per joule of the chip's flagship.
      const double by_power = of("sustained") * flagship * f.watts * (o.peak / f.peak16);
      return std::min(smooth_min(by_units, by_power), by_units);
    }
    if (!limited) return by_units;
    const double by_power = c("local.flop_per_joule") * f.watts * (o.peak / f.peak16);
    return smooth_min(by_units, by_power);
  };
  const double expanded = experts.native || !is_server(p) ? 1 : of("expanded_rate");
  f.dense_rate = rate(dense) * (dense.native ? 1 : expanded);
  f.expert_rate = std::min(
      rate(experts) * of.in_format("expert", format_of(experts, p)) * of.effects("expert") * expanded,
      0.97 * f.peak_experts);
  f.head_rate = rate({.format = "fp16", .peak = f.peak16});
  f.attention_rate = std::min(of.with_effects("attention"), 0.9) * f.peak16;
  f.linear_rate = of("linear_rate") * f.peak16;
  if (limited) f.attention_rate = smooth_min(f.attention_rate, c("local.flop_per_joule") * f.watts);
  f.tile = of("tile");
  f.blend = of.in_format("blend", format_of(dense, p));
  f.expert_blend = is_server(p) ? of("expert_blend") : f.blend;
  if (is_server(p)) {
    f.product = of.in_format("product", format_of(dense, p)) * 1e-6;
    f.depth = of.in_format("depth", format_of(dense, p)) * 1e-9;
    f.product_passes = of.in_format("product_passes", format_of(dense, p));
    f.expert_layer =
        of.in_format("layer_mixture", format_of(experts, p)) * of.effects("layer_mixture") * 1e-6;
  } else {
    f.product_passes = of("activations");
  }
}

/// Whether weights of few bits are made longer before they are multiplied, as no unit takes them.
bool expands(const Placement& p) {
  return p.format.bits < 8 && !(p.format.compute == "fp4" && p.accelerator.peak("fp4"));
}

void set_memory(Profile& f, const Placement& p, const Shape& s, const Lookup& of) {
  const bool fp4_units = p.format.compute == "fp4" && p.accelerator.peak("fp4");
  const bool fp8_units = p.format.bits >= 7.5 && p.format.bits < 12 && p.accelerator.peak("fp8");
  const std::string_view kernels = is_server(p) && fp4_units ? "fp4" : is_server(p) && fp8_units ? "fp8" : "";
  const double effects = of.effects("weight_efficiency");
  const double achieved = std::min(of.in_format("weight_efficiency", kernels) * effects, 0.98) * f.bandwidth;
  // Kernels of experts read many small matrices at once and reach the share of 16 bits in every format.
  const double by_experts =
      std::min(of.in_format("weight_efficiency", is_server(p) ? "experts" : "") * effects, 0.98) *
      f.bandwidth;
  f.weight_bandwidth =
      is_server(p) ? achieved : smooth_min(achieved, of.with_effects("sm_bandwidth") * f.sm_clocks);
  const bool expanded = is_server(p) && expands(p);
  if (expanded && s.rest_bits == 0) f.weight_bandwidth *= of("expanded");
  f.expert_bandwidth = !is_server(p) ? f.weight_bandwidth : by_experts * (expanded ? of("expanded") : 1);
  f.kv_bandwidth =
      std::min(of.with_effects("kv_efficiency"), 0.98) * (is_server(p) ? achieved : f.weight_bandwidth);
  // Early TensorRT-LLM shared reads among the queries of a KV head for groups of eight only: rows of Llama 3
  // 8B (four), Mixtral (four) and Falcon 180B (29) fall behind at long contexts, those of Llama 2 70B (eight)
  // do not.
  const double group = static_cast<double>(p.model.heads) / std::max(p.model.kv_heads, 1);
  const bool rereads = p.engine.id == "tensorrt-llm" && p.released < 2024.7 && group > 1 && group != 8;
  if (rereads)
    f.kv_bandwidth = std::min(f.kv_bandwidth, of("l2_share") * l2_bytes_per_clock * f.sm_clocks / group);
  if (s.latent) f.kv_bandwidth /= std::max(of("latent_kv"), 1.0);
  f.kv_knee = of("kv_knee") * 1e6;
  f.activation_passes = of("activations");
  if (!is_server(p)) {
    const double clocks = p.format.family == "aqlm" ? of("expansion_codebook")
                          : s.quantized             ? of.with_effects("expansion")
                                                    : 0;
    f.expansion = p.format.bits < 12 ? clocks / f.sm_clocks : 0;
    const bool llama = p.engine_key == "llama.cpp" || p.engine_key == "ollama";
    if (llama && s.quantized) f.dequantize = of("dequantize") * 2 * s.parameters_dense / f.weight_bandwidth;
    f.launches = (s.quantized ? of("layer_launches_quantized") : of("layer_launches")) * s.layers;
    f.launch_queue = p.released >= 2026 ? of("launch_queue_2026") : of("launch_queue");
    f.softmax_passes = llama ? of("softmax") : 0;
    f.micro_batch = f.softmax_passes > 0 ? 512 : 0;
  }
}

void set_fixed(Profile& f, const Placement& p, const Shape& s, const Lookup& of, const Coefficients& c,
               bool online) {
  constexpr double us = 1e-6;
  double layer = of("layer");
  if (s.latent) layer += of("layer_latent");
  if (is_server(p)) {
    // Experts in four bits without units for them run through more kernels; dense layers do not (Marlin).
    const bool expanded = expands(p);
    if (expanded) f.expert_layer += of.with_effects("layer_expanded") * us;
    f.expert_touch = s.mixture ? of("expert_touch") * 1e-9 * (expanded ? of("expert_touch_expanded") : 1) : 0;
    f.attention_fixed = of("attention_fixed") * us;
    f.linear_layer = of("linear_layer") * us;
    f.kernels = s.products.count * f.product + s.mixtures * f.expert_layer + s.layers * f.attention_fixed +
                s.linear_layers * f.linear_layer;
  } else if (s.mixture) {
    layer += of("layer_mixture");
  }
  double scale = of.effects("overhead");
  if (is_server(p)) {
    // Software of the year y has exp(-age (y - 2025.5)) of the overhead of mid-2025.
    const double year = std::clamp(p.released, 2023.0, 2026.9);
    scale *= repeatable::exp(-of("age") * (year - 2025.5));
  }
  const double host = is_server(p) && online ? scale * of("online") : scale;
  f.step = (s.layers * layer * scale + of("step") * host) * us;
  f.sequence = of("sequence") * us * host;
  // Engines have kernels of their own for NVLink; over PCIe all go through the same library and the host.
  f.allreduce = (f.direct_link ? of.with_effects("allreduce") : of("allreduce_pcie")) * us;
  f.allreduce_blend = is_server(p) && f.direct_link ? of("allreduce_blend") : 1;
  f.link_efficiency = of("link");
  f.hop = c("local.hop") * us;
  if (is_server(p)) {
    const double fixed =
        (of("first_fixed") * 1e-3 + of("first_passes") * f.step) * (s.latent ? of("first_latent") : 1);
    const double first = of.effects("first") * (s.linear_layers > 0 ? of("first_linear") : 1);
    f.first_fixed = fixed * first;
    f.first_launch = of("first_launch") * f.step;
    f.first_together = of("first_together") * first;
    f.first_wave = of("first_wave");
  } else {
    f.first_wave = 1;  // batches that start and end together: all prompts arrive at once
  }
}

}  // namespace

bool is_server(const Placement& p) {
  const std::string_view id = p.engine.id;
  return std::find(single_stream_engines.begin(), single_stream_engines.end(), id) ==
         single_stream_engines.end();
}

std::optional<double> release_year(const Coefficients& c, std::string_view engine, std::string_view version) {
  std::string text(version.substr(0, version.find(' ')));
  while (!text.empty()) {
    if (const Coefficient* found = c.find("server.release@" + std::string(engine) + ":" + text))
      return found->value;
    const auto cut = text.find_last_of(".");
    if (cut == std::string::npos) break;
    text.resize(cut);
  }
  return std::nullopt;
}

Profile profile_of(const Placement& p, const Shape& s, const Coefficients& c, bool online) {
  const Lookup of(p, c);
  Profile f;
  set_datasheet(f, p, c);
  set_rates(f, p, s, of, c);
  set_memory(f, p, s, of);
  set_fixed(f, p, s, of, c, online);
  f.batch_limit = of("batch_limit");
  f.stage_efficiency = c("local.stage");
  f.interleave = of("interleave");
  f.request = is_server(p) ? of("request") * 1e-3 : 0;
  f.data_parallel_stall = c("server.data_parallel_stall");
  f.cards = card_profiles(p, s, c, online);
  f.imbalance = p.parallel.attention_data > 1 ? c("server.imbalance") : 1;
  return f;
}

}  // namespace llmtco
