#include "serving/trace.h"

#include <fmt/format.h>

#include <cmath>
#include <functional>

#include "serving/trace_cells.h"
#include "text/characters.h"
#include "text/csv.h"
#include "yaml/json.h"
#include "yaml/read.h"
#include "yaml/scalar.h"

namespace llmtco::serving {
namespace {

constexpr std::size_t most_bytes = 1'000'000'000;
constexpr std::size_t most_errors = 1000;
constexpr double since_1970 = 5e8;  // in seconds: 1985, and in milliseconds no trace of today

/// A row as it is read, and where its cells stand.
struct Row {
  double arrival = 0, input = 0, output = 0;
  bool dated = false;  ///< its time is a date and time
  std::vector<std::uint64_t> ids;
  std::function<Location(TraceColumn)> place;
};

/// Takes rows in their order, and says what no request can be.
class Requests {
 public:
  Requests(Load& load, Diagnostics& diagnostics) : load_(load), diagnostics_(diagnostics) {}

  void add(const Row& row) {
    Request r;
    if (!is_time(row) || !is_length(row, TraceColumn::input, row.input, "prompt") ||
        !is_length(row, TraceColumn::output, row.output, "answer"))
      return;
    r.arrival = in_picoseconds(row.arrival);
    last_ = row.arrival;
    r.input = static_cast<std::int32_t>(row.input);
    r.output = static_cast<std::int32_t>(row.output);
    if (!row.ids.empty()) {
      const auto blocks = static_cast<std::size_t>((r.input + load_.prefix_tokens - 1) / load_.prefix_tokens);
      if (row.ids.size() > blocks) {
        diagnostics_.error(row.place(TraceColumn::ids),
                           fmt::format("{} ids for a prompt of {} tokens, which is {} blocks of {}",
                                       row.ids.size(), r.input, blocks, load_.prefix_tokens));
        return;
      }
      r.first_prefix = static_cast<std::uint32_t>(load_.prefix_ids.size());
      r.prefixes = static_cast<std::uint32_t>(row.ids.size());
      load_.prefix_ids.insert(load_.prefix_ids.end(), row.ids.begin(), row.ids.end());
    }
    load_.requests.push_back(r);
  }

 private:
  bool is_time(const Row& row) {
    const Location place = row.place(TraceColumn::arrival);
    if (row.arrival < 0 && row.dated) {
      diagnostics_.error(place, fmt::format("a request {:.6f} s before the first of the trace", -row.arrival),
                         "sort the rows by time");
    } else if (row.arrival < 0) {
      diagnostics_.error(place, fmt::format("a request at {:g} s, before time 0", row.arrival));
    } else if (row.arrival * ps_per_second >= static_cast<double>(latest)) {
      diagnostics_.error(
          place, fmt::format("a request at {:g} s, beyond the 53 days a simulation may last", row.arrival),
          row.arrival >= since_1970
              ? "does it count from 1970? subtract the time of the first request from all"
              : "are these milliseconds? then call the column timestamp_ms");
    } else if (row.arrival < last_) {
      diagnostics_.error(
          place,
          fmt::format("a request at {:.6f} s, before the one in front of it at {:.6f} s", row.arrival, last_),
          "sort the rows by time");
    } else {
      return true;
    }
    return false;
  }

  bool is_length(const Row& row, TraceColumn column, double tokens, const char* what) {
    if (1 <= tokens && tokens <= most_tokens && tokens == std::floor(tokens)) return true;
    diagnostics_.error(
        row.place(column),
        fmt::format("{} {} of {:.12g} tokens: it must be a whole number from 1 to {}",
                    what[0] == 'a' ? "an" : "a", what, tokens, most_tokens),
        tokens == 0 && column == TraceColumn::output ? "take out the rows of requests that failed" : "");
    return false;
  }

  Load& load_;
  Diagnostics& diagnostics_;
  double last_ = 0;
};

class CsvReader {
 public:
  CsvReader(const std::string& text, const std::string& name, Diagnostics& diagnostics)
      : table_(read_csv(text)), source_(std::make_shared<Source>(name, text)), diagnostics_(diagnostics) {
    diagnostics.add_source(source_);
  }

  void read(Load& load) {
    for (const CsvProblem& p : table_.problems)
      diagnostics_.error({source_->name(), p.line, 1}, p.message, p.hint);
    if (!table_.problems.empty()) return;
    columns_ = trace_columns(table_.columns);
    const int header = table_.lines.empty() ? 1 : std::max(1, table_.lines.front() - 1);
    for (const MissingColumn& m : missing_columns(columns_, table_.columns))
      diagnostics_.error({source_->name(), header, 1}, m.message, m.hint);
    if (diagnostics_.has_errors()) return;
    Requests requests(load, diagnostics_);
    for (std::size_t i = 0; i < table_.rows.size() && diagnostics_.error_count() < most_errors; ++i) {
      Row row;
      row.place = [&](TraceColumn column) { return place(i, column); };
      if (read_row(i, row)) requests.add(row);
    }
  }

 private:
  std::size_t index(TraceColumn column) const {
    switch (column) {
      case TraceColumn::arrival:
        return *columns_.arrival;
      case TraceColumn::input:
        return *columns_.input;
      case TraceColumn::output:
        return *columns_.output;
      case TraceColumn::ids:
        break;
    }
    return *columns_.ids;
  }
  Location place(std::size_t row, TraceColumn column) const {
    const int line = table_.lines[row];
    if (!source_->contains_line(line)) return {source_->name(), line, 1};
    const std::size_t at = field_start(source_->line(line), table_.style.separator, index(column));
    return source_->at(line - source_->first_line(), static_cast<int>(at));
  }

