#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/check_charts.h"
#include "report/check_words.h"

namespace llmtco {
namespace {

constexpr double gates_left = 12, gates_right = 628, gates_row = 46, gates_top = 8;
constexpr double at_limit = (gates_left + gates_right) / 2, gates_reach = (gates_right - gates_left) / 2 - 10;
/// More than these nobody reads as a picture; the table below it has all.
constexpr std::size_t most_gates = 24;
const Style gates_style{.colour = false, .unicode = true};

/// Interval and limit as distances: 0 is the limit, what breaks the gate is above.
struct Distances {
  double value, low, high;
  std::optional<double> unchanged{};  ///< where no change would be
  double largest() const {
    return std::max({std::abs(value), std::abs(low), std::abs(high), std::abs(unchanged.value_or(0))});
  }
};

std::optional<Distances> distances_of(const Finding& finding) {
  if (!finding.measured || !finding.limit) return std::nullopt;
  const Interval& m = *finding.measured;
  const GateRule& rule = finding.gate.rule;
  const double limit = *finding.limit;
  const bool both_ways = rule.form == GateForm::change || rule.form == GateForm::unchanged;
  const double sign = rule.upper || both_ways ? 1 : -1;
  const auto distance = [&](double x) { return sign * ((both_ways ? std::abs(x) : x) - limit); };
  Distances of{distance(m.value), distance(m.low), distance(m.high)};
  if (of.low > of.high) std::swap(of.low, of.high);
  if (both_ways && m.low < 0 && m.high > 0) of.low = distance(0);
  if (rule.form != GateForm::value) of.unchanged = distance(0);
  return std::isfinite(of.largest()) ? std::optional(of) : std::nullopt;
}

/// The colour of a verdict; its word stands beside it.
const char* dot_of(const Finding& finding) {
  const std::string verdict = verdict_word(finding);
  return verdict == "fail" ? "bad" : verdict == "pass" ? "c3" : "c4";
}

std::string interval_words(const Finding& finding) {
  return fmt::format("{}; limit {}", measured_words(finding, gates_style),
                     held_value(finding, *finding.limit));
}

void draw_gate(Svg& svg, double y, const Finding& finding, const Distances& of) {
  constexpr std::size_t verdict_columns = 12, gate_columns = 48, measured_columns = 36;
  const std::string verdict = verdict_word(finding);
  svg.text({gates_left, y + 14}, shortened(verdict, verdict_columns), "best halo");
  svg.text({gates_left + 86, y + 14}, shortened(asked_of(finding), gate_columns), "halo");
  svg.text({gates_right, y + 14}, shortened(measured_words(finding, gates_style), measured_columns),
           "end halo");
  const double scale = of.largest() > 0 ? gates_reach / of.largest() : 0, line = y + 30;
  const auto x = [&](double distance) { return at_limit + scale * distance; };
  svg.line({gates_left, line}, {gates_right, line}, "grid");
  if (of.unchanged) svg.line({x(*of.unchanged), line - 6}, {x(*of.unchanged), line + 6}, "soft", "no change");
  svg.rect({x(of.low), line - 4}, {std::max(x(of.high) - x(of.low), 1.0), 8}, "band",
           interval_words(finding));
  svg.circle({x(of.value), line}, 5, dot_of(finding), interval_words(finding));
}

std::string limit_words(const Finding& finding) {
  if (!finding.limit) return "";
  return finding.gate.rule.form == GateForm::unchanged ? "no change" : held_value(finding, *finding.limit);
}

std::vector<std::vector<std::string>> gates_table(const std::vector<const Finding*>& all) {
  std::vector<std::vector<std::string>> rows{
      {"verdict", "gate", "before", "after", "measured", "from", "to", "limit"}};
  for (const Finding* finding : all) {
    const auto value = [&](const std::optional<double>& of) { return of ? figure_value(*finding, *of) : ""; };
    rows.push_back(
        {verdict_word(*finding), asked_of(*finding), value(finding->base), value(finding->candidate)});
    std::vector<std::string>& row = rows.back();
    if (!finding->measured) {
      row.insert(row.end(), {finding->reason, "", "", limit_words(*finding)});
      continue;
    }
    for (const double each : {finding->measured->value, finding->measured->low, finding->measured->high})
      row.push_back(held_value(*finding, each));
    row.push_back(limit_words(*finding));
  }
  return rows;
}

struct DrawnGate {
  const Finding* finding;
  Distances of;
};

std::string gates_svg(const std::vector<DrawnGate>& rows, const std::string& title) {
  const double bottom = gates_top + gates_row * static_cast<double>(rows.size());
  Svg svg("gates", {RowChart::width, bottom + 26}, title,
          fmt::format("What {} gates measured, against their limits", rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double y = gates_top + gates_row * static_cast<double>(i);
    svg.line({at_limit, y + 22}, {at_limit, y + 38}, "limit", "limit");
    draw_gate(svg, y, *rows[i].finding, rows[i].of);
  }
  svg.text({at_limit, bottom + 14}, "limit", "mid dim");
  svg.text({at_limit - 40, bottom + 14}, "kept", "end dim");
  svg.text({at_limit + 40, bottom + 14}, "broken", "dim");
  return svg.element();
}

}  // namespace

std::string asked_of(const Finding& finding) {
  const bool named = finding.option.empty() || finding.gate.subject.option == finding.option;
  return named ? finding.gate.text : finding.option + ": " + finding.gate.text;
}

Chart gates_chart(const CheckResult& result) {
  const std::vector<const Finding*> all = worst_first(result);
  std::vector<DrawnGate> rows;
  for (const Finding* finding : all) {
    if (const auto of = distances_of(*finding)) rows.push_back({finding, *of});
  }
  const std::size_t left_out = rows.size() - std::min(rows.size(), most_gates);
  rows.resize(rows.size() - left_out);
  const std::string title = "What was measured, against the limits";
  std::string caption =
      "Each row is a gate. The dashed line is its limit: what lies left of it is "
      "kept, what lies right of it is broken. The dot is what was measured, the bar how far the draws leave "
      "it "
      "open; where the bar crosses the limit they do not decide. The thin mark is where no change would be. "
      "Each row has its own scale.";
  if (left_out > 0) caption += fmt::format(" {} more gates are in the table alone.", left_out);
  if (rows.size() + left_out < all.size()) caption += " Gates that measure no number are in the table alone.";
  return {.title = title,
          .svg = rows.empty() ? "" : gates_svg(rows, title),
          .caption = std::move(caption),
          .table = gates_table(all),
          .left_columns = 2};
}

}  // namespace llmtco
