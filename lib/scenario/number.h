#pragma once
#include <optional>
#include <string>
#include <variant>

#include "random/distribution.h"
#include "scenario/form.h"
#include "text/diagnostics.h"
#include "text/input_folder.h"
#include "yaml/node.h"

namespace llmtco {

/// How far a drawn number or a formula may go from zero, in base units.
inline constexpr double farthest_draw = 1e30;

/// A number as it stands in a scenario file, in base units.
struct WrittenNumber {
  /// A value, what is drawn, or the text of a formula.
  std::variant<double, Distribution, std::string> is;
  Dimension dimension;     ///< of a value or a distribution; a formula's is known when its names are
  std::string currency{};  ///< its money is in, as EUR; empty for dollars
  bool or_more = false;    ///< the least there may be: `at least 2`
  bool word = false;       ///< the word of the form in place of a number, which is 0 then
};

/// Reads a number of the wanted form, or says what is wrong with it and returns nothing. `folder` is where
/// the files of empirical distributions are looked for. Of a number that an override changes (`*2`), a value is the
/// changed one; a distribution or a formula is the original's.
std::optional<WrittenNumber> read_number(const Node& node, const NumberForm& form, const InputFolder& folder,
                                         Diagnostics& diagnostics);

/// "a price such as $2.49/h": what to write where a quantity of this dimension is wanted.
std::string wanted_text(Dimension dimension);
/// An end of a range, in base units, as people write it.
std::string limit_text(double limit, Dimension dimension);

}  // namespace llmtco
