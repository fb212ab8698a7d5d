#include "yaml/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <variant>

#include "yaml/builder.h"
#include "yaml/checked_source.h"
#include "yaml/json_syntax.h"
#include "yaml/read.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr std::size_t longest_json = 16'000'000;     // bytes; a benchmark may keep the time of every token
constexpr std::size_t most_json_values = 1'000'000;  // about 300 MB as a tree

/// Passes the parser's events on to the builder. They have no places, so the text is walked beside them:
/// between two values or keys it holds nothing but blanks, ',', ':' and closing brackets.
class JsonEvents {
 public:
  JsonEvents(const Source& source, detail::Builder& builder, Diagnostics& diagnostics)
      : source_(source), text_(source.text()), builder_(builder), diagnostics_(diagnostics) {}

  bool null() {
    to_next_token();
    builder_.null(line_, column());
    cursor_ += std::string_view("null").size();
    return true;
  }
  bool boolean(bool value) {
    to_next_token();
    return plain(value ? "true" : "false");
  }
  bool number_integer(std::int64_t) { return number(); }
  bool number_unsigned(std::uint64_t) { return number(); }
  bool number_float(double, const std::string&) { return number(); }
  bool string(std::string& value) { return quoted(value); }
  bool key(std::string& value) { return quoted(value); }
  bool binary(nlohmann::json::binary_t&) { return false; }  // JSON has none
  bool start_object(std::size_t) { return open(Node::Kind::mapping); }
  bool start_array(std::size_t) { return open(Node::Kind::sequence); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool parse_error(std::size_t bytes_read, const std::string&, const nlohmann::json::exception& error) {
    const std::size_t at = std::min(bytes_read == 0 ? 0 : bytes_read - 1, text_.size());
    const std::size_t token = std::min(next_token(), at);
    const auto found =
        detail::explained(detail::JsonStop{error.what(), token, at, builder_.open_bracket()}, source_);
    diagnostics_.error(found.location, found.message, found.hint);
    return false;
  }

 private:
  std::size_t next_token() const { return text_.find_first_not_of(" \t\r\n,:]}", cursor_); }
  int column() const { return static_cast<int>(cursor_ - line_start_); }

  void to_next_token() {
    const std::size_t token = std::min(next_token(), text_.size());
    for (; cursor_ < token; ++cursor_) {
      if (text_[cursor_] != '\n') continue;
      ++line_;
      line_start_ = cursor_ + 1;
    }
  }

  bool plain(const std::string& text) {
    builder_.scalar(line_, column(), {plain_tag_, 0}, text);
    cursor_ += text.size();
    return true;
  }

  bool number() {
    to_next_token();
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n,:[]{}\"", cursor_), text_.size());
    const std::string_view text = text_.substr(cursor_, end - cursor_);
    const auto value = number_in(text);  // the parser ends a number early: of 01 it gave 0, of 1_000 the 1
    const auto* refusal = std::get_if<Refusal>(&value);
    if (refusal == nullptr) return plain(std::string(text));
    diagnostics_.error(source_.at_byte(cursor_), refusal->message, refusal->hint);
    return false;
  }

  bool quoted(const std::string& value) {
    to_next_token();
    builder_.scalar(line_, column(), {quoted_tag_, 0}, value);
    ++cursor_;
    while (text_[cursor_] != '"') cursor_ += text_[cursor_] == '\\' ? 2 : 1;
    ++cursor_;
    return true;
  }

  bool open(Node::Kind kind) {
    to_next_token();
    builder_.open(kind, line_, column(), {plain_tag_, 0});
    ++cursor_;
    return true;
  }

  bool close() {
    builder_.close();
    return true;
  }

  const std::string plain_tag_ = "?", quoted_tag_ = "!";
  const Source& source_;
  std::string_view text_;
  detail::Builder& builder_;
  Diagnostics& diagnostics_;
  std::size_t cursor_ = 0;  ///< byte behind the last token
  std::size_t line_start_ = 0;
  int line_ = 0;
};

}  // namespace

std::optional<Node> read_json(std::string text, std::string name, Diagnostics& diagnostics) {
  const auto source = detail::checked_source(std::move(text), std::move(name), longest_json, diagnostics);
  if (!source) return std::nullopt;
  detail::Builder builder(source, most_json_values, diagnostics);
  if (source->text().find_first_not_of(" \t\r\n") == std::string::npos) return builder.root();
  JsonEvents events(*source, builder, diagnostics);
  try {
    if (!nlohmann::json::sax_parse(source->text(), &events)) return std::nullopt;
  } catch (const detail::Builder::Stop&) {
    return std::nullopt;  // the builder has said why
  }
  return builder.root();
}

std::optional<Node> read_json_file(const std::string& path, Diagnostics& diagnostics) {
  return read_json(file_bytes(path, longest_json), path, diagnostics);
}

}  // namespace llmtco
