#include "outputs.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "output.h"
#include "refusal.h"
#include "streams.h"
#include "text/characters.h"

namespace llmtco::app {
namespace {

/// A device or a pipe, which takes whatever it is given.
bool is_stream(const std::string& file) {
  std::error_code ignored;
  return std::filesystem::exists(file, ignored) && !std::filesystem::is_regular_file(file, ignored);
}

std::string known_suffixes(ResultOf of) {
  std::vector<std::string> known;
  for (const Format& each : formats()) {
    if (makes(of, each) && !each.suffix.empty())
      known.push_back(fmt::format("{} ({})", each.suffix, each.name));
  }
  return fmt::format("{}", fmt::join(known, ", "));
}

std::string form_of(const std::string& file, const ViewArgs& args, ResultOf of) {
  if (!args.output.format.empty() && args.outputs.size() == 1) return args.output.format;
  if (const Format* format = format_of_suffix(file)) return std::string(format->name);
  if (is_stream(file)) return "table";
  refuse(fmt::format("--output {}: its suffix names no form", shown(file)),
         fmt::format("known are {}; or write FORMAT=FILE", known_suffixes(of)));
}

OutputArgs output_of(const std::string& asked, const ViewArgs& args, ResultOf of) {
  OutputArgs output = args.output;
  const std::size_t equals = asked.find('=');
  const Format* named = equals == asked.npos ? nullptr : format_called(asked.substr(0, equals));
  output.file = named == nullptr ? asked : asked.substr(equals + 1);
  if (output.file.empty()) refuse(fmt::format("--output {} names no file", shown(asked)));
  require_writable(output);
  output.format = named == nullptr ? form_of(output.file, args, of) : std::string(named->name);
  return output;
}

void require_makes(ResultOf of, const OutputArgs& output) {
  if (makes(of, *format_called(output.format))) return;
  refuse(fmt::format("{0} needs the run itself: 'llmtco run SCENARIO --format {0}'", output.format));
}

void require_no_terminal(const OutputArgs& output) {
  if (!format_called(output.format)->binary || !is_terminal(STDOUT_FILENO)) return;
  refuse(fmt::format("--format {} is not for a terminal", output.format),
         "name a file with --output, or redirect stdout");
}

}  // namespace

std::vector<OutputArgs> outputs_of(const ViewArgs& args, ResultOf of) {
  ViewArgs asked = args;
  if (!args.json.empty()) asked.output.format = "json";  // keys of the JSON are JSON
  if (asked.outputs.size() > 1 && !asked.output.format.empty())
    refuse(fmt::format("{} is of one --output", args.json.empty() ? "--format" : "--json"),
           "of several, each has the form of its suffix, or of FORMAT=FILE");
  std::vector<OutputArgs> outputs;
  for (const std::string& each : asked.outputs) {
    OutputArgs output = output_of(each, asked, of);
    require_makes(of, output);
    const bool twice = std::any_of(outputs.begin(), outputs.end(),
                                   [&](const OutputArgs& other) { return other.file == output.file; });
    if (twice) refuse(fmt::format("--output: two forms for the file {}", shown(output.file)));
    outputs.push_back(std::move(output));
  }
  if (!outputs.empty()) return outputs;
  if (asked.output.format.empty()) asked.output.format = "table";
  require_makes(of, asked.output);
  require_no_terminal(asked.output);
  return {asked.output};
}

void write_all(const std::vector<OutputArgs>& outputs, const Shown& what) {
  std::vector<std::string> texts;
  for (const OutputArgs& output : outputs)
    texts.push_back(format_called(output.format)->text({what, output}));
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const bool raw = outputs[i].file.empty() && format_called(outputs[i].format)->binary;
    raw ? write_out(texts[i]) : write(outputs[i], texts[i]);
  }
}

}  // namespace llmtco::app
