#include "catalog/engine_memory.h"

#include <algorithm>
#include <charconv>

namespace llmtco {
namespace {

/// The next number of a version and what comes behind it; nothing at its end.
std::optional<int> next_number(std::string_view& version) {
  int number = 0;
  const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), number);
  if (error != std::errc()) return std::nullopt;
  version.remove_prefix(static_cast<std::size_t>(end - version.data()));
  if (!version.empty() && version.front() == '.')
    version.remove_prefix(1);
  else
    version = {};
  return number;
}

}  // namespace

bool older_version(std::string_view a, std::string_view b) {
  for (;;) {
    const std::optional<int> left = next_number(a), right = next_number(b);
    if (!right) return false;
    if (left.value_or(0) != *right) return left.value_or(0) < *right;
  }
}

EngineMemory EngineMemory::of_version(std::string_view version) const {
  EngineMemory then = *this;
  if (version.empty()) return then;
  for (const OlderMemory& old : older) {
    if (!older_version(version, old.before)) continue;
    then.logit_bytes = old.logit_bytes.value_or(then.logit_bytes);
    then.outside = old.outside.value_or(then.outside);
    then.outside_group = old.outside_group.value_or(then.outside_group);
  }
  return then;
}

const StepSize& EngineMemory::step_on(Bytes memory, std::string_view accelerator) const {
  const StepSize* found = &steps.front();
  for (const StepSize& step : steps) {
    const bool excepted = std::any_of(step.except.begin(), step.except.end(), [&](const std::string& family) {
      return accelerator.starts_with(family);
    });
    if (!excepted && (!step.from || *step.from <= memory)) found = &step;
  }
  return *found;
}

std::optional<double> KvFormats::bits(std::string_view format) const {
  for (const auto& [name, size] : formats) {
    if (name == format) return size;
  }
  return std::nullopt;
}

std::vector<std::string> KvFormats::names() const {
  std::vector<std::string> all;
  for (const auto& format : formats) all.push_back(format.first);
  return all;
}

std::string KvFormats::offered() const {
  std::string text;
  for (std::size_t i = 0; i < formats.size(); ++i)
    text += (i == 0 ? "" : i + 1 == formats.size() ? " and " : ", ") + formats[i].first;
  return text;
}

const std::string& KvFormats::usual_for(std::string_view family) const {
  for (const auto& [of, format] : by_weights) {
    if (of == family) return format;
  }
  return usual;
}

}  // namespace llmtco
