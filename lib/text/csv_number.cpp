#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "text/characters.h"
#include "text/csv.h"

namespace llmtco {
namespace {

/// The cell with the spaces and apostrophes that set groups of digits apart written as one sign, `'`.
std::string with_one_group_sign(std::string_view cell) {
  std::string out;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const auto sign = [&](std::string_view text) { return cell.substr(i, text.size()) == text; };
    const std::size_t length = sign(" ") || sign("'")                         ? 1
                               : sign("\xC2\xA0")                             ? 2  // no-break space
                               : sign("\xE2\x80\xAF") || sign("\xE2\x80\x99") ? 3  // narrow one, ’
                                                                              : 0;
    out += length == 0 ? cell[i] : '\'';
    i += length == 0 ? 0 : length - 1;
  }
  return out;
}

/// Whether a text is one to three digits and then groups of three behind a sign each: 1,000 and 12,345,678.
bool in_groups(std::string_view text, char sign) {
  const std::size_t first = std::min(text.find(sign), text.size());
  if (first == 0 || first > 3 || text[0] == '0') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i < first ? !is_digit(text[i]) : (i - first) % 4 == 0 ? text[i] != sign : !is_digit(text[i]))
      return false;
  }
  return (text.size() - first) % 4 == 0;
}

/// A cell of digits with points and commas, behind its sign: how it can be read.
struct Marks {
  std::string digits;  ///< of digits, points and commas alone; empty for any other cell
  std::ptrdiff_t points = 0, commas = 0;

  explicit Marks(std::string_view cell) {
    if (!cell.empty() && (cell[0] == '-' || cell[0] == '+')) cell.remove_prefix(1);
    if (cell.find_first_not_of("0123456789.,") != cell.npos) return;
    digits = std::string(cell);
    points = std::count(cell.begin(), cell.end(), '.');
    commas = std::count(cell.begin(), cell.end(), ',');
  }
  /// The decimal sign, where only one reading makes sense; unknown also for whole numbers.
  CsvDecimal decimal() const {
    if (points > 0 && commas > 0)
      return digits.find_last_of('.') > digits.find_last_of(',') ? CsvDecimal::point : CsvDecimal::comma;
    if (points == 1 && !in_groups(digits, '.')) return CsvDecimal::point;
    if (commas == 1 && !in_groups(digits, ',')) return CsvDecimal::comma;
    if (points > 1) return CsvDecimal::comma;  // 1.234.567: points are for groups
    return commas > 1 ? CsvDecimal::point : CsvDecimal::unknown;
  }
  /// Whether one mark stands before three digits: 1,000.
  bool read_two_ways() const { return points + commas == 1 && decimal() == CsvDecimal::unknown; }
};

Refusal not_a_number(std::string_view cell, const std::string& hint) {
  return {fmt::format("{} is no number", shown(cell)), hint};
}

/// The number with its groups taken out and its decimal sign made a point.
std::variant<double, Refusal> read_as(std::string_view cell, CsvDecimal decimal) {
  const char group = decimal == CsvDecimal::comma ? '.' : ',',
             point = decimal == CsvDecimal::comma ? ',' : '.';
  const std::string_view bare = cell.substr(cell[0] == '-' || cell[0] == '+' ? 1 : 0);
  const std::string_view whole = bare.substr(0, bare.find(point));
  if (whole.find(group) != whole.npos && !in_groups(whole, group)) return not_a_number(cell, "");
  std::string plain = without(cell, group);
  std::replace(plain.begin(), plain.end(), point, '.');
  const auto number = number_in(plain);
  if (std::holds_alternative<Refusal>(number)) return not_a_number(cell, std::get<Refusal>(number).hint);
  return number;
}

}  // namespace

bool is_csv_error(std::string_view cell) {
  constexpr std::array<std::string_view, 9> errors = {"#REF!", "#N/A",   "#DIV/0!", "#VALUE!", "#NAME?",
                                                      "#NUM!", "#NULL!", "#SPILL!", "#CALC!"};
  return std::any_of(errors.begin(), errors.end(), [&](std::string_view e) { return cell.starts_with(e); });
}

CsvDecimal csv_decimal(const std::vector<std::vector<std::string>>& rows) {
  bool point = false, comma = false;
  for (const auto& row : rows) {
    for (const std::string& cell : row) {
      const CsvDecimal says = Marks(trimmed(cell)).decimal();
      point = point || says == CsvDecimal::point;
      comma = comma || says == CsvDecimal::comma;
    }
  }
  if (point == comma) return CsvDecimal::unknown;
  return point ? CsvDecimal::point : CsvDecimal::comma;
}

bool is_ambiguous(std::string_view cell, const CsvStyle& style) {
  return style.separator != ',' && style.decimal == CsvDecimal::unknown &&
         Marks(trimmed(cell)).read_two_ways();
}

std::variant<double, Refusal> csv_number(std::string_view cell, const CsvStyle& style) {
  std::string text = with_one_group_sign(trimmed(cell));
  if (text.empty()) return Refusal{"the cell is empty", ""};
  if (is_csv_error(text)) return Refusal{fmt::format("{} is an error of the spreadsheet", shown(text)), ""};
  const std::string_view bare = std::string_view(text).substr(text[0] == '-' || text[0] == '+' ? 1 : 0);
  if (text.find('\'') != text.npos) {
    if (!in_groups(bare.substr(0, bare.find_first_of(".,")), '\'')) return not_a_number(cell, "");
    text = without(text, '\'');
  }
  const Marks marks(text);
  const bool commas_separate = style.separator == ',';
  if (marks.digits.empty() || marks.points + marks.commas == 0) return read_as(text, CsvDecimal::point);
  if (commas_separate) {
    if (marks.decimal() == CsvDecimal::comma && marks.commas == 1)
      return not_a_number(cell, "write a decimal point, or separate the fields by semicolons");
    return read_as(text, CsvDecimal::point);
  }
  if (!marks.read_two_ways()) return read_as(text, marks.decimal());
  if (style.decimal != CsvDecimal::unknown) return read_as(text, style.decimal);
  const char mark = marks.points == 1 ? '.' : ',';
  std::string decimal = text;
  std::replace(decimal.begin(), decimal.end(), ',', '.');
  return Refusal{fmt::format("{} can be read as {} and as {}", shown(cell), without(text, mark), decimal),
                 "write it without a separator of thousands"};
}

}  // namespace llmtco
