#include "scenario/forms.h"
#include "scenario/gates.h"

namespace llmtco {
namespace {

/// A gate put together of texts of the file, each with its place.
class Pieces {
 public:
  void add(const std::string& words) { text_ += words; }
  void add(const std::string& words, Location place, bool quoted) {
    if (quoted && place.line > 0) ++place.column;
    pieces_.push_back({text_.size(), std::move(place)});
    text_ += words;
  }
  void add(const Node& value) { add(value.text(), value.location(), value.quoted()); }

  GateText gate(GateLevel level) const {
    return {.text = text_,
            .place =
                [pieces = pieces_](std::size_t at) {
                  Location place = pieces.front().place;
                  for (const Piece& piece : pieces) {
                    if (piece.from > at) break;
                    place = piece.place;
                    if (place.line > 0) place.column += static_cast<int>(at - piece.from);
                  }
                  return place;
                },
            .level = level};
  }

 private:
  struct Piece {
    std::size_t from;
    Location place;
  };
  std::string text_;
  std::vector<Piece> pieces_;
};

class Reader {
 public:
  Reader(const GateNames& names, Diagnostics& diagnostics) : names_(names), diagnostics_(diagnostics) {}

  void read(const Node& node) {
    if (node.is_sequence() || node.is_mapping()) {
      for (const Node& child : node.children()) node.is_mapping() ? figure(child) : read(child);
    } else if (node.is_scalar()) {
      Pieces pieces;
      pieces.add(node);
      take(pieces, GateLevel::fail);
    }
  }
  std::vector<Gate> gates() && {
    check_gates_agree(gates_, diagnostics_);
    return std::move(gates_);
  }

 private:
  /// A figure and its rule, or its rules by level.
  void figure(const Node& rule) {
    if (rule.is_scalar()) return level(rule, rule, std::nullopt, GateLevel::fail);
    for (const auto& row : gate_levels.table) {
      if (const auto each = rule.find(row.second)) level(rule, *each, rule.find("floor"), row.first);
    }
  }

  void level(const Node& named, const Node& rule, const std::optional<Node>& floor, GateLevel level) {
    Pieces pieces;
    pieces.add(named.key(), named.key_location(), false);
    pieces.add(": ");
    pieces.add(rule);
    if (floor) {
      pieces.add(", floor ");
      pieces.add(*floor);
    }
    take(pieces, level);
  }

  void take(const Pieces& pieces, GateLevel level) {
    if (auto gate = read_gate(pieces.gate(level), names_, diagnostics_)) gates_.push_back(*std::move(gate));
  }

  const GateNames& names_;
  Diagnostics& diagnostics_;
  std::vector<Gate> gates_;
};

}  // namespace

FormPtr gates_form() {
  using namespace forms;
  const auto levels = mapping("a gate", {{"fail", text(), optional, "rule that fails a check: increase < 5%"},
                                         {"warn", text(), optional, "rule that warns"},
                                         {"floor", text(), optional, "smaller changes break no rule: $100"}});
  const auto by_figure = form(NamedForm{"gate", form(EitherForm{text(), levels})});
  return form(ListForm{.of = form(EitherForm{text(), by_figure}), .or_one = true});
}

GateNames gate_names(const Study& study) {
  GateNames names{.has_budget = study.budget.has_value(), .currency = study.currency.code};
  for (const Option& option : study.options) names.options.push_back(option.name);
  for (const RequestClass& each : study.demand.workload.classes) names.classes.push_back(each.name);
  return names;
}

std::vector<Gate> gates_of(const Node& root, const GateNames& names, Diagnostics& diagnostics) {
  const auto gates = root.find("gates");
  if (!gates) return {};
  Reader reader(names, diagnostics);
  reader.read(*gates);
  return std::move(reader).gates();
}

}  // namespace llmtco
