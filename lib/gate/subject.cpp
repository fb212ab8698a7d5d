#include <fmt/format.h>

#include <algorithm>

#include "gate/cursor.h"
#include "gate/expression.h"
#include "measures/list.h"
#include "text/characters.h"
#include "text/closest.h"

namespace llmtco::detail {
namespace {

using Kind = GateSubject::Kind;
using When = GateSubject::When;

/// Names of a single month's cost, which no id of the list has.
constexpr std::pair<std::string_view, When> months[] = {{"cost.first_month", When::first_month},
                                                        {"cost.last_month", When::last_month}};
constexpr std::string_view price_age = "pricebook.age", unpriced = "unpriced";

/// Whether a name ends where the next character stands: a figure is followed by a statistic, a class, an item, a rule.
bool ends(std::string_view rest) {
  return rest.empty() || std::string_view(". [/:<>=,)").find(rest[0]) != rest.npos;
}

bool is_gated(const Measure& measure) { return measure.topic != Topic::demand; }

/// Takes the longest name of a figure away that stands next.
bool take_figure(GateCursor& cursor, GateSubject& subject) {
  std::string_view longest;
  const auto consider = [&](std::string_view id) {
    const std::string_view rest = cursor.rest();
    if (!rest.starts_with(id) || !ends(rest.substr(id.size())) || id.size() <= longest.size()) return false;
    longest = id;
    return true;
  };
  for (const Measure& each : measures::all) {
    if (is_gated(each) && consider(each.id)) subject.measure = &each;
  }
  for (const auto& month : months) {
    if (!consider(month.first)) continue;
    subject.measure = measures::monthly_cost.row;
    subject.when = month.second;
  }
  if (consider(price_age)) subject.kind = Kind::price_age;
  if (consider(unpriced)) subject.kind = Kind::unpriced;
  return cursor.take(longest) && !longest.empty();
}

std::vector<std::string> figure_names() {
  std::vector<std::string> names;
  for (const GateFigure& each : gate_figures()) names.push_back(each.id);
  return names;
}

/// The figure that a mistyped word was probably meant as, a statistic behind it or an option before it left aside.
std::string figure_meant(std::string word, const GateNames& names) {
  if (word.starts_with("cost.per_success")) return "did you mean 'cost.per_right_answer'?";
  const std::vector<std::string> known = figure_names();
  for (const std::string& option : names.options) {
    if (word.starts_with(option + ".")) word.erase(0, option.size() + 1);
  }
  const std::size_t dot = word.find('.');
  const std::string behind = dot == word.npos ? "" : word.substr(dot + 1);
  const bool is_figure =
      std::any_of(known.begin(), known.end(), [&](const std::string& id) { return behind.starts_with(id); });
  if (is_figure) {
    const std::string option = did_you_mean(word.substr(0, dot), names.options);
    if (!option.empty()) return option;
  }
  std::string hint = did_you_mean(word, known);
  const std::size_t last = word.rfind('.');
  if (last != word.npos && over_draws.from_text(word.substr(last + 1))) {
    const std::string alone = did_you_mean(word.substr(0, last), known);
    if (!alone.empty() && (hint.empty() || word.starts_with("cost."))) hint = alone;
  }
  if (hint.empty() && dot != word.npos) hint = did_you_mean(behind, known);
  return hint.empty() ? "figures are cost.monthly, latency.ttft.p95, accuracy, ... (docs/check.md)" : hint;
}

/// Takes `OPTION.` away where no figure begins here: the longest name there is.
void take_option(GateCursor& cursor, const GateNames& names, GateSubject& subject) {
  for (const std::string& option : names.options) {
    if (option.size() > subject.option.size() && cursor.rest().starts_with(option + "."))
      subject.option = option;
  }
  if (!subject.option.empty()) {
    cursor.take(subject.option + ".");
  } else {
    subject.of_best = cursor.take("best.");
  }
}

/// "[chat]"
bool read_class(GateCursor& cursor, const GateNames& names, GateSubject& subject) {
  if (!cursor.take("[")) return true;
  const std::size_t start = cursor.at();
  const std::size_t end = cursor.rest().find(']');
  if (end == std::string_view::npos) return cursor.fail(start, "the bracket is not closed", "write [CLASS]");
  subject.request_class = cursor.rest().substr(0, end);
  cursor.go(start + end + 1);
  if (std::find(names.classes.begin(), names.classes.end(), subject.request_class) == names.classes.end())
    return cursor.fail(start, fmt::format("the workload has no class {}", shown(subject.request_class)),
                       did_you_mean(subject.request_class, names.classes));
  const Topic topic = subject.measure == nullptr ? Topic::demand : subject.measure->topic;
  if (topic != Topic::latency && topic != Topic::accuracy && topic != Topic::ranking)
    return cursor.fail(start, "this figure is not told of single classes", "latency, accuracy and slo are");
  return true;
}

/// "/output tokens": up to a statistic, a rule or a comparison.
bool read_item(GateCursor& cursor, GateSubject& subject) {
  const std::size_t start = cursor.at();
  if (!cursor.take("/")) return true;
  if (subject.measure != measures::monthly_cost.row || subject.when != When::average_month)
    return cursor.fail(start, "this figure has no lines", "a line of the bill is cost.monthly/ITEM");
  const std::string_view rest = cursor.rest();
  std::size_t end = std::min(rest.find_first_of("<>=)"), rest.size());
  for (std::string_view rule : {": increase", ": decrease", ": change", ": unchanged", ": <", ": >"})
    end = std::min(end, rest.find(rule));
  std::string_view item = rest.substr(0, end);
  for (const auto& row : over_draws.table) {
    const std::string behind = "." + std::string(row.second);
    if (item.ends_with(behind)) item.remove_suffix(behind.size());
    if (item.ends_with(behind + " ")) item.remove_suffix(behind.size() + 1);
  }
  while (item.ends_with(' ')) item.remove_suffix(1);
  if (item.empty()) return cursor.fail(start, "a line of the bill is missing", "write cost.monthly/ITEM");
  subject.item = item;
  cursor.go(cursor.at() + item.size());
  return true;
}

/// ".p95"
bool read_over_draws(GateCursor& cursor, GateSubject& subject) {
  const std::size_t start = cursor.at();
  if (!cursor.take(".")) return true;
  const std::string word(cursor.next_word());
  const auto over = over_draws.from_text(word);
  if (!over)
    return cursor.fail(start + 1, fmt::format("{} is nothing told over draws", shown(word)),
                       fmt::format("{}; behind a figure stands {}", did_you_mean(word, over_draws.words()),
                                   over_draws.alternatives()));
  cursor.take(word);
  subject.over = *over;
  const bool share = subject.measure != nullptr && subject.measure->reduction == Reduction::share,
             tail = subject.measure != nullptr && is_tail(*subject.measure);
  if (*over != OverDraws::mean && (share || tail || subject.measure == nullptr))
    return cursor.fail(start + 1,
                       fmt::format("{} has no percentiles over draws", share  ? "a share of draws"
                                                                       : tail ? "a tail"
                                                                              : "a count"),
                       "leave it out");
  return true;
}

bool read_figure(GateCursor& cursor, const GateNames& names, GateSubject& subject) {
  cursor.skip_spaces();
  const std::size_t start = cursor.at();
  if (!take_figure(cursor, subject)) {
    take_option(cursor, names, subject);
    if (!take_figure(cursor, subject)) {
      const std::string word(cursor.next_word());
      const std::string whole = subject.option.empty() ? word : subject.option + "." + word;
      return cursor.fail(
          cursor.at(),
          word.empty() ? "a figure is missing" : fmt::format("there is no figure {}", shown(word)),
          figure_meant(whole, names));
    }
  }
  if (subject.kind == Kind::figure && subject.measure == nullptr)
    return cursor.fail(start, "a figure is missing", "as cost.monthly");
  return read_class(cursor, names, subject) && read_item(cursor, subject) && read_over_draws(cursor, subject);
}

/// "prob(cost.monthly > budget)"
bool read_probability(GateCursor& cursor, const GateNames& names, GateSubject& subject) {
  const std::size_t start = cursor.at();
  bool upper = true, strict = true;
  GateValue value;
  if (!read_figure(cursor, names, subject)) return false;
  if (subject.kind != Kind::figure || subject.measure->reduction == Reduction::share ||
      is_tail(*subject.measure) || subject.over != OverDraws::mean)
    return cursor.fail(start, "prob(...) takes a figure that has a value in every draw",
                       "as prob(cost.monthly > $60k)");
  if (!read_comparison(cursor, upper, strict) ||
      !read_value(cursor, names, {.measure = subject.measure}, false, value))
    return false;
  cursor.skip_spaces();
  if (!cursor.take(")"))
    return cursor.fail(cursor.at(), "the bracket of prob( is not closed",
                       "as prob(cost.monthly > budget) < 10%");
  subject.kind = Kind::probability;
  subject.above = !upper;
  subject.threshold = value.value;
  return true;
}

}  // namespace

bool read_subject(GateCursor& cursor, const GateNames& names, GateSubject& subject) {
  cursor.skip_spaces();
  if (cursor.take("prob(")) return read_probability(cursor, names, subject);
  if (cursor.next_word() == "best") {
    subject.kind = Kind::best;
    return cursor.take("best");
  }
  return read_figure(cursor, names, subject);
}

}  // namespace llmtco::detail

namespace llmtco {

std::vector<GateFigure> gate_figures() {
  std::vector<GateFigure> all{{std::string(detail::price_age), "days since the oldest price of the bill"},
                              {std::string(detail::unpriced), "lines with an assumed price"},
                              {"best", "which option is the answer"}};
  for (const Measure& each : measures::all) {
    if (detail::is_gated(each)) all.push_back({std::string(each.id), each.says});
  }
  for (const auto& month : detail::months)
    all.push_back({std::string(month.first), "cost of a single month"});
  return all;
}

}  // namespace llmtco
