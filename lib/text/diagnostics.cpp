#include "text/diagnostics.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "text/characters.h"

namespace llmtco {
namespace {

/// A message without the path it ends with: what is written once may be read at several paths.
std::string_view without_path(std::string_view message) {
  for (const std::string_view before : {" at ", " in "}) {
    const std::size_t at = message.rfind(before);
    if (at != message.npos && message.find(' ', at + before.size()) == message.npos)
      return message.substr(0, at);
  }
  return message;
}

/// A message of one line, cut where an author's text makes it long.
std::string brief(std::string_view message) {
  constexpr std::size_t longest = 1'000;
  std::string line = displayable(message.substr(0, longest));
  if (message.size() > longest) line += "...";
  return line;
}

bool say_the_same(const Diagnostic& a, const Diagnostic& b) {
  if (a == b) return true;
  const bool in_a_file = a.location.line > 0;  // an override says several things at one place
  return in_a_file && a.severity == b.severity && a.location == b.location && a.hint == b.hint &&
         without_path(a.message) == without_path(b.message);
}

}  // namespace

void Diagnostics::error(Location location, std::string message, std::string hint) {
  list_.push_back({Diagnostic::Severity::error, std::move(location), std::move(message), std::move(hint)});
}

void Diagnostics::warning(Location location, std::string message, std::string hint) {
  list_.push_back({Diagnostic::Severity::warning, std::move(location), std::move(message), std::move(hint)});
}

void Diagnostics::add_source(std::shared_ptr<const Source> source) { sources_.push_back(std::move(source)); }

// Repeated ones count as well: who asks before and after reading something wants to know whether it is good.
std::size_t Diagnostics::error_count() const {
  return static_cast<std::size_t>(std::count_if(list_.begin(), list_.end(), [](const Diagnostic& d) {
    return d.severity == Diagnostic::Severity::error;
  }));
}

bool Diagnostics::has_errors() const {
  return std::any_of(list_.begin(), list_.end(),
                     [](const Diagnostic& d) { return d.severity == Diagnostic::Severity::error; });
}

std::size_t Diagnostics::source_rank(const std::string& file) const {
  const auto named = [&](const auto& source) { return source->name() == file; };
  return static_cast<std::size_t>(std::find_if(sources_.begin(), sources_.end(), named) - sources_.begin());
}

std::shared_ptr<const Source> Diagnostics::source(const std::string& file) const {
  const std::size_t rank = source_rank(file);
  return rank < sources_.size() ? sources_[rank] : nullptr;
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> all = list_;
  const auto place = [this](const Diagnostic& d) {
    return std::tuple(source_rank(d.location.file), d.location.line, d.location.column);
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
  std::vector<Diagnostic> unique;
  for (Diagnostic& d : all) {
    bool repeated = false;
    for (auto seen = unique.rbegin(); seen != unique.rend() && seen->location == d.location; ++seen) {
      repeated = repeated || say_the_same(*seen, d);
    }
    if (!repeated) unique.push_back(std::move(d));
  }
  return unique;
}

std::string Diagnostics::snippet(const Location& location) const {
  for (const auto& source : sources_) {
    if (source->name() != location.file || !source->contains_line(location.line)) continue;
    // A long line is shown from a little before the column on.
    constexpr int widest = 120, lead = 40;
    const std::string_view line = source->line(location.line);
    const int skipped = location.column > widest ? location.column - lead : 0;
    std::size_t begin = 0;
    for (int i = 0; i < skipped && begin < line.size(); ++i) {
      begin += std::max<std::size_t>(1, utf8_length(line.substr(begin, 4)));
    }
    std::size_t end = begin;
    for (int i = 0; i < widest && end < line.size(); ++i) {
      end += std::max<std::size_t>(1, utf8_length(line.substr(end, 4)));
    }
    const std::string caret(static_cast<std::size_t>(std::max(location.column - skipped - 1, 0)), ' ');
    return fmt::format("  {}\n  {}^\n", displayable(line.substr(begin, end - begin)), caret);
  }
  return "";
}

std::string Diagnostics::rendered(std::size_t limit) const {
  const auto all = sorted();
  std::string out;
  for (std::size_t i = 0; i < std::min(limit, all.size()); ++i) {
    const Diagnostic& d = all[i];
    const char* severity = d.severity == Diagnostic::Severity::error ? "error" : "warning";
    out += fmt::format("{}: {}: {}{}{}\n", displayable(to_text(d.location)), severity, brief(d.message),
                       d.hint.empty() ? "" : "; ", brief(d.hint));
    out += snippet(d.location);
  }
  if (all.size() > limit) out += fmt::format("and {} more\n", all.size() - limit);
  return out;
}

void Diagnostics::throw_if_errors() const {
  if (has_errors()) throw InputError(rendered());
}

}  // namespace llmtco
