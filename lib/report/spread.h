#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"

namespace llmtco {

/// Whether a figure is the same in every draw, up to the rounding of sums as large as `size`.
bool is_fixed(const Summary& figure, double size);
/// The same up to the rounding of the figure itself.
bool is_fixed(const Summary& figure);

/// Whether what is to be paid is the same in every draw for every option that has a bill.
bool costs_are_fixed(const Result& result);

/// How sums of money of one column, or of one sentence, are written: to the dollar where they are known, with three
/// digits where they vary. All below a hundred dollars: to the cent.
///
///     $2,500 and $18,667 of fixed prices; $11.6k and $1.28M of uncertain ones
class Sums {
 public:
  Sums(bool fixed, double largest) : fixed_(fixed), largest_(largest) {}
  std::string operator()(double usd) const;
  /// With a plus sign for more.
  std::string change(double usd) const;

 private:
  bool fixed_;
  double largest_;
};

/// How this result's monthly costs are written.
Sums monthly_sums(const Result& result);

/// A sum rounded to two digits: $500, $1.3k, $22k, $1.00M.
std::string rough_money(double usd);

/// 2,997, 245k, 10.0M: requests and tokens where every digit would say too much.
std::string short_count(double value);

}  // namespace llmtco
