#include "serving/step_time_file.h"

#include <fmt/format.h>

#include "yaml/fields.h"
#include "yaml/read.h"
#include "yaml/scalar.h"

namespace llmtco::serving {
namespace {

constexpr std::size_t longest_file = 2'000'000;
constexpr double most_seconds = 1000;

std::optional<double> coefficient(Fields& fields, const std::string& key, Diagnostics& diagnostics) {
  const auto node = fields.has(key + "_s") ? fields.optional(key + "_s") : fields.required(key);
  if (!node) return std::nullopt;
  const auto value = number(*node, diagnostics);
  if (value && !(0 <= *value && *value <= most_seconds)) {
    diagnostics.error(node->location(),
                      fmt::format("{} must be 0 to {:g} seconds, is {:g}", key, most_seconds, *value));
    return std::nullopt;
  }
  return value;
}

}  // namespace

std::optional<StepTime> read_step_time(std::string text, const std::string& name, Diagnostics& diagnostics) {
  const auto root = read_text(std::move(text), name, diagnostics);
  if (!root) return std::nullopt;
  const auto nested = root->find("coefficients");
  const Node& mapping = nested ? *nested : *root;
  if (!mapping.is_mapping()) {
    wrong_kind(mapping, "the coefficients of a step", diagnostics);
    return std::nullopt;
  }
  StepTime t;
  bool good = true;
  Fields fields(mapping, diagnostics, "the coefficients of a step");
  for (const auto& [key, into] : {std::pair{"t0", &t.t0},
                                  {"c_pf", &t.c_pf},
                                  {"c_attn", &t.c_attn},
                                  {"c_dec", &t.c_dec},
                                  {"c_kv", &t.c_kv}}) {
    const auto value = coefficient(fields, key, diagnostics);
    good = good && value;
    *into = value.value_or(0);
  }
  fields.finish();
  if (!good || diagnostics.has_errors()) return std::nullopt;
  return t;
}

std::optional<StepTime> read_step_time_file(const std::string& path, Diagnostics& diagnostics) {
  return read_step_time(file_bytes(path, longest_file), path, diagnostics);
}

}  // namespace llmtco::serving
