#include "performance/coefficients.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <string>

#include "catalog/embedded.h"
#include "performance/coefficient_scan.h"
#include "yaml/yaml.h"

namespace llmtco {
namespace {

constexpr const char* scale_names[] = {"log", "logit", "fixed"};

constexpr const char* file_header =
    "# Coefficients of the speed model. Written by tools/fit.sh; docs/performance.md has the formulas.\n"
    "#\n"
    "# server.*  engines with continuous batching; local.*  single-stream runtimes; mlperf.*  rules of that "
    "benchmark;\n"
    "# speculation.*  guessing several tokens a step.\n"
    "# name@which  an effect of an engine, engine:version, GPU class, GPU, model or task: the coefficient is "
    "multiplied by it.\n"
    "# p5, p95  90 % interval from the curvature of the fit; prior, spread  centre and standard deviation it "
    "was held by, on\n"
    "# the scale named: log, or logit for efficiencies. rows  measured rows it moves. Without a spread: "
    "published facts.\n"
    "# kernel.*  what kernels measured alone pay besides; name@fp8, @fp4, @fp8-block, @w4a16  effects of a "
    "format of "
    "operands.\n"
    "# Units: layer..., step, sequence, product, attention_fixed, allreduce, hop, kernel.quantize in us; "
    "depth, "
    "expert_touch in ns;\n"
    "# request, first_fixed in ms; kv_knee in MB; flop_per_joule FLOP/J.\n"
    "# classes  flop_per_clock: FP16 operations of a multiprocessor per clock, so that peak / it = "
    "multiprocessors x clock;\n"
    "# flop_per_joule: FP16 peak / watts of the chip's flagship.\n"
    "# spreads  90 % interval of measured / predicted from rows left out by GPU, by model and by test; seen_ "
    "of a GPU "
    "under an\n"
    "# engine version with rows, from configurations left out; and the shares of the variance that rows of "
    "one GPU and "
    "of one\n"
    "# engine have in common.\n";

double read_number(Fields& fields, const char* key, double otherwise, Diagnostics& diagnostics) {
  const auto node = fields.optional(key);
  return node ? number(*node, diagnostics).value_or(otherwise) : otherwise;
}

Coefficient read_coefficient(const Node& node, Diagnostics& diagnostics) {
  Fields fields(node, diagnostics, "coefficient '" + node.key() + "'");
  Coefficient c;
  c.name = node.key();
  if (const auto value = fields.required("value")) c.value = number(*value, diagnostics).value_or(0);
  c.p5 = read_number(fields, "p5", c.value, diagnostics);
  c.p95 = read_number(fields, "p95", c.value, diagnostics);
  c.prior = read_number(fields, "prior", c.value, diagnostics);
  c.spread = read_number(fields, "spread", 0, diagnostics);
  c.rows = static_cast<int>(read_number(fields, "rows", 0, diagnostics));
  c.scale = c.spread > 0 ? Coefficient::Scale::log : Coefficient::Scale::fixed;
  if (const auto scale = fields.optional("scale")) {
    const auto* const found = std::find(std::begin(scale_names), std::end(scale_names), scale->text());
    if (found == std::end(scale_names)) {
      diagnostics.error(scale->location(), "unknown scale '" + scale->text() + "'",
                        "write log, logit or fixed");
    } else {
      c.scale = static_cast<Coefficient::Scale>(found - std::begin(scale_names));
    }
  }
  fields.optional("source");  // read by people
  return c;
}

GpuClass read_class(const Node& node, Diagnostics& diagnostics) {
  Fields fields(node, diagnostics, "class '" + node.key() + "'");
  GpuClass c;
  c.name = node.key();
  c.flop_per_clock = read_number(fields, "flop_per_clock", 0, diagnostics);
  c.flop_per_joule = read_number(fields, "flop_per_joule", 0, diagnostics);
  if (const auto limited = fields.optional("power_limited")) {
    c.power_limited = boolean(*limited, diagnostics).value_or(false);
  }
  if (const auto ids = fields.required("accelerators")) {
    for (const Node& id : ids->children()) c.accelerators.push_back(id.text());
  }
  return c;
}

Spread read_spread(const Node& node, Diagnostics& diagnostics) {
  Fields fields(node, diagnostics, "spread '" + node.key() + "'");
  Spread s;
  s.stratum = node.key();
  s.low = read_number(fields, "low", 1, diagnostics);
  s.high = read_number(fields, "high", 1, diagnostics);
  s.seen_low = read_number(fields, "seen_low", s.low, diagnostics);
  s.seen_high = read_number(fields, "seen_high", s.high, diagnostics);
  s.hardware = read_number(fields, "hardware", 0, diagnostics);
  s.engine = read_number(fields, "engine", 0, diagnostics);
  s.rows = static_cast<int>(read_number(fields, "rows", 0, diagnostics));
  return s;
}

bool by_name(const Coefficient& a, const Coefficient& b) { return a.name < b.name; }

std::string written(const Coefficient& c) {
  if (c.scale == Coefficient::Scale::fixed) return fmt::format("  {}: {{value: {}}}\n", c.name, c.value);
  return fmt::format(
      "  {}: {{value: {:.4g}, p5: {:.4g}, p95: {:.4g}, prior: {:.4g}, spread: {:.3g}, scale: {}, rows: "
      "{}}}\n",
      c.name, c.value, c.p5, c.p95, c.prior, c.spread, scale_names[static_cast<int>(c.scale)], c.rows);
}

}  // namespace

Coefficients::Coefficients(std::vector<Coefficient> list, std::vector<Spread> spreads,
                           std::vector<GpuClass> classes, std::string as_of, std::string source)
    : list_(std::move(list)),
      spreads_(std::move(spreads)),
      classes_(std::move(classes)),
      as_of_(std::move(as_of)),
      source_(std::move(source)) {
  std::sort(list_.begin(), list_.end(), by_name);
}

const Coefficient* Coefficients::find(std::string_view name) const {
  const auto at = std::lower_bound(list_.begin(), list_.end(), name,
                                   [](const Coefficient& c, std::string_view n) { return c.name < n; });
  return at != list_.end() && at->name == name ? &*at : nullptr;
}

double Coefficients::operator()(std::string_view name) const {
  const Coefficient* const c = find(name);
  assert(c != nullptr);
  return c->value;
}

double Coefficients::effect(std::string_view name, std::string_view which) const {
  std::string full(name);
  full += '@';
  full += which;
  const Coefficient* const c = find(full);
  return c == nullptr ? 1.0 : c->value;
}

const Spread& Coefficients::spread(std::string_view stratum) const {
  assert(!spreads_.empty());
  const Spread* widest = &spreads_.front();
  for (const Spread& s : spreads_) {
    if (s.stratum == stratum) return s;
    if (s.high / s.low > widest->high / widest->low) widest = &s;
  }
  return *widest;
}

void Coefficients::put(std::string name, double value) {
  for (Coefficient& c : list_) {
    if (c.name == name) {
      c.value = value;
      return;
    }
  }
  list_.push_back({.name = std::move(name),
                   .value = value,
                   .p5 = value,
                   .p95 = value,
                   .prior = value,
                   .scale = Coefficient::Scale::fixed});
  std::sort(list_.begin(), list_.end(), by_name);
}

const GpuClass& Coefficients::gpu_class(std::string_view accelerator) const {
  static const GpuClass unlisted{.name = "unlisted", .flop_per_clock = 2048, .accelerators = {}};
  for (const GpuClass& c : classes_) {
    if (std::find(c.accelerators.begin(), c.accelerators.end(), accelerator) != c.accelerators.end())
      return c;
  }
  return unlisted;
}

Coefficients read_coefficients(std::string text, const std::string& name, Diagnostics& diagnostics) {
  std::vector<Coefficient> list;
  std::vector<Spread> spreads;
  std::vector<GpuClass> classes;
  std::string as_of, source;
  if (const auto root = read_text(std::move(text), name, diagnostics)) {
    Fields fields(*root, diagnostics, "coefficients");
    if (const auto node = fields.required("as_of")) as_of = node->text();
    if (const auto node = fields.required("source")) source = node->text();
    if (const auto node = fields.required("coefficients")) {
      for (const Node& child : node->children()) list.push_back(read_coefficient(child, diagnostics));
    }
    if (const auto node = fields.required("classes")) {
      for (const Node& child : node->children()) classes.push_back(read_class(child, diagnostics));
    }
    if (const auto node = fields.required("spreads")) {
      for (const Node& child : node->children()) spreads.push_back(read_spread(child, diagnostics));
    }
  }
  return {std::move(list), std::move(spreads), std::move(classes), std::move(as_of), std::move(source)};
}

std::string written(const Coefficients& c) {
  std::string text = file_header;
  text += fmt::format("as_of: {}\nsource: {}\n\ncoefficients:\n", c.as_of(), c.source());
  for (const Coefficient& one : c.list()) text += written(one);
  text += "\nclasses:\n";
  for (const GpuClass& one : c.classes()) {
    text += fmt::format(
        "  {}: {{flop_per_clock: {}, power_limited: {}, flop_per_joule: {:g}, accelerators: [{}]}}\n",
        one.name, one.flop_per_clock, one.power_limited, one.flop_per_joule,
        fmt::join(one.accelerators, ", "));
  }
  text += "\nspreads:\n";
  for (const Spread& s : c.spreads()) {
    text += fmt::format(
        "  {}: {{low: {:.4g}, high: {:.4g}, seen_low: {:.4g}, seen_high: {:.4g}, hardware: {:.3g}, engine: "
        "{:.3g}, "
        "rows: {}}}\n",
        s.stratum, s.low, s.high, s.seen_low, s.seen_high, s.hardware, s.engine, s.rows);
  }
  return text;
}

const Coefficients& shipped_coefficients() {
  static const Coefficients shipped = [] {
    if (auto scanned = scan_coefficients(embedded_data("performance"))) return *std::move(scanned);
    Diagnostics diagnostics;
    Coefficients read =
        read_coefficients(std::string(embedded_data("performance")), "data/performance.yaml", diagnostics);
    diagnostics.throw_if_errors();
    return read;
  }();
  return shipped;
}

}  // namespace llmtco
