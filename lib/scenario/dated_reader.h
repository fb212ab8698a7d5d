#pragma once
#include <vector>

#include "cost/dated.h"
#include "scenario/inputs.h"

namespace llmtco {

/// Keys that say in which months something is paid: from, until, every.
std::vector<Field> dated_fields();
/// Months of the horizon, numbered from 1 in a file.
Dated read_dated(const Place& place, Inputs& inputs);
/// The month under a key, numbered from 0; `otherwise` where the file leaves it out. One after the horizon is an error.
int read_month(const Place& place, const char* key, int otherwise, Inputs& inputs);
/// Months between one payment and the next, 1 where the file leaves them out: none is an error.
int read_interval(const Place& place, const char* key, Inputs& inputs);
/// A time in whole months, `otherwise` where the file leaves it out: part of a month is an error.
int whole_months(const Place& place, const char* key, int otherwise, Inputs& inputs);

}  // namespace llmtco
