#include "gate/cursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "text/characters.h"

namespace llmtco {

GateText GateText::of_flag(const std::string& text, std::size_t number, Diagnostics& diagnostics) {
  const std::string name = number == 1 ? "--gate" : fmt::format("--gate {}", number);
  const auto source = std::make_shared<const Source>(name, text);
  diagnostics.add_source(source);
  return {.text = text,
          .place = [source](std::size_t at) { return source->at_byte(std::min(at, source->text().size())); }};
}

namespace detail {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

void GateCursor::skip_spaces() {
  while (at_ < text_.text.size() && text_.text[at_] == ' ') ++at_;
}

bool GateCursor::at_end() {
  skip_spaces();
  return at_ == text_.text.size();
}

bool GateCursor::take(std::string_view words) {
  if (!rest().starts_with(words)) return false;
  at_ += words.size();
  return true;
}

bool GateCursor::take_word(std::string_view word) {
  skip_spaces();
  if (next_word() != word) return false;
  at_ += word.size();
  return true;
}

std::string_view GateCursor::next_word() const {
  const std::string_view all = rest();
  std::size_t length = 0;
  while (length < all.size() && is_word(all[length])) ++length;
  return all.substr(0, length);
}

bool GateCursor::fail(std::size_t at, const std::string& message, const std::string& hint) {
  if (!failed_) diagnostics_.error(text_.place(at), message + " in the gate " + shown(text_.text), hint);
  failed_ = true;
  return false;
}

}  // namespace detail
}  // namespace llmtco
