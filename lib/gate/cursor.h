#pragma once
#include <string>
#include <string_view>

#include "gate/expression.h"

namespace llmtco::detail {

/// Reads a gate from left to right; what is wrong is said at its place, and then nothing more is read.
class GateCursor {
 public:
  GateCursor(const GateText& text, Diagnostics& diagnostics) : text_(text), diagnostics_(diagnostics) {}

  std::string_view rest() const { return std::string_view(text_.text).substr(at_); }
  std::size_t at() const { return at_; }
  void go(std::size_t at) { at_ = at; }
  bool at_end();
  void skip_spaces();
  /// Takes a text away where the rest begins with it, whatever stands behind it.
  bool take(std::string_view words);
  /// The same of a whole word.
  bool take_word(std::string_view word);
  /// The letters, digits and `_` `.` `-` that come next, without taking them.
  std::string_view next_word() const;

  /// Says what is wrong at a byte of the text. Gives false, for `return fail(...)`.
  bool fail(std::size_t at, const std::string& message, const std::string& hint = "");
  bool failed() const { return failed_; }

 private:
  const GateText& text_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

/// Reads what a gate looks at, or what must hold of it, and takes it away.
bool read_subject(GateCursor& cursor, const GateNames& names, GateSubject& subject);
bool read_rule(GateCursor& cursor, const GateNames& names, Gate& gate);

/// What a rule and a threshold count, where their value is not a share of the base.
struct CountedIn {
  const Measure* measure;  ///< null: a plain number or days
  bool days = false;
};
/// Reads a value: in base units, or a percentage of the base. `budget` leaves `value` empty.
struct GateValue {
  std::optional<double> value{};
  bool percent = false, points = false, budget = false;
};
bool read_value(GateCursor& cursor, const GateNames& names, const CountedIn& in, bool of_base,
                GateValue& value);
/// Reads < <= > or >=.
bool read_comparison(GateCursor& cursor, bool& upper, bool& strict);

}  // namespace llmtco::detail
