#include "report/stored_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "report/stored_figures.h"

namespace llmtco {
namespace {

/// The words of Basis (measures/measure.h).
Basis stored_basis(const StoredValue& word) {
  for (const Basis basis : {Basis::fully_loaded, Basis::marginal, Basis::energy_only}) {
    if (name(basis) == word.text()) return basis;
  }
  word.refuse("is no basis of a cost");
}

/// "from 200k input": 200,000 tokens.
Tokens stored_tier(const StoredValue& words) {
  constexpr std::string_view from = "from ";
  const std::string text = words.text();
  double thousands = 0;
  if (text.starts_with(from)) thousands = std::strtod(text.c_str() + from.size(), nullptr);
  const Tokens tier = thousands * 1000 * token;
  if (tier_text(tier) != text) words.refuse("is no tier");
  return tier;
}

Labels stored_labels(const StoredValue& stored) {
  const auto text = [&](const char* key) {
    const auto found = stored.find(key);
    return found ? found->text() : std::string();
  };
  Labels labels{.part = text("part"),
                .request_class = text("class"),
                .window = text("window"),
                .tier = {},
                .name = text("name")};
  if (const auto tier = stored.find("tier")) labels.tier = stored_tier(*tier);
  return labels;
}

Estimate exact(double value) { return {value, value, value}; }

LineResult stored_line(const StoredValue& line) {
  LineResult result{.item = line.at("item").text(),
                    .id = line.at("id").one_of(item_ids),
                    .labels = stored_labels(line.at("labels")),
                    .type = line.at("kind").one_of(cost_types),
                    .behaviour = line.at("behaviour").one_of(cost_behaviours),
                    .quantity = exact(line.at("quantity").number()),
                    .quantity_unit = line.at("quantity_unit").text(),
                    .unit_price_usd = exact(line.at("unit_price_usd").number()),
                    .discount = 0.0,
                    .monthly_usd = stored_summary(line.at("monthly_usd")),
                    .source = line.at("source").text()};
  if (line.has("discount")) {
    const auto discount = line.find("discount");
    result.discount = discount ? std::optional(discount->number()) : std::nullopt;
  }
  return result;
}

std::vector<LineResult> stored_lines(const StoredValue& option, const char* key) {
  std::vector<LineResult> lines;
  if (const auto stored = option.find(key)) {
    for (const StoredValue& line : stored->elements()) lines.push_back(stored_line(line));
  }
  return lines;
}

void read_topics(const StoredValue& object, const Subject& subject, Figures<Statistics>& figures) {
  for (const Topic topic : option_topics) read_figures(object, topic, subject, figures);
}

void read_months(const StoredValue& object, int request_class, Figures<Statistics>& figures) {
  if (const auto months = object.find("months")) {
    for (const StoredValue& month : months->elements())
      read_topics(month, stored_month(month, request_class), figures);
  }
}

Figures<Statistics> stored_option_figures(const StoredValue& option,
                                          const std::vector<std::string>& classes) {
  Figures<Statistics> figures;
  read_topics(option, {}, figures);
  read_months(option, Subject::all, figures);
  if (const auto of_classes = option.find("classes")) {
    for (const StoredValue& each : of_classes->entries()) {
      const auto place = std::find(classes.begin(), classes.end(), each.key());
      if (place == classes.end()) each.refuse("is no request class");
      const int number = static_cast<int>(place - classes.begin());
      read_topics(each, {.request_class = number}, figures);
      read_months(each, number, figures);
    }
  }
  return figures;
}

/// What the options say of an assumption's alternatives, put to each.
void add_effects(const StoredValue& root, Assumption& assumption) {
  const StoredValue options = root.at("options");
  for (const std::string& name : assumption.options) {
    const auto option = options.named(name);
    if (!option) continue;  // it was not shown
    bool found = false;
    for (const StoredValue& each : option->at("assumptions").elements()) {
      if (each.at("text").text() != assumption.text || each.at("about").text() != assumption.about) continue;
      found = true;
      const std::vector<StoredValue> effects = each.at("effects").elements();
      if (effects.size() != assumption.effects.size()) each.refuse("has other effects than the result");
      for (std::size_t i = 0; i < effects.size(); ++i) {
        assumption.effects[i].by_option[name] = {.cost_usd = effects[i].at("cost_usd").number_or_none(),
                                                 .damage_usd = effects[i].at("damage_usd").number_or_none()};
      }
    }
    if (!found) option->refuse("lacks an assumption that bears upon it");
  }
}

AssumptionEffect stored_effect(const StoredValue& stored) {
  AssumptionEffect effect{.words = stored.at("instead").text(),
                          .by_option = {},
                          .least_usd = stored.at("least_usd").number_or_none(),
                          .lead_usd = stored.at("lead_usd").number_or_none(),
                          .best = stored.at("best").text_or_none()};
  if (const auto others = stored.find("others")) {
    for (const StoredValue& each : others->elements()) {
      effect.by_option[each.at("option").text()] = {.cost_usd = each.at("cost_usd").number_or_none(),
                                                    .damage_usd = each.at("damage_usd").number_or_none()};
    }
  }
  return effect;
}

/// Figures that no result has one without the other.
struct Together {
  const Measure *figure, *other;
};
const Together together[] = {{measures::monthly_cost.row, measures::horizon_cost.row},
                             {measures::horizon_cost.row, measures::monthly_cost.row},
                             {measures::ttft_p50.row, measures::ttft_p95.row},
                             {measures::e2e_p50.row, measures::e2e_p95.row},
                             {&measures::cost_per_mtok, &measures::marginal_cost_per_mtok},
                             {&measures::marginal_cost_per_mtok, &measures::cost_per_mtok},
                             {&measures::marginal_cost_per_mtok, &measures::energy_cost_per_mtok},
                             {measures::energy.row, measures::idle_energy.row},
                             {measures::energy.row, measures::carbon.row},
                             {measures::volume_answer.row, measures::volume_cancels.row},
                             {measures::volume_answer.row, measures::volume.row},
                             {measures::damage_p99.row, measures::damage.row},
                             {measures::damage_p99.row, measures::damage_shortfall.row}};

/// Renderings rely on what every result has; a file that somebody changed may lack it.
void require_whole(const StoredValue& stored, const OptionResult& option) {
  const auto lacks = [&](const Measure& measure) {
    stored.refuse(fmt::format("lacks the figure {}", measure.key));
  };
  if (option.feasible && !option.find(measures::monthly_cost)) lacks(measures::monthly_cost);
  if (!option.cash.empty() && !option.find(measures::monthly_cash)) lacks(measures::monthly_cash);
  for (const Together& each : together) {
    if (option.find(*each.figure) != nullptr && option.find(*each.other) == nullptr) lacks(*each.other);
  }
}

int stored_simulations(const StoredValue& number) {
  constexpr std::uint64_t most = 1'000'000;
  const std::uint64_t count = number.whole_number();
  if (count > most) number.refuse("is no number of simulations");
  return static_cast<int>(count);
}

std::optional<ServerResult> stored_server(const StoredValue& option) {
  const auto stored = option.find("latency_server");
  if (!stored) return std::nullopt;
  ServerResult server{.server = stored->at("server").one_of(server_names),
                      .why = stored->at("why").text(),
                      .busiest_load = stored->at("busiest_load").number()};
  if (!stored->has("simulations")) return server;
  server.points = stored_simulations(stored->at("simulations"));
  server.held_out = stored_simulations(stored->at("held_out"));
  server.error = stored->at("ttft_p95_error").number_or_none();
  server.capacity_error = stored->at("capacity_error").number_or_none();
  return server;
}

}  // namespace

int stored_count(const StoredValue& number) {
  constexpr std::uint64_t most = 1200;
  const std::uint64_t count = number.whole_number();
  if (count < 1 || count > most) number.refuse("is no number of months");
  return static_cast<int>(count);
}

Subject stored_month(const StoredValue& month, int request_class) {
  return {.request_class = request_class, .month = stored_count(month.at("month")) - 1};
}

OptionResult stored_option(const StoredValue& option, const std::vector<std::string>& classes) {
  OptionResult result{.name = option.key(),
                      .kind = option.at("kind").text(),
                      .description = option.at("description").text(),
                      .basis = stored_basis(option.at("basis")),
                      .feasible = option.at("feasible").yes(),
                      .reason = option.at("reason").text_or_none(),
                      .yardstick = option.at("yardstick").yes(),
                      .standing = option.at("standing").one_of(standings),
                      .standing_reason = option.at("standing_reason").text_or_none(),
                      .figures = stored_option_figures(option, classes),
                      .lines = stored_lines(option, "line_items"),
                      .cash = stored_lines(option, "cash_items"),
                      .speed_source = option.at("speed_source").text(),
                      .speed_detail = option.at("speed_detail").text(),
                      .latency_reason = option.at("latency_reason").text(),
                      .server = stored_server(option),
                      .accuracy_reason = option.at("accuracy_reason").text(),
                      .energy_reason = ""};
  if (const auto energy = option.find("energy_reason")) result.energy_reason = energy->text();
  if (const auto decided_by = option.find("decided_by")) result.decided_by = decided_by->text();
  require_whole(option, result);
  return result;
}

std::vector<Assumption> stored_assumptions(const StoredValue& root) {
  std::vector<Assumption> assumptions;
  for (const StoredValue& stored : root.at("assumptions").elements()) {
    Assumption assumption{.about = stored.at("about").text(),
                          .text = stored.at("text").text(),
                          .options = stored.at("options").texts(),
                          .effects = {}};
    for (const StoredValue& effect : stored.at("effects").elements())
      assumption.effects.push_back(stored_effect(effect));
    add_effects(root, assumption);
    assumptions.push_back(std::move(assumption));
  }
  return assumptions;
}

}  // namespace llmtco
