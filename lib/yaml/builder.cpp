#include "yaml/builder.h"

#include <algorithm>

#include <fmt/format.h>

#include "text/characters.h"

namespace llmtco::detail {
namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t most_keys = 2'000;  // of one mapping: readers ask for each among all

/// "!!python/object" for "tag:yaml.org,2002:python/object".
std::string short_tag(std::string_view tag) {
  constexpr std::string_view standard = "tag:yaml.org,2002:";
  return tag.starts_with(standard) ? "!!" + std::string(tag.substr(standard.size())) : std::string(tag);
}

/// Whether a text begins with a null that is written out.
bool names_null(std::string_view text) {
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (!text.starts_with(word)) continue;
    text.remove_prefix(word.size());
    return text.empty() || std::string_view(" \t\r\n,]}").find(text.front()) != std::string_view::npos;
  }
  return false;
}

}  // namespace

Builder::Builder(std::shared_ptr<const Source> source, std::size_t most_values, Diagnostics& diagnostics)
    : source_(std::move(source)), most_values_(most_values), diagnostics_(diagnostics) {}

void Builder::stop(const SourcePlace& at, std::string message, std::string hint) {
  diagnostics_.error(at.location(), std::move(message), std::move(hint));
  throw Stop{};
}

void Builder::document(int line, int column) {
  if (++documents_ == 1) return;
  const SourcePlace at = place(line, column);
  if (source_->line(at.location().line).starts_with("---")) {
    stop(at, "a second document starts here", "keep one document in a file");
  }
  stop(at, "this line belongs to nothing above it", "check its indentation");
}

void Builder::refuse_tag(const std::string& tag, const SourcePlace& at) {
  if (tag == "?" || tag == "!" || tag.empty()) return;
  diagnostics_.error(at.location(), fmt::format("the tag {} is not supported", shown(short_tag(tag))),
                     "remove it");
}

void Builder::refuse_key(const SourcePlace& at, const char* found) {
  // A bracket that is never closed looks like a key to yaml-cpp.
  const std::string_view text = text_from(at);
  const bool bracket = text.starts_with('[') || text.starts_with('{');
  const auto count = [&](char c) { return std::count(text.begin(), text.end(), c); };
  if (bracket && count('[') + count('{') > count(']') + count('}')) {
    stop(at, fmt::format("{} opened here is not closed", text.front() == '[' ? "the list" : "the mapping"),
         fmt::format("add the '{}'", text.front() == '[' ? ']' : '}'));
  }
  stop(at, fmt::format("a key must be a plain text, found {}", found), "");
}

void Builder::take_key(const SourcePlace& at, const std::string& key, bool quoted) {
  Level& level = levels_.back();
  level.expects_key = false;
  if (level.tree->entries.size() == most_keys)
    stop(at, fmt::format("more than {} keys in one mapping", most_keys), "");
  level.pending = TreeEntry{key, at, nullptr};
  level.pending_is_merge = key == "<<" && !quoted;
  if (has_control_characters(key)) {
    diagnostics_.error(at.location(), fmt::format("the key {} has control characters", shown(key)), "");
  }
  // A merge key is no key of the mapping: a quoted "<<" may stand beside it.
  const std::string name = level.pending_is_merge ? key + '\0' : key;
  const auto [first, is_new] = level.key_lines.emplace(name, source_->first_line() + at.line);
  level.key_is_duplicate = !is_new;
  if (!is_new) {
    diagnostics_.error(at.location(),
                       fmt::format("the key {} is there twice, first in line {}", shown(key), first->second),
                       "remove or rename one");
  }
}

void Builder::take_value(std::shared_ptr<const Tree> value, std::size_t nodes, const SourcePlace& at) {
  nodes_ += nodes;
  if (nodes_ > most_values_) {
    stop(at,
         fmt::format("more than {} values{}", most_values_,
                     anchors_.empty() ? "" : " once aliases are expanded"),
         anchors_.empty() ? "" : "use fewer aliases");
  }
  if (levels_.empty()) {
    root_ = std::move(value);
    return;
  }
  Level& level = levels_.back();
  level.nodes += nodes;
  if (level.tree->kind == Node::Kind::sequence) {
    level.tree->entries.push_back({"", at, std::move(value)});
    return;
  }
  level.expects_key = true;
  level.pending.value = std::move(value);
  if (level.key_is_duplicate) return;
  auto& entries = level.pending_is_merge ? level.merges : level.tree->entries;
  entries.push_back(std::move(level.pending));
}

/// Keys that are there already stay: those of the mapping itself, and of an earlier mapping of a list.
void Builder::merge_mapping(const Tree& from, Level& into) {
  for (const TreeEntry& entry : from.entries) {
    if (into.key_lines.emplace(entry.key, 0).second) into.tree->entries.push_back(entry);
  }
}

