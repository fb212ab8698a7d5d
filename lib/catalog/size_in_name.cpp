#include "catalog/size_in_name.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string>

#include "text/characters.h"

namespace llmtco {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }
char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

/// The character at a place, a blank outside of the name.
char at(std::string_view name, std::size_t i) { return i < name.size() ? lower(name[i]) : ' '; }

bool says_moe(std::string_view name) {
  for (std::size_t i = 0; i + 3 <= name.size(); ++i) {
    const bool word = !is_word(at(name, i - 1)) && !is_word(at(name, i + 3));
    if (word && at(name, i) == 'm' && at(name, i + 1) == 'o' && at(name, i + 2) == 'e') return true;
  }
  return false;
}

constexpr double most_billions = 1e6;  // a thousand times the largest there is

}  // namespace

SizeInName size_in_name(std::string_view name) {
  SizeInName size{.parameters = {}, .active = {}, .mixture = says_moe(name)};
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!is_digit(name[i])) continue;
    std::size_t end = i;
    while (is_digit(at(name, end)) || (at(name, end) == '.' && is_digit(at(name, end + 1)))) ++end;
    const double number = std::min(std::atof(std::string(name.substr(i, end - i)).c_str()), most_billions);
    const char before = at(name, i - 1), unit = at(name, end);
    const bool ends = !is_word(at(name, end + 1));
    const bool alone = !is_word(before) && before != '.';
    const double scale = unit == 'b' ? 1e9 : unit == 't' ? 1e12 : 0;
    if (unit == 'x' && is_digit(at(name, end + 1))) size.mixture = true;
    if (unit == 'e' && ends && alone && size.parameters) size.mixture = true;
    if (scale > 0 && ends && alone && !size.parameters) size.parameters = number * scale;
    if (scale > 0 && ends && before == 'a' && !is_word(at(name, i - 2)) && !size.active) {
      size.active = number * scale;
      size.mixture = true;
    }
    i = end - 1;
  }
  return size;
}

}  // namespace llmtco
