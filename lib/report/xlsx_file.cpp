#include "report/xlsx_file.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <utility>

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

void set_look(lxw_format* format, CellLook look) {
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  switch (look) {
    case CellLook::plain:
      break;
    case CellLook::wrapped:
      return format_set_text_wrap(format);
    case CellLook::title:
      format_set_bold(format);
      return format_set_font_size(format, 14);
    case CellLook::head:
      format_set_bold(format);
      format_set_text_wrap(format);
      format_set_bottom(format, LXW_BORDER_THIN);
      return format_set_bg_color(format, 0xE7EEF7);
    case CellLook::note:
      format_set_italic(format);
      return format_set_font_color(format, 0x595959);
    case CellLook::input:
      format_set_bg_color(format, 0xFFF6D6);
      return format_set_num_format(format, "General");
    case CellLook::number:
      return format_set_num_format(format, "#,##0.######");
    case CellLook::money:
      return format_set_num_format(format, "#,##0.00;[Red]-#,##0.00");
    case CellLook::price:
      return format_set_num_format(format, "#,##0.00########");
    case CellLook::share:
      return format_set_num_format(format, "0.0%");
    case CellLook::total:
      format_set_bold(format);
      format_set_top(format, LXW_BORDER_THIN);
      return format_set_num_format(format, "#,##0.00;[Red]-#,##0.00");
    case CellLook::opaque:
      format_set_bg_color(format, 0xEDEDED);
      return format_set_num_format(format, "General");
  }
}

}  // namespace

struct XlsxFile::Book {
  WorkbookFolder folder;
  std::string file = folder.path() + "/workbook.xlsx", temporary = folder.path();
  lxw_workbook* book = nullptr;
  std::vector<lxw_worksheet*> sheets;
  std::vector<std::string> names;
  std::map<CellLook, lxw_format*> looks;

  lxw_format* look(CellLook look) {
    const auto [found, is_new] = looks.try_emplace(look, nullptr);
    if (is_new) {
      found->second = workbook_add_format(book);
      set_look(found->second, look);
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

bool XlsxFile::is_there() { return true; }

XlsxFile::XlsxFile() : book_(std::make_unique<Book>()) {
  lxw_workbook_options options{
      .constant_memory = LXW_FALSE, .tmpdir = book_->temporary.data(), .use_zip64 = LXW_FALSE};
  book_->book = workbook_new_opt(book_->file.c_str(), &options);
  if (book_->book == nullptr) throw FileError("cannot make a workbook");
  lxw_doc_properties properties{};
  properties.created = 946684800;  // 2000-01-01: a workbook of the same result is the same bytes on any day
  workbook_set_properties(book_->book, &properties);
}

XlsxFile::~XlsxFile() {
  if (book_->book != nullptr) lxw_workbook_free(book_->book);
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
  for (int n = 2; workbook_validate_sheet_name(book_->book, called.c_str()) != LXW_NO_ERROR; ++n) {
    called = cut(first, 26) + fmt::format(" {}", n);
    if (n > 9999) throw FileError("cannot name a sheet of the workbook");
  }
  lxw_worksheet* sheet = workbook_add_worksheet(book_->book, called.c_str());
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  book_->sheets.push_back(sheet);
  book_->names.push_back(called);
  return book_->sheets.size() - 1;
}

const std::string& XlsxFile::sheet_name(std::size_t sheet) const { return book_->names[sheet]; }

void XlsxFile::text(const CellPlace& at, const std::string& text, CellLook look) {
  constexpr double two_lines = 30;  // points: heads are broken
  if (look == CellLook::head) worksheet_set_row(book_->sheets[at.sheet], at.row, two_lines, nullptr);
  worksheet_write_string(book_->sheets[at.sheet], at.row, at.column, for_cell(text).c_str(),
                         book_->look(look));
}

void XlsxFile::number(const CellPlace& at, double value, CellLook look) {
  worksheet_write_number(book_->sheets[at.sheet], at.row, at.column, value, book_->look(look));
}

void XlsxFile::formula(const CellPlace& at, const std::string& formula, double value, CellLook look) {
  worksheet_write_formula_num(book_->sheets[at.sheet], at.row, at.column, ("=" + formula).c_str(),
                              book_->look(look), value);
}

void XlsxFile::name(const CellPlace& cell, const std::string& name) {
  workbook_define_name(book_->book, name.c_str(),
                       ("=" + cell_reference(cell, book_->names[cell.sheet])).c_str());
}

void XlsxFile::widths(std::size_t sheet, const std::vector<double>& characters) {
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    worksheet_set_column(book_->sheets[sheet], column, column, characters[i], nullptr);
  }
}

void XlsxFile::freeze(const CellPlace& at) {
  worksheet_freeze_panes(book_->sheets[at.sheet], at.row, at.column);
}

void XlsxFile::chart(const SheetChart& chart) {
  const bool bars = chart.kind == SheetChart::Kind::bars;
  lxw_chart* drawn = workbook_add_chart(book_->book, bars ? LXW_CHART_BAR : LXW_CHART_LINE);
  const std::string categories = book_->range(chart.categories);
  for (const SheetChart::Series& each : chart.series) {
    lxw_chart_series* series = chart_add_series(drawn, categories.c_str(), book_->range(each.values).c_str());
    chart_series_set_name(series, ("=" + cell_reference(each.name, book_->names[each.name.sheet])).c_str());
  }
  chart_title_set_name(drawn, chart.title.c_str());
  chart_axis_set_name(bars ? drawn->x_axis : drawn->y_axis, chart.value_axis.c_str());
  if (bars) chart_axis_set_reverse(drawn->y_axis);
  lxw_chart_options options{};
  options.x_scale = 1.5;
  options.y_scale = 1.3;
  options.description = const_cast<char*>(chart.title.c_str());
  worksheet_insert_chart_opt(book_->sheets[chart.at.sheet], chart.at.row, chart.at.column, drawn, &options);
}

std::string XlsxFile::bytes() {
  lxw_workbook* book = std::exchange(book_->book, nullptr);  // closing frees it
  const lxw_error error = workbook_close(book);
  if (error != LXW_NO_ERROR) throw FileError(fmt::format("cannot make a workbook: {}", lxw_strerror(error)));
  return bytes_of(book_->file);
}

}  // namespace llmtco
