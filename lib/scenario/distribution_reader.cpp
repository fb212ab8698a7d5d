#include "scenario/distribution_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/check.h"
#include "scenario/csv_column.h"
#include "scenario/distribution_forms.h"
#include "text/characters.h"
#include "text/closest.h"
#include "units/parse.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Takes the parameters of one distribution out of its mapping. The keys have been checked; what is wrong
/// otherwise an error was reported, and `broken` is set.
class Parameters {
 public:
  Parameters(const Node& mapping, const NumberForm& form, const InputFolder& folder, Diagnostics& diagnostics)
      : mapping_(mapping), form_(form), folder_(folder), diagnostics_(diagnostics) {}

  bool broken = false;
  Dimension dimension;   ///< of the numbers that have one
  std::string currency;  ///< of those that are money

  /// A number of the distribution's own dimension.
  double value(const char* key, double otherwise = 0) {
    const auto node = mapping_.find(key);
    return node ? measured(*node) : absent(otherwise);
  }
  /// A number without a unit.
  double plain(const char* key) {
    const auto node = mapping_.find(key);
    return node ? plain(*node) : absent(0);
  }
  std::vector<double> values(const char* key) {
    std::vector<double> all;
    for (const Node& node : elements(key)) all.push_back(measured(node));
    return all;
  }
  std::vector<double> plains(const char* key) {
    std::vector<double> all;
    for (const Node& node : elements(key)) all.push_back(plain(node));
    return all;
  }
  std::vector<Node> elements(const char* key) {
    const auto node = mapping_.find(key);
    if (!node || !node->is_sequence()) broken = true;
    return broken ? std::vector<Node>{} : node->children();
  }
  std::string text(const char* key) {
    const auto node = mapping_.find(key);
    return node && node->is_scalar() ? node->text() : "";
  }
  bool has(const char* key) const { return mapping_.find(key).has_value(); }

  /// The distribution under `key` of a mapping, or a plain number.
  Distribution part(const Node& mapping, const char* key) {
    const auto node = mapping.find(key);
    const auto read = node ? read_number(*node, form_, folder_, diagnostics_) : std::nullopt;
    const bool is_formula = read && std::holds_alternative<std::string>(read->is);
    const bool is_changed = read && node->original() && !std::holds_alternative<double>(read->is);
    if (!read || is_formula || is_changed) {
      if (is_formula)
        diagnostics_.error(node->location(),
                           fmt::format("a formula cannot be part of a distribution{}", at_path(*node)));
      if (is_changed)
        diagnostics_.error(
            node->location(),
            fmt::format("a distribution within another cannot be changed by a factor{}", at_path(*node)),
            "change the whole, or the numbers of this one");
      broken = true;
      return distributions::Constant{0};
    }
    dimension = read->dimension;
    same_currency(*read, *node);
    if (const auto* value = std::get_if<double>(&read->is)) return distributions::Constant{*value};
    return std::get<Distribution>(read->is);
  }
  double weight(const Node& mapping) {
    const auto node = mapping.find("weight");
    return node ? plain(*node) : absent(0);
  }

 private:
  double absent(double otherwise) const { return otherwise; }

  std::optional<WrittenNumber> certain(const Node& node, NumberForm form) {
    form.certain = true;
    form.low = -std::numeric_limits<double>::infinity();
    form.high = std::numeric_limits<double>::infinity();
    auto read = read_number(node, form, folder_, diagnostics_);
    if (!read) broken = true;
    return read;
  }
  double measured(const Node& node) {
    const auto read = certain(node, form_);
    if (!read) return 0;
    if (seen_ && !(read->dimension == dimension)) {
      diagnostics_.error(node.location(),
                         fmt::format("{} counts {}, the numbers beside it {}{}", shown(node.text()),
                                     unit_text(read->dimension), unit_text(dimension), at_path(node)));
      broken = true;
    }
    seen_ = true;
    dimension = read->dimension;
    same_currency(*read, node);
    return std::get<double>(read->is);
  }
  void same_currency(const WrittenNumber& read, const Node& node) {
    if (money_seen_ && read.currency != currency) {
      diagnostics_.error(node.location(),
                         fmt::format("{} is in another currency than the numbers beside it{}",
                                     shown(node.text()), at_path(node)));
      broken = true;
    }
    money_seen_ = true;
    currency = read.currency;
  }
  double plain(const Node& node) {
    const auto read = certain(node, NumberForm{});
    return read ? std::get<double>(read->is) : 0;
  }

  const Node& mapping_;
  const NumberForm& form_;
  const InputFolder& folder_;
  Diagnostics& diagnostics_;
  bool seen_ = false, money_seen_ = false;
};

