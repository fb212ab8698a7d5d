#include "montecarlo/demand_figures.h"

#include "measures/list.h"
#include "workload/tokens.h"

namespace llmtco {

Figures<Column> demand_figures(const Demand& demand, const Block& block) {
  Drawn<Requests> tasks;
  Drawn<Tokens> read, written;
  for (const RequestClass& each : demand.workload.classes) {
    const TaskTokens task = task_tokens(each, block);
    const Drawn<Requests> own = mean_rate(each, block, demand.horizon_months) * month;
    tasks += own;
    read += own * task.input;
    written += own * task.output;
  }
  Figures<Column> figures;
  figures.set(measures::requests, tasks);
  figures.set(measures::input_tokens, read);
  figures.set(measures::output_tokens, written);
  figures.set(measures::mtok, (read + written) / mtok);
  figures.set(measures::mtok_output, written / mtok);
  return figures;
}

}  // namespace llmtco
