#include "report/fitted_table.h"

#include <algorithm>

namespace llmtco {
namespace {

constexpr std::size_t gap = 2, indent = 2;
/// Characters of the picture: fewer say nothing, more say no more.
constexpr std::size_t narrowest_picture = 14, widest_picture = 40;
/// A column worth as much is kept by headings of two lines rather than left out.
constexpr int worth_two_lines = 50;

std::string first_line(const ScreenColumn& column) {
  const std::size_t end = column.heading.find('\n');
  return end == std::string::npos ? "" : column.heading.substr(0, end);
}
std::string second_line(const ScreenColumn& column) {
  return column.heading.substr(column.heading.find('\n') + 1);  // npos + 1 is 0
}
std::string in_one_line(const ScreenColumn& column) {
  return first_line(column).empty() ? column.heading : first_line(column) + " " + second_line(column);
}

std::size_t width_of(const ScreenColumn& column, bool two_lines) {
  std::size_t width = two_lines
                          ? std::max(display_width(first_line(column)), display_width(second_line(column)))
                          : display_width(in_one_line(column));
  for (const std::string& cell : column.cells) width = std::max(width, display_width(cell));
  return width;
}

std::string padded(const std::string& text, std::size_t width, bool left) {
  const std::string spaces(width - std::min(width, display_width(text)), ' ');
  return left ? text + spaces : spaces + text;
}

}  // namespace

FittedTable::FittedTable(std::vector<std::string> names, const std::vector<ScreenColumn>& columns,
                         const Style& style, std::optional<Picture> picture, std::optional<std::size_t> best)
    : names_(std::move(names)), columns_(columns), style_(style), picture_(std::move(picture)), best_(best) {
  Style narrow = style;
  narrow.width = std::max<std::size_t>(12, style.width / 3);
  for (std::string& name : names_) name = cut_to_fit(name, narrow);
  fit_ = fitted(false);
  if (fit_.dropped_much) fit_ = fitted(true);
}

FittedTable::Fit FittedTable::fitted(bool two_lines) const {
  Fit fit{.two_lines = two_lines};
  for (const std::string& name : names_) fit.name = std::max(fit.name, display_width(name));
  for (const ScreenColumn& column : columns_) fit.columns.push_back(&column);
  const std::size_t picture = picture_ ? gap + narrowest_picture : 0;
  while (used(fit) + picture > style_.width && fit.columns.size() > 1) {
    const auto least = std::min_element(fit.columns.begin() + 1, fit.columns.end(),
                                        [](const auto* a, const auto* b) { return a->worth < b->worth; });
    fit.dropped_much = fit.dropped_much || (*least)->worth >= worth_two_lines;
    fit.columns.erase(least);
  }
  const std::size_t room = style_.width - std::min(style_.width, used(fit) + gap);
  if (picture_ && room >= narrowest_picture) fit.picture = std::min(room, widest_picture);
  return fit;
}

std::size_t FittedTable::used(const Fit& fit) const {
  std::size_t width = indent + fit.name;
  for (const ScreenColumn* column : fit.columns) width += gap + width_of(*column, fit.two_lines);
  return width;
}

std::size_t FittedTable::before_picture() const {
  std::size_t width = indent + fit_.name + gap;
  for (std::size_t i = 0; i < std::min(picture_->behind, fit_.columns.size()); ++i)
    width += width_of(*fit_.columns[i], fit_.two_lines) + gap;
  return width;
}

std::string FittedTable::line(const std::string& name, const std::string& picture, const Cell& cell) const {
  std::string text(indent, ' ');
  text += padded(name, fit_.name, true);
  const std::size_t behind = picture_ ? std::min(picture_->behind, fit_.columns.size()) : 0;
  for (std::size_t i = 0; i < fit_.columns.size(); ++i) {
    const ScreenColumn& column = *fit_.columns[i];
    text += std::string(gap, ' ') + padded(cell(column), width_of(column, fit_.two_lines), column.left);
    if (i + 1 == behind && fit_.picture > 0)
      text += std::string(gap, ' ') + padded(picture, fit_.picture, true);
  }
  return text.erase(text.find_last_not_of(' ') + 1) + "\n";
}

std::string FittedTable::headings() const {
  const std::string drawn = picture_ ? picture_->heading : "";
  if (!fit_.two_lines) return style_.bold(line("", drawn, in_one_line));
  // What is too long for the picture's width is broken at its last space.
  const std::size_t space = display_width(drawn) > fit_.picture ? drawn.rfind(' ') : std::string::npos;
  const bool broken = space != std::string::npos;
  return style_.bold(line("", broken ? drawn.substr(0, space) : "", first_line)) +
         style_.bold(line("", broken ? drawn.substr(space + 1) : drawn, second_line));
}

std::string FittedTable::row(std::size_t i) const {
  const bool best = best_ == i;
  const auto cell = [&](const ScreenColumn& column) {
    const std::string& text = column.cells[i];
    if (column.left) return style_.yellow(text);
    if (text == unknown_cell) return style_.dim(text);
    return best && &column == fit_.columns.front() ? style_.bold(text) : text;
  };
  const std::string picture = fit_.picture > 0 ? picture_->draw(i, fit_.picture) : "";
  return line(best ? style_.bold(names_[i]) : names_[i], picture, cell);
}

std::string FittedTable::text() const {
  std::string text = headings();
  for (std::size_t i = 0; i < names_.size(); ++i) text += row(i);
  return text;
}

std::vector<std::string> FittedTable::legends() const {
  std::vector<std::string> legends;
  for (const ScreenColumn* column : fit_.columns) {
    if (!column->legend.empty()) legends.push_back(column->legend);
  }
  return legends;
}

}  // namespace llmtco
