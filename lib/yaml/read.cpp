#include "yaml/read.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "text/characters.h"
#include "yaml/builder.h"
#include "yaml/syntax.h"

namespace llmtco {
namespace {

constexpr std::size_t longest_text = 16'000'000;  // bytes; far above any scenario or catalogue

/// Passes yaml-cpp's events on to the builder.
class Events : public YAML::EventHandler {
 public:
  explicit Events(detail::Builder& builder) : builder_(builder) {}

  void OnDocumentStart(const YAML::Mark& mark) override { builder_.document(mark.line, mark.column); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { builder_.null(mark.line, mark.column); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.alias(mark.line, mark.column, anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    builder_.scalar(mark.line, mark.column, {tag, anchor}, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    builder_.open(Node::Kind::sequence, mark.line, mark.column, {tag, anchor});
  }
  void OnSequenceEnd() override { builder_.close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    builder_.open(Node::Kind::mapping, mark.line, mark.column, {tag, anchor});
  }
  void OnMapEnd() override { builder_.close(); }

 private:
  detail::Builder& builder_;
};

bool bytes_are_fine(const Source& source, Diagnostics& diagnostics) {
  constexpr int most = 50;  // messages; a binary file would have one a line
  int found = 0;
  std::size_t from = 0;
  while (const auto bad = first_bad_byte(source.text(), from)) {
    if (++found > most) break;
    // A CR that ends a line, as old editors write it, deserves its own words.
    const bool lone_cr = source.text()[bad->offset] == '\r';
    diagnostics.error(source.at_byte(bad->offset), bad->why, lone_cr ? "end lines with LF or CR LF" : "");
    // One message a line is enough.
    from = source.text().find('\n', bad->offset);
    if (from == std::string::npos) break;
  }
  return found == 0;
}

bool has_directive(const Source& source, Diagnostics& diagnostics) {
  for (int line = source.first_line(); source.contains_line(line); ++line) {
    const std::string_view text = source.line(line);
    const std::size_t start = text.find_first_not_of(" \t");
    if (start == text.npos || text[start] == '#') continue;
    if (text.front() != '%') return false;
    diagnostics.error({source.name(), line, 1}, "YAML directives are not supported", "remove this line");
    return true;
  }
  return false;
}

std::optional<Node> parsed(const std::shared_ptr<const Source>& source, Diagnostics& diagnostics) {
  std::istringstream stream(source->text());
  detail::Builder builder(source, diagnostics);
  try {
    YAML::Parser parser(stream);
    Events events(builder);
    while (parser.HandleNextDocument(events)) {
    }
  } catch (const YAML::Exception& stop) {
    const auto error =
        detail::explained({stop.msg, stop.mark.line, stop.mark.column, builder.open_bracket()}, *source);
    diagnostics.error(error.location, error.message, error.hint);
    return std::nullopt;
  } catch (const detail::Builder::Stop&) {
    return std::nullopt;  // the builder has said why
  }
  return builder.root();
}

}  // namespace

std::optional<Node> read_text(std::string text, std::string name, Diagnostics& diagnostics, int first_line) {
  if (text.size() > longest_text) {
    diagnostics.error({std::move(name), 0, 0},
                      fmt::format("the file is larger than {} MB", longest_text / 1'000'000), "");
    return std::nullopt;
  }
  const auto source = std::make_shared<const Source>(std::move(name), std::move(text), first_line);
  diagnostics.add_source(source);
  if (!bytes_are_fine(*source, diagnostics) || has_directive(*source, diagnostics)) return std::nullopt;
  auto root = parsed(source, diagnostics);
  return root;
}

std::string file_bytes(const std::string& path, std::size_t limit) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) throw FileError(fmt::format("{}: no such file", path));
  if (std::filesystem::is_directory(status))
    throw FileError(fmt::format("{}: is a directory, not a file", path));
  std::ifstream file(path, std::ios::binary);
  if (!file) throw FileError(fmt::format("{}: cannot be read (permission denied?)", path));

  std::string bytes;
  std::string chunk(std::size_t{1} << 16U, '\0');
  while (bytes.size() <= limit &&
         file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())).gcount() > 0) {
    bytes.append(chunk, 0, static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) throw FileError(fmt::format("{}: reading failed", path));
  if (bytes.size() > limit + 1) bytes.resize(limit + 1);
  return bytes;
}

std::optional<Node> read_file(const std::string& path, Diagnostics& diagnostics) {
  return read_text(file_bytes(path, longest_text), path, diagnostics);
}

}  // namespace llmtco
