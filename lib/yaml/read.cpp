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
#include "yaml/checked_source.h"
#include "yaml/syntax.h"

namespace llmtco {
namespace {

constexpr std::size_t longest_text = 2'000'000;  // bytes; far above any scenario or catalogue
constexpr std::size_t most_values = 100'000;     // aliases expanded

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
  detail::Builder builder(source, most_values, diagnostics);
  try {
    YAML::Parser parser(stream);
    Events events(builder);
    while (parser.HandleNextDocument(events)) {
    }
  } catch (const YAML::Exception& stop) {
    const auto error = detail::explained(
        detail::ParserStop{stop.msg, stop.mark.line, stop.mark.column, builder.open_bracket()}, *source);
    diagnostics.error(error.location, error.message, error.hint);
    return std::nullopt;
  } catch (const detail::Builder::Stop&) {
    return std::nullopt;  // the builder has said why
  }
  return builder.root();
}

}  // namespace

std::optional<Node> read_text(std::string text, std::string name, Diagnostics& diagnostics, int first_line) {
  const auto source =
      detail::checked_source(std::move(text), std::move(name), longest_text, diagnostics, first_line);
  if (!source || has_directive(*source, diagnostics)) return std::nullopt;
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
