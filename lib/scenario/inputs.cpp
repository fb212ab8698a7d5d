#include "scenario/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/variable_name.h"
#include "text/characters.h"
#include "text/closest.h"
#include "units/parse.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr std::size_t longest_formula = 10'000;  // characters
constexpr std::size_t most_operations = 5'000;   // of all formulas together: each takes 8 kB for 1,024 draws
constexpr std::string_view rates_in_formulas = "rates.";  // as a number of another currency asks for them
constexpr std::size_t most_open = 8;  // variables that wait for one another, as those of a circle alone do

}  // namespace

Inputs::Inputs(Study& study, InputFolder folder, Diagnostics& diagnostics,
               const std::optional<Place>& variables)
    : study_(study), folder_(std::move(folder)), diagnostics_(diagnostics), section_(variables) {
  for (const Place& variable : section_ ? section_->children() : std::vector<Place>())
    by_name_.emplace(variable.key(), variable);
}

std::string Inputs::drawn_name(const std::string& name_or_path) const {
  const auto found = drawn_at_.find(name_or_path);
  return found == drawn_at_.end() ? name_or_path : found->second;
}

double Inputs::known_number(const Place& mapping, const char* key, double otherwise) {
  const auto place = mapping.find(key);
  if (!place) return otherwise;
  return changes_default(*place) ? changed(Read{otherwise, known, dimensionless}, *place).constant
                                 : known_number(*place);
}

bool Inputs::is_least(const Place& place) {
  const auto read = read_number(place.node(), std::get<NumberForm>(place.form().is), folder_, diagnostics_);
  return read && read->or_more;
}

bool Inputs::is_word(const Place& place) {
  const auto read = read_number(place.node(), std::get<NumberForm>(place.form().is), folder_, diagnostics_);
  return read && read->is_word;
}

bool Inputs::changes_default(const Place& place) {
  const auto original = place.node().original();
  return original && original->is_null();
}

Inputs::Read Inputs::changed(const Read& original, const Place& place) {
  const Node& node = place.node();
  const NumberForm& form = std::get<NumberForm>(place.form().is);
  const OriginId from = origin(written_origin(node));
  const std::string what = fmt::format("the default changed by {}", node.change());
  if (original.node == known) {
    const double product = original.constant * node.factor();
    if (original.constant == 0) {
      diagnostics_.error(
          node.location(),
          fmt::format("the scenario leaves this out, which means 0, and {} of 0 is 0{}", node.change(),
                      at_path(node)),
          form.low < 0 ? fmt::format("give a value, as {:.6g}", node.factor() - 1) : "give a value");
    } else if (product < form.low || product > form.high || (form.whole && product != std::floor(product))) {
      diagnostics_.error(node.location(),
                         fmt::format("{} is {:.6g}, which cannot be{}", what, product, at_path(node)));
    }
    return {.constant = product, .dimension = original.dimension, .origin = from};
  }
  Graph& graph = study_.variables.graph();
  Origin factor = study_.variables.origin(from);
  factor.name = node.change();
  const NodeId times = graph.constant(node.factor());
  graph.set_origin(times, origin(std::move(factor)));
  const NodeId product = graph.combine(Operation::multiply, original.node, times);
  graph.set_origin(product, from, original.dimension);
  require_bounds(product, fmt::format("the number changed by {}{}", node.change(), at_path(node)), place);
  return {.node = product, .dimension = original.dimension, .origin = from};
}

void Inputs::require_bounds(NodeId node, const std::string& what, const Place& place) {
  const NumberForm& form = std::get<NumberForm>(place.form().is);
  study_.bounds.push_back({.node = node,
                           .low = std::max(form.low, -farthest_draw),
                           .high = std::min(form.high, farthest_draw),
                           .what = what,
                           .location = place.node().location(),
                           .source = diagnostics_.source(place.node().location().file)});
}

