#pragma once
#include <vector>

#include "scenario/form.h"
#include "yaml/node.h"

namespace llmtco {

/// The keys of each named distribution whose numbers have the given dimension: {normal: {mean, sd}} and so
/// on.
std::vector<std::pair<std::string, MappingForm>> distribution_forms(const NumberForm& number);

/// Whether a mapping names a distribution, as {normal: ...} does, rather than having keys of its own.
bool names_distribution(const Node& mapping);

}  // namespace llmtco
