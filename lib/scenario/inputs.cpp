#include "scenario/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "text/characters.h"
#include "text/closest.h"
#include "units/parse.h"
#include "yaml/read.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Names stand in formulas, so they are words that mean nothing else there.
std::optional<std::string> name_complaint(const std::string& name) {
  const bool word =
      !name.empty() && (std::isalpha(static_cast<unsigned char>(name[0])) != 0 || name[0] == '_') &&
      std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
  if (!word) return "a variable's name is a word of letters, digits and _";
  const auto& units = unit_names();
  if (std::find(units.begin(), units.end(), name) != units.end()) return "it is the name of a unit";
  if (name == "to" || name == "per") return "it has a meaning of its own in numbers";
  return std::nullopt;
}

}  // namespace

Inputs::Inputs(Study& study, std::string directory, Diagnostics& diagnostics,
               const std::optional<Place>& variables)
    : study_(study), directory_(std::move(directory)), diagnostics_(diagnostics), section_(variables) {}

std::string Inputs::path_of(const std::string& file) const {
  return file.starts_with('/') ? file : directory_ + "/" + file;
}

std::string Inputs::drawn_name(const std::string& name_or_path) const {
  const auto found = drawn_at_.find(name_or_path);
  return found == drawn_at_.end() ? name_or_path : found->second;
}

double Inputs::known_number(const Place& place) {
  const auto read =
      read_number(place.node(), std::get<NumberForm>(place.form().is), directory_, diagnostics_);
  return read && std::holds_alternative<double>(read->is) ? std::get<double>(read->is) : 0;
}

Inputs::Read Inputs::node_of(const Place& place) {
  const NumberForm& form = std::get<NumberForm>(place.form().is);
  const auto read = read_number(place.node(), form, directory_, diagnostics_);
  if (!read) return {};
  const OriginId from = origin(written_origin(place.node()));
  if (const auto* value = std::get_if<double>(&read->is))
    return {.constant = *value, .dimension = read->dimension, .origin = from};
  if (const auto* text = std::get_if<std::string>(&read->is)) return formula(*text, place, from);
  const std::string& path = place.node().path();
  const std::string name = subject_of_ ? subject_of_(place.node()) : path;
  drawn_at_.emplace(path, name);
  const NodeId node = study_.variables.draw(name, std::get<Distribution>(read->is), from, read->dimension);
  return {.node = node, .dimension = read->dimension, .origin = from};
}

Inputs::Read Inputs::formula(const std::string& text, const Place& place, OriginId from) {
  const NumberForm& form = std::get<NumberForm>(place.form().is);
  Graph& graph = study_.variables.graph();
  const auto find = [this](std::string_view name) { return lookup(name); };
  const auto literal = [&](std::string_view number) {
    Origin own = study_.variables.origin(from);
    own.name = number;
    return origin(std::move(own));
  };
  const Expression read = parse_expression(text, graph, find, literal);
  const Node& node = place.node();
  if (const auto* error = std::get_if<ExpressionError>(&read)) {
    std::vector<std::string> candidates = variable_names();
    candidates.insert(candidates.end(), unit_names().begin(), unit_names().end());
    diagnostics_.error(node.location(),
                       fmt::format("formula {}: {}{}", shown(text), error->message, at_path(node)),
                       error->word.empty() ? "" : did_you_mean(error->word, candidates));
    return {};
  }
  const TypedNode typed_node = std::get<TypedNode>(read);
  if (!form.any_dimension && !stands_for(typed_node.dimension, form.dimension)) {
    diagnostics_.error(node.location(), fmt::format("formula {} gives {}: expected {}{}", shown(text),
                                                    unit_text(typed_node.dimension),
                                                    wanted_text(form.dimension), at_path(node)));
    return {};
  }
  if (std::isfinite(form.low) || std::isfinite(form.high)) {
    study_.bounds.push_back({.node = typed_node.node,
                             .low = form.low,
                             .high = form.high,
                             .what = fmt::format("formula {}{}", shown(text), at_path(node)),
                             .location = node.location(),
                             .source = diagnostics_.source(node.location().file)});
  }
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
  used_.emplace(name);
  if (const auto found = resolved_.find(name); found != resolved_.end()) return found->second;
  if (std::find(resolving_.begin(), resolving_.end(), name) != resolving_.end()) {
    if (resolving_.back() == name)
      return ExpressionError{fmt::format("the variable {} refers to itself", shown(name)), ""};
    return ExpressionError{fmt::format("the variables {} and {} refer to each other in a circle",
                                       shown(resolving_.back()), shown(name)),
                           ""};
  }
  if (section_) {
    for (const Place& variable : section_->children()) {
      if (variable.key() == name) return resolve(variable, std::string(name));
    }
  }
  return ExpressionError{fmt::format("unknown variable {}", shown(name)), std::string(name)};
}

Expression Inputs::resolve(const Place& place, const std::string& name) {
  resolving_.push_back(name);
  const std::size_t before = diagnostics_.error_count();
  const NumberForm& form = std::get<NumberForm>(place.form().is);
  const auto read = read_number(place.node(), form, directory_, diagnostics_);
  Read value;
  if (read && std::holds_alternative<Distribution>(read->is)) {
    const OriginId from = origin(written_origin(place.node()));
    value = {.node = study_.variables.draw(name, std::get<Distribution>(read->is), from, read->dimension),
             .dimension = read->dimension,
             .origin = from};
  } else if (read) {
    value = node_of(place);
  }
  resolving_.pop_back();
  Graph& graph = study_.variables.graph();
  if (value.node == known) {
    value.node = graph.constant(value.constant);
    graph.set_origin(value.node, value.origin, value.dimension);
  }
  Expression result = TypedNode{value.node, value.dimension};
  if (diagnostics_.error_count() > before)
    result = ExpressionError{fmt::format("the variable {} cannot be read", shown(name)), ""};
  resolved_.emplace(name, result);
  return result;
}

void Inputs::read_all_variables() {
  if (!section_) return;
  for (const Place& variable : section_->children()) {
    if (const auto wrong = name_complaint(variable.key())) {
      diagnostics_.error(variable.node().key_location(),
                         fmt::format("{} cannot name a variable: {}", shown(variable.key()), *wrong));
    } else if (!resolved_.contains(variable.key())) {
      resolve(variable, variable.key());
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

std::string bytes_named(const std::string& path, std::size_t largest, const Node& asker) {
  try {
    return file_bytes(path, largest);
  } catch (const FileError& error) {
    throw FileError(
        fmt::format("{}; it is named in {}{}", error.what(), to_text(asker.location()), at_path(asker)));
  }
}

}  // namespace llmtco
