#include "performance/fit.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "catalog/embedded.h"
#include "performance/backtest.h"
#include "performance/coefficient_scan.h"
#include "placements.h"
#include "yaml/read.h"

using namespace llmtco;

namespace {

/// Decode rows of llama.cpp whose measured numbers come from given coefficients.
std::vector<Case> rows_of(const Coefficients& truth) {
  std::string text =
      "row_id,hardware,gpus,model,params_b,format,weight_gib,engine,batch,context,gen_len,metric,value,"
      "source,note\n";
  int id = 0;
  for (const char* gpu : {"RTX 4090", "RTX A6000", "A100 SXM 80GB", "RTX 3090"}) {
    for (const char* model : {"Llama-3-8B", "TinyLlama-1.1B"}) {
      for (const char* format : {"F16", "Q4_K_M"}) {
        for (const char* length : {"512", "4096"}) {
          text += "R" + std::to_string(id++) + "," + gpu + ",1," + model + ",8," + format +
                  ",,llama.cpp,1,0," + length + ",decode_tok_s,1,x,\n";
        }
      }
    }
  }
  std::vector<Case> cases = cases_of(read_rows(text, "rows.csv"), catalog(), truth).cases;
  for (Case& c : cases) {
    refresh(c, truth);
    c.measured = predict(c, truth);
  }
  return cases;
}

Coefficients with(Coefficients k, std::string_view name, double factor) {
  for (std::size_t i = 0; i < k.list().size(); ++i) {
    if (k.list()[i].name == name) k.set(i, k.list()[i].value * factor);
  }
  return k;
}

std::string reference(const char* file) {
  const char* const root = std::getenv("LLMTCO_SOURCE_DIR");
  return root == nullptr ? "" : std::string(root) + "/../shared/reference/" + file;
}

}  // namespace

TEST_CASE("a fit on rows made with other coefficients predicts them") {
  const Coefficients shipped = shipped_coefficients();
  const Coefficients truth = with(with(shipped, "local.layer", 1.6), "local.sm_bandwidth", 1.3);
  const std::vector<Case> cases = rows_of(truth);
  const auto worst = [&](const Coefficients& k) {
    double most = 0;
    for (const double r : residuals(cases, k)) most = std::max(most, std::fabs(r));
    return most;
  };
  CHECK(worst(shipped) > 0.15);
  const FitResult fitted = fit(cases, shipped);
  CHECK(worst(fitted.coefficients) < 0.05);
  CHECK(fitted.coefficients("local.layer") * fitted.coefficients.effect("local.overhead", "llama.cpp") >
        1.2 * shipped("local.layer") * shipped.effect("local.overhead", "llama.cpp"));
}

TEST_CASE("without rows nothing moves; with the shipped rows' own predictions neither") {
  const Coefficients shipped = shipped_coefficients();
  const FitResult none = fit({}, shipped);
  CHECK(none.coefficients("local.layer") == shipped("local.layer"));
}

TEST_CASE("a user's rows move the fit less the surer the shipped value is") {
  const Coefficients shipped = shipped_coefficients();
  Coefficients sure = as_prior(shipped);
  const std::vector<Case> all = rows_of(with(shipped, "local.layer", 1.6));
  const std::vector<Case> one(all.begin(), all.begin() + 1);
  const auto moved = [&](const Coefficients& start) {
    const Coefficients k = fit(one, start).coefficients;
    return std::fabs(std::log(k("local.layer") / shipped("local.layer")));
  };
  CHECK(moved(sure) <= moved(shipped) + 1e-9);
  CHECK(sure.find("local.layer")->prior == shipped("local.layer"));
}

TEST_CASE("coefficients survive writing and reading, and a wrong file is refused with its places") {
  Diagnostics diagnostics;
  const Coefficients shipped = shipped_coefficients();
  const Coefficients again = read_coefficients(written(shipped), "again.yaml", diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  REQUIRE(again.list().size() == shipped.list().size());
  for (std::size_t i = 0; i < again.list().size(); ++i) {
    CHECK(again.list()[i].name == shipped.list()[i].name);
    CHECK(again.list()[i].value == doctest::Approx(shipped.list()[i].value).epsilon(1e-3));
  }
  Diagnostics wrong;
  read_coefficients(
      "as_of: 2026\nsource: x\ncoefficients:\n  a: {valu: 1, scale: cubic}\nclasses: {}\nspreads: {}\n",
      "w.yaml", wrong);
  const std::string text = wrong.rendered();
  CHECK(text.find("w.yaml:4:7: error: unknown key 'valu' in coefficient 'a'; did you mean 'value'?") !=
        std::string::npos);
  CHECK(text.find("unknown scale 'cubic'") != std::string::npos);
}

TEST_CASE("the quick reading of the built-in file is what the strict one reads") {
  Diagnostics diagnostics;
  const std::string text(embedded_data("performance"));
  const Coefficients strict = read_coefficients(text, "data/performance.yaml", diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  const auto quick = scan_coefficients(text);
  REQUIRE(quick.has_value());
  CHECK(written(*quick) == written(strict));
  CHECK_FALSE(scan_coefficients("coefficients:\n  a: 1\n").has_value());
}

TEST_CASE("every shipped coefficient lies in its interval and every efficiency below 1") {
  for (const Coefficient& c : shipped_coefficients().list()) {
    CAPTURE(c.name);
    CHECK(c.p5 <= c.value * (1 + 1e-3));
    CHECK(c.p95 >= c.value * (1 - 1e-3));
    CHECK(c.value >= 0);
    if (c.scale == Coefficient::Scale::logit) CHECK(c.value < 1);
  }
  for (const Spread& s : shipped_coefficients().spreads()) {
    CAPTURE(s.stratum);
    CHECK(s.low < 1);
    CHECK(s.high > 1);
    CHECK(s.hardware + s.engine < 1);
  }
}

TEST_CASE("the reference rows: all predicted, errors within the goals, intervals that hold") {
  struct Goal {
    const char* stratum;
    double median, p90;
  };
  const Goal goals[] = {{"decode-llamacpp", 0.07, 0.25},
                        {"prefill", 0.20, 0.50},
                        {"offline-dense", 0.11, 0.40},
                        {"tpot", 0.10, 0.30},
                        {"ttft", 0.22, 0.60}};
  if (!std::filesystem::exists(reference("decode_speed_visible.csv"))) {
    MESSAGE("reference folder absent: skipped");
    return;
  }
  std::vector<BacktestScore> scores;
  for (const char* file :
       {"decode_speed_visible.csv", "serving_throughput_visible.csv", "serving_latency_visible.csv"}) {
    const Backtest b = backtest(read_rows(file_bytes(reference(file), 1 << 26), file), catalog());
    for (const BacktestLine& line : b.lines) {
      CAPTURE(line.row_id);
      CHECK((line.predicted.has_value() || line.status.find("no prediction: ") == 0));
    }
    scores.insert(scores.end(), b.scores.begin(), b.scores.end());
  }
  int met = 0;
  for (const BacktestScore& s : scores) {
    CAPTURE(s.stratum);
    for (const Goal& g : goals) {
      if (s.stratum != g.stratum) continue;
      CHECK(s.median_error <= g.median);
      CHECK(s.p90_error <= g.p90);
      ++met;
    }
    if (s.rows >= 30) CHECK(s.coverage >= 0.85);
  }
  CHECK(met == 5);
}
