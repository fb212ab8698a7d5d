// Stored results rendered as pages, as one line of JSON each: bytes of the page and the processor time of making it once, the
// least of as many times as half a second has.
//
//     pages_bench RESULT.json...
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <string>

#include "report/html.h"
#include "report/result_reader.h"

namespace {

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void time_page(const std::string& file) {
  const llmtco::StoredResult stored = llmtco::read_result(file);
  const llmtco::ResultInputs* inputs = stored.inputs ? &*stored.inputs : nullptr;
  std::size_t bytes = 0;
  double least = 1e9;
  const double begin = processor_seconds();
  for (int times = 0; times < 3 || processor_seconds() - begin < 0.5; ++times) {
    const double started = processor_seconds();
    bytes = llmtco::to_html(stored.result, inputs).size();
    least = std::min(least, processor_seconds() - started);
  }
  fmt::print("{{\"options\": {}, \"months\": {}, \"bytes\": {}, \"seconds\": {:.9f}}}\n",
             stored.result.options.size(), stored.result.horizon_months, bytes, least);
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) time_page(argv[i]);
}
