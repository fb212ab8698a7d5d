#include "routing/question_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "routing/table_file.h"
#include "text/characters.h"
#include "yaml/read.h"

namespace llmtco::routing {
namespace {

constexpr std::size_t most_bytes = 1'000'000'000;
constexpr double largest = 1e15;

/// Questions that are there twice, by the hash of their ids: two ids of one hash are looked at.
void refuse_twins(TableFile& table, std::size_t ids) {
  std::vector<std::pair<std::size_t, std::uint32_t>> hashes(table.size());
  for (std::size_t row = 0; row < table.size(); ++row)
    hashes[row] = {std::hash<std::string>()(table.cell(row, ids)), static_cast<std::uint32_t>(row)};
  std::sort(hashes.begin(), hashes.end());
  for (std::size_t i = 1; i < hashes.size() && !table.is_hopeless(); ++i) {
    const std::string& id = table.cell(hashes[i].second, ids);
    if (hashes[i].first != hashes[i - 1].first || id != table.cell(hashes[i - 1].second, ids)) continue;
    table.complain(hashes[i].second, ids, fmt::format("question {} is there twice", shown(id)));
  }
}

/// A column of numbers that may be absent.
struct NumberColumn {
  const char* name;
  double least, most;
  std::vector<double> Questions::*into;
};
constexpr std::array<NumberColumn, 3> number_columns{{{"score", -largest, largest, &Questions::score},
                                                      {"tokens", 0, largest, &Questions::tokens},
                                                      {"cost", 0, largest, &Questions::cost}}};

}  // namespace

Questions read_questions(const std::string& text, const std::string& name, Diagnostics& diagnostics) {
  Questions all{.name = name};
  TableFile table(text, name, diagnostics);
  if (!table.readable()) return all;
  const auto strong = table.needed("strong_correct"), weak = table.needed("weak_correct");
  if (!strong || !weak) return all;
  const std::size_t rows = table.size();
  all.strong.resize(rows);
  all.weak.resize(rows);
  for (std::size_t row = 0; row < rows && !table.is_hopeless(); ++row) {
    all.strong[row] = table.truth(row, *strong).value_or(false);
    all.weak[row] = table.truth(row, *weak).value_or(false);
  }
  for (const NumberColumn& each : number_columns) {
    const auto column = table.column(each.name);
    if (!column) continue;
    std::vector<double>& into = all.*each.into;
    into.resize(rows);
    for (std::size_t row = 0; row < rows && !table.is_hopeless(); ++row)
      into[row] = table.number(row, *column, each.least, each.most).value_or(0);
  }
  if (const auto ids = table.column("question_id")) refuse_twins(table, *ids);
  if (rows == 0) diagnostics.error({name, 1, 1}, "a file without any question");
  return all;
}

Questions read_question_file(const std::string& path, Diagnostics& diagnostics) {
  const std::string text = file_bytes(path, most_bytes);
  if (text.size() > most_bytes) {
    diagnostics.error({path, 0, 0}, "the file is larger than 1 GB");
    return {};
  }
  return read_questions(text, path, diagnostics);
}

}  // namespace llmtco::routing
