#include "variables/expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "text/characters.h"
#include "text/currencies.h"
#include "units/parse.h"

namespace llmtco {
namespace {

bool is_name_start(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Whether a base unit stands to a power above `most`, or below its negative.
bool beyond(const Dimension& d, int most) {
  for (const int power : {d.usd, d.tokens, d.bytes, d.flop, d.seconds, d.joules, d.requests, d.carbon}) {
    if (power > most || power < -most) return true;
  }
  return false;
}

bool is_unit(std::string_view word) {
  const auto& units = unit_names();
  return std::find(units.begin(), units.end(), word) != units.end();
}

struct Function {
  std::string_view name;
  Operation operation;
  int operands;
  bool plain;  ///< takes and gives plain numbers only
};
constexpr Function functions[] = {
    {"min", Operation::minimum, 2, false}, {"max", Operation::maximum, 2, false},
    {"floor", Operation::floor, 1, false}, {"ceil", Operation::ceil, 1, false},
    {"abs", Operation::abs, 1, false},     {"exp", Operation::exp, 1, true},
    {"log", Operation::log, 1, true},
};

/// Recursive descent; the first complaint is thrown and caught by parse_expression().
class Parser {
 public:
  Parser(std::string_view text, Graph& graph, const std::function<Expression(std::string_view)>& lookup,
         const std::function<OriginId(std::string_view)>& literal)
      : rest_(text), graph_(graph), lookup_(lookup), literal_(literal) {}

  TypedNode whole() {
    const TypedNode result = sum();
    skip_space();
    if (!rest_.empty()) fail(fmt::format("cannot be read from {} on", shown(rest_)));
    return result;
  }

 private:
  static constexpr int max_depth = 64;
  static constexpr std::size_t longest_literal = 100;  // every beginning of it is tried
  static constexpr int highest_power =
      100;  // far above any that means something, far below where an int ends

  [[noreturn]] static void fail(std::string message, std::string word = {}) {
    throw ExpressionError{std::move(message), std::move(word)};
  }
  void skip_space() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  }
  bool take(char c) {
    skip_space();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  TypedNode sum() {
    TypedNode left = product();
    for (;;) {
      const bool plus = take('+');
      if (!plus && !take('-')) return left;
      const TypedNode right = product();
      left = same(plus ? Operation::add : Operation::subtract, plus ? "add" : "subtract", left, right);
    }
  }

  TypedNode product() {
    TypedNode left = factor();
    for (;;) {
      const bool times = take('*');
      if (!times && !take('/')) return left;
      const TypedNode right = factor();
      const Dimension dimension = times ? left.dimension + right.dimension : left.dimension - right.dimension;
      if (beyond(dimension, highest_power))
        fail(fmt::format("has a unit to a power beyond {}", highest_power));
      left = {graph_.combine(times ? Operation::multiply : Operation::divide, left.node, right.node),
              dimension};
    }
  }

  TypedNode factor() {
    if (++depth_ > max_depth) fail("is nested too deeply");
    const TypedNode result = unguarded_factor();
    --depth_;
    return result;
  }

  TypedNode unguarded_factor() {
    if (take('-')) {
      const TypedNode operand = factor();
      return {graph_.combine(Operation::subtract, graph_.constant(0), operand.node), operand.dimension};
    }
    if (take('(')) {
      const TypedNode inner = sum();
      if (!take(')')) fail("lacks a ')'");
      return inner;
    }
    skip_space();
    if (rest_.empty()) fail("ends where a number or a name should stand");
    return is_name_start(rest_.front()) && !starts_with_amount() ? name() : literal();
  }

  /// "EUR20k/month": a code with its number right behind it.
  bool starts_with_amount() const {
    const auto currency = currency_at(rest_);
    return currency && currency->bytes < rest_.size() && is_digit(rest_[currency->bytes]);
  }

  TypedNode name() {
    std::size_t length = 0;
    while (length < rest_.size() && is_name(rest_[length])) ++length;
    const std::string_view word = rest_.substr(0, length);
    rest_.remove_prefix(length);
    if (!rest_.empty() && rest_.front() == '(') return call(word);
    if (word == "catalog" && !rest_.empty() && rest_.front() == '.') return of_catalog(word);
    if (is_unit(word)) {
      fail(fmt::format("'{}' is a unit: a number and its unit are written together, as 400W or $2.49/h",
                       word));
    }
    const Expression found = lookup_(word);
    if (const auto* error = std::get_if<ExpressionError>(&found)) throw *error;
    return std::get<TypedNode>(found);
  }

  /// A figure of the catalogue, as `catalog.electricity-us-virginia`: its name goes on over dashes.
  TypedNode of_catalog(std::string_view catalog) {
    const char* begin = catalog.data();
    rest_.remove_prefix(1);
    std::size_t length = 0;
    const auto continues = [&](char c) { return is_name(c) || c == '-' || c == '.'; };
    while (length < rest_.size() && continues(rest_[length])) ++length;
    const std::string_view whole(begin, catalog.size() + 1 + length);
    rest_.remove_prefix(length);
    const Expression found = lookup_(whole);
    if (const auto* error = std::get_if<ExpressionError>(&found)) throw *error;
    return std::get<TypedNode>(found);
  }

  TypedNode call(std::string_view word) {
    for (const Function& function : functions) {
      if (function.name != word) continue;
      take('(');
      const TypedNode first = sum();
      TypedNode result = first;
      if (function.operands == 2) {
        if (!take(',')) fail(fmt::format("{}() takes two numbers, with a comma between them", word));
        result = same(function.operation, word, first, sum());
      } else {
        if (function.plain && first.dimension != dimensionless) {
          fail(fmt::format("{}() takes a plain number, not {}", word, unit_text(first.dimension)));
        }
        result.node = graph_.combine(function.operation, first.node);
      }
      if (!take(')')) fail(fmt::format("{}( lacks its ')'", word));
      return result;
    }
    fail(fmt::format("unknown function {}", shown(word)), std::string(word));
  }

  /// A number with its unit, written together: it ends at a space, an operator or a bracket; a slash belongs
  /// to it where a unit follows (`$2.49/h`), and divides where none does (`2/demand`).
  TypedNode literal() {
    std::size_t length = 0;
    std::optional<Measured> best;
    std::size_t best_length = 0;
    std::optional<QuantityError> complaint;
    while (length < rest_.size() && length < longest_literal &&
           std::string_view(" +*(),").find(rest_[length]) == std::string_view::npos) {
      ++length;
      if (length < rest_.size() && is_name(rest_[length])) continue;  // in the middle of a word
      const auto read = parse_quantity(rest_.substr(0, length));
      if (const auto* value = std::get_if<Measured>(&read)) {
        best = *value;
        best_length = length;
      } else if (!complaint || !best) {
        complaint = std::get<QuantityError>(read);
      }
    }
    if (!best)
      fail(complaint ? complaint->message : fmt::format("cannot be read at {}", shown(rest_)),
           complaint ? complaint->word : "");
    const NodeId node = graph_.constant(best->value);
    Dimension counts = best->dimension;
    if (!best->currency.empty()) counts.usd = 0;  // no dollars yet
    if (literal_) graph_.set_origin(node, literal_(rest_.substr(0, best_length)), counts);
    const std::string_view number = rest_.substr(0, best_length);
    rest_.remove_prefix(best_length);
    refuse_unit_apart(number);
    if (!best->currency.empty()) return in_dollars(node, *best);
    return {node, best->dimension};
  }

  /// An amount of another currency, of which `rates.EUR` is the rate.
  TypedNode in_dollars(NodeId amount, const Measured& read) {
    const Expression rate = lookup_("rates." + std::string(read.currency));
    if (const auto* error = std::get_if<ExpressionError>(&rate)) throw *error;
    return {graph_.combine(Operation::multiply, amount, std::get<TypedNode>(rate).node), read.dimension};
  }

  /// "1 h": a space may not part a number from its unit, which would leave a name.
  void refuse_unit_apart(std::string_view number) const {
    const std::size_t start = rest_.find_first_not_of(' ');
    if (start == 0 || start == rest_.npos) return;
    std::size_t end = start;
    while (end < rest_.size() && is_name(rest_[end])) ++end;
    const std::string_view word = rest_.substr(start, end - start);
    if (!is_unit(word)) return;
    fail(fmt::format("a number and its unit are written together: write {}{}, not '{} {}'", number, word,
                     number, word));
  }

  TypedNode same(Operation operation, std::string_view verb, const TypedNode& left, const TypedNode& right) {
    if (left.dimension != right.dimension) {
      fail(fmt::format("cannot {} {} and {}", verb, unit_text(left.dimension), unit_text(right.dimension)));
    }
    return {graph_.combine(operation, left.node, right.node), left.dimension};
  }

  std::string_view rest_;
  Graph& graph_;
  const std::function<Expression(std::string_view)>& lookup_;
  const std::function<OriginId(std::string_view)>& literal_;
  int depth_ = 0;
};

}  // namespace

Expression parse_expression(std::string_view text, Graph& graph,
                            const std::function<Expression(std::string_view name)>& lookup,
                            const std::function<OriginId(std::string_view number)>& literal) {
  try {
    return Parser(text, graph, lookup, literal).whole();
  } catch (const ExpressionError& error) {
    return error;
  }
}

}  // namespace llmtco
