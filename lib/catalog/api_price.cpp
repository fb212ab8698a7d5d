#include "catalog/api_price.h"

#include <algorithm>

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

using detail::EntryReader;

/// Hours of the day, and of which days.
std::optional<DailyWindow> window_in(EntryReader& reader) {
  const auto hours = reader.optional("hours"), days = reader.optional("days");
  if (!hours && !days) return std::nullopt;
  Diagnostics& diagnostics = reader.diagnostics();
  DailyWindow window;
  if (hours) {
    const std::string text = llmtco::text(*hours, diagnostics).value_or("");
    const auto told = parse_hours(text);
    if (!told)
      diagnostics.error(hours->location(),
                        fmt::format("expected hours of the day{}, found {}", at_path(*hours), shown(text)),
                        "write them as 01:00-04:00, UTC");
    if (!told) return std::nullopt;
    window = *told;
  }
  if (days) {
    const std::string text = llmtco::text(*days, diagnostics).value_or("");
    const auto told = parse_days(text);
    if (!told)
      diagnostics.error(days->location(),
                        fmt::format("expected days of the week{}, found {}", at_path(*days), shown(text)),
                        "write them as mon-fri or sat-sun");
    if (!told) return std::nullopt;
    window.days = *told;
  }
  return window;
}

PriceRow read_row(const Node& node, const Entry& entry, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("a price of '{}'", entry.id));
  PriceRow row;
  row.where = node.location();
  row.source = entry.source;
  row.as_of = entry.as_of;
  reader.read_provenance(row.source, row.as_of);
  row.input = reader.quantity<UsdPerToken>("input");
  row.output = reader.quantity<UsdPerToken>("output");
  row.cache_read = reader.optional_quantity<UsdPerToken>("cache_read");
  row.cache_write_5m = reader.optional_quantity<UsdPerToken>("cache_write_5m");
  row.cache_write_1h = reader.optional_quantity<UsdPerToken>("cache_write_1h");
  for (const Medium medium : all_media) {
    const auto price = [&](const char* what) {
      return reader.optional_quantity<UsdPerToken>(medium_key(medium, what));
    };
    row.media[medium] = {price("input"), price("output"), price("cache_read")};
  }
  row.storage = reader.optional_quantity<UsdPerTokenSecond>("storage");
  row.web_search = reader.optional_quantity<UsdPerRequest>("web_search");
  row.above = reader.optional_quantity<Tokens>("above", detail::positive).value_or(Tokens{});
  row.window = window_in(reader);
  if (const auto from = reader.optional("from")) row.from = date(*from, diagnostics);
  if (const auto until = reader.optional("until")) row.until = date(*until, diagnostics);
  if (const auto promised = reader.optional("promised_until"))
    row.promised_until = date(*promised, diagnostics);
  reader.read_provenance(row.media_source, row.media_as_of, "media_");
  row.listed_as = reader.optional_text("listed_as");
  row.note = reader.optional_text("note");
  if (row.from && row.until && *row.until <= *row.from) {
    diagnostics.error(node.location(), fmt::format("a price of '{}' ends before it begins", entry.id));
  }
  return row;
}

std::vector<PriceRow> read_rows(const std::optional<Node>& node, const Entry& entry,
                                Diagnostics& diagnostics) {
  std::vector<PriceRow> rows;
  if (!node) return rows;
  if (!node->is_sequence()) wrong_kind(*node, "a list of prices", diagnostics);
  if (node->is_sequence() && node->size() == 0)
    diagnostics.error(node->location(), "there are no prices" + at_path(*node));
  if (!node->is_sequence()) return rows;
  for (const Node& child : node->children()) rows.push_back(read_row(child, entry, diagnostics));
  return rows;
}

/// Whether two rows hold on one day, for the same lengths, at the same hour.
bool both_in_force(const PriceRow& a, const PriceRow& b) {
  if (a.above != b.above || a.window.has_value() != b.window.has_value()) return false;
  if ((a.until && b.from && *a.until <= *b.from) || (b.until && a.from && *b.until <= *a.from)) return false;
  return !a.window || overlap(*a.window, *b.window);
}

