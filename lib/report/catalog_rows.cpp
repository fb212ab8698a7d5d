#include "report/catalog_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "report/catalog_values.h"
#include "report/escape.h"
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

/// Sources numbered as they come.
class Sources {
 public:
  std::string number(const std::string& source) {
    if (source.empty()) return "";
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

/// Columns: id, the values with a heading, date, number of the source, and whether it is of an overlay.
Table table_of(const Catalog& catalog, std::span<const CatalogRow> rows, Sources& sources) {
  std::vector<Align> aligned{Align::left};
  std::vector<std::string> heading{std::string(to_text(rows.front().kind))};
  for (const CatalogValue& value : values_of(catalog, rows.front())) {
    if (value.heading.empty()) continue;
    const bool numbers = std::any_of(rows.begin(), rows.end(), [&](const CatalogRow& row) {
      for (const CatalogValue& each : values_of(catalog, row)) {
        if (each.key == value.key && each.number) return true;
      }
      return false;
    });
    aligned.push_back(numbers ? Align::right : Align::left);
    heading.emplace_back(value.heading);
  }
  aligned.insert(aligned.end(), {Align::left, Align::right, Align::left});
  heading.insert(heading.end(), {"as of", "source", ""});
  Table table(aligned);
  table.row(heading);
  for (const CatalogRow& row : rows) {
    std::vector<std::string> cells{for_terminal(row.id)};
    for (const CatalogValue& value : values_of(catalog, row)) {
      if (!value.heading.empty()) cells.push_back(for_terminal(value.text));
    }
    cells.insert(cells.end(), {for_terminal(row.as_of), sources.number(row.source), origin(row)});
    table.row(std::move(cells));
  }
  return table;
}

}  // namespace

std::string catalog_text(const Catalog& catalog, const std::vector<CatalogRow>& rows, const Style& style) {
  if (rows.empty()) return "nothing found\n";
  std::string text;
  Sources sources;
  for (const std::span<const CatalogRow> section : sections(rows)) {
    bool heading = true;
    for (const std::string& line : table_of(catalog, section, sources).lines()) {
      const std::string cut = cut_to_fit(line, style);
      text += (heading ? style.bold(cut) : cut) + "\n";
      heading = false;
    }
    text += "\n";
  }
  return text + style.bold("sources") + "\n" + sources.text(std::min<std::size_t>(80, style.text_width()));
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
  return all.dump(2) + "\n";
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
