#include "report/catalog_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "report/catalog_values.h"
#include "report/escape.h"
#include "report/json_text.h"
#include "report/numbers.h"

namespace llmtco {
namespace {

using Align = Table::Align;

std::string origin(const CatalogRow& row) {
  return row.shadows ? "overlay, hides a built-in entry" : row.from_overlay ? "overlay" : "";
}

/// The rows of each section, which stand together.
std::vector<std::span<const CatalogRow>> sections(const std::vector<CatalogRow>& rows) {
  std::vector<std::span<const CatalogRow>> all;
  for (auto begin = rows.begin(); begin != rows.end();) {
    const auto end =
        std::find_if(begin, rows.end(), [&](const CatalogRow& r) { return r.kind != begin->kind; });
    all.emplace_back(begin, end);
    begin = end;
  }
  return all;
}

/// Sources with their dates, numbered as they come.
class Sources {
 public:
  std::string number(const CatalogRow& row) {
    const std::string source = row.source + (row.as_of.empty() ? "" : ", " + row.as_of);
    auto found = std::find(all_.begin(), all_.end(), source);
    if (found == all_.end()) found = all_.insert(all_.end(), source);
    return fmt::format("[{}]", found - all_.begin() + 1);
  }
  std::string text(std::size_t width) const {
    std::string text;
    for (std::size_t i = 0; i < all_.size(); ++i)
      text += fmt::format("{:>5} ", fmt::format("[{}]", i + 1)) +
              wrapped_words(for_terminal(all_[i]), "      ", width);
    return text;
  }

 private:
  std::vector<std::string> all_;
};

using Cells = std::vector<std::string>;

/// Heading and rows: id, the values with a heading, number of the source, and whether it is of an overlay.
std::vector<Cells> cells_of(const Catalog& catalog, std::span<const CatalogRow> rows, Sources& sources,
                            std::vector<Align>& aligned) {
  std::vector<Cells> all(1);
  all.front().emplace_back(to_text(rows.front().kind));
  aligned = {Align::left};
  for (const CatalogRow& row : rows) {
    Cells cells{for_terminal(row.id)};
    for (const CatalogValue& value : values_of(catalog, row)) {
      if (value.heading.empty()) continue;
      cells.push_back(for_terminal(value.text));
      if (all.front().size() < cells.size()) {
        all.front().emplace_back(value.heading);
        aligned.push_back(Align::left);
      }
      if (value.number) aligned[cells.size() - 1] = Align::right;
    }
    cells.insert(cells.end(), {sources.number(row), origin(row)});
    all.push_back(std::move(cells));
  }
  all.front().insert(all.front().end(), {"source", ""});
  aligned.insert(aligned.end(), {Align::right, Align::left});
  return all;
}

Table table_of(const std::vector<Cells>& all, const std::vector<Align>& aligned) {
  Table table(aligned);
  for (const Cells& cells : all) table.row(cells);
  return table;
}

/// The lines of a table of some width; an id that leaves too little room for the values stands above them.
std::vector<std::string> lines_of(std::vector<Cells> all, const std::vector<Align>& aligned,
                                  std::size_t width) {
  std::size_t longest = 0, widest = 0;
  for (const Cells& cells : all) longest = std::max(longest, display_width(cells.front()));
  for (const std::string& line : table_of(all, aligned).lines())
    widest = std::max(widest, display_width(line));
  const std::size_t values = widest - longest, room = width > values ? width - values : 0;
  std::vector<std::string> above(all.size());
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (display_width(all[i].front()) > room) above[i] = std::exchange(all[i].front(), "");
  }
  std::vector<std::string> lines;
  const std::vector<std::string> table = table_of(all, aligned).lines();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!above[i].empty()) lines.push_back(above[i]);
    lines.push_back(table[i]);
  }
  return lines;
}

}  // namespace

