#include "montecarlo/usual_counts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/list.h"
#include "montecarlo/run.h"
#include "text/money.h"

namespace llmtco {
namespace {

/// Means of a wide ratio move by a few percent between so few draws, which no sentence here depends on.
constexpr std::size_t few_draws = 1024;
/// A change of the bill worth a sentence.
constexpr double worth_saying = 0.1;

double monthly(const OptionResult& option) { return option.find(measures::monthly_cost)->mean.value; }

/// Who can be compared: what can serve, in both.
std::vector<std::size_t> compared(const Result& now, const Result& usual) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < now.options.size(); ++i) {
    if (now.options[i].feasible && usual.options[i].feasible) all.push_back(i);
  }
  return all;
}

/// Its place among all by what is to be paid, from 1.
std::size_t place(const Result& result, const std::vector<std::size_t>& all, std::size_t option) {
  return 1 + static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](std::size_t other) {
           return monthly(result.options[other]) < monthly(result.options[option]);
         }));
}

std::string ordinal(std::size_t place, std::size_t of) {
  constexpr const char* words[] = {"cheapest", "second", "third", "fourth", "fifth"};
  if (place == of && of > 1) return "dearest";
  return place <= std::size(words) ? words[place - 1] : fmt::format("number {}", place);
}

std::string in_words(const std::string& name, const std::string& counted, double usual, double now) {
  return fmt::format("{} {} costs about ${} a month, not ${}", counted, name, grouped(usual, 0),
                     grouped(now, 0));
}

}  // namespace

void warn_of_equal_counts(const Study& study, const Settings& settings, Result& result) {
  if (!study.as_usual) return;
  Settings few = settings;
  few.draws = few_draws;
  few.details = false;
  few.progress = {};
  const Result usual = std::move(run({.studies = {study.as_usual.get()}}, few).results[0]);
  const std::vector<std::size_t> all = compared(result, usual);
  std::size_t most = all.size();
  double change = 0;
  bool order_changes = false;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const double now = monthly(result.options[all[k]]), then = monthly(usual.options[all[k]]);
    const double own = now > 0 ? std::abs(then / now - 1) : 0;
    if (own > change) most = k;
    change = std::max(change, own);
    order_changes = order_changes || place(result, all, all[k]) != place(usual, all, all[k]);
  }
  if (most == all.size() || (change < worth_saying && !order_changes)) return;
  const std::size_t moved = all[most], before = place(result, all, moved), after = place(usual, all, moved);
  const OptionResult& option = result.options[moved];
  std::string text = in_words(option.name, study.as_usual->options[moved].counted,
                              monthly(usual.options[moved]), monthly(option));
  if (before != after)
    text += fmt::format(", and is {}, not {}", ordinal(after, all.size()), ordinal(before, all.size()));
  result.warnings.insert(
      result.warnings.begin(),
      "the same tokens are billed to every model: " + text +
          "; say what text they count (`text: prose`), or that they are what is billed (`text: billed`)");
}

}  // namespace llmtco
