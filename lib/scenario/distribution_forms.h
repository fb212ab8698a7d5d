#pragma once
#include <vector>

#include "scenario/form.h"

namespace llmtco {

/// The keys of each named distribution whose numbers have the given dimension: {normal: {mean, sd}} and so
/// on.
std::vector<std::pair<std::string, MappingForm>> distribution_forms(const NumberForm& number);

}  // namespace llmtco
