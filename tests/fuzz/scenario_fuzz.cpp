#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "line_mutator.h"
#include "scenario/scenario.h"
#include "text/diagnostics.h"

namespace {

constexpr std::string_view override_mark = "\n#--set ";
constexpr std::size_t most_overrides = 4;

/// Comments at the end of the form "#--set path=value" are overrides, so that a file of the corpus stays a
/// scenario.
std::vector<std::string> taken_overrides(std::string& text) {
  std::vector<std::string> overrides;
  while (overrides.size() < most_overrides) {
    const std::size_t at = text.rfind(override_mark);
    if (at == std::string::npos) break;
    overrides.insert(overrides.begin(), text.substr(at + override_mark.size()));
    text.resize(at);
  }
  return overrides;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t count,
                                        std::size_t most);  // libFuzzer's own

/// Half of the inputs are changed by lines, the others as libFuzzer likes, with its dictionary.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t count, std::size_t most,
                                               unsigned seed) {
  if (seed % 2 == 0) return LLVMFuzzerMutate(bytes, count, most);
  const std::string text = LineMutator({reinterpret_cast<const char*>(bytes), count}, seed).mutated();
  if (text.empty() || text.size() > most) return LLVMFuzzerMutate(bytes, count, most);
  std::memcpy(bytes, text.data(), text.size());
  return text.size();
}

/// Any bytes are either a study or complaints with their places. Anything else thrown, read out of bounds,
/// leaked or waited for ends the run.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  std::string text(reinterpret_cast<const char*>(bytes), count);
  const std::vector<std::string> overrides = taken_overrides(text);
  llmtco::Diagnostics diagnostics;
  try {
    llmtco::read_scenario_text(std::move(text), "fuzz.yaml", std::string(LLMTCO_SOURCE_DIR "/scenarios"),
                               overrides, diagnostics);
    diagnostics.throw_if_errors();
  } catch (const llmtco::InputError& error) {
    if (std::string_view(error.what()).empty()) __builtin_trap();  // wrong without a word
  } catch (const llmtco::FileError& error) {
    if (std::string_view(error.what()).empty()) __builtin_trap();
  }
  return 0;
}
