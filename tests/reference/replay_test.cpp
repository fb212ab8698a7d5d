#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "folder.h"
#include "serving/prefix_cache.h"
#include "serving/simulate.h"
#include "serving/trace.h"
#include "text/csv.h"

using namespace llmtco;
using namespace llmtco::serving;

namespace {

std::string replay_text(const std::string& name) {
  std::ifstream file(reference_folder() + "/replay/" + name);
  CAPTURE(name);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

double replay_cell(const CsvTable& table, std::size_t row, const char* column) {
  return std::get<double>(csv_number(table.rows[row][*table.column(column)], table.style));
}

Load replay_load(const std::string& name) {
  const CsvTable table = read_csv(replay_text(name));
  REQUIRE(table.problems.empty());
  Load load;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    load.requests.push_back({.arrival = in_picoseconds(replay_cell(table, i, "arrival_s")),
                             .input = static_cast<std::int32_t>(replay_cell(table, i, "input_tokens")),
                             .output = static_cast<std::int32_t>(replay_cell(table, i, "output_tokens"))});
  }
  return load;
}

}  // namespace

TEST_CASE("prefill-first and sarathi repeat another simulator's event loop, request by request") {
  const serving::StepTime llama_2_7b{
      .t0 = 0.009919, .c_pf = 5.899e-05, .c_attn = 7.22e-09, .c_dec = 2e-05, .c_kv = 2.874e-07};
  struct Case {
    const char* requests;
    const char* results;
    SchedulerKind scheduler;
    std::int64_t blocks;
  };
  const Case cases[] = {
      {"requests_qps2.csv", "results_vllm_qps2.csv", SchedulerKind::prefill_first, 7424},
      {"requests_qps2.csv", "results_sarathi_qps2.csv", SchedulerKind::sarathi, 7424},
      {"requests_qps3.csv", "results_vllm_qps3_kv1600.csv", SchedulerKind::prefill_first, 1600},
      {"requests_qps3.csv", "results_sarathi_qps3_kv1600.csv", SchedulerKind::sarathi, 1600}};
  for (const Case& c : cases) {
    CAPTURE(c.results);
    EngineSettings settings = settings_of(c.scheduler);
    settings.max_batch = 128;
    settings.kv_blocks = c.blocks;
    const Simulation s = simulate(replay_load(c.requests), llama_2_7b, settings);
    const CsvTable expected = read_csv(replay_text(c.results));
    REQUIRE(expected.rows.size() == s.outcomes.size());
    int off = 0;
    std::int64_t restarts = 0;
    for (std::size_t i = 0; i < s.outcomes.size(); ++i) {
      const Outcome& o = s.outcomes[i];
      const double ttft = in_seconds(o.first_token - o.arrival), e2e = in_seconds(o.end - o.arrival);
      off += std::abs(ttft / replay_cell(expected, i, "ttft_s") - 1) > 1e-5;
      off += std::abs(e2e / replay_cell(expected, i, "e2e_s") - 1) > 1e-5;
      restarts += static_cast<std::int64_t>(replay_cell(expected, i, "restarts"));
      off += o.restarts != static_cast<int>(replay_cell(expected, i, "restarts"));
    }
    CHECK(off == 0);
    CHECK(s.counts.restarts == restarts);
    MESSAGE(s.counts.steps, " steps, ", s.counts.restarts, " restarts, ", s.counts.events, " events");
  }
}

TEST_CASE("prompts of a published trace find as much in a prefix cache as its statistics say") {
  Diagnostics diagnostics;
  const Load load =
      read_trace_file(reference_folder() + "/traces/mooncake_conversation_sample.csv", diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  REQUIRE(load.requests.size() == 3000);
  struct Row {
    std::int64_t blocks;  ///< 0: as many as ever come
    double tokens;
  };
  for (const Row& row :
       {Row{0, 0.3197}, Row{1000, 0.0411}, Row{5000, 0.1097}, Row{10000, 0.2128}, Row{30000, 0.3077}}) {
    CAPTURE(row.blocks);
    CHECK(std::abs(prefix_hit_ratio(load, row.blocks) - row.tokens) < 0.001);
  }
  // The same inside a replica that has room for all.
  EngineSettings settings = settings_of(SchedulerKind::vllm);
  settings.block_size = 512;
  settings.kv_blocks = 1'000'000;
  settings.prefix_cache = true;
  const Simulation s = simulate(load, {.t0 = 1e-3, .c_pf = 1e-6, .c_dec = 1e-6}, settings);
  CHECK(std::abs(static_cast<double>(s.counts.hit_tokens) / static_cast<double>(s.counts.input_tokens) -
                 0.3197) < 0.001);
}
