#include <array>

#include "routing/off_policy.h"
#include "routing/table_file.h"
#include "text/characters.h"
#include "yaml/read.h"

namespace llmtco::routing {
namespace {

constexpr std::size_t most_log_bytes = 1'000'000'000;
constexpr double largest_score = 1e15;
/// Weights of calls that were less likely than this decide alone over any estimate.
constexpr double least_propensity = 1e-6;

/// A column of numbers of a call.
struct CallColumn {
  const char* name;
  double LoggedCall::*into;
  bool score = false;
};
constexpr std::array<CallColumn, 3> call_columns{{{"score", &LoggedCall::score, true},
                                                  {"strong_guess", &LoggedCall::strong_guess},
                                                  {"weak_guess", &LoggedCall::weak_guess}}};

std::optional<bool> sent_to_strong(TableFile& table, std::size_t row, std::size_t column) {
  const std::string word = lower_case(trimmed(table.cell(row, column)));
  if (word == "strong") return true;
  if (word == "weak") return false;
  table.complain(row, column, shown(table.cell(row, column)) + " is neither 'strong' nor 'weak'");
  return std::nullopt;
}

}  // namespace

RouterLog read_router_log(const std::string& text, const std::string& name, Diagnostics& diagnostics) {
  RouterLog log{.name = name};
  TableFile table(text, name, diagnostics);
  if (!table.readable()) return log;
  const auto sent = table.needed("sent_to"), chance = table.needed("propensity"),
             right = table.needed("correct");
  if (!sent || !chance || !right) return log;
  log.has_scores = table.column("score").has_value();
  const auto strong_guess = table.column("strong_guess"), weak_guess = table.column("weak_guess");
  log.has_guesses = strong_guess && weak_guess;
  for (std::size_t row = 0; row < table.size() && !table.is_hopeless(); ++row) {
    LoggedCall call;
    call.strong = sent_to_strong(table, row, *sent).value_or(false);
    call.propensity = table.number(row, *chance, least_propensity, 1).value_or(1);
    call.reward = table.truth(row, *right).value_or(false);
    for (const CallColumn& each : call_columns) {
      const auto column = table.column(each.name);
      if (!column || (!each.score && !log.has_guesses)) continue;
      const double most = each.score ? largest_score : 1;
      call.*each.into = table.number(row, *column, each.score ? -most : 0, most).value_or(0);
    }
    log.calls.push_back(call);
  }
  if (strong_guess.has_value() != weak_guess.has_value())
    diagnostics.error({name, 1, 1}, "strong_guess and weak_guess stand together or not at all");
  if (log.calls.empty() && table.size() == 0) diagnostics.error({name, 1, 1}, "a log without any call");
  return log;
}

RouterLog read_router_log_file(const std::string& path, Diagnostics& diagnostics) {
  const std::string text = file_bytes(path, most_log_bytes);
  if (text.size() > most_log_bytes) {
    diagnostics.error({path, 0, 0}, "the file is larger than 1 GB");
    return {};
  }
  return read_router_log(text, path, diagnostics);
}

}  // namespace llmtco::routing