/// An hour of a day has one price: of two rows that hold at once, which one is meant nobody can tell. Windows are
/// exceptions from a row that holds at all hours, and dearer lengths from one for all.
void check_rows(const PriceList& list, const std::optional<Node>& prices, Diagnostics& diagnostics) {
  const std::vector<PriceRow>& rows = list.rows;
  for (std::size_t later = 0; later < rows.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const PriceRow &a = rows[earlier], &b = rows[later];
      if (!both_in_force(a, b)) continue;
      if (b.window) {
        diagnostics.error(
            b.where, fmt::format("these hours of {} overlap those of line {}", shown(list.id), a.where.line),
            "let one window end where the next begins");
      } else {
        diagnostics.error(
            b.where,
            fmt::format("{} has another price on the same days in line {}", shown(list.id), a.where.line),
            "give one `until` and the other `from` the day of the change");
      }
    }
  }
  const bool has_base = std::any_of(rows.begin(), rows.end(),
                                    [](const PriceRow& row) { return !row.window && row.above == Tokens{}; });
  if (!rows.empty() && !has_base)
    diagnostics.error(prices->key_location(),
                      fmt::format("no price of '{}' holds at all hours and for all lengths", list.id),
                      "add a row without `hours` and `above`");
}

/// When the rows are in force, for the reason why none is.
std::string known_times(const std::vector<PriceRow>& rows) {
  std::string out;
  for (const PriceRow& row : rows) {
    if (row.above.base_units() > 0 || row.window) continue;
    out += out.empty() ? "" : ", ";
    if (row.from) out += "from " + to_text(*row.from);
    if (row.until) out += std::string(row.from ? " " : "") + "until " + to_text(*row.until);
  }
  return out;
}

/// The day in the name of a version, as claude-haiku-4-5-20251001 or gpt-4o-2024-08-06 have one.
std::optional<Date> version_day(std::string_view name) {
  for (std::size_t at = name.find("20"); at != name.npos; at = name.find("20", at + 1)) {
    std::string day(name.substr(at, 8));
    std::size_t end = at + 8;
    if (day.size() == 8 && std::all_of(day.begin(), day.end(), is_digit)) {
      day.insert(6, "-").insert(4, "-");
    } else {
      day = name.substr(at, 10);
      end = at + 10;
    }
    const bool alone = (at == 0 || !is_digit(name[at - 1])) && (end >= name.size() || !is_digit(name[end]));
    const auto read = alone ? parse_date(day) : std::nullopt;
    if (read) return read;
  }
  return std::nullopt;
}

/// The earliest day among the names of a list: it was not sold before.
std::optional<Date> first_version(const PriceList& list) {
  std::optional<Date> first = version_day(list.id);
  for (const std::string& name : list.aliases) {
    const auto day = version_day(name);
    if (day && (!first || *day < *first)) first = day;
  }
  return first;
}

}  // namespace

std::variant<PriceInForce, std::string> prices_on(const PriceList& list, const Date& when) {
  std::optional<PriceRow> base;
  std::vector<PriceRow> tiers, windows;
  for (const PriceRow& row : list.rows) {
    if (!row.in_force(when)) continue;
    if (row.window) {
      windows.push_back(row);
    } else if (row.above.base_units() > 0) {
      tiers.push_back(row);
    } else if (!base) {
      base = row;
    }
  }
  if (!base) {
    return fmt::format("the price of {} on {} is not known (the catalogue has it {})", list.id, to_text(when),
                       known_times(list.rows));
  }
  const std::optional<Date> first = base->from ? std::nullopt : first_version(list);
  if (first && when < *first)
    return fmt::format("the price of {} on {} is not known (its first version in the catalogue is of {})",
                       list.id, to_text(when), to_text(*first));
  std::stable_sort(tiers.begin(), tiers.end(),
                   [](const PriceRow& a, const PriceRow& b) { return a.above < b.above; });
  return PriceInForce{std::move(*base), std::move(tiers), std::move(windows)};
}

PriceList detail::read_price_list(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("price list '{}'", node.key()));
  PriceList list;
  reader.read_common(list);
  const std::size_t slash = list.id.find('/');
  if (slash == 0 || slash == std::string::npos || slash + 1 == list.id.size()) {
    diagnostics.error(node.key_location(), fmt::format("the id {} is not PROVIDER/MODEL", shown(list.id)),
                      "write it like openai/gpt-4o");
  } else {
    list.provider = list.id.substr(0, slash);
    list.model = list.id.substr(slash + 1);
  }
  list.serves = reader.optional_text("serves");
  list.context = reader.optional_quantity<Tokens>("context", detail::positive);
  if (const auto retired = reader.optional("retired")) list.retired = date(*retired, diagnostics);
  const PriceRulesReader rules{reader, list.source, list.as_of};
  list.tiers = rules.tiers();
  list.regions = rules.regions();
  list.tools = rules.tools();
  list.least_cacheable = rules.least_cacheable();
  const auto prices = reader.required("prices");
  list.rows = read_rows(prices, list, diagnostics);
  check_rows(list, prices, diagnostics);
  list.cross_checks = read_rows(reader.optional("cross_checks"), list, diagnostics);
  return list;
}

}  // namespace llmtco
