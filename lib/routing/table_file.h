#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/csv.h"
#include "text/diagnostics.h"

namespace llmtco::routing {

/// A table of somebody else, whose columns are asked for by name and whose cells say where they stand.
class TableFile {
 public:
  /// Reports what is wrong with the table as such.
  TableFile(const std::string& text, const std::string& name, Diagnostics& diagnostics);

  bool readable() const { return table_.problems.empty(); }
  std::size_t size() const { return table_.rows.size(); }
  /// A column by its name in lower case; nothing where there is none.
  std::optional<std::size_t> column(std::string_view name) const;
  /// The same, reported where there is none.
  std::optional<std::size_t> needed(std::string_view name);
  const std::string& cell(std::size_t row, std::size_t column) const { return table_.rows[row][column]; }

  /// 1 or 0, true or false; anything else is reported.
  std::optional<bool> truth(std::size_t row, std::size_t column);
  /// A number from `least` to `most`; anything else is reported.
  std::optional<double> number(std::size_t row, std::size_t column, double least, double most);
  void complain(std::size_t row, std::size_t column, std::string message, std::string hint = "");
  /// Whether enough is reported.
  bool is_hopeless() const;

 private:
  Location place(std::size_t row, std::size_t column) const;
  Location header() const;

  CsvTable table_;
  std::vector<std::string> names_;  ///< in lower case
  std::shared_ptr<const Source> source_;
  Diagnostics& diagnostics_;
};

}  // namespace llmtco::routing
