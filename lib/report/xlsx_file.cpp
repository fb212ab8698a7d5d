#include "report/xlsx_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <utility>

#include "report/xlsx_library.h"
#include "text/characters.h"
#include "text/diagnostics.h"

namespace llmtco {

/// A folder of its own that goes away with what is in it: the library writes to files alone.
class WorkbookFolder {
 public:
  WorkbookFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "llmtco.XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw FileError(fmt::format("cannot write {}", pattern));
    path_ = pattern;
  }
  ~WorkbookFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  WorkbookFolder(const WorkbookFolder&) = delete;
  WorkbookFolder& operator=(const WorkbookFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

namespace {

std::string bytes_of(const std::string& path) {
  std::string bytes;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) throw FileError(fmt::format("cannot read {}", path));
  char part[65536];
  for (std::size_t count; (count = std::fread(part, 1, sizeof part, file)) > 0;) bytes.append(part, count);
  std::fclose(file);
  return bytes;
}

/// A text that a cell can hold: 32,767 characters at most.
std::string for_cell(const std::string& text) {
  constexpr std::size_t most = 32000;
  std::string safe = displayable(text);
  if (safe.size() > most) {
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(safe[end]) & 0xC0) == 0x80) --end;
    safe.resize(end);
  }
  return safe;
}

/// Amounts have two places, other numbers those they need. General shows what is whole without a point, which formats
/// of optional places do not; beside a condition it gives ### where a column is too narrow.
const char* number_format_of(CellLook look, double value) {
  const double size = std::abs(value);
  switch (look) {
    case CellLook::money:
    case CellLook::total:
      return "#,##0.00;[Red]-#,##0.00";
    case CellLook::price:
      if (value == 0 || size >= 0.01) return "#,##0.00##;[Red]-#,##0.00##";
      return size >= 1e-6 ? "0.00######" : "General";
    case CellLook::seconds:
      return "#,##0.00";
    case CellLook::share:
      return "0.0%";
    case CellLook::number:
    case CellLook::input:
    case CellLook::opaque:
      if (size >= 1000) return "[>=1000]#,##0;General";
      return value == std::floor(value) || size < 0.001 ? "General" : "0.00####";
    default:
      return "";
  }
}

bool is_number(CellLook look) { return *number_format_of(look, 0) != '\0' || look == CellLook::number_head; }

void set_look(lxw_format* format, CellLook look) {
  xlsx().format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (is_number(look)) {  // apart from the unit beside it
    xlsx().format_set_align(format, LXW_ALIGN_RIGHT);
    xlsx().format_set_indent(format, 1);
  }
  switch (look) {
    case CellLook::wrapped:
      return xlsx().format_set_text_wrap(format);
    case CellLook::title:
      xlsx().format_set_bold(format);
      return xlsx().format_set_font_size(format, 14);
    case CellLook::number_head:
    case CellLook::head:
      xlsx().format_set_bold(format);
      xlsx().format_set_text_wrap(format);
      xlsx().format_set_bottom(format, LXW_BORDER_THIN);
      return xlsx().format_set_bg_color(format, 0xE7EEF7);
    case CellLook::note:
      xlsx().format_set_italic(format);
      return xlsx().format_set_font_color(format, 0x595959);
    case CellLook::input:
      return xlsx().format_set_bg_color(format, 0xFFF6D6);
    case CellLook::opaque:
      return xlsx().format_set_bg_color(format, 0xEDEDED);
    case CellLook::total:
      xlsx().format_set_bold(format);
      return xlsx().format_set_top(format, LXW_BORDER_THIN);
    default:
      return;
  }
}

}  // namespace

struct XlsxFile::Book {
  WorkbookFolder folder;
  std::string file = folder.path() + "/workbook.xlsx", temporary = folder.path();
  lxw_workbook* book = nullptr;
  std::vector<lxw_worksheet*> sheets;
  std::vector<std::string> names;
  std::map<std::pair<CellLook, std::string>, lxw_format*> looks;

