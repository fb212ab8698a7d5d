#pragma once
#include <string>
#include <vector>

#include "text/diagnostics.h"
#include "yaml/node.h"

namespace llmtco {

/// The numbers of one column of a CSV file (text/csv.h), in file order; every cell must hold one. What cannot
/// be read is reported at `asker`, the place in the scenario that names the file. Throws FileError where
/// there is no such file.
std::vector<double> csv_column(const std::string& path, const std::string& column, const Node& asker,
                               Diagnostics& diagnostics);

}  // namespace llmtco
