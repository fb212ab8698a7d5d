// Stored results rendered as pages, as one line of JSON each: bytes of the page and the processor times of making it, as many
// as half a second has.
//
//     pages_bench RESULT.json...
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ctime>
#include <string>
#include <vector>

#include "report/html.h"
#include "report/result_reader.h"

namespace {

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void time_page(const std::string& file) {
  const llmtco::StoredResult stored = llmtco::read_result(file);
  const llmtco::ResultInputs* inputs = stored.inputs ? &*stored.inputs : nullptr;
  std::size_t bytes = 0;
  std::vector<double> milliseconds;
  const double begin = processor_seconds();
  while (milliseconds.size() < 3 || processor_seconds() - begin < 0.5) {
    const double started = processor_seconds();
    bytes = llmtco::to_html(stored.result, inputs).size();
    milliseconds.push_back(1e3 * (processor_seconds() - started));
  }
  fmt::print("{{\"options\": {}, \"months\": {}, \"bytes\": {}, \"ms\": [{:.6f}]}}\n",
             stored.result.options.size(), stored.result.horizon_months, bytes,
             fmt::join(milliseconds, ", "));
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) time_page(argv[i]);
}
