#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "calibration/calibration_file.h"
#include "calibration/importers.h"
#include "report/csv.h"
#include "report/html.h"
#include "report/layout.h"
#include "report/markdown.h"
#include "report/result_reader.h"
#include "report/text.h"
#include "text/diagnostics.h"

namespace {

/// A reader that gave nothing has said why.
void check(const std::function<bool(llmtco::Diagnostics&)>& read) {
  llmtco::Diagnostics diagnostics;
  const bool found = read(diagnostics);
  if (!found && !diagnostics.has_errors()) __builtin_trap();
  if (diagnostics.has_errors() && diagnostics.rendered().empty()) __builtin_trap();
}

}  // namespace

/// A stored result is refused in words, or drawn in every form.
void check_result(const std::string& text) {
  try {
    const llmtco::StoredResult stored = llmtco::read_result_text(text, "f.json");
    llmtco::to_text(stored.result, {}, {.verbose = true});
    llmtco::to_csv(stored.result);
    llmtco::to_markdown(stored.result);
    llmtco::to_html(stored.result, stored.inputs ? &*stored.inputs : nullptr);
  } catch (const llmtco::InputError& error) {
    if (std::string(error.what()).empty()) __builtin_trap();
  }
}

/// Any bytes are a calibration, or a result of the program or of one of the benchmarks that are imported, or complaints with
/// their places. Anything thrown, read out of bounds, leaked or waited for ends the run.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  const std::string text(reinterpret_cast<const char*>(bytes), count);
  llmtco::ImportContext context;
  context.hardware = "h100-sxm";
  check([&](llmtco::Diagnostics& d) { return llmtco::read_calibration(text, "f.json", d).has_value(); });
  check([&](llmtco::Diagnostics& d) {
    llmtco::import_llama_bench(text, "f.json", context, d);
    return true;  // a list of no tests is none
  });
  check(
      [&](llmtco::Diagnostics& d) { return !llmtco::import_vllm_bench(text, "f.json", context, d).empty(); });
  check_result(text);
  return 0;
}