void Builder::merge(const TreeEntry& merge, Level& into) {
  const Tree& value = *merge.value;
  const auto is_mapping = [](const TreeEntry& of) { return of.value->kind == Node::Kind::mapping; };
  if (value.kind == Node::Kind::mapping) return merge_mapping(value, into);
  if (value.kind == Node::Kind::sequence &&
      std::all_of(value.entries.begin(), value.entries.end(), is_mapping)) {
    for (const TreeEntry& each : value.entries) merge_mapping(*each.value, into);
    return;
  }
  diagnostics_.error(merge.key_place.location(), "a merge key '<<' takes a mapping or a list of mappings",
                     "write '<<: *name' where &name marks a mapping");
}

void Builder::null(int line, int column) {
  const SourcePlace at = place(line, column);
  if (wants_key()) refuse_key(at, "nothing");
  auto tree = std::make_shared<Tree>();
  tree->place = at;
  tree->written_null = names_null(text_from(at));
  take_value(std::move(tree), 1, at);
}

void Builder::alias(int line, int column, std::size_t anchor) {
  const SourcePlace at = place(line, column);
  if (wants_key()) refuse_key(at, "an alias");
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) {
    const bool inside = std::any_of(levels_.begin(), levels_.end(),
                                    [&](const Level& level) { return level.anchor == anchor; });
    stop(at, inside ? "this alias stands inside the value it names" : "this alias names an empty value", "");
  }
  take_value(found->second.first, found->second.second, at);
}

std::string_view Builder::text_from(const SourcePlace& at) const {
  const std::string_view text = source_->text();
  return text.substr(std::min(text.size(), source_->byte_of(at.line, at.byte)));
}

void Builder::check_quotes_closed(const SourcePlace& at) {
  // yaml-cpp takes the end of the file for a closing quote. Doubled quotes and escapes are stepped over.
  std::string_view text = text_from(at);
  while (!text.empty() && (text.front() == '&' || text.front() == '!')) {
    text.remove_prefix(std::min(text.size(), text.find_first_of(" \t\r\n")));
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t\r\n")));
  }
  if (text.empty() || (text.front() != '"' && text.front() != '\'')) return;
  const char quote = text.front();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 >= text.size() || text[i + 1] != '\'') return;
      ++i;
    }
  }
  stop(at, fmt::format("the quote {} opened here is never closed", quote),
       fmt::format("add the closing {}", quote));
}

void Builder::scalar(int line, int column, Properties properties, const std::string& value) {
  const SourcePlace at = place(line, column);
  const bool quoted = properties.tag == "!";
  refuse_tag(properties.tag, at);
  if (quoted) check_quotes_closed(at);
  if (wants_key()) return take_key(at, value, quoted);

  auto tree = std::make_shared<Tree>();
  tree->kind = Node::Kind::scalar;
  tree->text = value;
  tree->quoted = quoted;
  tree->place = at;
  if (properties.anchor != 0) anchors_[properties.anchor] = {tree, 1};
  take_value(std::move(tree), 1, at);
}

void Builder::open(Node::Kind kind, int line, int column, Properties properties) {
  const SourcePlace at = place(line, column);
  if (wants_key()) refuse_key(at, kind == Node::Kind::mapping ? "a mapping" : "a list");
  refuse_tag(properties.tag, at);
  if (levels_.size() == deepest) {
    stop(at, fmt::format("values are nested more than {} deep", deepest), "");
  }
  Level level;
  level.tree = std::make_shared<Tree>();
  level.tree->kind = kind;
  level.tree->place = at;
  level.anchor = properties.anchor;
  level.expects_key = kind == Node::Kind::mapping;
  levels_.push_back(std::move(level));
}

void Builder::close() {
  Level level = std::move(levels_.back());
  levels_.pop_back();
  for (const TreeEntry& each : level.merges) merge(each, level);
  if (level.anchor != 0) anchors_[level.anchor] = {level.tree, level.nodes};
  nodes_ -= level.nodes - 1;  // counted once as they came, and again as a whole by take_value
  take_value(level.tree, level.nodes, level.tree->place);
}

std::optional<Node> Builder::root() const {
  if (root_ == nullptr || root_->kind == Node::Kind::null) {
    diagnostics_.error({source_->name(), source_->first_line(), 1}, "there is nothing in this file", "");
    return std::nullopt;
  }
  return Node(root_);
}

Location Builder::open_bracket() const {
  return levels_.empty() ? Location{} : levels_.back().tree->place.location();
}

}  // namespace llmtco::detail
