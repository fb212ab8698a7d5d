#include "performance/coefficient_scan.h"

#include <charconv>
#include <map>

namespace llmtco {
namespace {

/// The entry of a line "  NAME: {key: value, key: value}".
struct Line {
  std::string_view name;
  std::map<std::string_view, std::string_view> fields;

  double number(std::string_view key, double otherwise) const {
    const auto at = fields.find(key);
    if (at == fields.end()) return otherwise;
    double value = otherwise;
    std::from_chars(at->second.data(), at->second.data() + at->second.size(), value);
    return value;
  }
};

std::optional<Line> line_of(std::string_view text) {
  constexpr std::string_view opening = ": {";
  const auto open = text.find(opening);
  if (!text.starts_with("  ") || open == std::string_view::npos || text.back() != '}') return std::nullopt;
  Line line{.name = text.substr(2, open - 2), .fields = {}};
  std::string_view rest = text.substr(open + opening.size(), text.size() - open - opening.size() - 1);
  while (!rest.empty()) {
    const auto colon = rest.find(": ");
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view key = rest.substr(0, colon);
    rest.remove_prefix(colon + 2);
    const bool list = rest.starts_with("[");
    const auto end =
        list ? std::min(rest.find(']'), rest.size() - 1) + 1 : std::min(rest.find(", "), rest.size());
    line.fields[key] = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return line;
}

Coefficient coefficient_of(const Line& line) {
  Coefficient c;
  c.name = line.name;
  c.value = line.number("value", 0);
  c.p5 = line.number("p5", c.value);
  c.p95 = line.number("p95", c.value);
  c.prior = line.number("prior", c.value);
  c.spread = line.number("spread", 0);
  c.rows = static_cast<int>(line.number("rows", 0));
  const auto scale = line.fields.find("scale");
  const std::string_view text = scale == line.fields.end() ? "fixed" : scale->second;
  c.scale = text == "log"     ? Coefficient::Scale::log
            : text == "logit" ? Coefficient::Scale::logit
                              : Coefficient::Scale::fixed;
  return c;
}

GpuClass class_of(const Line& line) {
  GpuClass c{
      .name = std::string(line.name), .flop_per_clock = line.number("flop_per_clock", 0), .accelerators = {}};
  const auto limited = line.fields.find("power_limited");
  c.flop_per_joule = line.number("flop_per_joule", 0);
  c.power_limited = limited != line.fields.end() && limited->second == "true";
  const auto list = line.fields.find("accelerators");
  std::string_view ids = list == line.fields.end() ? "[]" : list->second;
  ids = ids.substr(1, ids.size() - 2);
  while (!ids.empty()) {
    const auto comma = std::min(ids.find(", "), ids.size());
    c.accelerators.emplace_back(ids.substr(0, comma));
    ids.remove_prefix(std::min(comma + 2, ids.size()));
  }
  return c;
}

Spread spread_of(const Line& line) {
  return {.stratum = std::string(line.name),
          .low = line.number("low", 1),
          .high = line.number("high", 1),
          .seen_low = line.number("seen_low", line.number("low", 1)),
          .seen_high = line.number("seen_high", line.number("high", 1)),
          .hardware = line.number("hardware", 0),
          .engine = line.number("engine", 0),
          .rows = static_cast<int>(line.number("rows", 0))};
}

}  // namespace

std::optional<Coefficients> scan_coefficients(std::string_view text) {
  std::vector<Coefficient> list;
  std::vector<GpuClass> classes;
  std::vector<Spread> spreads;
  std::string as_of, source;
  std::string_view section;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view row = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (row.empty() || row.front() == '#') continue;
    if (row.front() != ' ') {
      section = row.substr(0, row.find(':'));
      if (section == "as_of") as_of = row.substr(section.size() + 2);
      if (section == "source") source = row.substr(section.size() + 2);
      continue;
    }
    const auto line = line_of(row);
    if (!line) return std::nullopt;
    if (section == "coefficients")
      list.push_back(coefficient_of(*line));
    else if (section == "classes")
      classes.push_back(class_of(*line));
    else if (section == "spreads")
      spreads.push_back(spread_of(*line));
    else
      return std::nullopt;
  }
  return Coefficients(std::move(list), std::move(spreads), std::move(classes), std::move(as_of),
                      std::move(source));
}

}  // namespace llmtco