Inputs::Read Inputs::node_of(const Place& place) {
  const NumberForm& form = std::get<NumberForm>(place.form().is);
  const auto read = read_number(place.node(), form, folder_, diagnostics_);
  if (!read) return {};
  const auto original = place.node().original();
  if (original && !std::holds_alternative<double>(read->is)) {
    const Read before = node_of(Place(*original, place.form()));
    return before.origin == no_origin ? Read{} : changed(before, place);
  }
  const OriginId from = origin(written_origin(place.node()));
  if (const auto* value = std::get_if<double>(&read->is))
    return in_dollars({.constant = *value, .dimension = read->dimension, .origin = from}, read->currency,
                      place.node());
  if (const auto* text = std::get_if<std::string>(&read->is)) return formula(*text, place, from);
  const std::string& path = place.node().path();
  const std::string name = subject_of_ ? subject_of_(place.node()) : path;
  drawn_at_.emplace(path, name);
  return drawn(name, *read, from, place.node());
}

Inputs::Read Inputs::formula(const std::string& text, const Place& place, OriginId from) {
  const NumberForm& form = std::get<NumberForm>(place.form().is);
  Graph& graph = study_.variables.graph();
  const auto too_much = [&](const std::string& what) {
    diagnostics_.error(place.node().location(), what + at_path(place.node()));
    return Read{};
  };
  if (text.size() > longest_formula)
    return too_much(fmt::format("the formula has more than {} characters", longest_formula));
  if (graph.size() > most_operations)
    return too_much(fmt::format("the formulas of this scenario have more than {} numbers and operations",
                                most_operations));
  const auto find = [this](std::string_view name) { return lookup(name); };
  const auto literal = [&](std::string_view number) {
    Origin own = study_.variables.origin(from);
    own.name = number;
    return origin(std::move(own));
  };
  const Expression read = parse_expression(text, graph, find, literal);
  const Node& node = place.node();
  if (const auto* error = std::get_if<ExpressionError>(&read)) {
    if (error->message.empty()) return {};
    std::vector<std::string> candidates = variable_names();
    candidates.insert(candidates.end(), unit_names().begin(), unit_names().end());
    diagnostics_.error(node.location(),
                       fmt::format("formula {}: {}{}", shown(text), error->message, at_path(node)),
                       error->word.empty() ? error->hint : did_you_mean(error->word, candidates));
    return {};
  }
  const TypedNode typed_node = std::get<TypedNode>(read);
  if (!form.any_dimension && !stands_for(typed_node.dimension, form.dimension)) {
    diagnostics_.error(node.location(), fmt::format("formula {} gives {}: expected {}{}", shown(text),
                                                    unit_text(typed_node.dimension),
                                                    wanted_text(form.dimension), at_path(node)));
    return {};
  }
  require_bounds(typed_node.node, fmt::format("formula {}{}", shown(text), at_path(node)), place);
  graph.set_origin(typed_node.node, from, typed_node.dimension);
  return {.node = typed_node.node, .dimension = typed_node.dimension, .origin = from};
}

std::vector<std::string> Inputs::variable_names() const {
  std::vector<std::string> names;
  if (section_) {
    for (const Place& variable : section_->children()) names.push_back(variable.key());
  }
  return names;
}

Expression Inputs::lookup(std::string_view name) {
  constexpr std::string_view catalog = "catalog.";
  if (const auto found = resolved_.find(name); found != resolved_.end()) {
    used_.emplace(name);
    return found->second;
  }
  if (name.starts_with(rates_in_formulas)) {
    const std::string code(name.substr(rates_in_formulas.size()));
    const auto found = rate_of(code);
    if (!found)
      return ExpressionError{fmt::format("the scenario gives no rate of {}", code), "", how_to_rate(code)};
    return TypedNode{node_in_graph(*found), found->dimension};
  }
  if (name.starts_with(catalog))
    return resolved_.emplace(std::string(name), figure(name.substr(catalog.size()))).first->second;
  used_.emplace(name);
  if (resolving_.size() > most_open)
    return ExpressionError{
        fmt::format("the variable {} stands in a circle of variables, or on one", shown(name)), ""};
  if (std::find(resolving_.begin(), resolving_.end(), name) != resolving_.end()) {
    if (resolving_.back() == name)
      return ExpressionError{fmt::format("the variable {} refers to itself", shown(name)), ""};
    return ExpressionError{fmt::format("the variables {} and {} refer to each other in a circle",
                                       shown(resolving_.back()), shown(name)),
                           ""};
  }
  if (const auto found = by_name_.find(name); found != by_name_.end()) {
    if (!resolving_.empty()) return resolve(found->second, found->first);
    resolve_row(found->first);
    return resolved_.find(name)->second;
  }
  return ExpressionError{fmt::format("unknown variable {}", shown(name)), std::string(name)};
}