  lxw_format* look(CellLook look, double value = 0) {
    const std::string number = number_format_of(look, value);
    const auto [found, is_new] = looks.try_emplace({look, number}, nullptr);
    if (is_new) {
      found->second = xlsx().workbook_add_format(book);
      set_look(found->second, look);
      if (!number.empty()) xlsx().format_set_num_format(found->second, number.c_str());
    }
    return found->second;
  }
  std::string range(const CellRange& cells) const {
    CellPlace last = cells.first;
    last.row = cells.last_row;
    last.column = cells.last_column;
    return "=" + cell_reference(cells.first, names[cells.first.sheet]) + ":" + cell_reference(last);
  }
};

std::string XlsxFile::absent() {
  return xlsx().is_there ? "" : "no workbook can be made: " LLMTCO_XLSX_LIBRARY " is not installed";
}

XlsxFile::XlsxFile() : book_(std::make_unique<Book>()) {
  lxw_workbook_options options{
      .constant_memory = LXW_FALSE, .tmpdir = book_->temporary.data(), .use_zip64 = LXW_FALSE};
  book_->book = xlsx().workbook_new_opt(book_->file.c_str(), &options);
  if (book_->book == nullptr) throw FileError("cannot make a workbook");
  lxw_doc_properties properties{};
  properties.created = 946684800;  // 2000-01-01: a workbook of the same result is the same bytes on any day
  xlsx().workbook_set_properties(book_->book, &properties);
}

XlsxFile::~XlsxFile() {
  if (book_->book != nullptr) xlsx().lxw_workbook_free(book_->book);
}

std::size_t XlsxFile::sheet(const std::string& name) {
  std::string called;
  for (const char c : for_cell(name))
    called += std::string_view("[]:*?/\\'").find(c) != std::string_view::npos ? ' ' : c;
  const auto cut = [](std::string text, std::size_t most) {
    while (text.size() > most) {  // bytes: no more than characters
      text.pop_back();
      while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
      if (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0xC0) text.pop_back();
    }
    return text;
  };
  called = cut(called.empty() ? "sheet" : called, 31);
  const std::string first = called;
  for (int n = 2; xlsx().workbook_validate_sheet_name(book_->book, called.c_str()) != LXW_NO_ERROR; ++n) {
    called = cut(first, 26) + fmt::format(" {}", n);
    if (n > 9999) throw FileError("cannot name a sheet of the workbook");
  }
  lxw_worksheet* sheet = xlsx().workbook_add_worksheet(book_->book, called.c_str());
  constexpr std::uint8_t a4 = 9;
  constexpr double side = 0.4, above = 0.5;  // inches
  xlsx().worksheet_set_paper(sheet, a4);
  xlsx().worksheet_set_landscape(sheet);
  xlsx().worksheet_fit_to_pages(sheet, 1, 0);
  xlsx().worksheet_set_margins(sheet, side, side, above, above + 0.1);
  xlsx().worksheet_set_footer(sheet, "&L&A&RPage &P of &N");
  book_->sheets.push_back(sheet);
  book_->names.push_back(called);
  return book_->sheets.size() - 1;
}

const std::string& XlsxFile::sheet_name(std::size_t sheet) const { return book_->names[sheet]; }

void XlsxFile::text(const CellPlace& at, const std::string& text, CellLook look) {
  constexpr double two_lines = 30;  // points: heads are broken
  if (look == CellLook::head || look == CellLook::number_head)
    xlsx().worksheet_set_row(book_->sheets[at.sheet], at.row, two_lines, nullptr);
  xlsx().worksheet_write_string(book_->sheets[at.sheet], at.row, at.column, for_cell(text).c_str(),
                                book_->look(look));
}

void XlsxFile::number(const CellPlace& at, double value, CellLook look) {
  xlsx().worksheet_write_number(book_->sheets[at.sheet], at.row, at.column, value, book_->look(look, value));
}

void XlsxFile::formula(const CellPlace& at, const std::string& formula, double value, CellLook look) {
  xlsx().worksheet_write_formula_num(book_->sheets[at.sheet], at.row, at.column, ("=" + formula).c_str(),
                                     book_->look(look, value), value);
}

