#include "catalog/entry_reader.h"

#include <variant>

#include <fmt/format.h>

#include "text/characters.h"
#include "text/closest.h"
#include "text/date.h"
#include "units/parse.h"
#include "yaml/scalar.h"

namespace llmtco::detail {
namespace {

/// Years a source may be of: wide enough for any, narrow enough to catch 0202 and 20226.
constexpr int first_year = 1990, last_year = 2100;

std::optional<double> measured_text(std::string_view text, const Node& node, Dimension dimension,
                                    const Bounds& bounds, Diagnostics& diagnostics) {
  const auto result = parse_quantity(text);
  if (const auto* error = std::get_if<QuantityError>(&result)) {
    diagnostics.error(node.location(), error->message + at_path(node),
                      error->word.empty() ? "" : did_you_mean(error->word, unit_names()));
    return std::nullopt;
  }
  const auto& value = std::get<Measured>(result);
  if (!stands_for(value.dimension, dimension)) {
    diagnostics.error(node.location(), fmt::format("expected {}{}, found {} in {}", unit_text(dimension),
                                                   at_path(node), shown(text), unit_text(value.dimension)));
    return std::nullopt;
  }
  if (value.value < 0) {
    diagnostics.error(node.location(),
                      fmt::format("{} must not be negative, found {}", node.path(), shown(text)));
    return std::nullopt;
  }
  if (value.value < bounds.least || (bounds.above_least && value.value == bounds.least)) {
    diagnostics.error(node.location(),
                      fmt::format("{} must be {} {:g}, found {}", node.path(),
                                  bounds.above_least ? "above" : "at least", bounds.least, shown(text)));
    return std::nullopt;
  }
  if (value.value > bounds.most) {
    diagnostics.error(node.location(),
                      fmt::format("{} must be at most {:g}, found {}", node.path(), bounds.most, shown(text)),
                      bounds.most == 1 && value.value <= 100 ? fmt::format("write {:g}%", value.value) : "");
    return std::nullopt;
  }
  return value.value;
}

}  // namespace

std::optional<double> measured(const Node& node, Dimension dimension, Diagnostics& diagnostics,
                               const Bounds& bounds) {
  if (!node.is_scalar()) {
    wrong_kind(node, unit_text(dimension), diagnostics);
    return std::nullopt;
  }
  return measured_text(node.text(), node, dimension, bounds, diagnostics);
}

std::optional<Range<double>> measured_range(const Node& node, Dimension dimension, Diagnostics& diagnostics,
                                            const Bounds& bounds) {
  constexpr std::string_view separator = " to ";
  if (!node.is_scalar()) {
    wrong_kind(node, unit_text(dimension), diagnostics);
    return std::nullopt;
  }
  const std::string_view text = node.text();
  const std::size_t to = text.find(separator);
  const auto low = measured_text(text.substr(0, to), node, dimension, bounds, diagnostics);
  if (!low) return std::nullopt;
  if (to == text.npos) return Range<double>{*low, *low};
  const auto high = measured_text(text.substr(to + separator.size()), node, dimension, bounds, diagnostics);
  if (!high) return std::nullopt;
  if (*high < *low) {
    diagnostics.error(node.location(),
                      fmt::format("the range {}{} ends below its beginning", shown(text), at_path(node)),
                      "write the lower end first");
    return std::nullopt;
  }
  return Range<double>{*low, *high};
}

EntryReader::EntryReader(const Node& node, Diagnostics& diagnostics, std::string what)
    : node_(node), diagnostics_(diagnostics), fields_(node, diagnostics, std::move(what)) {}

std::string EntryReader::checked_as_of(const Node& node) {
  const std::string as_of = llmtco::text(node, diagnostics_).value_or("");
  if (as_of.empty() || as_of == "unknown") return as_of;
  const auto day = parse_first_day(as_of);
  if (!day) {
    diagnostics_.error(node.location(),
                       fmt::format("expected a date{}, found {}", at_path(node), shown(as_of)),
                       "write YYYY-MM-DD, YYYY-MM, YYYY or unknown");
  } else if (day->year < first_year || day->year > last_year) {
    diagnostics_.error(node.location(), fmt::format("{} must be of the years {} to {}, found {}", node.path(),
                                                    first_year, last_year, shown(as_of)));
  }
  return as_of;
}

void EntryReader::read_common(Entry& entry) {
  entry.id = node_.key();
  entry.where = node_.key_location();
  entry.name = fields_.has("name") ? text("name") : entry.id;
  entry.source = text("source");
  if (const auto as_of = required("as_of")) entry.as_of = checked_as_of(*as_of);
  entry.note = optional_text("note");
  // An overlay has put the two entries together by now; asking makes it what a misspelt key may mean.
  if (const auto base = optional("based_on"))
    diagnostics_.error(base->key_location(), "only an entry of an overlay is based on another");
  const auto aliases = optional("aliases");
  if (!aliases) return;
  if (!aliases->is_sequence()) return wrong_kind(*aliases, "a list of names", diagnostics_);
  for (const Node& alias : aliases->children()) {
    entry.aliases.push_back(llmtco::text(alias, diagnostics_).value_or(""));
  }
}

std::vector<Node> EntryReader::optional_mapping(std::string_view key, const char* of) {
  const auto node = optional(key);
  if (!node) return {};
  if (!node->is_mapping()) wrong_kind(*node, fmt::format("a mapping of {}", of), diagnostics_);
  if (node->is_mapping() && node->size() == 0)
    diagnostics_.error(node->location(), fmt::format("there are no {}{}", of, at_path(*node)), "remove it");
  return node->is_mapping() ? node->children() : std::vector<Node>();
}

std::vector<Node> EntryReader::required_list(std::string_view key, const char* of) {
  const auto node = required(key);
  if (!node) return {};
  if (!node->is_sequence()) wrong_kind(*node, fmt::format("a list of {}", of), diagnostics_);
  if (node->is_sequence() && node->size() == 0)
    diagnostics_.error(node->location(), fmt::format("there are no {}{}", of, at_path(*node)));
  return node->is_sequence() ? node->children() : std::vector<Node>();
}

void EntryReader::read_provenance(std::string& source, std::string& as_of, const std::string& of) {
  if (fields_.has(of + "source")) source = text(of + "source");
  if (const auto node = optional(of + "as_of")) as_of = checked_as_of(*node);
}

std::string EntryReader::text(std::string_view key) {
  const auto node = required(key);
  return node ? llmtco::text(*node, diagnostics_).value_or("") : "";
}

std::string EntryReader::optional_text(std::string_view key) {
  const auto node = optional(key);
  return node ? llmtco::text(*node, diagnostics_).value_or("") : "";
}

int EntryReader::whole(std::string_view key, int least, int most) {
  if (!required(key)) return 0;
  return optional_whole(key, least, most).value_or(0);
}

std::optional<int> EntryReader::optional_whole(std::string_view key, int least, int most) {
  const auto node = optional(key);
  const auto value = node ? integer(*node, diagnostics_) : std::nullopt;
  if (!value) return std::nullopt;
  if (*value < least || *value > most) {
    diagnostics_.error(node->location(),
                       fmt::format("{} must be {} to {}, found {}", node->path(), least, most, *value));
    return std::nullopt;
  }
  return static_cast<int>(*value);
}

double EntryReader::plain(std::string_view key, const Bounds& bounds) {
  const auto node = required(key);
  return node ? measured(*node, dimensionless, diagnostics_, bounds).value_or(0) : 0;
}

std::optional<double> EntryReader::optional_plain(std::string_view key, const Bounds& bounds) {
  const auto node = optional(key);
  return node ? measured(*node, dimensionless, diagnostics_, bounds) : std::nullopt;
}

bool EntryReader::flag(std::string_view key, bool fallback) {
  const auto node = optional(key);
  return node ? boolean(*node, diagnostics_).value_or(fallback) : fallback;
}

}  // namespace llmtco::detail
