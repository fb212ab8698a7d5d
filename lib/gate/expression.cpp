#include "gate/expression.h"

#include <fmt/format.h>

#include "gate/cursor.h"
#include "text/characters.h"

namespace llmtco {
namespace {

bool read(detail::GateCursor& cursor, const GateNames& names, Gate& gate) {
  for (const auto& row : gate_levels.table) {
    if (!cursor.take(std::string(row.second) + ":")) continue;
    gate.level = row.first;
    break;
  }
  if (!detail::read_subject(cursor, names, gate.subject) || !detail::read_rule(cursor, names, gate))
    return false;
  if (!cursor.at_end())
    return cursor.fail(cursor.at(), fmt::format("nothing may follow, found {}", shown(cursor.rest())));
  return true;
}

/// Whether two gates look at the same.
bool same_subject(const GateSubject& a, const GateSubject& b) {
  return a.kind == b.kind && a.of_best == b.of_best && a.option == b.option && a.measure == b.measure &&
         a.request_class == b.request_class && a.item == b.item && a.when == b.when && a.over == b.over &&
         a.above == b.above && a.threshold == b.threshold;
}

/// What a gate holds its figure below and above, both as numbers that can be compared with those of another gate on
/// the same subject: a decrease is an increase below zero.
struct Range {
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
};
std::optional<Range> range_of(const Gate& gate) {
  const GateRule& rule = gate.rule;
  if (rule.form == GateForm::unchanged) return Range{0, 0};
  if (!rule.limit) return std::nullopt;
  if (rule.form == GateForm::change) return Range{-*rule.limit, *rule.limit};
  const bool falls = rule.form == GateForm::decrease;
  Range range;
  (rule.upper != falls ? range.high : range.low) = falls ? -*rule.limit : *rule.limit;
  return range;
}

bool agree(const Gate& a, const Gate& b) {
  if (!same_subject(a.subject, b.subject) || a.needs_base() != b.needs_base()) return true;
  const bool either_unchanged = a.rule.form == GateForm::unchanged || b.rule.form == GateForm::unchanged;
  if (a.rule.relative != b.rule.relative && !either_unchanged)
    return true;  // how many dollars 5% are is not known
  const auto x = range_of(a), y = range_of(b);
  return !x || !y || (x->low <= y->high && y->low <= x->high);
}

}  // namespace

std::optional<Gate> read_gate(const GateText& text, const GateNames& names, Diagnostics& diagnostics) {
  Gate gate{.text = text.text, .place = text.place(0), .level = text.level};
  detail::GateCursor cursor(text, diagnostics);
  if (!read(cursor, names, gate)) return std::nullopt;
  return gate;
}

void check_gates_agree(const std::vector<Gate>& gates, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < gates.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (agree(gates[i], gates[j])) continue;
      diagnostics.error(gates[i].place,
                        fmt::format("no result can keep both the gate {} and the gate {}",
                                    shown(gates[i].text), shown(gates[j].text)),
                        "take one of them away");
      break;
    }
  }
}

}  // namespace llmtco