  bool number(std::size_t row, TraceColumn column, double& into) {
    const auto value = csv_number(table_.rows[row][index(column)], table_.style);
    if (const auto* refusal = std::get_if<Refusal>(&value)) {
      diagnostics_.error(place(row, column), refusal->message, refusal->hint);
      return false;
    }
    into = std::get<double>(value);
    return true;
  }

  bool read_time(std::size_t i, Row& row) {
    const std::string& time = table_.rows[i][*columns_.arrival];
    row.dated = contains(time, ":");
    if (i == 0) dated_ = row.dated;
    if (row.dated != dated_) {
      diagnostics_.error(place(i, TraceColumn::arrival),
                         fmt::format("{} is {}, and the first row has {}", shown(time),
                                     row.dated ? "a date and time" : "no date and time",
                                     dated_ ? "a date and time" : "a number"));
      return false;
    }
    if (!row.dated) {
      const bool good = number(i, TraceColumn::arrival, row.arrival);
      row.arrival *= columns_.seconds_per_unit;
      return good;
    }
    const auto read = date_time_in(trimmed(time));
    if (!read) diagnostics_.error(place(i, TraceColumn::arrival), shown(time) + " is no date and time");
    if (read && !first_) first_ = read;
    if (read) row.arrival = *read - *first_;
    return read.has_value();
  }

  bool read_row(std::size_t i, Row& row) {
    bool good = read_time(i, row);
    good = number(i, TraceColumn::input, row.input) && good;
    good = number(i, TraceColumn::output, row.output) && good;
    if (!columns_.ids) return good;
    const auto ids = ids_in(table_.rows[i][*columns_.ids]);
    if (!ids)
      diagnostics_.error(place(i, TraceColumn::ids),
                         "ids must be whole numbers from 0 on, with blanks between");
    if (ids) row.ids = *ids;
    return good && ids;
  }

  CsvTable table_;
  std::shared_ptr<const Source> source_;
  Diagnostics& diagnostics_;
  TraceColumns columns_;
  std::optional<double> first_;  ///< of dates and times
  bool dated_ = false;           ///< the first row has one
};

/// Lines of JSON as one list: what separates its elements stands at the ends of their lines.
std::string as_list(const std::string& text) {
  std::string list = "[";
  std::size_t last = std::string::npos;  // where the comma behind the line before goes
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trimmed(std::string_view(text).substr(at, end - at), " \t\r");
    if (!line.empty() && last != std::string::npos) list.insert(last, ",");
    list += line;
    if (!line.empty()) last = list.size();
    list += '\n';
    at = end + 1;
  }
  return list + "]";
}

void read_json_lines(const std::string& text, const std::string& name, Load& load, Diagnostics& diagnostics) {
  const bool list = text[text.find_first_of("[{")] == '[';
  const auto root = read_json(list ? text : as_list(text), name, diagnostics);
  if (!root) return;
  Requests requests(load, diagnostics);
  for (const Node& node : root->children()) {
    if (diagnostics.error_count() >= most_errors) return;
    if (!node.is_mapping()) {
      wrong_kind(node, "a request", diagnostics);
      continue;
    }
    std::vector<std::string> names;
    const std::vector<Node> values = node.children();
    for (const Node& value : values) names.push_back(value.key());
    const TraceColumns columns = trace_columns(names);
    for (const MissingColumn& m : missing_columns(columns, names))
      diagnostics.error(node.location(), m.message, m.hint);
    if (!columns.arrival || !columns.input || !columns.output) continue;
    const auto arrival = number(values[*columns.arrival], diagnostics);
    const auto input = number(values[*columns.input], diagnostics);
    const auto output = number(values[*columns.output], diagnostics);
    if (!arrival || !input || !output) continue;
    Row row{.arrival = *arrival * columns.seconds_per_unit,
            .input = *input,
            .output = *output,
            .ids = {},
            .place = {}};
    row.place = [&](TraceColumn column) {
      const auto& at = column == TraceColumn::arrival  ? columns.arrival
                       : column == TraceColumn::input  ? columns.input
                       : column == TraceColumn::output ? columns.output
                                                       : columns.ids;
      return values[*at].location();
    };
    bool good = !columns.ids || values[*columns.ids].is_sequence();
    if (!good) wrong_kind(values[*columns.ids], "a list of ids", diagnostics);
    if (columns.ids && good) {
      for (const Node& id : values[*columns.ids].children()) {
        const auto read = integer(id, diagnostics);
        good = good && read && *read >= 0;
        if (read && *read < 0) diagnostics.error(id.location(), "an id below 0");
        if (good) row.ids.push_back(static_cast<std::uint64_t>(*read));
      }
    }
    if (good) requests.add(row);
  }
}

}  // namespace

Load read_trace(std::string text, const std::string& name, Diagnostics& diagnostics) {
  Load load;
  const std::size_t first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (first == std::string::npos) {
    diagnostics.error({name, 1, 1}, "the file is empty", "a trace names its columns in the first line");
  } else if (text[first] == '{' || (text[first] == '[' && text.find('{', first) != std::string::npos)) {
    read_json_lines(text, name, load, diagnostics);
  } else {
    CsvReader(text, name, diagnostics).read(load);
  }
  if (load.requests.empty() && !diagnostics.has_errors())
    diagnostics.error({name, 1, 1}, "a trace without requests");
  return load;
}

Load read_trace_file(const std::string& path, Diagnostics& diagnostics) {
  std::string text = file_bytes(path, most_bytes);
  if (text.size() > most_bytes) {
    diagnostics.error({path, 0, 0}, "the file is larger than 1 GB");
    return {};
  }
  return read_trace(std::move(text), path, diagnostics);
}

}  // namespace llmtco::serving
