#include "yaml/scalar.h"

#include <fmt/format.h>

#include "text/characters.h"

namespace llmtco {
namespace {

bool scalar_here(const Node& node, const char* expected, Diagnostics& diagnostics) {
  if (node.is_scalar()) return true;
  wrong_kind(node, expected, diagnostics);
  return false;
}

template <typename T>
std::optional<T> numeric(const Node& node, const char* what,
                         std::variant<T, Refusal> (*parse)(std::string_view), Diagnostics& diagnostics) {
  if (!scalar_here(node, what, diagnostics)) return std::nullopt;
  if (node.quoted()) {
    diagnostics.error(
        node.location(),
        fmt::format("expected {}{}, found the quoted text {}", what, at_path(node), shown(node.text())),
        "remove the quotes");
    return std::nullopt;
  }
  const auto result = parse(node.text());
  if (const Refusal* refusal = std::get_if<Refusal>(&result)) {
    diagnostics.error(node.location(), refusal->message + at_path(node), refusal->hint);
    return std::nullopt;
  }
  return std::get<T>(result);
}

}  // namespace

std::optional<double> number(const Node& node, Diagnostics& diagnostics) {
  return numeric<double>(node, "a number", number_in, diagnostics);
}

std::optional<std::int64_t> integer(const Node& node, Diagnostics& diagnostics) {
  return numeric<std::int64_t>(node, "a whole number", integer_in, diagnostics);
}

std::optional<bool> boolean(const Node& node, Diagnostics& diagnostics) {
  if (!scalar_here(node, "true or false", diagnostics)) return std::nullopt;
  if (!node.quoted() && node.text() == "true") return true;
  if (!node.quoted() && node.text() == "false") return false;
  const std::string lower = lower_case(node.text());
  std::string hint;
  if (lower == "yes" || lower == "on" || lower == "y" || lower == "true") hint = "write true";
  if (lower == "no" || lower == "off" || lower == "n" || lower == "false") hint = "write false";
  diagnostics.error(node.location(),
                    fmt::format("expected true or false{}, found {}", at_path(node), shown(node.text())),
                    hint);
  return std::nullopt;
}

std::optional<Date> date(const Node& node, Diagnostics& diagnostics) {
  if (!scalar_here(node, "a date", diagnostics)) return std::nullopt;
  const auto day = parse_date(node.text());
  if (!day) {
    diagnostics.error(node.location(),
                      fmt::format("expected a date{}, found {}", at_path(node), shown(node.text())),
                      "write a day that exists as YYYY-MM-DD");
  }
  return day;
}

namespace {
std::optional<std::string> usable_text(const Node& node, std::string text, Diagnostics& diagnostics) {
  if (text.empty()) {
    diagnostics.error(node.location(), "expected a text" + at_path(node) + ", found an empty one");
    return std::nullopt;
  }
  if (has_control_characters(text)) {
    diagnostics.error(node.location(),
                      fmt::format("the text {}{} has control characters", shown(text), at_path(node)),
                      "write it on one line without escapes");
    return std::nullopt;
  }
  return text;
}
}  // namespace

std::optional<std::string> text(const Node& node, Diagnostics& diagnostics) {
  if (!scalar_here(node, "a text", diagnostics)) return std::nullopt;
  return usable_text(node, node.text(), diagnostics);
}

std::optional<std::string> paragraph(const Node& node, Diagnostics& diagnostics) {
  if (!scalar_here(node, "a text", diagnostics)) return std::nullopt;
  std::string joined;
  for (const char c : node.text()) {
    const bool space = c == ' ' || c == '\n';
    if (!space) {
      joined += c;
    } else if (!joined.empty() && joined.back() != ' ') {
      joined += ' ';
    }
  }
  while (joined.ends_with(' ')) joined.pop_back();
  return usable_text(node, std::move(joined), diagnostics);
}

void wrong_kind(const Node& node, std::string_view expected, Diagnostics& diagnostics) {
  const std::string what = node.is_scalar() ? ' ' + shown(node.text()) : std::string();
  diagnostics.error(node.location(), fmt::format("expected {}{}, found {}{}", expected, at_path(node),
                                                 node.kind_name(), what));
}

std::string at_path(const Node& node) { return node.path().empty() ? "" : " at " + node.path(); }

}  // namespace llmtco
