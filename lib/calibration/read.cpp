#include <fmt/format.h>

#include "calibration/file.h"
#include "calibration/read_parts.h"
#include "yaml/read.h"

namespace llmtco {
namespace detail {

Sampled read_sampled(JsonFields& parent, std::string_view key, double scale, Diagnostics& diagnostics) {
  const JsonNode* node = parent.required(key);
  if (node == nullptr) return {};
  JsonFields f(*node, fmt::format("'{}' of {}", key, parent.what()), diagnostics);
  const int samples = f.whole("n", 0);
  const Sampled s{f.number("best", 0), f.number("median", 0), f.number("ci95_lo", 0), f.number("ci95_hi", 0),
                  samples};
  f.finish();
  if (samples > 0 && !(0 < s.low && s.low <= s.median && s.median <= s.high)) {
    f.error(*node, fmt::format("{} must have 0 < ci95_lo <= median <= ci95_hi", f.what()));
  }
  return {s.best * scale, s.median * scale, s.low * scale, s.high * scale, samples};
}

Interval95 read_estimate(JsonFields& parent, std::string_view key, Diagnostics& diagnostics) {
  const JsonNode* node = parent.required(key);
  if (node == nullptr) return {};
  JsonFields f(*node, fmt::format("'{}' of {}", key, parent.what()), diagnostics);
  const Interval95 e{f.number("value", 0), f.number("ci95_lo", 0), f.number("ci95_hi", 0)};
  f.finish();
  // A bootstrap interval may lie a little beside the value it belongs to; ends in the wrong order are a
  // mistake.
  if (e.low > e.high) f.error(*node, fmt::format("{} must have ci95_lo <= ci95_hi", f.what()));
  return e;
}

}  // namespace detail

namespace {

using detail::JsonFields;
using detail::JsonNode;
using detail::read_estimate;
using detail::read_sampled;

constexpr double ms = 1e-3;

KernelFormat read_format(JsonFields& f) {
  const std::string text = f.text("format");
  for (const KernelFormat format : kernel_formats) {
    if (info(format).name == text) return format;
  }
  if (const JsonNode* node = f.node().find("format"); node != nullptr && node->kind == JsonNode::Kind::text) {
    f.error(*node,
            fmt::format("the kernel has no weight format '{}'; it has {}", text, kernel_format_names()));
  }
  return KernelFormat::f32;
}

void read_tool(const JsonNode& node, BenchTool& tool, Diagnostics& diagnostics) {
  JsonFields f(node, "tool", diagnostics);
  tool = {f.text("version"), f.text("commit"), f.text("compiler"), f.text("flags"), f.text("simd")};
  f.finish();
}

void read_machine(const JsonNode& node, Calibration& calibration, Diagnostics& diagnostics) {
  JsonFields f(node, "machine", diagnostics);
  Machine& m = calibration.bench.machine;
  m.cpu_model = f.text("cpu_model");
  m.family_model_stepping = f.text("family_model_stepping");
  m.isa = f.texts("isa");
  m.vcpus = f.whole("vcpus", 0);
  const std::vector<double> caches = f.numbers("l1d_l2_l3_bytes", 0);
  if (caches.size() == 3) {
    m.l1d_bytes = static_cast<std::int64_t>(caches[0]);
    m.l2_bytes = static_cast<std::int64_t>(caches[1]);
    m.l3_bytes = static_cast<std::int64_t>(caches[2]);
  } else if (const JsonNode* list = node.find("l1d_l2_l3_bytes")) {
    f.error(*list, "'l1d_l2_l3_bytes' of machine must hold three numbers");
  }
  m.mem_bytes = static_cast<std::int64_t>(f.number("mem_bytes", 0));
  m.page_size = static_cast<std::int64_t>(f.number("page_size", 0));
  m.hypervisor = f.text("hypervisor");
  m.kernel = f.text("kernel");
  calibration.fingerprint = f.text("sha256");
  f.finish();
  if (const JsonNode* hash = node.find("sha256");
      hash != nullptr && !diagnostics.has_errors() && calibration.fingerprint != fingerprint(m)) {
    f.error(*hash,
            "the fingerprint is not that of the machine described here: the file has been changed by hand");
  }
}

void read_conditions(const JsonNode& node, BenchConditions& c, Diagnostics& diagnostics) {
  JsonFields f(node, "conditions", diagnostics);
  c.load1 = f.number("load1", 0);
  c.others_cpu_share = f.number("others_cpu_share", 0);
  c.windows = f.whole("windows", 0);
  c.quiet_windows = f.whole("quiet_windows", 0);
  f.whole("pairs", 0);
  c.seconds = f.number("seconds", 0);
  f.finish();
}

BenchLimits read_limit(const JsonNode& node, int index, Diagnostics& diagnostics) {
  JsonFields f(node, fmt::format("limits[{}]", index), diagnostics);
  const int threads = f.whole("threads", 1);
  const BenchLimits limit{threads, read_sampled(f, "dram_read_GBps", 1, diagnostics),
                          read_sampled(f, "int8_GOPS", 1, diagnostics),
                          read_sampled(f, "fp32_GFLOPS", 1, diagnostics)};
  f.finish();
  return limit;
}

BenchPoint read_point(const JsonNode& node, int index, Diagnostics& diagnostics) {
  JsonFields f(node, fmt::format("points[{}]", index), diagnostics);
  BenchPoint p{};
  p.format = read_format(f);
  const double bits = f.positive("bits_per_weight");
  if (const JsonNode* at = node.find("bits_per_weight");
      at != nullptr && bits > 0 && bits != bits_per_weight(p.format) && !diagnostics.has_errors()) {
    f.error(*at, fmt::format("{} has {} bits per weight, not {}", info(p.format).name,
                             bits_per_weight(p.format), bits));
  }
  p.rows = static_cast<std::size_t>(f.whole("M", 1));
  p.inputs = static_cast<std::size_t>(f.whole("K", 1));
  p.batch = f.whole("batch", 1);
  p.threads = f.whole("threads", 1);
  p.ws_bytes = static_cast<std::size_t>(f.number("ws_bytes", 0));
  p.prefetch = static_cast<std::size_t>(f.number("prefetch_bytes", 0));
  p.t_s = read_sampled(f, "t_ms", ms, diagnostics);
  p.mbu_same_run = read_sampled(f, "mbu_same_run", 1, diagnostics);
  p.peak_share = read_sampled(f, "peak_share", 1, diagnostics);
  f.number("GBps", 0);  // for readers; worked out again from the above
  f.number("GOPS", 0);
  p.quiet = f.boolean("quiet");
  f.finish();
  return p;
}

BenchFit read_fit(const JsonNode& node, int index, Diagnostics& diagnostics) {
  JsonFields f(node, fmt::format("fits[{}]", index), diagnostics);
  BenchFit fit{};
  fit.format = read_format(f);
  fit.threads = f.whole("threads", 1);
  fit.t_mem_s_per_GB = read_estimate(f, "t_mem_s_per_GB", diagnostics);
  fit.t_c_s_per_Gop = read_estimate(f, "t_c_s_per_Gop", diagnostics);
  fit.p = read_estimate(f, "p", diagnostics);
  fit.rms_rel = f.number("rms_rel", 0);
  fit.knee = f.number("knee", 0);
  f.finish();
  return fit;
}

BenchDerived read_derived(const JsonNode& node, int index, Diagnostics& diagnostics) {
  JsonFields f(node, fmt::format("derived[{}]", index), diagnostics);
  BenchDerived d{};
  d.format = read_format(f);
  d.threads = f.whole("threads", 1);
  d.speed_vs_f16 = read_estimate(f, "speed_vs_f16", diagnostics);
  d.dequant_s_per_Gweight = f.number("dequant_overhead_s_per_Gweight", 0);
  f.finish();
  return d;
}

QuantizationError read_quality(const JsonNode& node, int index, Diagnostics& diagnostics) {
  JsonFields f(node, fmt::format("quality[{}]", index), diagnostics);
  QuantizationError q{};
  q.format = read_format(f);
  q.rounding = f.text("rounding") == name(Rounding::nearest) ? Rounding::nearest : Rounding::search;
  q.weights = f.text("distribution") == name(SyntheticWeights::gaussian) ? SyntheticWeights::gaussian
                                                                         : SyntheticWeights::student_t4;
  q.seed = static_cast<std::uint64_t>(f.number("seed", 0));
  q.weight_rel_rmse = f.number("weight_rel_rmse", 0);
  q.output_rel_rmse = f.number("output_rel_rmse", 0);
  q.cosine = f.number("cosine", -1);
  q.kl_proxy = f.number("kl_proxy", 0);
  f.finish();
  return q;
}

template <class T, class Read>
void read_list(JsonFields& root, std::string_view key, std::vector<T>& out, Read&& read,
               Diagnostics& diagnostics) {
  int i = 0;
  for (const JsonNode& node : root.list(key)) out.push_back(read(node, i++, diagnostics));
}

}  // namespace

std::optional<Calibration> read_calibration(std::string text, std::string name, Diagnostics& diagnostics) {
  const std::optional<JsonNode> tree = detail::read_json(std::move(text), std::move(name), diagnostics);
  if (!tree) return std::nullopt;
  JsonFields root(*tree, "a calibration file", diagnostics);
  const std::string schema = root.text("schema");
  if (schema != calibration_schema) {
    const JsonNode* at = tree->find("schema");
    if (at != nullptr && at->kind == JsonNode::Kind::text) {
      root.error(
          *at, fmt::format("schema '{}' is not '{}', which this version reads", schema, calibration_schema));
    }
    return std::nullopt;  // the rest of another schema would be a list of misunderstandings
  }
  Calibration c;
  c.source = root.text("source");
  c.bench.taken_at = root.text("taken_at");
  if (const JsonNode* node = root.required("tool")) read_tool(*node, c.bench.tool, diagnostics);
  if (const JsonNode* node = root.optional("machine")) read_machine(*node, c, diagnostics);
  if (const JsonNode* node = root.optional("conditions"))
    read_conditions(*node, c.bench.conditions, diagnostics);
  read_list(root, "limits", c.bench.limits, read_limit, diagnostics);
  read_list(root, "points", c.bench.points, read_point, diagnostics);
  read_list(root, "fits", c.bench.fits, read_fit, diagnostics);
  read_list(root, "derived", c.bench.derived, read_derived, diagnostics);
  read_list(root, "quality", c.bench.quality, read_quality, diagnostics);
  detail::read_observation_lists(root, c, diagnostics);
  c.valid = c.bench.valid = root.boolean("valid");
  c.reasons = c.bench.reasons = root.texts("reasons");
  root.finish();
  if (diagnostics.has_errors()) return std::nullopt;
  return c;
}

std::optional<Calibration> read_calibration_file(const std::string& path, Diagnostics& diagnostics) {
  return read_calibration(file_bytes(path, std::size_t{16} << 20), path, diagnostics);
}

}  // namespace llmtco
