#pragma once
#include "scenario/option_reader.h"

namespace llmtco {

/// People that an option needs.
FormPtr people_form();
/// Adds them to its contracts, where it has any.
void read_people(const Place& option, const Sources& sources, Inputs& inputs, Option& of);

/// What it takes to come to an option, to stay with it and to leave it.
FormPtr change_form();
/// Lines of the change that an option has; none where it has none.
std::vector<CustomLine> read_change(const Place& option, Inputs& inputs);
std::optional<Exit> read_exit(const Place& option, Inputs& inputs);

}  // namespace llmtco