Inputs::Read Inputs::variable(const Place& place, const std::string& name) {
  const NumberForm& form = std::get<NumberForm>(place.form().is);
  const auto read = read_number(place.node(), form, folder_, diagnostics_);
  if (!read) return {};
  const auto original = place.node().original();
  if (original && !std::holds_alternative<double>(read->is)) {
    const Read before = variable(Place(*original, place.form()), name);
    return before.origin == no_origin ? Read{} : changed(before, place);
  }
  if (!std::holds_alternative<Distribution>(read->is)) return node_of(place);
  return drawn(name, *read, origin(written_origin(place.node())), place.node());
}

Expression Inputs::figure(std::string_view id) {
  if (catalog_ == nullptr) return ExpressionError{"there is no catalogue here", ""};
  const auto found = catalog_->economic_figure(id);
  if (const auto* missing = std::get_if<NotFound>(&found))
    return ExpressionError{missing->message, "", missing->hint};
  const auto& entry = std::get<EconomicFigure>(found);
  const OriginId from = origin(catalogue_origin(std::string(id), entry));
  Graph& graph = study_.variables.graph();
  const bool drawn = !entry.typical && entry.value.low < entry.value.high;
  const NodeId node =
      drawn ? study_.variables.draw(fmt::format("economics.{}", id),
                                    Distribution{distributions::Uniform{entry.value.low, entry.value.high}},
                                    from, entry.dimension)
            : graph.constant(entry.typical.value_or(entry.value.low));
  graph.set_origin(node, from, entry.dimension);
  return TypedNode{node, entry.dimension};
}

Expression Inputs::resolve(const Place& place, const std::string& name) {
  resolving_.push_back(name);
  const std::size_t before = diagnostics_.error_count();
  Read value = variable(place, name);
  resolving_.pop_back();
  Expression result = TypedNode{node_in_graph(value), value.dimension};
  if (diagnostics_.error_count() > before) result = ExpressionError{};  // its own place says why
  resolved_.emplace(name, result);
  return result;
}

void Inputs::resolve_row(const std::string& name) {
  std::vector<std::string> open{name};
  std::set<std::string, std::less<>> seen;
  while (!open.empty()) {
    const std::string next = open.back();
    const std::size_t before = open.size();
    if (!resolved_.contains(next) && seen.insert(next).second) {
      std::vector<std::string> words = words_of_formula(by_name_.at(next).node());
      std::reverse(words.begin(), words.end());  // the first is resolved first
      for (std::string& word : words) {
        if (!by_name_.contains(word) || resolved_.contains(word)) continue;
        if (seen.contains(word))
          resolve(by_name_.at(word), word);  // it waits for this one: a circle, which that tells
        else
          open.push_back(std::move(word));
      }
    }
    if (open.size() > before) continue;
    open.pop_back();
    if (!resolved_.contains(next)) resolve(by_name_.at(next), next);
  }
}

bool Inputs::is_broken(std::string_view variable) const {
  const auto it = resolved_.find(variable);
  return it != resolved_.end() && std::holds_alternative<ExpressionError>(it->second);
}

void Inputs::read_all_variables() {
  if (!section_) return;
  for (const Place& variable : section_->children()) {
    if (const auto wrong = name_complaint(variable.key())) {
      diagnostics_.error(variable.node().key_location(),
                         fmt::format("{} cannot name a variable: {}", shown(variable.key()), *wrong));
    } else if (!resolved_.contains(variable.key())) {
      resolve_row(variable.key());
    }
  }
}

void Inputs::report_unused_variables() {
  if (!section_) return;
  for (const Place& variable : section_->children()) {
    const std::string name = variable.key();
    if (used_.contains(name)) continue;
    const Location where = variable.node().key_location();
    const std::string message = fmt::format("no formula uses the variable {}", shown(name));
    const bool added = where.line == 0;
    if (!added) {
      diagnostics_.warning(where, message);
    } else {
      diagnostics_.error(where, message,
                         did_you_mean(name, std::vector<std::string>(used_.begin(), used_.end())));
    }
  }
}

}  // namespace llmtco
