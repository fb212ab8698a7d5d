#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "catalog/catalog.h"
#include "montecarlo/study.h"
#include "scenario/number.h"
#include "scenario/origins.h"
#include "scenario/place.h"
#include "scenario/rates.h"
#include "text/diagnostics.h"
#include "text/input_folder.h"

namespace llmtco {

inline double in_base_units(double number) { return number; }
template <Dimension D>
double in_base_units(Quantity<D> quantity) {
  return quantity.base_units();
}

/// Turns the numbers of a scenario file into inputs of its study: known values, drawn variables, formulas
/// over named variables.
class Inputs {
 public:
  /// `variables` is the section of that name, if there is one. All outlive this.
  Inputs(Study& study, InputFolder folder, Diagnostics& diagnostics, const std::optional<Place>& variables);

  /// The number at a place; zero after an error was reported.
  template <class Q>
  Uncertain<Q> number(const Place& place) {
    return typed<Q>(node_of(place));
  }
  /// The number under a key of a mapping; nothing where the file leaves it out.
  template <class Q>
  std::optional<Uncertain<Q>> number_if(const Place& mapping, const char* key) {
    const auto place = mapping.find(key);
    return place ? std::optional(number<Q>(*place)) : std::nullopt;
  }
  /// The number under a key of a mapping, or `otherwise` where the file leaves it out, which `meaning` puts
  /// in words.
  template <class Q>
  Uncertain<Q> number(const Place& mapping, const char* key, Q otherwise, const char* meaning,
                      const Instead& instead = {}) {
    return number_or<Q>(
        mapping, key, [&] { return assumed(path_below(mapping.node(), key), otherwise, meaning, instead); });
  }
  /// The same where what is taken otherwise has to be looked up. An override that changes the number
  /// (`--set options.own.pue=*2`) changes that one.
  template <class Q, class Otherwise>
  Uncertain<Q> number_or(const Place& mapping, const char* key, const Otherwise& otherwise) {
    const auto place = mapping.find(key);
    if (!place) return otherwise();
    if (!changes_default(*place)) return number<Q>(*place);
    const Uncertain<Q> unchanged = otherwise();
    return typed<Q>(changed(
        {.constant = in_base_units(unchanged.constant), .node = unchanged.node, .dimension = dimension_of<Q>},
        *place));
  }
  /// Whether an override changes a number that the file leaves out.
  static bool changes_default(const Place& place);
  /// A number that nobody gives, and what it may well be instead.
  template <class Q>
  Uncertain<Q> assumed(std::string name, Q value, std::string meaning, Instead instead = {}) {
    return Uncertain<Q>(value).from(
        origin(assumed_origin(std::move(name), std::move(meaning), std::move(instead))));
  }
  /// Where it comes from, for reports; `subject` is what the catalogue's numbers are about. Empty for a
  /// number that cannot be read.
  template <class Q>
  std::string source(const Uncertain<Q>& number, const std::string& subject = "") const {
    return number.origin == no_origin ? "" : source_text(study_.variables.origin(number.origin), subject);
  }
  OriginId origin(Origin from) { return study_.variables.add(std::move(from)); }
  /// A number the grammar wants known, in base units.
  double known_number(const Place& place);
  /// The same, or `otherwise` where the file leaves it out.
  double known_number(const Place& mapping, const char* key, double otherwise);
  /// Whether a number is the least there may be, as `at least 2`.
  bool is_least(const Place& place);
  /// Whether the word of its form stands in place of a number, as `cheapest`.
  bool is_word(const Place& place);
  /// Lets formulas use figures of the catalogue, which outlives this.
  void use(const Catalog& catalog) { catalog_ = &catalog; }

  /// Lets numbers be in currencies whose rates these are; they outlive this.
  void use(const Rates& rates) { rates_ = &rates; }
  /// Dollars of one unit of a currency, with the origin that says its day; nothing, and an error at `asker`, where the
  /// scenario gives no rate.
  std::optional<Uncertain<double>> rate(const std::string& code, const Node& asker);
  /// A known number and the currency it is in; empty for dollars.
  std::pair<double, std::string> known_amount(const Place& place);

  /// What a number that is drawn where it stands is about, which names its draws: until the next call, or its
  /// path where `subject_of` is empty.
  void name_draws(std::function<std::string(const Node&)> subject_of) { subject_of_ = std::move(subject_of); }
  /// The name under which a number of the file is drawn: that of a variable as it is, or that of a path.
  std::string drawn_name(const std::string& name_or_path) const;

  /// Reads every named variable, also unused ones, so that mistakes in them show.
  void read_all_variables();

  /// Whether something is wrong with a variable, which its place says.
  bool is_broken(std::string_view variable) const;

  /// Says which variables no formula uses: a warning, or an error where a --set adds one, which then changes
  /// nothing. To be asked when everything is read.
  void report_unused_variables();

  Diagnostics& diagnostics() { return diagnostics_; }
  Study& study() { return study_; }
  const InputFolder& folder() const { return folder_; }

 private:
  /// A value or a node of the graph.
  struct Read {
    double constant = 0;
    NodeId node = known;
    Dimension dimension;
    OriginId origin = no_origin;
  };

  template <class Q>
  static Uncertain<Q> typed(const Read& read) {
    return (read.node == known ? Uncertain<Q>(Q(read.constant)) : Uncertain<Q>(read.node)).from(read.origin);
  }

  Read node_of(const Place& place);
  /// A number that an override multiplies.
  Read changed(const Read& original, const Place& place);
  void require_bounds(NodeId node, const std::string& what, const Place& place);
  Read formula(const std::string& text, const Place& place, OriginId from);
  NodeId node_in_graph(const Read& value);
  Read drawn(const std::string& name, const WrittenNumber& number, OriginId from, const Node& node);
  std::optional<Read> rate_of(const std::string& code);
  /// An amount of another currency in dollars.
  Read in_dollars(const Read& amount, const std::string& code, const Node& node);
  Expression lookup(std::string_view name);
  Expression figure(std::string_view id);
  Read variable(const Place& place, const std::string& name);
  Expression resolve(const Place& place, const std::string& name);
  /// Resolves a variable behind those that its formula names, and those behind theirs: a long row of them needs no
  /// depth.
  void resolve_row(const std::string& name);
  std::vector<std::string> variable_names() const;

  Study& study_;
  InputFolder folder_;
  Diagnostics& diagnostics_;
  std::optional<Place> section_;
  const Catalog* catalog_ = nullptr;
  const Rates* rates_ = nullptr;
  std::map<std::string, std::optional<Read>, std::less<>> read_rates_;  ///< nothing while one is being read
  std::map<std::string, Expression, std::less<>> resolved_;
  std::map<std::string, Place, std::less<>> by_name_;  ///< the variables of the section
  std::vector<std::string> resolving_;
  std::set<std::string, std::less<>> used_;
  std::function<std::string(const Node&)> subject_of_;
  std::map<std::string, std::string, std::less<>> drawn_at_;  ///< names by path
};

}  // namespace llmtco