std::string catalog_text(const Catalog& catalog, const std::vector<CatalogRow>& rows, const Style& style) {
  if (rows.empty()) return "nothing found\n";
  std::string text;
  Sources sources;
  const std::size_t width = style.on_screen().width;
  for (const std::span<const CatalogRow> section : sections(rows)) {
    std::vector<Align> aligned;
    const std::vector<Cells> cells = cells_of(catalog, section, sources, aligned);
    bool heading = true;
    for (const std::string& line : lines_of(cells, aligned, width)) {
      const std::string cut = cut_to_fit(line, style);
      text += (heading ? style.bold(cut) : cut) + "\n";
      heading = false;
    }
    text += "\n";
  }
  return text + style.bold("sources") + "\n" + sources.text(std::min(Style::usual_width, width));
}

std::string catalog_json(const Catalog& catalog, const std::vector<CatalogRow>& rows) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const CatalogRow& row : rows) {
    nlohmann::ordered_json values = nlohmann::ordered_json::object();
    for (const CatalogValue& value : values_of(catalog, row)) {
      if (value.number)
        values[std::string(value.key)] = *value.number;
      else if (!value.text.empty())
        values[std::string(value.key)] = value.text;
      else
        values[std::string(value.key)] = nullptr;
    }
    all.push_back({{"section", to_text(row.kind)},
                   {"id", row.id},
                   {"name", row.name},
                   {"aliases", row.aliases},
                   {"values", std::move(values)},
                   {"as_of", row.as_of},
                   {"source", row.source},
                   {"location", to_text(row.where)},
                   {"from_overlay", row.from_overlay},
                   {"shadows", row.shadows}});
  }
  return json_text(all);
}

std::string catalog_csv(const Catalog& catalog, const std::vector<CatalogRow>& rows) {
  std::vector<std::string_view> keys;
  for (const std::span<const CatalogRow> section : sections(rows)) {
    for (const CatalogValue& value : values_of(catalog, section.front())) {
      if (std::find(keys.begin(), keys.end(), value.key) == keys.end()) keys.push_back(value.key);
    }
  }
  std::string text = "section,id,name,as_of,source,location";
  for (const std::string_view key : keys) text += fmt::format(",{}", key);
  text += "\n";
  for (const CatalogRow& row : rows) {
    text += fmt::format("{},{},{},{},{},{}", to_text(row.kind), for_csv(row.id), for_csv(row.name),
                        for_csv(row.as_of), for_csv(row.source), for_csv(to_text(row.where)));
    const std::vector<CatalogValue> values = values_of(catalog, row);
    for (const std::string_view key : keys) {
      const auto value = std::find_if(values.begin(), values.end(),
                                      [&](const CatalogValue& each) { return each.key == key; });
      text += ',';
      if (value != values.end())
        text += value->number ? fmt::format("{}", *value->number) : for_csv(value->text);
    }
    text += "\n";
  }
  return text;
}

std::string catalog_markdown(const Catalog& catalog, const std::vector<CatalogRow>& rows) {
  std::string text;
  for (const std::span<const CatalogRow> section : sections(rows)) {
    std::string heading = fmt::format("| {} | name |", to_text(section.front().kind)), rule = "|:--|:--|";
    for (const CatalogValue& value : values_of(catalog, section.front())) {
      if (value.heading.empty()) continue;
      heading += fmt::format(" {} |", value.heading);
      rule += value.number ? "--:|" : ":--|";
    }
    text += (text.empty() ? "" : "\n") + heading + " as of | source |\n" + rule + ":--|:--|\n";
    for (const CatalogRow& row : section) {
      text += fmt::format("| {} | {} |", for_markdown(row.id), for_markdown(row.name));
      for (const CatalogValue& value : values_of(catalog, row)) {
        if (!value.heading.empty()) text += fmt::format(" {} |", for_markdown(value.text));
      }
      text += fmt::format(" {} | {} |\n", for_markdown(row.as_of), for_markdown(row.source));
    }
  }
  return text;
}

}  // namespace llmtco
