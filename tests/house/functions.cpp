#include "functions.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <set>
#include <sstream>

namespace house {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

/// End of the text or character that begins at `at`, past its closing quote.
std::size_t literal_end(const std::string& text, std::size_t at) {
  if (text[at] == '"' && at > 0 && text[at - 1] == 'R') {
    const std::size_t open = text.find('(', at);
    const std::string close = ")" + text.substr(at + 1, open - at - 1) + "\"";
    return text.find(close, open) + close.size();
  }
  std::size_t end = at + 1;
  while (text[end] != text[at]) end += text[end] == '\\' ? 2 : 1;
  return end + 1;
}

/// The text without comments, literals and preprocessor lines, with all its line ends.
std::string code_of(const std::string& text) {
  std::string code;
  const auto skip_to = [&](std::size_t from, std::size_t to) {
    code.append(static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(from),
                                                    text.begin() + static_cast<std::ptrdiff_t>(to), '\n')),
                '\n');
    return to;
  };
  bool line_begins = true;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (text.compare(at, 2, "//") == 0) {
      at = std::min(text.find('\n', at), text.size());
    } else if (text.compare(at, 2, "/*") == 0) {
      at = skip_to(at, text.find("*/", at) + 2);
    } else if (c == '#' && line_begins) {
      std::size_t end = text.find('\n', at);
      while (end != std::string::npos && text[end - 1] == '\\') end = text.find('\n', end + 1);
      at = skip_to(at, std::min(end, text.size()));
    } else if (c == '"' || (c == '\'' && (at == 0 || !is_word(text[at - 1])))) {  // not 1'000
      code += '0';
      at = skip_to(at, literal_end(text, at));
    } else {
      line_begins = c == '\n' || (line_begins && is_space(c));
      code += c;
      ++at;
    }
  }
  return code;
}

/// `head` without the template <...> before a declaration.
std::string declaration(const std::string& head) {
  std::string rest = head;
  while (rest.starts_with("template")) {
    std::size_t end = rest.find('<');
    for (int depth = 0; end < rest.size(); ++end) {
      depth += rest[end] == '<' ? 1 : rest[end] == '>' ? -1 : 0;
      if (depth == 0) break;
    }
    rest.erase(0, rest.find_first_not_of(" \n", end + 1));
  }
  return rest;
}

/// Where the list of parameters opens, npos where there is none: at the first parenthesis after a name.
std::size_t parameters_open(const std::string& head) {
  static const std::set<std::string> others = {"decltype", "noexcept", "requires", "alignas",
                                               "explicit", "asm",      "volatile", "static_assert"};
  for (std::size_t at = head.find('('); at != std::string::npos; at = head.find('(', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && is_word(head[begin - 1])) --begin;
    const bool attribute =
        head.rfind("[[", at) != std::string::npos && head.rfind("[[", at) + 1 > head.rfind("]]", at) + 1;
    if (attribute || others.contains(head.substr(begin, at - begin))) continue;
    if (head.compare(at, 3, "()(") == 0) return at + 2;  // operator()
    return at;
  }
  return std::string::npos;
}

int count_parameters(const std::string& head, std::size_t open) {
  int depth = 0, angle = 0, commas = 0;
  bool any = false;
  for (std::size_t at = open; at < head.size(); ++at) {
    const char c = head[at];
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (depth == 0) break;
    if (at > open && !is_space(c)) any = true;
    if (c == '<' && !is_space(head[at - 1])) ++angle;
    if (c == '>' && angle > 0) --angle;
    if (c == ',' && depth == 1 && angle == 0) ++commas;
  }
  return any ? commas + 1 : 0;
}

std::string name_before(const std::string& head, std::size_t open) {
  const std::size_t sign = head.rfind("operator", open);
  if (sign != std::string::npos) return head.substr(sign, open - sign);
  std::size_t begin = open;
  while (begin > 0 && (is_word(head[begin - 1]) || head[begin - 1] == '~')) --begin;
  return head.substr(begin, open - begin);
}

enum class Scope { names, body, value };

/// Walks over code, statement by statement, outside of bodies.
class Reader {
 public:
  std::vector<Function> functions(const std::string& code) {
    for (const char c : code) {
      if (c == '\n') ++line_;
      if (c == '{') {
        open();
      } else if (c == '}') {
        close();
      } else if (bodies_ == 0) {
        add(c);
      }
      if (!is_space(c)) before_ = c;
      spaced_ = is_space(c);
    }
    return found_;
  }

 private:
  void add(char c) {
    parentheses_ += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == ';' && parentheses_ == 0 && values_ == 0) return statement(0);
    if (c == ':' && (head_ == "public" || head_ == "private" || head_ == "protected")) return head_.clear();
    if (head_.empty() && is_space(c)) return;
    if (head_.empty()) begin_ = line_;
    head_ += c;
  }

  void open() {
    scopes_.push_back(scope());
    if (scopes_.back() == Scope::names) head_.clear();
    if (scopes_.back() == Scope::body) ++bodies_;
    if (scopes_.back() == Scope::value) ++values_;
    if (scopes_.back() == Scope::value && bodies_ == 0) head_ += '{';
  }

  void close() {
    const Scope scope = scopes_.back();
    scopes_.pop_back();
    if (scope == Scope::value) --values_;
    if (scope == Scope::value && bodies_ == 0) head_ += '}';
    if (scope == Scope::body && --bodies_ == 0) statement(line_ - begin_ + 1);
    if (scope == Scope::names) head_.clear();
  }

  Scope scope() const {
    static const std::regex names("^(inline )?(namespace|extern|struct|class|union|enum)\\b[^=]*$");
    if (bodies_ > 0 || values_ > 0 || parentheses_ > 0 || !spaced_ || before_ == '=') return Scope::value;
    const std::string rest = declaration(head_);
    if (std::regex_match(rest, names)) return Scope::names;
    return parameters_open(rest) == std::string::npos ? Scope::value : Scope::body;
  }

  void statement(int lines) {
    const std::string rest = declaration(head_);
    const std::size_t open = parameters_open(rest);
    if (open != std::string::npos) {
      found_.push_back({name_before(rest, open), begin_, lines, count_parameters(rest, open)});
    }
    head_.clear();
  }

  std::string head_;
  int line_ = 1, begin_ = 1, parentheses_ = 0, bodies_ = 0, values_ = 0;
  char before_ = ' ';
  bool spaced_ = true;
  std::vector<Scope> scopes_;
  std::vector<Function> found_;
};

}  // namespace

std::vector<Function> functions_of(const std::string& text) { return Reader().functions(code_of(text)); }

}  // namespace house
