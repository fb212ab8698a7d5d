#include "text/characters.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/plain.h"

namespace llmtco {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

/// C0 controls, delete, and the C1 controls U+0080 to U+009F (encoded C2 80 to C2 9F).
bool is_control(std::string_view text, std::size_t i) {
  const unsigned c = byte_at(text, i);
  return c < 0x20 || c == 0x7F || (c == 0xC2 && i + 1 < text.size() && byte_at(text, i + 1) < 0xA0);
}

}  // namespace

std::size_t code_points(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return n;
}

std::size_t utf8_length(std::string_view text) {
  if (text.empty()) return 0;
  const unsigned lead = byte_at(text, 0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(text, i) & 0xC0U) != 0x80U) return 0;
  }
  const unsigned second = byte_at(text, 1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool surrogate = lead == 0xED && second >= 0xA0;
  const bool beyond = lead == 0xF4 && second >= 0x90;
  return overlong || surrogate || beyond ? 0 : length;
}

std::optional<BadByte> first_bad_byte(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size();) {
    const unsigned c = byte_at(text, i);
    const std::size_t length = utf8_length(text.substr(i, 4));
    if (length == 0) return BadByte{i, fmt::format("byte 0x{:02X} is not UTF-8", c)};
    const bool line_break = c == '\n' || (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n');
    if (is_control(text, i) && c != '\t' && !line_break) {
      const unsigned code = c == 0xC2 ? byte_at(text, i + 1) : c;
      return BadByte{i, fmt::format("control character U+{:04X} is not allowed", code)};
    }
    i += length;
  }
  return std::nullopt;
}

bool has_control_characters(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_control(text, i)) return true;
  }
  return false;
}

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string out = "'";
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (++characters > longest) return out + "...'";
    const std::size_t length = utf8_length(text.substr(i, 4));
    if (length == 0 || is_unsafe(text, i)) {
      out += text[i] == '\n' ? std::string("\\n") : fmt::format("\\x{:02X}", byte_at(text, i));
      i += 1;
    } else {
      out += text.substr(i, length);
      i += length;
    }
  }
  return out + "'";
}

std::string displayable(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t length = utf8_length(line.substr(i, 4));
    if (line[i] == '\t') {
      out += ' ';
    } else if (length == 0 || is_unsafe(line, i)) {
      out += '?';
    } else {
      out += line.substr(i, length);
    }
    i += length == 0 ? 1 : length;
  }
  return out;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text, std::string_view blanks) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string without(std::string_view text, char unwanted) {
  std::string out(text);
  out.erase(std::remove(out.begin(), out.end(), unwanted), out.end());
  return out;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace llmtco
