#include <cassert>

#include "report/xlsx_file.h"

// Of builds without libxlsxwriter: nobody makes one where absent() says why.
namespace llmtco {

struct XlsxFile::Book {
  std::string name;
};

std::string XlsxFile::absent() { return "this build makes no workbooks: it was built without libxlsxwriter"; }

XlsxFile::XlsxFile() : book_(std::make_unique<Book>()) { assert(false); }
XlsxFile::~XlsxFile() = default;
std::size_t XlsxFile::sheet(const std::string&) { return 0; }
const std::string& XlsxFile::sheet_name(std::size_t) const { return book_->name; }
void XlsxFile::text(const CellPlace&, const std::string&, CellLook) {}
void XlsxFile::number(const CellPlace&, double, CellLook) {}
void XlsxFile::formula(const CellPlace&, const std::string&, double, CellLook) {}
void XlsxFile::name(const CellPlace&, const std::string&) {}
void XlsxFile::widths(std::size_t, const std::vector<double>&) {}
void XlsxFile::freeze(const CellPlace&) {}
void XlsxFile::lines(const CellPlace&, unsigned) {}
void XlsxFile::print(const CellPlace&, unsigned short) {}
void XlsxFile::chart(const SheetChart&) {}
std::string XlsxFile::bytes() { return ""; }

}  // namespace llmtco
