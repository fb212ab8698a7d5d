#include "montecarlo/currency.h"

#include <fmt/format.h>

#include "measures/list.h"
#include "text/diagnostics.h"

namespace llmtco {

void require_one(const Currency& a, const Currency& b) {
  if (a.code != b.code)
    throw InputError(fmt::format(
        "llmtco: error: one scenario is in {}, the other in {}: give both one currency\n", a.code, b.code));
}

void report_in(const Currency& currency, const Block& block, std::vector<Evaluation>& evaluations) {
  if (currency.is_dollars()) return;
  const Column rate = block(currency.usd);
  for (Evaluation& evaluation : evaluations) {
    for (auto& figure : evaluation.figures) {
      if (figure.measure->unit.dimension == Usd::dimension) figure.value = figure.value / rate;
    }
    for (LineItem& line : evaluation.bill) line.unit_price_usd = line.unit_price_usd / rate;
    for (Drawn<Usd>& amount : evaluation.amounts) amount = amount / rate;
  }
}

}  // namespace llmtco
