#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace llmtco {

/// How a cell looks.
enum class CellLook {
  plain,
  wrapped,
  title,
  head,
  number_head,
  note,
  input,
  number,
  money,
  price,
  seconds,
  share,
  total,
  opaque
};

/// Where a cell is, from 0.
struct CellPlace {
  std::size_t sheet = 0;
  unsigned row = 0;
  unsigned short column = 0;
};

/// A row or column of cells of one sheet.
struct CellRange {
  CellPlace first;
  unsigned last_row = 0;
  unsigned short last_column = 0;
};

/// A chart over cells.
struct SheetChart {
  struct Series {
    CellPlace name;
    CellRange values;
  };
  enum class Kind { bars, lines };
  Kind kind = Kind::bars;
  std::string title, value_axis, category_axis{};
  CellRange categories;
  std::vector<Series> series;
  CellPlace at;  ///< its upper left corner
};

/// A workbook in the making (Office Open XML), the same bytes for the same cells: it knows no time. Only this class
/// knows libxlsxwriter (report/xlsx_library.h); without it none can be made.
///
/// Texts are texts, whatever they begin with: none is taken for a formula.
class XlsxFile {
 public:
  XlsxFile();
  ~XlsxFile();
  XlsxFile(const XlsxFile&) = delete;
  XlsxFile& operator=(const XlsxFile&) = delete;

  /// Why no workbook can be made; empty where it can.
  static std::string absent();

  /// A new sheet, called so as far as sheets may be: 31 characters, none of []:*?/\, unlike all others.
  std::size_t sheet(const std::string& name);
  const std::string& sheet_name(std::size_t sheet) const;

  void text(const CellPlace& at, const std::string& text, CellLook look = CellLook::plain);
  void number(const CellPlace& at, double value, CellLook look = CellLook::number);
  /// Without the equals sign; `value` is what it gives, for readers that do not compute.
  void formula(const CellPlace& at, const std::string& formula, double value,
               CellLook look = CellLook::number);
  /// A name for a cell, for formulas: letters, digits and underscores.
  void name(const CellPlace& cell, const std::string& name);
  void widths(std::size_t sheet, const std::vector<double>& characters);
  /// Rows above and columns before stay in sight.
  void freeze(const CellPlace& at);
  /// Of wrapped text: so many lines.
  void lines(const CellPlace& row, unsigned lines);
  /// On paper: the columns before this one alone, rows from the first to this one on every page.
  void print(const CellPlace& heads, unsigned short columns);
  void chart(const SheetChart& chart);

  /// The file. Throws FileError where it cannot be made.
  std::string bytes();

 private:
  struct Book;
  std::unique_ptr<Book> book_;
};

/// 'My sheet'!$C$12, or $C$12.
std::string cell_reference(const CellPlace& cell, const std::string& sheet = "");

}  // namespace llmtco
