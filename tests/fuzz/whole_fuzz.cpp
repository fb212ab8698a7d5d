#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "line_mutator.h"
#include "montecarlo/simulate.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/layout.h"
#include "report/markdown.h"
#include "report/text.h"
#include "scenario/scenario.h"
#include "text/diagnostics.h"
#include "text/plain.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t count,
                                        std::size_t most);  // libFuzzer's own

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t count, std::size_t most,
                                               unsigned seed) {
  if (seed % 4 == 0) return LLVMFuzzerMutate(bytes, count, most);
  const std::string text = LineMutator({reinterpret_cast<const char*>(bytes), count}, seed).mutated();
  if (text.empty() || text.size() > most) return LLVMFuzzerMutate(bytes, count, most);
  std::memcpy(bytes, text.data(), text.size());
  return text.size();
}

namespace {

/// What is printed holds no character that acts on a terminal.
void check(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n' && llmtco::is_unsafe(text, i)) __builtin_trap();
  }
}

}  // namespace

/// The program from the file to every rendering: a study that can be read is run, and its result printed. Times are in closed
/// form, for a surface of five fleets takes ten seconds under the sanitizers; traces_fuzz simulates.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  llmtco::Diagnostics diagnostics;
  try {
    const llmtco::Study study =
        llmtco::read_scenario_text({reinterpret_cast<const char*>(bytes), count}, "fuzz.yaml",
                                   std::string(LLMTCO_SOURCE_DIR "/scenarios"), {}, diagnostics);
    diagnostics.throw_if_errors();
    const llmtco::Result result =
        llmtco::simulate(study, {.draws = 1024, .details = true, .latency = llmtco::Server::steady});
    check(llmtco::to_json(result));
    check(llmtco::to_csv(result));
    check(llmtco::to_markdown(result));
    check(llmtco::to_text(result, {}, {.verbose = true}));
  } catch (const llmtco::InputError& error) {
    check(llmtco::plain_lines(error.what()));
  } catch (const llmtco::FileError& error) {
    check(llmtco::plain_lines(error.what()));
  }
  return 0;
}
