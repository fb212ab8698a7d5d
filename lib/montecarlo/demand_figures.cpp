#include "montecarlo/demand_figures.h"

#include <algorithm>

#include "measures/list.h"

namespace llmtco {

Figures<Column> demand_figures(const Traffic& traffic) {
  Drawn<Requests> tasks;
  Drawn<Tokens> read, written;
  for (const ClassTraffic& each : traffic.classes) {
    const Drawn<Requests> own = each.rate * month;
    tasks += own;
    read += own * each.task.input;
    written += own * each.task.output;
  }
  Figures<Column> figures;
  figures.set(measures::requests, tasks);
  figures.set(measures::input_tokens, read);
  figures.set(measures::output_tokens, written);
  figures.set(measures::mtok, (read + written) / mtok);
  figures.set(measures::mtok_output, written / mtok);
  return figures;
}

void add_ends(const Demand& demand, const Traffic& traffic, const Block& block, Figures<Column>& figures) {
  if (!demand.grows()) return;
  const int last = demand.horizon_months - 1, step = demand.has_seasons() ? 1 : std::max(last, 1);
  for (int month = 0; month <= last; month += step) {
    const Figures<Column> then = demand_figures(in_period(traffic, block, {.first = month, .months = 1}));
    figures.put(measures::requests, then.at(measures::requests), {.month = month});
  }
}

void add_rate(const Currency& currency, const Block& block, Figures<Column>& figures) {
  if (!currency.is_dollars()) figures.set(measures::rate, block(currency.usd));
}

}  // namespace llmtco
