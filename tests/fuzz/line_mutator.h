#pragma once
#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

/// Changes a scenario by whole lines and values, which keeps most of them valid YAML and so reaches what
/// stands behind the parser. Bytes alone almost always break the syntax.
class LineMutator {
 public:
  LineMutator(std::string_view text, unsigned seed) : random_(seed) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
      lines_.emplace_back(text.substr(0, end));
      text.remove_prefix(end);
    }
  }

  std::string mutated() {
    if (lines_.empty()) return {};
    std::string& line = any_line();
    const std::string other = any_line();
    switch (random_() % 5) {
      case 0:
        line.clear();
        break;
      case 1:
        line += other;
        break;
      case 2:
        line = indentation(line) + other.substr(indentation(other).size());
        break;  // a key of another place
      case 3:
        line = head(line) + tail(other);
        break;  // a value of another place
      default:
        line = head(line) + " = " + trimmed(tail(line)) + " * " + trimmed(tail(other)) + "\n";
    }
    std::string text;
    for (const std::string& each : lines_) text += each;
    return text;
  }

 private:
  std::string& any_line() { return lines_[random_() % lines_.size()]; }
  static std::string indentation(const std::string& line) {
    return line.substr(0, std::min(line.find_first_not_of(' '), line.size()));
  }
  /// "  key:" and " value\n".
  static std::size_t split(const std::string& line) {
    const std::size_t colon = line.find(": ");
    return colon == std::string::npos ? line.size() : colon + 1;
  }
  static std::string head(const std::string& line) { return line.substr(0, split(line)); }
  static std::string tail(const std::string& line) {
    return split(line) < line.size() ? line.substr(split(line)) : "\n";
  }
  static std::string trimmed(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
    while (!text.empty() && (text.front() == '=' || text.front() == ' ')) text.remove_prefix(1);
    return std::string(text);
  }

  std::minstd_rand random_;
  std::vector<std::string> lines_;
};
