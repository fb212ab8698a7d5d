#include "text/plain.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/characters.h"

namespace llmtco {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

bool is_control(std::string_view text, std::size_t i) {
  const unsigned c = byte_at(text, i);
  return c < 0x20 || c == 0x7F || (c == 0xC2 && i + 1 < text.size() && byte_at(text, i + 1) < 0xA0);
}

bool turns_text(std::string_view text, std::size_t i) {
  const std::string_view mark = text.substr(i, 3);
  if (mark.starts_with("\xD8\x9C")) return true;
  if (mark.size() < 3) return false;
  const unsigned last = byte_at(mark, 2);
  if (mark.starts_with("\xE2\x80")) return last == 0x8E || last == 0x8F || (0xA8 <= last && last <= 0xAE);
  return mark.starts_with("\xE2\x81") && 0xA6 <= last && last <= 0xA9;
}

/// The number of the character that starts a text of well-formed UTF-8.
unsigned code_of(std::string_view text) {
  const std::size_t length = utf8_length(text.substr(0, 4));
  if (length <= 1) return byte_at(text, 0);
  unsigned code = byte_at(text, 0) & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) code = code << 6U | (byte_at(text, i) & 0x3FU);
  return code;
}

/// Whether a command of a log that works anywhere in a line starts here.
bool starts_command(std::string_view text) {
  return text.starts_with("##[") || lower_case(text.substr(0, 6)) == "##vso[";
}

/// Bytes that a line begins with and a reader of logs does not count: blanks, and colours of a terminal.
std::size_t lead_of(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size()) {
    if (line[at] == ' ' || line[at] == '\t' || line[at] == '\r') {
      ++at;
    } else if (line.substr(at).starts_with("\x1b[")) {
      at = std::min(line.find('m', at), line.size() - 1) + 1;
    } else {
      break;
    }
  }
  return at;
}

std::string line_without_commands(std::string_view line) {
  const std::size_t lead = lead_of(line);
  std::string out(line.substr(0, lead));
  line.remove_prefix(lead);
  if (line.starts_with("::")) {
    out += ": ";
    line.remove_prefix(1);
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    out += line[i];
    if (line[i] == '#' && starts_command(line.substr(i))) out += ' ';
  }
  return out;
}

/// Where the first character of a JSON text from `begin` on stands that may not stay as it is.
std::size_t plain_until(std::string_view json, std::size_t begin) {
  std::size_t i = begin;
  for (; i < json.size(); ++i) {
    const char c = json[i];
    const bool is_plain = (' ' <= c && c <= '~' && c != '#') || c == '\n';
    if (!is_plain && (c == '#' ? starts_command(json.substr(i)) : is_unsafe(json, i))) break;
  }
  return i;
}

template <class F>
std::string by_lines(std::string_view text, const F& changed) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out += changed(text.substr(0, end));
    if (end == text.npos) break;
    out += '\n';
    text.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace

bool is_unsafe(std::string_view text, std::size_t at) { return is_control(text, at) || turns_text(text, at); }

std::string without_commands(std::string_view text) { return by_lines(text, line_without_commands); }

std::string plain_lines(std::string_view text) {
  return by_lines(text, [](std::string_view line) { return line_without_commands(displayable(line)); });
}

std::string plain_json(std::string json) {
  std::size_t i = plain_until(json, 0);
  if (i == json.size()) return json;  // nearly always: a second text of some ten MB is none
  std::string out = json.substr(0, i);
  const std::string_view all = json;
  while (i < all.size()) {
    if (all[i] == '#' && starts_command(all.substr(i))) {
      out += "\\u0023";
      ++i;
    } else {
      out += fmt::format("\\u{:04x}", code_of(all.substr(i)));
      i += std::max<std::size_t>(1, utf8_length(all.substr(i, 4)));
    }
    const std::size_t next = plain_until(all, i);
    out += all.substr(i, next - i);
    i = next;
  }
  return out;
}

}  // namespace llmtco
