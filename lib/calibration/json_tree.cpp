#include "calibration/json_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>

namespace llmtco::detail {
namespace {

constexpr std::size_t deepest = 64;

/// Tells how far the parser has read, so that its events get a place.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** read) : at_(at), read_(read) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    if (read_ != nullptr) *read_ = at_;
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** read_;
};

/// Builds the tree from the parser's events.
class Builder {
 public:
  Builder(const Source& source, Diagnostics& diagnostics)
      : source_(source), diagnostics_(diagnostics), read_(source.text().data()) {}

  const char** read() { return &read_; }
  JsonNode root;

  bool null() { return add(of(JsonNode::Kind::null), bare_start()); }
  bool boolean(bool value) {
    JsonNode node = of(JsonNode::Kind::boolean);
    node.boolean = value;
    return add(std::move(node), bare_start());
  }
  bool number_integer(std::int64_t value) { return number(static_cast<double>(value)); }
  bool number_unsigned(std::uint64_t value) { return number(static_cast<double>(value)); }
  bool number_float(double value, const std::string&) { return number(value); }
  bool string(std::string& value) {
    JsonNode node = of(JsonNode::Kind::text);
    node.text = value;
    return add(std::move(node), quoted_start());
  }
  bool binary(nlohmann::json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(JsonNode::Kind::object); }
  bool start_array(std::size_t) { return open(JsonNode::Kind::list); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    if (open_.back()->find(name) != nullptr) {
      diagnostics_.error(source_.at_byte(quoted_start()), fmt::format("key '{}' is there twice", name));
      return false;
    }
    key_ = name;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& e) {
    const std::string what = e.what();
    const std::size_t reason = what.find("syntax error");
    const std::size_t at = std::min(position == 0 ? 0 : position - 1, source_.text().size());
    diagnostics_.error(
        source_.at_byte(at),
        fmt::format("this is not JSON: {}", reason == std::string::npos ? what : what.substr(reason)));
    return false;
  }

 private:
  std::size_t offset() const { return static_cast<std::size_t>(read_ - source_.text().data()); }

  /// First byte of the string that ends before the reading place.
  std::size_t quoted_start() const {
    const std::string& text = source_.text();
    std::size_t at = text.rfind('"', offset() == 0 ? 0 : offset() - 1);  // the closing quote
    while (at != std::string::npos && at > 0) {
      at = text.rfind('"', at - 1);
      std::size_t slashes = 0;
      while (at != std::string::npos && at > slashes && text[at - 1 - slashes] == '\\') ++slashes;
      if (slashes % 2 == 0) break;
    }
    return at == std::string::npos ? 0 : at;
  }

  /// First byte of the number or word that ends before the reading place; the parser may have looked one byte
  /// further.
  std::size_t bare_start() const {
    const std::string& text = source_.text();
    const auto part = [&](std::size_t i) {
      return text[i] != '\0' && std::strchr("+-.0123456789eEabflnrstuNIity", text[i]) != nullptr;
    };
    std::size_t at = std::min(offset(), text.size());
    while (at > 0 && !part(at - 1)) --at;
    while (at > 0 && part(at - 1)) --at;
    return at;
  }

  static JsonNode of(JsonNode::Kind kind) {
    JsonNode node;
    node.kind = kind;
    return node;
  }

  bool number(double value) {
    JsonNode node = of(JsonNode::Kind::number);
    node.number = value;
    return add(std::move(node), bare_start());
  }

  JsonNode* place() {
    if (open_.empty()) return &root;
    JsonNode& parent = *open_.back();
    if (parent.kind == JsonNode::Kind::object) parent.keys.push_back(key_);
    return &parent.items.emplace_back();
  }

  bool add(JsonNode node, std::size_t start) {
    node.location = source_.at_byte(start);
    *place() = std::move(node);
    return true;
  }

  bool open(JsonNode::Kind kind) {
    if (open_.size() >= deepest) {
      diagnostics_.error(source_.at_byte(offset() - 1), fmt::format("nested deeper than {} levels", deepest));
      return false;
    }
    JsonNode* node = place();
    node->kind = kind;
    node->location = source_.at_byte(offset() == 0 ? 0 : offset() - 1);
    open_.push_back(node);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  const Source& source_;
  Diagnostics& diagnostics_;
  const char* read_;
  std::vector<JsonNode*> open_;
  std::string key_;
};

}  // namespace

const JsonNode* JsonNode::find(std::string_view key) const {
  const auto at = std::find(keys.begin(), keys.end(), key);
  return at == keys.end() ? nullptr : &items[static_cast<std::size_t>(at - keys.begin())];
}

std::string_view to_text(JsonNode::Kind kind) {
  switch (kind) {
    case JsonNode::Kind::null:
      return "null";
    case JsonNode::Kind::boolean:
      return "true or false";
    case JsonNode::Kind::number:
      return "a number";
    case JsonNode::Kind::text:
      return "text";
    case JsonNode::Kind::list:
      return "a list";
    case JsonNode::Kind::object:
      return "an object";
  }
  return "?";
}

std::optional<JsonNode> read_json(std::string text, std::string name, Diagnostics& diagnostics) {
  const auto source = std::make_shared<const Source>(std::move(name), std::move(text));
  diagnostics.add_source(source);
  Builder builder(*source, diagnostics);
  const char* begin = source->text().data();
  const char* end = begin + source->text().size();
  if (!nlohmann::json::sax_parse(CountingIterator(begin, builder.read()), CountingIterator(end, nullptr),
                                 &builder)) {
    return std::nullopt;
  }
  return std::move(builder.root);
}

}  // namespace llmtco::detail
