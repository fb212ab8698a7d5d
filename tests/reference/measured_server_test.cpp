#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "../performance/placements.h"
#include "folder.h"
#include "serving/simulate.h"
#include "serving/speed_fit.h"
#include "serving/trace.h"
#include "text/csv.h"
#include "yaml/read.h"

using namespace llmtco;

namespace {

double median_of(std::vector<double> values) {
  REQUIRE_FALSE(values.empty());
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

}  // namespace

TEST_CASE("requests of a real vLLM server under overload are met within 10 %, one by one") {
  // 300 ShareGPT requests at 10 a second, twice what it serves; settings as recorded beside the rows.
  const std::string file = reference_folder() + "/replay/serving_rtxpro6000_qwen3-32b_vllm_visible.csv";
  Diagnostics diagnostics;
  const serving::Load load = serving::read_trace_file(file, diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  const Placement placement = placed("rtx-pro-6000-server", 2, "qwen3-32b", "bf16");
  serving::EngineSettings settings = serving::settings_of(serving::SchedulerKind::vllm);
  settings.max_batch = 128;
  settings.token_budget = 2048;
  serving::FitRange range{0, 0};
  for (const serving::Request& r : load.requests) {
    range.input += r.input / static_cast<double>(load.requests.size());
    range.output += r.output / static_cast<double>(load.requests.size());
  }
  settings.kv_blocks = serving::kv_blocks_of(placement, settings.block_size, range.input + range.output);
  const serving::SpeedFit fit = serving::fit_step_time(replica(placement), settings, range);
  const serving::Simulation s = serving::simulate(load, fit.time, settings);
  const CsvTable rows = read_csv(file_bytes(file, 1 << 24));
  std::vector<double> ttft, e2e;
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    const auto cell = [&](const char* column) {
      return std::get<double>(csv_number(rows.rows[i][*rows.column(column)], rows.style));
    };
    const serving::Outcome& o = s.outcomes[i];
    ttft.push_back(std::abs(serving::in_seconds(o.first_token - o.arrival) / cell("ttft_s") - 1));
    e2e.push_back(std::abs(serving::in_seconds(o.end - o.arrival) / cell("e2e_s") - 1));
  }
  MESSAGE("median errors: TTFT ", median_of(ttft), ", E2E ", median_of(e2e));
  CHECK(median_of(ttft) < 0.10);
  CHECK(median_of(e2e) < 0.10);
}
