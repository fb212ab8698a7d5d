#include "text/csv.h"

#include <algorithm>

namespace llmtco {
namespace {

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  CsvTable table() {
    CsvTable table;
    bool named = false;
    while (at_ < text_.size()) {
      const int line = line_;
      if (text_[at_] == '#') {
        skip_line();
        continue;
      }
      std::vector<std::string> fields = record();
      if (fields.size() == 1 && fields[0].empty()) continue;
      if (!named) {
        table.columns = std::move(fields);
      } else {
        table.rows.push_back(std::move(fields));
        table.lines.push_back(line);
      }
      named = true;
    }
    table.unclosed = unclosed_;
    return table;
  }

 private:
  void skip_line() {
    at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1;
    ++line_;
  }

  /// The fields of the record that starts here, up to and with its line break.
  std::vector<std::string> record() {
    std::vector<std::string> fields(1);
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"' && fields.back().empty()) {
        quoted(fields.back());
      } else if (c == ',') {
        fields.emplace_back();
      } else if (c == '\n') {
        ++line_;
        break;
      } else if (c != '\r') {
        fields.back() += c;
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
    if (unclosed_ == 0) unclosed_ = opened;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1, unclosed_ = 0;
};

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

CsvTable read_csv(std::string_view text) { return CsvReader(text).table(); }

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

}  // namespace llmtco
