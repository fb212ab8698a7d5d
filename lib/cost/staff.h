#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cost/bill.h"
#include "cost/dated.h"
#include "cost/use.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// People of one role: a fixed number, and one more for so many tasks a month.
struct Role {
  std::string name;
  std::optional<Uncertain<double>> count{};               ///< full-time equivalents whatever the load
  std::optional<Uncertain<RequestsPerSecond>> one_for{};  ///< tasks that one more is needed for
  bool whole = false;                                     ///< no part-time: rounded up
  Uncertain<UsdPerSecond> salary;                         ///< base pay of one
  Uncertain<double> load{1.0};                            ///< what an employer pays in all, over base pay
  Dated when{};
  int hired_before = 0;  ///< months: people are there, and paid, so long before the month that needs them
  std::string source{};
};

struct Staff {
  std::vector<Role> roles;
};

/// Whether some role grows with the tasks.
bool follows_load(const Staff& staff);

/// Pays people; takes nothing out of `left`:
///
///     FTE of month m = count + tasks a month / one_for, of the fullest month from m to m + hired_before
///     amount         = mean over the months of FTE x salary / 12 x load
///
/// Example: 0.5 and one for 20 M tasks a month, 10 M tasks: 1 FTE at $180,000 and 1.3: $19,500 a month.
/// `one_for` requires the tasks of every month in `left`.
void bill(const Staff& staff, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
