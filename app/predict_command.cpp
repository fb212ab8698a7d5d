#include <fmt/format.h>

#include <optional>

#include "commands.h"
#include "exit_code.h"
#include "measured/backtest.h"
#include "output.h"
#include "predicted_rate.h"
#include "query.h"
#include "refusal.h"
#include "report/prediction.h"
#include "report/roofline_plot.h"
#include "simulation.h"
#include "text/diagnostics.h"
#include "yaml/read.h"

namespace llmtco::app {
namespace {

RowTable rows_of(const std::string& file) {
  constexpr std::size_t largest = 16'000'000;
  const std::string text = file_bytes(file, largest);
  if (text.size() > largest)
    throw InputError(fmt::format("{}: error: the file is larger than 16 MB\n", file));
  return read_rows(text, file);
}

std::string text_of(const Query& query, const Prediction& prediction, const PredictArgs& args) {
  std::optional<Roofline> roofline;
  if (args.plot && prediction.runs()) roofline = roofline_of(query, prediction);
  if (args.written.format == "json")
    return prediction_json(query, prediction, roofline ? &*roofline : nullptr);
  if (args.written.format == "csv") return prediction_csv(query, prediction);
  const std::string text = prediction_text(query, prediction, style_of(args.written));
  return roofline ? text + "\n" + roofline_plot(*roofline, screen_style_of(args.written)) : text;
}

}  // namespace

int execute(const PredictArgs& args) {
  if (args.plot && args.written.format == "csv")
    refuse("--plot is of the table or of JSON, and CSV has no roofline");
  const Catalog catalog;
  require_writable(args.written);
  if (!args.rows.empty()) {
    keep_inputs(args.written, {args.rows});
    write(args.written, predicted_rows_csv(backtest(rows_of(args.rows), catalog)));
    return ExitCode::ok;
  }
  keep_inputs(args.written, {args.calibration});
  Query query = query_of(args, catalog);
  if (!args.calibration.empty()) calibrate(args.calibration, catalog, query);
  Prediction prediction = predict(query);
  simulate_at_rate(query, args.latency, prediction);
  write(args.written, text_of(query, prediction, args));
  const bool serves = !prediction.at_rate || prediction.at_rate->serves();
  return prediction.runs() && serves ? ExitCode::ok : ExitCode::nothing_feasible;
}

int execute(const BacktestArgs& args) {
  require_writable(args.output);
  keep_inputs(args.output, {args.file});
  const Backtest result = backtest(rows_of(args.file), Catalog());
  const std::string& format = args.output.format;
  write(args.output, format == "json"  ? backtest_json(result)
                     : format == "csv" ? backtest_csv(result)
                                       : backtest_text(result, style_of(args.output)));
  return ExitCode::ok;
}

}  // namespace llmtco::app
