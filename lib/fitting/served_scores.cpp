#include "fitting/served_scores.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <map>

#include "performance/predict.h"
#include "stats/quantiles.h"

namespace llmtco {
namespace {

using Kind = ServedRow::Kind;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

const char* loop_name(serving::EngineLoop loop) {
  constexpr const char* names[] = {"vLLM before 0.8", "vLLM", "SGLang", "TensorRT-LLM", "others"};
  return names[static_cast<std::size_t>(loop)];
}

const char* kind_name(Kind kind) {
  constexpr const char* names[] = {"closed loop", "open loop", "one at a time", "queue of 100",
                                   "rate under limits"};
  return names[static_cast<std::size_t>(kind)];
}

std::optional<double> deviation(double predicted, double measured) {
  if (!(measured > 0) || !(predicted > 0)) return std::nullopt;
  return predicted / measured - 1;
}

/// The closed form's answer to the same question, in seconds.
double closed_form(const ServedRow& row, bool first, const Coefficients& k) {
  Case c = row.at;
  const bool open = row.kind == Kind::poisson;
  c.unit = 1;
  c.kind =
      first ? (open ? CaseKind::rate_ttft : CaseKind::ttft) : (open ? CaseKind::rate_tpot : CaseKind::tpot);
  return predict(c, k);
}

std::optional<bool> inside(double predicted, double measured, const char* stratum, const ServedRow& row,
                           const Coefficients& k) {
  if (!(measured > 0) || !(predicted > 0)) return std::nullopt;
  const Predicted p = with_interval("", predicted, "", stratum, row.at.replica.placement, k);
  return p.p5 <= measured && measured <= p.p95;
}

double median_of(const std::vector<const ServedError*>& rows, std::optional<double> ServedError::*of,
                 bool size) {
  std::vector<double> values;
  for (const ServedError* const e : rows) {
    if (const auto& v = e->*of) values.push_back(size ? std::fabs(*v) : *v);
  }
  const double half[] = {0.5};
  return values.empty() ? nothing : quantiles(values, half).front();
}

double share_of(const std::vector<const ServedError*>& rows, std::optional<bool> ServedError::*of) {
  double yes = 0, all = 0;
  for (const ServedError* const e : rows) {
    if (!(e->*of)) continue;
    all += 1;
    yes += *(e->*of) ? 1 : 0;
  }
  return all > 0 ? yes / all : nothing;
}

std::string percent(double share) { return std::isnan(share) ? "" : fmt::format("{:.1f}", 100 * share); }

}  // namespace

ServedError error_of(const ServedRow& row, const ServedTimes& s, const Coefficients& k) {
  ServedError e{.engine = loop_name(serving::loop_of(row.engine)),
                .kind = row.above_capacity ? "open loop above capacity" : kind_name(row.kind),
                .setup_known = row.setup_known,
                .ttft = deviation(s.ttft, row.ttft),
                .tpot = deviation(s.tpot, row.tpot),
                .rate = deviation(s.rate, row.rate),
                .ttft_closed = {},
                .tpot_closed = {},
                .ttft_inside = inside(s.ttft, row.ttft, "ttft", row, k),
                .tpot_inside = inside(s.tpot, row.tpot, "tpot", row, k)};
  if (row.kind == Kind::queue || row.kind == Kind::rate) return e;
  e.ttft_closed = deviation(closed_form(row, true, k), row.ttft);
  e.tpot_closed = deviation(closed_form(row, false, k), row.tpot);
  return e;
}

std::vector<ServedScore> scores_of(const std::vector<ServedError>& errors,
                                   const std::function<std::string(const ServedError&)>& group) {
  std::map<std::string, std::vector<const ServedError*>> groups;
  for (const ServedError& e : errors) groups[group(e)].push_back(&e);
  std::vector<ServedScore> out;
  for (const auto& [name, rows] : groups) {
    out.push_back({.group = name,
                   .rows = static_cast<int>(rows.size()),
                   .ttft = median_of(rows, &ServedError::ttft, true),
                   .tpot = median_of(rows, &ServedError::tpot, true),
                   .rate = median_of(rows, &ServedError::rate, true),
                   .ttft_closed = median_of(rows, &ServedError::ttft_closed, true),
                   .tpot_closed = median_of(rows, &ServedError::tpot_closed, true),
                   .ttft_bias = median_of(rows, &ServedError::ttft, false),
                   .tpot_bias = median_of(rows, &ServedError::tpot, false),
                   .ttft_inside = share_of(rows, &ServedError::ttft_inside),
                   .tpot_inside = share_of(rows, &ServedError::tpot_inside)});
  }
  return out;
}

std::string usual_group(const ServedError& e) {
  const char* const known = e.kind != "closed loop" ? "" : e.setup_known ? ", set-up known" : ", not known";
  return fmt::format("{}, {}{}", e.kind, e.engine, known);
}

std::string score_table(const std::vector<ServedScore>& scores) {
  std::string text =
      "| kind, engine | rows | TTFT (bias) | closed form | TPOT (bias) | closed form | rate | TTFT inside | "
      "TPOT inside |\n|---|---|---|---|---|---|---|---|---|\n";
  for (const ServedScore& s : scores) {
    const auto with_bias = [](double size, double bias) {
      return std::isnan(size) ? std::string() : fmt::format("{:.1f} ({:+.0f})", 100 * size, 100 * bias);
    };
    text +=
        fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", s.group, s.rows,
                    with_bias(s.ttft, s.ttft_bias), percent(s.ttft_closed), with_bias(s.tpot, s.tpot_bias),
                    percent(s.tpot_closed), percent(s.rate), percent(s.ttft_inside), percent(s.tpot_inside));
  }
  return text;
}

std::vector<ServedError> without_residual(const std::vector<PreparedRow>& rows, const Coefficients& k) {
  std::map<std::string, std::vector<std::pair<const PreparedRow*, double>>> configurations;
  for (const PreparedRow& p : rows) {
    if (p.row.kind != Kind::closed_loop || !(p.row.tpot > 0)) continue;
    const ServedTimes s =
        simulated(p.row, p.machine, serving::host_times_of(p.row.engine, p.row.at.replica.shape));
    configurations[p.row.at.configuration].emplace_back(&p, p.row.tpot / s.tpot);
  }
  std::vector<ServedError> out;
  for (const auto& [name, members] : configurations) {
    if (members.size() < 3) continue;
    for (const auto& [p, own] : members) {
      std::vector<double> others;
      for (const auto& [other, ratio] : members) {
        if (other != p) others.push_back(ratio);
      }
      const double half[] = {0.5};
      const double scale = quantiles(others, half).front();
      const serving::HostTimes host = serving::host_times_of(p->row.engine, p->row.at.replica.shape);
      out.push_back(error_of(p->row, simulated(p->row, p->machine, host, scale), k));
    }
  }
  return out;
}

}  // namespace llmtco
