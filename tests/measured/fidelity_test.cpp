#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <string>

#include "catalog/catalog.h"
#include "measured/backtest.h"
#include "yaml/read.h"

using namespace llmtco;

namespace {

/// Errors of the shipped model on the sample of published rows in tests/measured/data, each a quarter above
/// what it was on 2026-11-28: a model that got worse fails, a rounding does not.
struct Allowed {
  const char* stratum;
  int rows;
  double median, p90;
};
constexpr Allowed allowed[] = {{"batch", 4, 0.12, 0.40},
                               {"decode-llamacpp", 10, 0.02, 0.08},
                               {"decode-llamacpp-split", 10, 0.055, 0.30},
                               {"decode-other", 10, 0.04, 0.17},
                               {"decode-other-split", 12, 0.055, 0.14},
                               {"mlperf-dense", 12, 0.11, 0.30},
                               {"mlperf-mixture", 6, 0.05, 0.22},
                               {"mlperf-tpot", 10, 0.26, 0.72},
                               {"mlperf-ttft", 10, 0.58, 0.70},
                               {"offline-dense", 28, 0.065, 0.20},
                               {"offline-mixture", 8, 0.105, 0.27},
                               {"prefill", 18, 0.14, 0.42},
                               {"speculation", 60, 0.055, 0.155},
                               {"tpot", 44, 0.07, 0.24},
                               {"ttft", 44, 0.24, 0.70},
                               {"ttft-batch", 6, 0.11, 0.27}};

const std::vector<RowTable>& sample() {
  static const std::vector<RowTable> tables = [] {
    std::vector<RowTable> read;
    for (const char* name :
         {"decode_speed", "serving_throughput", "serving_latency", "speculative_decoding"}) {
      const std::string path =
          std::string(std::getenv("LLMTCO_SOURCE_DIR")) + "/tests/measured/data/" + name + ".csv";
      read.push_back(read_rows(file_bytes(path, 1 << 20), path));
    }
    return read;
  }();
  return tables;
}

std::map<std::string, BacktestScore> scores(const Coefficients& k) {
  static const Catalog catalog;
  std::map<std::string, BacktestScore> all;
  for (const RowTable& table : sample()) {
    for (const BacktestScore& s : backtest(table, catalog, k).scores) all[s.stratum] = s;
  }
  return all;
}

bool keeps(const Allowed& most, const BacktestScore& score) {
  return score.median_error <= most.median && score.p90_error <= most.p90;
}

/// The shipped coefficients with one of them `factor` times as large.
Coefficients spoilt(const std::string& name, double factor) {
  Coefficients k = shipped_coefficients();
  for (std::size_t i = 0; i < k.list().size(); ++i) {
    if (k.list()[i].name == name) k.set(i, factor * k.list()[i].value);
  }
  return k;
}

}  // namespace

TEST_CASE("published rows of every kind are predicted within the errors the model is known to have") {
  const auto found = scores(shipped_coefficients());
  CHECK(found.size() == std::size(allowed));
  double inside = 0, rows = 0;
  for (const Allowed& most : allowed) {
    CAPTURE(most.stratum);
    REQUIRE(found.contains(most.stratum));
    const BacktestScore& score = found.at(most.stratum);
    CHECK(score.rows == most.rows);
    CHECK(score.median_error <= most.median);
    CHECK(score.p90_error <= most.p90);
    inside += score.coverage * score.rows;
    rows += score.rows;
  }
  CHECK(inside / rows >= 0.9);  // of 90 % intervals
}

TEST_CASE("a speed model with one coefficient spoilt breaks the bounds") {
  for (const auto& [name, factor] : std::initializer_list<std::pair<const char*, double>>{
           {"local.sm_bandwidth", 0.85},      // bandwidth of small GPUs under llama.cpp
           {"local.weight_efficiency", 0.9},  // weights read at 83 rather than 92 % of the datasheet
           {"local.layer", 1.5},
           {"local.hop", 2},
           {"server.weight_efficiency", 0.85},
           {"server.expert", 0.8},
           {"server.layer", 1.5},
           {"server.allreduce", 2},
           {"server.link", 0.7},
           {"server.kv_efficiency", 0.7},
           {"server.attention", 0.3},
           {"server.first_passes", 2},
           {"server.first_wave", 2},
           {"server.online", 1.3},
           {"mlperf.token", 1.3},
           {"mlperf.first", 1.3},
           {"mlperf.tuned", 1.3},
           {"speculation.check", 1.5}}) {
    const std::string coefficient = name;
    CAPTURE(coefficient);
    const auto found = scores(spoilt(name, factor));
    bool broken = false;
    for (const Allowed& most : allowed) broken = broken || !keeps(most, found.at(most.stratum));
    CHECK(broken);
  }
}
