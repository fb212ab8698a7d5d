#include "montecarlo/demand_figures.h"

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

}  // namespace llmtco
