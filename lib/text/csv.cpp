#include "text/csv.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "text/characters.h"
#include "text/plain.h"

namespace llmtco {
namespace {

constexpr std::size_t most_problems = 20;

/// What the bytes show to be no text of commas at all.
std::optional<CsvProblem> other_file(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return CsvProblem{1, "the file is in UTF-16", "save it as CSV in UTF-8"};
  if (text.starts_with("PK\x03\x04"))
    return CsvProblem{1, "the file is a workbook or an archive", "save it as CSV"};
  if (text.find('\0') != text.npos) return CsvProblem{1, "the file is no text", "save it as CSV in UTF-8"};
  return std::nullopt;
}

/// The separator that stands most often outside quotes in a line; ',' where there is none.
char most_frequent_separator(std::string_view line) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char candidate : {',', ';', '\t'}) {
    bool quoted = false;
    std::ptrdiff_t count = 0;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      count += !quoted && c == candidate;
    }
    if (count > most) best = candidate;
    most = std::max(most, count);
  }
  return best;
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  CsvTable table() && {
    if (auto problem = other_file(text_)) {
      table_.problems.push_back(*std::move(problem));
      return std::move(table_);
    }
    read_separator();
    while (at_ < text_.size() && table_.problems.size() < most_problems) {
      const int line = line_;
      if (at_comment()) {
        skip_line();
        continue;
      }
      std::vector<std::string> fields = record();
      if (std::all_of(fields.begin(), fields.end(),
                      [](const std::string& f) { return f.find_first_not_of(" \t") == f.npos; }))
        continue;
      if (table_.columns.empty())
        take_names(std::move(fields), line);
      else
        take_row(std::move(fields), line);
    }
    if (table_.style.separator != ',') table_.style.decimal = csv_decimal(table_.rows);
    return std::move(table_);
  }

 private:
  std::string_view line_here() const {
    const std::string_view rest = text_.substr(at_);
    return rest.substr(0, rest.find_first_of("\r\n"));
  }

  bool at_comment() const { return text_[at_] == '#' && !is_csv_error(line_here()); }

  void read_separator() {
    const std::string_view first = line_here();
    if (first.size() == 5 && lower_case(first.substr(0, 4)) == "sep=") {
      table_.style.separator = first[4];
      skip_line();
      return;
    }
    while (at_ < text_.size() && (at_comment() || line_here().empty())) skip_line();
    table_.style.separator = most_frequent_separator(line_here());
    at_ = 0;
    line_ = 1;
  }

  void skip_line() {
    at_ += line_here().size();
    take_break();
  }

  /// Steps over the line break that stands here, LF, CR LF or CR.
  void take_break() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  void complain(int line, std::string message, std::string hint) {
    table_.problems.push_back({line, std::move(message), std::move(hint)});
  }

  void take_names(std::vector<std::string> names, int line) {
    for (std::string& name : names) {
      const std::size_t begin = std::min(name.find_first_not_of(' '), name.size());
      name = name.substr(begin, name.find_last_not_of(' ') - begin + 1);
    }
    while (names.back().empty()) names.pop_back();
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto [first, is_new] = seen.emplace(names[i], i);
      if (!names[i].empty() && !is_new)
        complain(line, fmt::format("columns {} and {} have the same name", first->second + 1, i + 1),
                 "rename one");
    }
    table_.columns = std::move(names);
  }

  void take_row(std::vector<std::string> fields, int line) {
    const std::size_t columns = table_.columns.size();
    while (fields.size() > columns && fields.back().empty()) fields.pop_back();
    if (fields.size() == columns) {
      table_.rows.push_back(std::move(fields));
      table_.lines.push_back(line);
      return;
    }
    complain(line,
             fmt::format("{} field{}, but the header names {} column{}", fields.size(),
                         fields.size() == 1 ? "" : "s", columns, columns == 1 ? "" : "s"),
             fields.size() > columns
                 ? fmt::format("a field with a {} in it stands in quotes",
                               table_.style.separator == '\t' ? std::string("tab")
                                                              : shown({&table_.style.separator, 1}))
                 : "");
  }

  /// The fields of the record that starts here, up to and with its line break.
  std::vector<std::string> record() {
    std::vector<std::string> fields(1);
    bool closed = false;  // the field was in quotes, which are closed
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\r' || c == '\n') {
        take_break();
        break;
      }
      ++at_;
      if (c == table_.style.separator) {
        fields.emplace_back();
        closed = false;
      } else if (c == '"' && fields.back().empty() && !closed) {
        quoted(fields.back());
        closed = true;
      } else if (!closed) {
        fields.back() += c;
      } else if (c != ' ') {
        complain(line_, "text behind a closing quote", "double the quotes inside a field");
        closed = false;
      }
    }
    return fields;
  }

  /// The rest of a quoted part, behind its opening quote.
  void quoted(std::string& field) {
    const int opened = line_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '\n') ++line_;
      if (c != '"') {
        field += c;
      } else if (at_ < text_.size() && text_[at_] == '"') {
        field += text_[at_++];
      } else {
        return;
      }
    }
    complain(opened, "a quote is opened here and never closed", "");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  CsvTable table_;
};

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

CsvTable read_csv(std::string_view text) { return CsvReader(text).table(); }

std::size_t field_start(std::string_view line, char separator, std::size_t field) {
  bool quoted = false;
  std::size_t seen = 0;
  for (std::size_t i = 0; i < line.size() && field > 0; ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (line[i] != separator || quoted) continue;
    if (++seen == field) return i + 1;
  }
  return 0;
}

std::string csv_text(std::string_view text) {
  std::string safe = without_commands(displayable(text));
  const std::size_t start = text.find_first_not_of(' ');
  if (start != text.npos && std::string_view("=+-@\t\r").find(text[start]) != std::string_view::npos)
    safe.insert(0, "'");
  return csv_field(safe);
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

}  // namespace llmtco
