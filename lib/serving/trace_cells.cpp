#include "serving/trace_cells.h"

#include <algorithm>
#include <charconv>

#include "text/characters.h"
#include "text/closest.h"
#include "text/date.h"
#include "text/listed.h"
#include "text/number.h"

namespace llmtco::serving {
namespace {

const std::vector<std::string> arrival_names = {"timestamp_s", "arrival_s", "arrived_at", "timestamp_ms",
                                                "timestamp"};
const std::vector<std::string> input_names = {"input_tokens",   "input_length",       "contexttokens",
                                              "request tokens", "num_prefill_tokens", "prompt_tokens"};
const std::vector<std::string> output_names = {"output_tokens",   "output_length",     "generatedtokens",
                                               "response tokens", "num_decode_tokens", "completion_tokens"};

std::optional<std::size_t> found(const std::vector<std::string>& columns,
                                 const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto at = std::find(columns.begin(), columns.end(), name);
    if (at != columns.end()) return static_cast<std::size_t>(at - columns.begin());
  }
  return std::nullopt;
}

/// A number of exactly so many digits at a place; nothing else.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    value = 10 * value + (text[i] - '0');
  }
  return value;
}

}  // namespace

TraceColumns trace_columns(const std::vector<std::string>& names) {
  std::vector<std::string> lower;
  for (const std::string& name : names) lower.push_back(lower_case(trimmed(name)));
  TraceColumns c{.arrival = found(lower, arrival_names),
                 .input = found(lower, input_names),
                 .output = found(lower, output_names),
                 .ids = found(lower, {"hash_ids"})};
  if (!c.arrival) return c;
  const bool mooncake = lower[*c.arrival] == "timestamp" && c.input && lower[*c.input] == "input_length";
  if (lower[*c.arrival] == "timestamp_ms" || mooncake) c.seconds_per_unit = 1e-3;
  return c;
}

std::vector<MissingColumn> missing_columns(const TraceColumns& columns,
                                           const std::vector<std::string>& names) {
  std::vector<MissingColumn> missing;
  const auto need = [&](bool there, const char* what, const std::vector<std::string>& known) {
    if (there) return;
    for (const std::string& name : names) {
      const std::string hint = did_you_mean(lower_case(name), known);
      if (hint.empty()) continue;
      missing.push_back({std::string("no column of ") + what + ", but " + shown(name), hint});
      return;
    }
    missing.push_back({std::string("no column of ") + what, "call it " + known.front()});
  };
  need(columns.arrival.has_value(), "arrival times", arrival_names);
  need(columns.input.has_value(), "prompt lengths", input_names);
  need(columns.output.has_value(), "answer lengths", output_names);
  return missing;
}

std::optional<double> date_time_in(std::string_view text) {
  if (text.size() < 19 || (text[10] != ' ' && text[10] != 'T') || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  double seconds = 86400.0 * days_since_epoch(*date) + 3600.0 * *hour + 60.0 * *minute + *second;
  std::size_t at = 19;
  if (at < text.size() && text[at] == '.') {
    double place = 0.1;
    for (++at; at < text.size() && is_digit(text[at]); ++at, place /= 10) seconds += place * (text[at] - '0');
  }
  const std::string_view zone = text.substr(at);
  if (zone.empty() || zone == "Z" || zone == " UTC") return seconds;
  const auto hours = digits(zone, 1, 2), minutes = digits(zone, 4, 2);
  if (zone.size() != 6 || zone[3] != ':' || (zone[0] != '+' && zone[0] != '-') || !hours || !minutes)
    return std::nullopt;
  return seconds - (zone[0] == '+' ? 1 : -1) * (3600.0 * *hours + 60.0 * *minutes);
}

std::optional<std::vector<std::uint64_t>> ids_in(std::string_view cell) {
  std::vector<std::uint64_t> ids;
  cell = trimmed(cell);
  if (cell.starts_with('[') && cell.ends_with(']')) cell = cell.substr(1, cell.size() - 2);
  const char* at = cell.data();
  const char* const end = at + cell.size();
  while (at != end) {
    if (*at == ' ' || *at == ',') {
      ++at;
      continue;
    }
    std::uint64_t id = 0;
    const auto read = std::from_chars(at, end, id);
    if (read.ec != std::errc() || (read.ptr != end && *read.ptr != ' ' && *read.ptr != ','))
      return std::nullopt;
    ids.push_back(id);
    at = read.ptr;
  }
  return ids;
}

}  // namespace llmtco::serving
