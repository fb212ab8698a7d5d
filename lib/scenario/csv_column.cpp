#include "scenario/csv_column.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/inputs.h"
#include "yaml/closest.h"
#include "yaml/read.h"
#include "yaml/scalar.h"
#include "yaml/text.h"

namespace llmtco {
namespace {

constexpr std::size_t largest_file = 64u << 20;

/// The fields of the record that starts at `position`, which moves behind it.
std::vector<std::string> record(const std::string& text, std::size_t& position) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (; position < text.size(); ++position) {
    const char c = text[position];
    if (quoted) {
      if (c != '"') {
        fields.back() += c;
      } else if (position + 1 < text.size() && text[position + 1] == '"') {
        fields.back() += text[++position];
      } else {
        quoted = false;
      }
    } else if (c == '"' && fields.back().empty()) {
      quoted = true;
    } else if (c == ',') {
      fields.emplace_back();
    } else if (c == '\n') {
      ++position;
      break;
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

}  // namespace

std::vector<double> csv_column(const std::string& path, const std::string& column, const Node& asker,
                               Diagnostics& diagnostics) {
  const std::string text = bytes_named(path, largest_file, asker);
  const auto complain = [&](const std::string& message, const std::string& hint = "") {
    diagnostics.error(asker.location(), fmt::format("{}: {}{}", path, message, at_path(asker)), hint);
    return std::vector<double>{};
  };
  if (text.size() > largest_file) return complain("the file is larger than 64 MB");

  std::vector<double> values;
  std::optional<std::size_t> index;
  int line = 0;
  for (std::size_t position = 0; position < text.size();) {
    ++line;
    if (text[position] == '#') {
      position = std::min(text.find('\n', position), text.size() - 1) + 1;
      continue;
    }
    const std::vector<std::string> fields = record(text, position);
    if (!index) {
      const auto found = std::find(fields.begin(), fields.end(), column);
      if (found == fields.end())
        return complain(fmt::format("no column {}", shown(column)), did_you_mean(column, fields));
      index = static_cast<std::size_t>(found - fields.begin());
      continue;
    }
    if (fields.size() == 1 && fields[0].empty()) continue;
    if (*index >= fields.size())
      return complain(fmt::format("line {} has no column {}", line, shown(column)));
    const auto value = number_in(fields[*index]);
    if (std::holds_alternative<Refusal>(value)) {
      return complain(fmt::format("line {}: {} is no number", line, shown(fields[*index])));
    }
    values.push_back(std::get<double>(value));
  }
  if (!index) return complain("the file has no line of column names");
  if (values.empty()) return complain(fmt::format("no values in column {}", shown(column)));
  return values;
}

}  // namespace llmtco
