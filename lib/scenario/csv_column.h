#pragma once
#include <string>
#include <vector>

#include "text/diagnostics.h"
#include "text/input_folder.h"
#include "yaml/node.h"

namespace llmtco {

/// A column of a CSV file, as a scenario names it.
struct NamedColumn {
  std::string file, column;
};

/// The numbers of one column of a CSV file (text/csv.h), in file order; every cell must hold one. What cannot
/// be read is reported at `asker`, the place in the scenario that names the file. Throws FileError where
/// there is no such file.
///
/// Nothing of the file is shown but the names of its columns, and those only where it has proven to be a table of
/// numbers: a scenario may name any file of its folder, and what is said of it may stand in a public log.
std::vector<double> csv_column(const InputFolder& folder, const NamedColumn& named, const Node& asker,
                               Diagnostics& diagnostics);

}  // namespace llmtco