Distribution empirical(Parameters& p, const Node& node, const NumberForm& form, const InputFolder& folder,
                       Diagnostics& diagnostics) {
  double factor = 1;
  p.dimension = form.any_dimension ? dimensionless : form.dimension;
  if (p.has("unit")) {
    const auto unit = parse_unit(p.text("unit"));
    const auto* measured = std::get_if<Measured>(&unit);
    if (measured == nullptr || !(form.any_dimension || stands_for(measured->dimension, form.dimension))) {
      const auto* wrong = std::get_if<QuantityError>(&unit);
      diagnostics.error(node.find("unit")->location(),
                        fmt::format("{} is no unit for {}{}", shown(p.text("unit")),
                                    wanted_text(form.dimension), at_path(node)),
                        wrong == nullptr ? "" : did_you_mean(wrong->word, unit_names()));
      p.broken = true;
      return distributions::Constant{0};
    }
    factor = measured->value;
    p.dimension = measured->dimension;
    p.currency = measured->currency;
  }
  std::vector<double> values = csv_column(folder, {p.text("file"), p.text("column")}, node, diagnostics);
  p.broken = p.broken || values.empty();
  for (double& value : values) value *= factor;
  std::sort(values.begin(), values.end());
  return distributions::Empirical{std::move(values)};
}

Distribution mixture(Parameters& p) {
  distributions::Mixture mixture;
  for (const Node& part : p.elements("parts")) {
    mixture.weights.push_back(p.weight(part));
    mixture.parts.push_back(p.part(part, "of"));
  }
  return mixture;
}

/// Every distribution but those that read a file.
Distribution made(const std::string& name, Parameters& p, const Node& node) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (name == "normal") return distributions::Normal{p.value("mean"), p.value("sd")};
  if (name == "lognormal") return distributions::Lognormal{p.value("median"), p.plain("sigma")};
  if (name == "uniform") return distributions::Uniform{p.value("low"), p.value("high")};
  if (name == "triangular")
    return distributions::Triangular{p.value("low"), p.value("mode"), p.value("high")};
  if (name == "pert") return distributions::Pert{p.value("low"), p.value("mode"), p.value("high")};
  if (name == "beta")
    return distributions::Beta{p.plain("alpha"), p.plain("beta"), p.value("low", 0), p.value("high", 1)};
  if (name == "gamma") return distributions::Gamma{p.plain("shape"), p.value("scale")};
  if (name == "discrete") return distributions::Discrete{p.values("values"), p.plains("probabilities")};
  if (name == "mixture") return mixture(p);
  Distribution part = p.part(node, "of");
  const double low = p.value("low", -infinity), high = p.value("high", infinity);
  return truncated(std::move(part), low, high);
}

/// A bound or a mode as it is written; nothing where it is not there, or cannot be read by itself.
struct WrittenBound {
  std::string text;
  double value;
};
std::optional<WrittenBound> bound(const Node& parameters, const char* key) {
  const auto node = parameters.find(key);
  if (!node || !node->is_scalar() || node->original()) return std::nullopt;
  const auto read = parse_quantity(node->text());
  const auto* measured = std::get_if<Measured>(&read);
  if (measured == nullptr) return std::nullopt;
  return WrittenBound{displayable(node->text()), measured->value};
}

/// Bounds in the wrong order, in the words of the author: "low 5M/month must be below high 2M/month".
std::optional<std::string> out_of_order(const Node& parameters) {
  const auto low = bound(parameters, "low"), mode = bound(parameters, "mode"),
             high = bound(parameters, "high");
  if (!low || !high) return std::nullopt;
  if (low->value >= high->value) return fmt::format("low {} must be below high {}", low->text, high->text);
  if (!mode || (low->value <= mode->value && mode->value <= high->value)) return std::nullopt;
  return fmt::format("mode {} must lie between low {} and high {}", mode->text, low->text, high->text);
}

/// Distributions within distributions may be this deep: the work of their formulas multiplies with every
/// level.
constexpr int deepest = 4;

/// Distributions on the longest way down from a node.
int nesting(const Node& node) {
  int below = 0;
  for (const Node& child : node.children()) {
    if (!child.is_scalar()) below = std::max(below, nesting(child));
  }
  return below + (names_distribution(node) ? 1 : 0);
}

}  // namespace

std::optional<WrittenNumber> read_distribution(const Node& node, const NumberForm& form,
                                               const InputFolder& folder, Diagnostics& diagnostics) {
  if (nesting(node) > deepest) {
    diagnostics.error(node.location(),
                      fmt::format("distributions are nested more than {} deep{}", deepest, at_path(node)));
    return std::nullopt;
  }
  const Node inner = node.children().front();
  for (const auto& [name, keys] : distribution_forms(form)) {
    if (name != inner.key()) continue;
    const std::size_t before = diagnostics.error_count();
    check(inner, Form{keys}, folder, diagnostics);
    if (diagnostics.error_count() > before) return std::nullopt;
    Parameters parameters(inner, form, folder, diagnostics);
    Distribution distribution = name == "empirical" ? empirical(parameters, inner, form, folder, diagnostics)
                                                    : made(name, parameters, inner);
    if (parameters.broken) return std::nullopt;
    if (const auto wrong = complaint(distribution)) {
      diagnostics.error(inner.location(),
                        fmt::format("{}{}", out_of_order(inner).value_or(*wrong), at_path(inner)));
      return std::nullopt;
    }
    return WrittenNumber{std::move(distribution), parameters.dimension, parameters.currency};
  }
  return std::nullopt;
}

}  // namespace llmtco
