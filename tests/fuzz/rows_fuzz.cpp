#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "calibration/importers.h"
#include "measured/backtest.h"
#include "text/diagnostics.h"
#include "text/input_folder.h"
#include "text/proof.h"

/// Any bytes are rows of measurements, of which some can be predicted, or complaints with their lines. Anything else
/// thrown, read out of bounds, leaked or waited for ends the run.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  static const llmtco::Catalog catalog;
  const std::string text(reinterpret_cast<const char*>(bytes), count);
  try {
    const llmtco::RowTable table = llmtco::read_rows(text, "f.csv");
    llmtco::Diagnostics diagnostics;
    llmtco::import_rows(table, llmtco::Provenance::published, diagnostics);
    const std::string csv = llmtco::backtest_csv(llmtco::backtest(table, catalog));
    if (csv.find("inf") != csv.npos && text.find("inf") == text.npos) __builtin_trap();
    if (csv.find('\x1b') != csv.npos) __builtin_trap();
  } catch (const llmtco::InputError& error) {
    if (std::string_view(error.what()).empty()) __builtin_trap();  // wrong without a word
  }
  return 0;
}
