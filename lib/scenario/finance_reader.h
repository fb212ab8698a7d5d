#pragma once
#include "scenario/inputs.h"

namespace llmtco {

/// What money is worth, and the business around the workload.
FormPtr finance_form();
FormPtr business_form();

/// Fills in what the scenario says of both; the options must be read.
void read_finance(const Place& root, Inputs& inputs);
void read_business(const Place& root, Inputs& inputs);

}  // namespace llmtco
