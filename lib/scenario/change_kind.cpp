#include "scenario/change_kind.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "scenario/kinds_of_places.h"
#include "scenario/variable_name.h"

namespace llmtco {
namespace {

/// How many keys a place has, if these keys begin with it; else 0.
std::size_t matched(std::string_view place, const std::vector<std::string>& keys) {
  std::size_t count = 0;
  while (!place.empty()) {
    const std::size_t dot = place.find('.');
    const std::string_view key = place.substr(0, dot);
    if (count == keys.size() || (key != "*" && key != keys[count])) return 0;
    ++count;
    place = dot == place.npos ? "" : place.substr(dot + 1);
  }
  return count;
}

void collect_users(const Node& node, const std::string& name, std::vector<std::string>& paths) {
  const std::vector<std::string> words =
      node.is_scalar() ? words_of_formula(node) : std::vector<std::string>();
  if (std::find(words.begin(), words.end(), name) != words.end()) paths.push_back(node.path());
  for (const Node& child : node.children()) collect_users(child, name, paths);
}

/// Kinds of all that is written with a variable, by way of others as well.
void collect_kinds(const std::string& name, const Node& root, std::set<std::string>& seen,
                   std::set<std::string>& kinds) {
  if (!seen.insert(name).second) return;
  std::vector<std::string> users;
  collect_users(root, name, users);
  for (const std::string& user : users) {
    const std::vector<std::string> keys = keys_to(user, root);
    if (keys.size() > 1 && keys[0] == "variables") {
      collect_kinds(keys[1], root, seen, kinds);
    } else {
      kinds.insert(change_kind(user, root));
    }
  }
}

bool mentions(const Node& node, const std::string& name) {
  if (node.key() == name || (node.is_scalar() && node.text() == name)) return true;
  const std::vector<Node> children = node.children();
  return std::any_of(children.begin(), children.end(),
                     [&](const Node& child) { return mentions(child, name); });
}

/// The options whose keys or answers one takes, itself among them.
void collect_needed(const std::string& option, const Node& root, std::set<std::string>& needed) {
  if (!needed.insert(option).second) return;
  const auto options = root.find("options");
  const auto node = options ? options->find(option) : std::nullopt;
  if (!node) return;
  for (const Node& other : options->children()) {
    const std::vector<Node> below = node->children();
    if (std::any_of(below.begin(), below.end(),
                    [&](const Node& each) { return mentions(each, other.key()); }))
      collect_needed(other.key(), root, needed);
  }
}

/// The options that the workload names: whoever is asked about wrong answers, and whose costs are compared with.
void collect_named(const Node& root, std::set<std::string>& needed) {
  const auto workload = root.find("workload"), options = root.find("options");
  if (!workload || !options) return;
  for (const Node& requests : workload->children()) {
    for (const char* key : {"wrong", "elasticity"}) {
      const auto part = requests.find(key);
      for (const Node& option : options->children()) {
        if (part && mentions(*part, option.key())) collect_needed(option.key(), root, needed);
      }
    }
  }
}

}  // namespace

std::vector<std::string> keys_to(const std::string& path, const Node& root) {
  std::vector<std::string> keys;
  Node at = root;
  while (at.path() != path) {
    std::optional<Node> next;  // the longest: options may be called a and a.b
    for (const Node& child : at.children()) {
      const bool on_way = path == child.path() || path.starts_with(child.path() + ".");
      if (on_way && (!next || child.path().size() > next->path().size())) next = child;
    }
    if (!next) break;
    keys.push_back(next->key());
    at = *next;
  }
  return keys;
}

std::string change_kind(const std::string& path, const Node& root) {
  const std::vector<std::string> keys = keys_to(path, root);
  if (!keys.empty() && keys[0] == "variables") {
    std::set<std::string> seen, kinds;
    if (keys.size() > 1) collect_kinds(keys[1], root, seen, kinds);
    return kinds.size() == 1 ? *kinds.begin() : "several";
  }
  return kind_of_place(keys);
}

bool is_model_swap(const Node& before, const Node& after) {
  if (after.key() != "endpoint" || !before.is_scalar() || !after.is_scalar()) return false;
  const auto model = [](const std::string& endpoint) { return endpoint.substr(endpoint.find('/') + 1); };
  return model(before.text()) != model(after.text());
}

std::string kind_of_place(const std::vector<std::string>& keys) {
  // What is there as a whole or not is of many kinds, but for a class of requests.
  if (keys.size() == 1 && keys[0] == "workload") return "volume";
  if (keys.size() == 1 && (keys[0] == "models" || keys[0] == "endpoints" || keys[0] == "options"))
    return "several";
  if (keys.size() == 2 && (keys[0] == "models" || keys[0] == "endpoints" || keys[0] == "options"))
    return "several";
  std::size_t best = 0;
  std::string kind;
  for (const KindOfPlace& row : kinds_of_places) {
    const std::size_t length = matched(row.place, keys);
    if (length > best) kind = row.kind;
    best = std::max(best, length);
  }
  return kind;
}

bool can_touch(const std::string& path, const std::string& option, const Node& base, const Node& candidate) {
  std::vector<std::string> keys = keys_to(path, candidate);
  if (keys.size() < 2) keys = keys_to(path, base);
  if (keys.size() < 2 || keys[0] != "options") return true;
  std::set<std::string> needed, needed_before;
  collect_needed(option, candidate, needed);
  collect_needed(option, base, needed_before);
  collect_named(candidate, needed);
  collect_named(base, needed_before);
  return needed.contains(keys[1]) || needed_before.contains(keys[1]);
}

}  // namespace llmtco
