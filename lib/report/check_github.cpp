#include <fmt/format.h>

#include <map>

#include "report/check.h"
#include "report/check_words.h"
#include "text/characters.h"
#include "text/money.h"
#include "text/plain.h"

namespace llmtco {
namespace {

constexpr int most_of_a_kind = 10;  // GitHub shows no more of one step

/// Data of a command: % and line ends are written as %NN, and nothing in it is a command of its own.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : without_commands(displayable(text))) {
    safe += c == '%' ? "%25" : c == '\r' ? "%0D" : c == '\n' ? "%0A" : std::string(1, c);
  }
  return safe;
}

/// A property of a command, which a colon or a comma would end.
std::string property(std::string_view text) {
  std::string safe;
  for (const char c : escaped(text)) safe += c == ':' ? "%3A" : c == ',' ? "%2C" : std::string(1, c);
  return safe;
}

}  // namespace

std::string to_github(const CheckResult& result) {
  const MoneyIn money_in(result.candidate.currency);
  std::string text;
  std::map<std::string, int> counts;
  for (const Finding* finding : worst_first(result)) {
    const Outcome outcome = outcome_of(*finding, result);
    if (outcome == Outcome::pass) continue;
    const std::string kind = outcome == Outcome::fail ? "error" : "warning";
    if (++counts[kind] > most_of_a_kind) continue;
    const Location place = place_of(*finding, result);
    text += fmt::format("::{} file={},line={},title={}::{}\n", kind, property(place.file), place.line,
                        property(verdict_word(*finding) + ": " + finding->gate.text),
                        escaped(finding_words(*finding, {})));
  }
  return text + "::notice title=llmtco check::" + escaped(check_sentence(result, {})) + "\n";
}

}  // namespace llmtco
