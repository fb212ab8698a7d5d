#include "text/proof.h"

#include <algorithm>
#include <cctype>

#include "text/closest.h"

namespace llmtco {
namespace {

/// The key that a line begins with, without quotes; empty where it begins with none.
std::string_view head_of(std::string_view line) {
  const bool quoted = !line.empty() && (line.front() == '"' || line.front() == '\'');
  const char quote = quoted ? line.front() : ' ';
  if (quoted) line.remove_prefix(1);
  std::size_t length = 0;
  while (length < line.size() && (std::isalnum(static_cast<unsigned char>(line[length])) != 0 ||
                                  line[length] == '_' || line[length] == '-'))
    ++length;
  std::string_view rest = line.substr(length);
  if (quoted && !rest.starts_with(quote)) return {};
  if (quoted) rest.remove_prefix(1);
  return rest.starts_with(':') ? line.substr(0, length) : std::string_view();
}

}  // namespace

bool is_of_kind(std::string_view text, std::span<const std::string> heads) {
  std::size_t known = 0, near = 0, strange = 0;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view head = head_of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (head.empty()) continue;
    if (std::find(heads.begin(), heads.end(), head) != heads.end())
      ++known;
    else if (closest(head, heads))
      ++near;
    else
      ++strange;
  }
  return strange == 0 ? known + near > 0 : known > strange;
}

}  // namespace llmtco
