#include "report/catalog_rows.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/escape.h"

namespace llmtco {
namespace {

std::string origin(const CatalogRow& row) {
  return row.shadows ? "overlay, hides a built-in entry" : row.from_overlay ? "overlay" : "";
}

}  // namespace

std::string catalog_text(const std::vector<CatalogRow>& rows, const Style& style) {
  if (rows.empty()) return "nothing found\n";
  using Align = Table::Align;
  Table table({Align::left, Align::left, Align::left, Align::left, Align::left, Align::left});
  table.row({"section", "id", "name", "as of", "source", ""});
  for (const CatalogRow& row : rows) {
    table.row({std::string(to_text(row.kind)), for_terminal(row.id), for_terminal(row.name),
               for_terminal(row.as_of), for_terminal(row.source), origin(row)});
  }
  std::string text;
  bool heading = true;
  for (const std::string& line : table.lines()) {
    text += (heading ? style.bold(cut_to_fit(line, style)) : cut_to_fit(line, style)) + "\n";
    heading = false;
  }
  return text;
}

std::string catalog_json(const std::vector<CatalogRow>& rows) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const CatalogRow& row : rows) {
    all.push_back({{"section", to_text(row.kind)},
                   {"id", row.id},
                   {"name", row.name},
                   {"as_of", row.as_of},
                   {"source", row.source},
                   {"location", to_text(row.where)},
                   {"from_overlay", row.from_overlay},
                   {"shadows", row.shadows}});
  }
  return all.dump(2) + "\n";
}

std::string catalog_csv(const std::vector<CatalogRow>& rows) {
  std::string text = "section,id,name,as_of,source,location\n";
  for (const CatalogRow& row : rows) {
    text += fmt::format("{},{},{},{},{},{}\n", to_text(row.kind), for_csv(row.id), for_csv(row.name),
                        for_csv(row.as_of), for_csv(row.source), for_csv(to_text(row.where)));
  }
  return text;
}

std::string catalog_markdown(const std::vector<CatalogRow>& rows) {
  std::string text = "| section | id | name | as of | source |\n|:--|:--|:--|:--|:--|\n";
  for (const CatalogRow& row : rows) {
    text += fmt::format("| {} | {} | {} | {} | {} |\n", to_text(row.kind), for_markdown(row.id),
                        for_markdown(row.name), for_markdown(row.as_of), for_markdown(row.source));
  }
  return text;
}

}  // namespace llmtco