void XlsxFile::name(const CellPlace& cell, const std::string& name) {
  xlsx().workbook_define_name(book_->book, name.c_str(),
                              ("=" + cell_reference(cell, book_->names[cell.sheet])).c_str());
}

void XlsxFile::widths(std::size_t sheet, const std::vector<double>& characters) {
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    xlsx().worksheet_set_column(book_->sheets[sheet], column, column, characters[i], nullptr);
  }
}

void XlsxFile::freeze(const CellPlace& at) {
  xlsx().worksheet_freeze_panes(book_->sheets[at.sheet], at.row, at.column);
}

void XlsxFile::lines(const CellPlace& row, unsigned lines) {
  constexpr double line = 15;  // points
  xlsx().worksheet_set_row(book_->sheets[row.sheet], row.row, line * lines, nullptr);
}

void XlsxFile::print(const CellPlace& heads, unsigned short columns) {
  lxw_worksheet* sheet = book_->sheets[heads.sheet];
  xlsx().worksheet_repeat_rows(sheet, 0, heads.row);
  xlsx().worksheet_print_area(sheet, 0, 0, LXW_ROW_MAX - 1, static_cast<lxw_col_t>(columns - 1));
}

void XlsxFile::chart(const SheetChart& chart) {
  const bool bars = chart.kind == SheetChart::Kind::bars;
  lxw_chart* drawn = xlsx().workbook_add_chart(book_->book, bars ? LXW_CHART_BAR : LXW_CHART_LINE);
  const std::string categories = book_->range(chart.categories);
  // Dark enough to be told apart in grey, too; lines beyond them take the reader's own.
  constexpr lxw_color_t colours[] = {0x1F5A99, 0xE08A1E, 0x2E8B57, 0xA8437A, 0x7A6A53, 0x5FA8D3};
  std::size_t number = 0;
  for (const SheetChart::Series& each : chart.series) {
    lxw_chart_series* series =
        xlsx().chart_add_series(drawn, categories.c_str(), book_->range(each.values).c_str());
    xlsx().chart_series_set_name(series,
                                 ("=" + cell_reference(each.name, book_->names[each.name.sheet])).c_str());
    if (number >= std::size(colours)) continue;
    lxw_chart_fill fill{};
    lxw_chart_line line{};
    fill.color = line.color = colours[number];
    line.width = 2;
    bars ? xlsx().chart_series_set_fill(series, &fill) : xlsx().chart_series_set_line(series, &line);
    ++number;
  }
  xlsx().chart_title_set_name(drawn, chart.title.c_str());
  lxw_chart_axis *values = bars ? drawn->x_axis : drawn->y_axis,
                 *names = bars ? drawn->y_axis : drawn->x_axis;
  xlsx().chart_axis_set_name(values, chart.value_axis.c_str());
  xlsx().chart_axis_set_num_format(values, "#,##0");
  if (!chart.category_axis.empty()) xlsx().chart_axis_set_name(names, chart.category_axis.c_str());
  xlsx().chart_axis_set_label_position(names,
                                       LXW_CHART_AXIS_LABEL_POSITION_LOW);  // below what is negative
  if (bars) {
    xlsx().chart_axis_set_reverse(names);
    xlsx().chart_axis_set_crossing_max(names);  // the amounts stay below
  }
  lxw_chart_options options{};
  options.x_scale = 1.5;
  options.y_scale = 1.3;
  options.description = const_cast<char*>(chart.title.c_str());
  xlsx().worksheet_insert_chart_opt(book_->sheets[chart.at.sheet], chart.at.row, chart.at.column, drawn,
                                    &options);
}

std::string XlsxFile::bytes() {
  lxw_workbook* book = std::exchange(book_->book, nullptr);  // closing frees it
  const lxw_error error = xlsx().workbook_close(book);
  if (error != LXW_NO_ERROR)
    throw FileError(fmt::format("cannot make a workbook: {}", xlsx().lxw_strerror(error)));
  return bytes_of(book_->file);
}

}  // namespace llmtco
