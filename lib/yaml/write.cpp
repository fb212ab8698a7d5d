#include "yaml/write.h"

#include <fmt/format.h>

namespace llmtco {
namespace {

std::string in_quotes(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// Whether a plain text stays itself when read back anywhere in a block.
bool plain_is_safe(const std::string& text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (std::string_view("-?:,[]{}#&*!|>'\"%@`").find(text.front()) != std::string_view::npos) {
    const bool number = text.front() == '-' && text.size() > 1 && text[1] != ' ' && text[1] != '-';
    if (!number) return false;
  }
  if (text == "~" || text == "null" || text == "Null" || text == "NULL" || text == "<<" || text == "---")
    return false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
  }
  return text.find(": ") == text.npos && text.find(" #") == text.npos;
}

std::string scalar(const std::string& text, bool quoted) {
  return quoted || !plain_is_safe(text) ? in_quotes(text) : text;
}

void write(const Node& node, const std::string& indent, std::string& out);

/// What stands behind "key:" or "-": a value on the same line, or a block below.
void write_value(const Node& node, const std::string& indent, std::string& out) {
  const bool block = (node.is_mapping() || node.is_sequence()) && node.size() > 0;
  if (node.is_scalar()) {
    out += ' ' + scalar(node.text(), node.quoted()) + '\n';
  } else if (block) {
    out += '\n';
    write(node, indent + "  ", out);
  } else {
    out += node.is_null() ? "\n" : node.is_mapping() ? " {}\n" : " []\n";
  }
}

void write(const Node& node, const std::string& indent, std::string& out) {
  for (const Node& child : node.children()) {
    out += indent + (node.is_mapping() ? scalar(child.key(), false) + ':' : "-");
    write_value(child, indent, out);
  }
}

}  // namespace

std::string written(const Node& node) {
  std::string out;
  if (!node.key().empty()) {
    out = scalar(node.key(), false) + ':';
    write_value(node, "", out);
  } else if (node.is_scalar() || node.size() == 0) {
    write_value(node, "", out);
    out.erase(0, 1);
  } else {
    write(node, "", out);
  }
  return out;
}

}  // namespace llmtco
