#pragma once
#include <xlsxwriter.h>

namespace llmtco {

/// What this project calls of libxlsxwriter, by the names it has there. It is loaded when the first workbook is made: with
/// it come zip and encryption, which take longer to load than the whole of a short command.
struct XlsxLibrary {
#define LLMTCO_XLSX_FUNCTIONS(each)                                                                        \
  each(chart_add_series) each(chart_axis_set_crossing_max) each(chart_axis_set_label_position)             \
      each(chart_axis_set_name) each(chart_axis_set_num_format) each(chart_axis_set_reverse)               \
          each(chart_series_set_fill) each(chart_series_set_line) each(chart_series_set_name) each(        \
              chart_title_set_name) each(format_set_align) each(format_set_bg_color) each(format_set_bold) \
              each(format_set_bottom) each(format_set_font_color) each(format_set_font_size)               \
                  each(format_set_indent) each(format_set_italic) each(format_set_num_format)              \
                      each(format_set_text_wrap) each(format_set_top) each(lxw_strerror)                   \
                          each(lxw_workbook_free) each(workbook_add_chart) each(workbook_add_format)       \
                              each(workbook_add_worksheet) each(workbook_close) each(workbook_define_name) \
                                  each(workbook_new_opt) each(workbook_set_properties)                     \
                                      each(workbook_validate_sheet_name) each(worksheet_fit_to_pages)      \
                                          each(worksheet_freeze_panes) each(worksheet_insert_chart_opt)    \
                                              each(worksheet_print_area) each(worksheet_repeat_rows)       \
                                                  each(worksheet_set_column) each(worksheet_set_footer)    \
                                                      each(worksheet_set_landscape)                        \
                                                          each(worksheet_set_margins)                      \
                                                              each(worksheet_set_paper)                    \
                                                                  each(worksheet_set_row)                  \
                                                                      each(worksheet_write_formula_num)    \
                                                                          each(worksheet_write_number)     \
                                                                              each(worksheet_write_string)
#define LLMTCO_XLSX_MEMBER(name) decltype(&::name) name = nullptr;  // NOLINT(bugprone-macro-parentheses)
  LLMTCO_XLSX_FUNCTIONS(LLMTCO_XLSX_MEMBER)
#undef LLMTCO_XLSX_MEMBER

  bool is_there = false;
};

/// The library of this machine, loaded when first asked for.
const XlsxLibrary& xlsx();

}  // namespace llmtco
