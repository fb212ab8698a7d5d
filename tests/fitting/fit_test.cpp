#include "fitting/fit.h"

#include <cmath>

#include "../performance/placements.h"

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
