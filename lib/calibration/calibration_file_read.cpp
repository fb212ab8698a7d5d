#include <fmt/format.h>

#include "calibration/calibration_file.h"
#include "calibration/read_parts.h"
#include "text/characters.h"
#include "yaml/json.h"

namespace llmtco {
namespace detail {

Sampled read_sampled(CheckedFields& parent, std::string_view key, double scale, Diagnostics& diagnostics) {
  const auto node = parent.required(key);
  if (!node) return {};
  CheckedFields f(*node, diagnostics);
  const int samples = f.whole("n", 0);
  const Sampled s{f.number("best", 0), f.number("median", 0), f.number("ci95_lo", 0), f.number("ci95_hi", 0),
                  samples};
  if (samples > 0 && !(0 < s.low && s.low <= s.median && s.median <= s.high)) {
    f.error(*node, fmt::format("{} must have 0 < ci95_lo <= median <= ci95_hi", f.what()));
  }
  return {s.best * scale, s.median * scale, s.low * scale, s.high * scale, samples};
}

Interval95 read_estimate(CheckedFields& parent, std::string_view key, Diagnostics& diagnostics) {
  const auto node = parent.required(key);
  if (!node) return {};
  CheckedFields f(*node, diagnostics);
  const Interval95 e{f.number("value", 0), f.number("ci95_lo", 0), f.number("ci95_hi", 0)};
  // A bootstrap interval may lie a little beside the value it belongs to; ends in the wrong order are a
  // mistake.
  if (e.low > e.high) f.error(*node, fmt::format("{} must have ci95_lo <= ci95_hi", f.what()));
  return e;
}

}  // namespace detail

namespace {

using detail::CheckedFields;
using detail::read_estimate;
using detail::read_sampled;

constexpr double ms = 1e-3;

kernel::Format read_format(CheckedFields& f) {
  const std::string text = f.text("format");
  if (const auto format = kernel::format_names.from_text(text)) return *format;
  if (const auto node = f.node().find("format"); node && node->quoted()) {
    f.error(*node, fmt::format("the kernel has no weight format {}; it has {}", shown(node->text()),
                               fmt::join(kernel::format_names.words(), ", ")));
  }
  return kernel::Format::f32;
}

void read_tool(const Node& node, kernel::BenchTool& tool, Diagnostics& diagnostics) {
  CheckedFields f(node, diagnostics);
  tool = {f.text("version"), f.text("commit"), f.text("compiler"), f.text("flags"), f.text("simd")};
}

void read_machine(const Node& node, Calibration& calibration, Diagnostics& diagnostics) {
  CheckedFields f(node, diagnostics);
  Machine& m = calibration.bench.machine;
  m.cpu_model = f.text("cpu_model");
  m.family_model_stepping = f.text("family_model_stepping");
  m.isa = f.texts("isa");
  m.vcpus = f.whole("vcpus", 0);
  const std::vector<std::int64_t> caches = f.counts("l1d_l2_l3_bytes");
  if (caches.size() == 3) {
    m.l1d_bytes = caches[0];
    m.l2_bytes = caches[1];
    m.l3_bytes = caches[2];
  } else if (const auto list = node.find("l1d_l2_l3_bytes")) {
    f.error(*list, "'l1d_l2_l3_bytes' of machine must hold three numbers");
  }
  m.mem_bytes = f.count("mem_bytes");
  m.page_size = f.count("page_size");
  m.hypervisor = f.text("hypervisor");
  m.kernel = f.text("kernel");
  calibration.fingerprint = f.text("sha256");
  f.finish();
  if (const auto hash = node.find("sha256");
      hash && !diagnostics.has_errors() && calibration.fingerprint != fingerprint(m)) {
    f.error(*hash,
            "the fingerprint is not that of the machine described here: the file has been changed by hand");
  }
}

void read_conditions(const Node& node, kernel::BenchConditions& c, Diagnostics& diagnostics) {
  CheckedFields f(node, diagnostics);
  c.load1 = f.number("load1", 0);
  c.others_cpu_share = f.number("others_cpu_share", 0);
  c.windows = f.whole("windows", 0);
  c.quiet_windows = f.whole("quiet_windows", 0);
  f.whole("pairs", 0);
  c.seconds = f.number("seconds", 0);
}

kernel::BenchLimits read_limit(const Node& node, Diagnostics& diagnostics) {
  CheckedFields f(node, diagnostics);
  const int threads = f.whole("threads", 1);
  const kernel::BenchLimits limit{threads, read_sampled(f, "dram_read_GBps", 1, diagnostics),
                                  read_sampled(f, "int8_GOPS", 1, diagnostics),
                                  read_sampled(f, "fp32_GFLOPS", 1, diagnostics)};
  return limit;
}

/// Of a point, fit or derived figure; of files from before there was such a key, that of the whole file.
bool read_valid(CheckedFields& f, bool whole) { return f.optional("valid") ? f.boolean("valid") : whole; }

kernel::BenchPoint read_point(const Node& node, bool valid, Diagnostics& diagnostics) {
  CheckedFields f(node, diagnostics);
  kernel::BenchPoint p{};
  p.format = read_format(f);
  const double bits = f.positive("bits_per_weight");
  if (const auto at = node.find("bits_per_weight");
      at && bits > 0 && bits != kernel::bits_per_weight(p.format) && !diagnostics.has_errors()) {
    f.error(*at, fmt::format("{} has {} bits per weight, not {}", name(p.format),
                             kernel::bits_per_weight(p.format), bits));
  }
  p.rows = static_cast<std::size_t>(f.whole("M", 1));
  p.inputs = static_cast<std::size_t>(f.whole("K", 1));
  p.batch = f.whole("batch", 1);
  p.threads = f.whole("threads", 1);
  p.ws_bytes = static_cast<std::size_t>(f.count("ws_bytes"));
  p.prefetch = static_cast<std::size_t>(f.count("prefetch_bytes"));
  p.t_s = read_sampled(f, "t_ms", ms, diagnostics);
  p.mbu_same_run = read_sampled(f, "mbu_same_run", 1, diagnostics);
  p.peak_share = read_sampled(f, "peak_share", 1, diagnostics);
  f.number("GBps", 0);  // for readers; worked out again from the above
  f.number("GOPS", 0);
  p.quiet = f.boolean("quiet");
  p.taken = f.optional("taken") ? f.whole("taken", 0) : p.t_s.samples;
  p.interrupted = f.optional("interrupted") ? f.whole("interrupted", 0) : 0;
  p.valid = read_valid(f, valid);
  return p;
}

kernel::BenchFit read_fit(const Node& node, bool valid, Diagnostics& diagnostics) {
  CheckedFields f(node, diagnostics);
  kernel::BenchFit fit{};
  fit.format = read_format(f);
  fit.threads = f.whole("threads", 1);
  fit.t_mem_s_per_GB = read_estimate(f, "t_mem_s_per_GB", diagnostics);
  fit.t_c_s_per_Gop = read_estimate(f, "t_c_s_per_Gop", diagnostics);
  fit.p = read_estimate(f, "p", diagnostics);
  fit.rms_rel = f.number("rms_rel", 0);
  fit.knee = f.number("knee", 0);
  fit.valid = read_valid(f, valid);
  return fit;
}

kernel::BenchDerived read_derived(const Node& node, bool valid, Diagnostics& diagnostics) {
  CheckedFields f(node, diagnostics);
  kernel::BenchDerived d{};
  d.format = read_format(f);
  d.threads = f.whole("threads", 1);
  d.speed_vs_f16 = read_estimate(f, "speed_vs_f16", diagnostics);
  d.dequant_s_per_Gweight = f.number("dequant_overhead_s_per_Gweight", 0);
  d.valid = read_valid(f, valid);
  return d;
}

kernel::QuantizationError read_quality(const Node& node, Diagnostics& diagnostics) {
  CheckedFields f(node, diagnostics);
  kernel::QuantizationError q{};
  q.format = read_format(f);
  q.rounding = f.word("rounding", kernel::rounding_names).value_or(kernel::Rounding::search);
  q.weights = f.word("distribution", kernel::synthetic_names).value_or(kernel::SyntheticWeights::gaussian);
  q.seed = static_cast<std::uint64_t>(f.count("seed"));
  q.weight_rel_rmse = f.number("weight_rel_rmse", 0);
  q.output_rel_rmse = f.number("output_rel_rmse", 0);
  q.cosine = f.number("cosine", -1);
  q.kl_proxy = f.number("kl_proxy", 0);
  return q;
}

template <class T, class Read>
void read_list(CheckedFields& root, std::string_view key, std::vector<T>& out, Read&& read,
               Diagnostics& diagnostics) {
  for (const Node& node : root.list(key)) out.push_back(read(node, diagnostics));
}

std::optional<Calibration> calibration_of(const Node& tree, Diagnostics& diagnostics) {
  CheckedFields root(tree, diagnostics, "a calibration file");
  const std::string schema = root.text("schema");
  if (schema != calibration_schema) {
    root.allow_others();  // the rest of another schema would be a list of misunderstandings
    if (const auto at = tree.find("schema"); at && at->quoted()) {
      root.error(*at, fmt::format("schema {} is not '{}', which this version reads", shown(at->text()),
                                  calibration_schema));
    }
    return std::nullopt;
  }
  Calibration c;
  c.source = root.text("source");
  c.bench.taken_at = root.text("taken_at");
  if (const auto node = root.required("tool")) read_tool(*node, c.bench.tool, diagnostics);
  if (const auto node = root.optional("machine")) read_machine(*node, c, diagnostics);
  if (const auto node = root.optional("conditions")) read_conditions(*node, c.bench.conditions, diagnostics);
  read_list(root, "limits", c.bench.limits, read_limit, diagnostics);
  const bool valid = c.valid = c.bench.valid = root.boolean("valid");
  const auto judged = [&](auto read) {
    return [=](const Node& node, Diagnostics& d) { return read(node, valid, d); };
  };
  read_list(root, "points", c.bench.points, judged(read_point), diagnostics);
  read_list(root, "fits", c.bench.fits, judged(read_fit), diagnostics);
  read_list(root, "derived", c.bench.derived, judged(read_derived), diagnostics);
  read_list(root, "quality", c.bench.quality, read_quality, diagnostics);
  detail::read_observation_lists(root, c, diagnostics);
  c.reasons = c.bench.reasons = root.texts("reasons");
  root.finish();
  if (diagnostics.has_errors()) return std::nullopt;
  return c;
}

}  // namespace

std::optional<Calibration> read_calibration(std::string text, std::string name, Diagnostics& diagnostics) {
  const auto tree = read_json(std::move(text), std::move(name), diagnostics);
  return tree ? calibration_of(*tree, diagnostics) : std::nullopt;
}

std::optional<Calibration> read_calibration_file(const std::string& path, Diagnostics& diagnostics) {
  const auto tree = read_json_file(path, diagnostics);
  return tree ? calibration_of(*tree, diagnostics) : std::nullopt;
}

}  // namespace llmtco
