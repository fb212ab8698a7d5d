#include "report/prediction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "performance/unlike_cards.h"
#include "report/escape.h"
#include "report/json_text.h"
#include "report/numbers.h"
#include "report/roofline_json.h"

namespace llmtco {
namespace {

using Align = Table::Align;
using Json = nlohmann::ordered_json;

std::string placement_text(const Placement& p) {
  std::string text =
      fmt::format("{} in {} on {} under {}", p.model.name, p.format.id, cards_text(p), p.engine.name);
  if (p.parallel.tensor > 1) text += fmt::format(", tensor parallel {}", p.parallel.tensor);
  if (p.parallel.pipeline > 1) text += fmt::format(", pipeline parallel {}", p.parallel.pipeline);
  if (p.parallel.attention_data > 1) text += fmt::format(", attention by data {}", p.parallel.attention_data);
  if (p.parallel.layer_split > 1) text += ", layers one GPU after another";
  if (p.host && p.host->layers > 0)
    text += fmt::format(", {} of {} layers on the host", p.host->layers, p.model.layers);
  if (p.host && p.host->experts > 0)
    text += fmt::format(", experts of {} layers on the host", p.host->experts);
  return text;
}

/// 1,234 or 12.3 with the unit.
std::string in_unit(double value, const std::string& unit) {
  return unit == "ms" ? duration(value / 1000) : count(value) + " " + unit;
}

/// "3 in flight", or what a rate makes of a replica.
std::string load_text(const Query& query, const Prediction& prediction) {
  if (!query.rate) return fmt::format("{:.0f} in flight", query.concurrency.value_or(1));
  std::string text = fmt::format("{:.3g} requests a second", *query.rate);
  if (!prediction.at_rate) return text;
  const AtRate& at = *prediction.at_rate;
  return at.serves() ? fmt::format("{}, {} of what a replica can serve: {:.3g} in flight", text,
                                   percent(at.load), at.in_flight)
                     : text;
}

/// What is said in place of latencies where a replica cannot keep up.
std::string refusal(const Query& query, const AtRate& at) {
  return fmt::format("{:.3g} requests a second are more than the {:.3g} that a replica serves at most",
                     *query.rate, at.capacity);
}

double gigabytes(Bytes bytes) { return bytes / GB; }

Json json(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

/// Where a GPU's memory goes, the room for keys and values with its interval, and the chance that there is any, where
/// that is not as good as certain.
std::string memory_text(const Placement& p, const Prediction& prediction, const Style& style) {
  const Memory& m = prediction.memory;
  std::string text = fmt::format(
      "memory per GPU: {:.1f} GB weights, {:.1f} GB activations, {:.1f} GB reserve, {:.1f} GB for keys and "
      "values, of {:.1f} GB\n",
      gigabytes(m.weights + m.draft), gigabytes(m.activations), gigabytes(m.reserve),
      gigabytes(m.kv_available), gigabytes(m.total));
  text += style.dim(fmt::format("{:.1f} GB are the driver's, {:.1f} GB are not used by the engine",
                                gigabytes(m.driver), gigabytes(m.total - m.driver - m.usable))) +
          "\n";
  if (m.host_weights > Bytes(0.0)) {
    text += fmt::format("memory of the host: {:.1f} GB weights", gigabytes(m.host_weights));
    if (p.host && p.host->layers > 0)
      text += fmt::format(", {:.1f} GB for keys and values of its layers",
                          gigabytes(std::max(m.host_room, Bytes(0.0))));
    text += "\n";
  }
  if (prediction.room_high > Bytes(0.0)) {
    text += fmt::format("room for keys and values: {:.1f}{}{:.1f} GB", gigabytes(prediction.room_low),
                        style.to(), gigabytes(prediction.room_high));
    const double chance = prediction.chance_of_fitting;
    if (chance > 0.001 && chance < 0.999)
      text += fmt::format(", {:.0f} % chance that there is any", 100 * chance);
    text += "\n";
  }
  return text;
}

/// Where the memory of one GPU goes, and that of the host where it keeps a part of the model.
Json memory_json(const Prediction& prediction) {
  const Memory& m = prediction.memory;
  Json all{{"total", gigabytes(m.total)},
           {"usable", gigabytes(m.usable)},
           {"weights", gigabytes(m.weights)},
           {"draft", gigabytes(m.draft)},
           {"activations", gigabytes(m.activations)},
           {"reserve", gigabytes(m.reserve)},
           {"driver", gigabytes(m.driver)},
           {"unused", gigabytes(m.total - m.driver - m.usable)},
           {"state", gigabytes(m.state)},
           {"kv_available", gigabytes(m.kv_available)},
           {"kv_available_p5", gigabytes(prediction.room_low)},
           {"kv_available_p95", gigabytes(prediction.room_high)},
           {"kv_per_token", m.kv_per_token / (GB / token)}};
  if (m.host_weights > Bytes(0.0)) {
    all["host_weights"] = gigabytes(m.host_weights);
    all["host_kv_available"] = gigabytes(m.host_room);
  }
  return all;
}

std::string fits_text(const Query& query, const Prediction& prediction) {
  const Memory& m = prediction.memory;
  const std::string state =
      m.state > Bytes(0.0) ? fmt::format(" and {:.1f} MB a sequence", m.state / MB) : "";
  return fmt::format(
      "fits; keys and values in {} take {:.1f} kB a token{} on a GPU; {:.0f} request{} of full length at "
      "once, one of up "
      "to {:.0f} tokens\n\n",
      for_terminal(query.placement.kv_format), m.kv_per_token / (kB / token), state, prediction.largest_batch,
      prediction.largest_batch == 1 ? "" : "s", prediction.longest_request);
}

}  // namespace

std::string prediction_text(const Query& query, const Prediction& prediction, const Style& style) {
  std::string text = style.bold(for_terminal(placement_text(query.placement))) + "\n";
  text += style.dim(fmt::format("{:.0f} tokens in, {:.0f} out, {}", query.input, query.output,
                                load_text(query, prediction))) +
          "\n\n";
  if (!query.refused.empty())
    return text + style.red("does not start: ") + for_terminal(prediction.reason) + "\n";
  text += memory_text(query.placement, prediction, style);
  if (!prediction.runs()) return text + style.red("does not fit: ") + for_terminal(prediction.reason) + "\n";
  text += fits_text(query, prediction);

  Table table({Align::left, Align::right, Align::left, Align::left, Align::left});
  table.row({"number", "prediction", "90 % interval", "bound by", "interval from"});
  for (const Predicted& number : prediction.numbers) {
    table.row({number.name, in_unit(number.value, number.unit),
               in_unit(number.p5, number.unit) + style.to() + in_unit(number.p95, number.unit), number.bound,
               number.stratum});
  }
  text += table.text(style);
  if (prediction.at_rate && !prediction.at_rate->serves())
    text += style.red("no latency: ") + refusal(query, *prediction.at_rate) + "\n";
  text += fmt::format("speed: {}, {}\n", prediction.source.kind, for_terminal(prediction.source.detail));
  for (const std::string& note : prediction.notes) text += style.dim("note: " + for_terminal(note)) + "\n";
  return text;
}

std::string prediction_json(const Query& query, const Prediction& prediction, const Roofline* roofline) {
  const Placement& p = query.placement;
  Json all{
      {"schema_version", 1},
      {"model", p.model.id},
      {"format", p.format.id},
      {"hardware", p.accelerator.id},
      {"gpus", p.gpus()},
      {"engine", p.engine.id},
      {"input_tokens", query.input},
      {"output_tokens", query.output},
      {"batch", query.batch},
      {"concurrency", json(query.concurrency)},
      {"requests_per_s", json(query.rate)},
      {"fits", prediction.runs()},
      {"reason", !prediction.runs() ? Json(prediction.reason)
                 : prediction.at_rate && !prediction.at_rate->serves()
                     ? Json(refusal(query, *prediction.at_rate))
                     : Json(nullptr)},
      {"memory_gb", memory_json(prediction)},
      {"p_fits", prediction.chance_of_fitting},
      {"kv_format", p.kv_format},
      {"largest_batch", prediction.largest_batch},
      {"longest_request_tokens", prediction.longest_request},
      {"load", prediction.at_rate ? Json(prediction.at_rate->load) : Json(nullptr)},
      {"in_flight", prediction.at_rate && prediction.at_rate->serves() ? Json(prediction.at_rate->in_flight)
                                                                       : Json(nullptr)},
      {"speed_source", prediction.source.kind},
      {"speed_detail", prediction.source.detail},
      {"predictions", Json::object()}};
  for (const Predicted& number : prediction.numbers) {
    all["predictions"][number.name] = {{"value", number.value},
                                       {"p5", number.p5},
                                       {"p95", number.p95},
                                       {"unit", number.unit},
                                       {"bound", number.bound.empty() ? Json(nullptr) : Json(number.bound)},
                                       {"stratum", number.stratum}};
  }
  if (p.host) {
    all["host_layers"] = p.host->layers;
    all["host_experts"] = p.host->experts;
  }
  if (roofline != nullptr) all["roofline"] = roofline_json(*roofline);
  all["notes"] = prediction.notes;
  return json_text(all);
}

std::string prediction_csv(const Query&, const Prediction& prediction) {
  std::string text = "number,unit,value,p5,p95,bound,stratum,speed_source\n";
  for (const Predicted& n : prediction.numbers)
    text += fmt::format("{},{},{},{},{},{},{},{}\n", n.name, n.unit, n.value, n.p5, n.p95, n.bound, n.stratum,
                        prediction.source.kind);
  if (!prediction.runs()) text += fmt::format("fits,,0,,,,{},\n", for_csv(prediction.reason));
  return text;
}

std::string backtest_text(const Backtest& result, const Style& style) {
  Table scores({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
  scores.row({"kind of row", "rows", "median error", "P90 error", "bias", "inside 90 %"});
  for (const BacktestScore& s : result.scores) {
    scores.row({s.stratum, std::to_string(s.rows), percent(s.median_error), percent(s.p90_error),
                percent_change(s.bias), percent(s.coverage)});
  }
  std::string text = scores.text(style);

  std::vector<const BacktestLine*> worst;
  std::vector<const BacktestLine*> refused;
  for (const BacktestLine& line : result.lines) {
    if (!line.predicted) refused.push_back(&line);
    if (line.predicted && line.measured && !line.excluded) worst.push_back(&line);
  }
  const auto error = [](const BacktestLine* line) {
    return std::abs(std::log(*line->predicted / *line->measured));
  };
  std::stable_sort(worst.begin(), worst.end(),
                   [&](const auto* a, const auto* b) { return error(a) > error(b); });
  constexpr std::size_t shown = 10;
  if (!worst.empty())
    text += "\n" + style.bold(fmt::format("{} rows farthest off", std::min(shown, worst.size()))) + "\n";
  Table rows({Align::left, Align::left, Align::right, Align::right, Align::left, Align::left});
  for (std::size_t i = 0; i < std::min(shown, worst.size()); ++i) {
    const BacktestLine& line = *worst[i];
    rows.row({for_terminal(line.row_id), for_terminal(line.metric), count(*line.measured),
              count(*line.predicted), count(*line.p5) + style.to() + count(*line.p95),
              for_terminal(line.status)});
  }
  text += rows.text();
  for (const BacktestLine* line : refused)
    text += fmt::format("{} {} not predicted: {}\n", for_terminal(line->row_id), for_terminal(line->metric),
                        for_terminal(line->status));
  return text;
}

std::string backtest_json(const Backtest& result) {
  Json all{{"schema_version", 1}, {"strata", Json::object()}, {"rows", Json::array()}};
  for (const BacktestScore& s : result.scores) {
    all["strata"][s.stratum] = {{"rows", s.rows},
                                {"median_error", s.median_error},
                                {"p90_error", s.p90_error},
                                {"bias", s.bias},
                                {"coverage", s.coverage}};
  }
  for (const BacktestLine& line : result.lines) {
    all["rows"].push_back({{"row_id", line.row_id},
                           {"metric", line.metric},
                           {"stratum", line.stratum},
                           {"measured", json(line.measured)},
                           {"predicted", json(line.predicted)},
                           {"p5", json(line.p5)},
                           {"p95", json(line.p95)},
                           {"status", line.status},
                           {"excluded", line.excluded}});
  }
  return json_text(all, 1);
}

std::string predicted_rows_csv(const Backtest& result) {
  std::string text = "row_id,metric,predicted,p5,p95,status\n";
  const auto number = [](const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : std::string();
  };
  for (const BacktestLine& line : result.lines) {
    text += fmt::format("{},{},{},{},{},{}\n", for_csv(line.row_id), for_csv(line.metric),
                        number(line.predicted), number(line.p5), number(line.p95), for_csv(line.status));
  }
  return text;
}

}  // namespace llmtco
