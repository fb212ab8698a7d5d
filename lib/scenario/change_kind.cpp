#include "scenario/change_kind.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "scenario/variable_name.h"

namespace llmtco {
namespace {

/// A place of the language: its keys, * for any; what stands below is of the same kind, unless a longer row says so.
struct KindOfPlace {
  std::string_view place, kind;
};

constexpr KindOfPlace table[] = {
    {"scenario", "none"},
    {"description", "none"},
    {"gates", "none"},
    {"budget", "none"},
    {"budget_of", "none"},
    {"objective", "none"},
    {"as_of", "price"},
    {"catalog", "price"},
    {"currency", "price"},
    {"rates", "price"},
    {"price_change", "price"},
    {"energy", "none"},
    {"horizon", "volume"},
    {"correlations", "several"},
    {"models.*.accuracy", "quality"},
    {"models.*.tokens", "tokens"},
    {"endpoints.*.speed", "efficiency"},

    {"workload.*", "volume"},
    {"workload.*.input_tokens", "tokens"},
    {"workload.*.output_tokens", "tokens"},
    {"workload.*.reasoning_tokens", "tokens"},
    {"workload.*.tool_tokens", "tokens"},
    {"workload.*.shared_prefix", "tokens"},
    {"workload.*.agent", "tokens"},
    {"workload.*.retrieval", "quality"},
    {"workload.*.retrieval.passages", "tokens"},
    {"workload.*.retrieval.tokens_each", "tokens"},
    {"workload.*.agent.tool_price", "price"},
    {"workload.*.agent.tools_at_once", "efficiency"},
    {"workload.*.agent.steps", "quality"},
    {"workload.*.tools", "tokens"},
    {"workload.*.text", "tokens"},
    {"workload.*.requests", "volume"},
    {"workload.*.growth_per_month", "volume"},
    {"workload.*.peak_to_mean", "volume"},
    {"workload.*.season", "volume"},
    {"workload.*.ramp", "volume"},
    {"workload.*.elasticity", "volume"},
    {"workload.*.wrong", "quality"},
    {"workload.*.critical", "quality"},
    {"workload.*.may_wait", "mix"},
    {"workload.*.slo", "efficiency"},
    {"workload.*.slo.accuracy", "quality"},
    {"workload.*.task", "quality"},
    {"workload.*.cost_if_wrong", "quality"},
    {"workload.*.value_if_right", "quality"},

    {"options.*.description", "none"},
    {"options.*.yardstick", "none"},
    {"options.*.kind", "several"},
    {"options.*.like", "several"},
    {"options.*.parts", "mix"},
    {"options.*.policy", "mix"},
    {"options.*.policy.accuracy", "quality"},
    {"options.*.policy.price", "price"},
    {"options.*.policy.time", "efficiency"},
    {"options.*.policy.time_p95", "efficiency"},
    {"options.*.endpoint", "price"},
    {"options.*.price", "price"},
    {"options.*.discount", "price"},
    {"options.*.tier", "price"},
    {"options.*.region", "price"},
    {"options.*.surcharge", "price"},
    {"options.*.price_change", "price"},
    {"options.*.purchase", "price"},
    {"options.*.segment", "price"},
    {"options.*.commitment", "price"},
    {"options.*.credits", "price"},
    {"options.*.free", "price"},
    {"options.*.provisioned", "price"},
    {"options.*.limits", "efficiency"},
    {"options.*.sold_in", "price"},
    {"options.*.capacity", "price"},
    {"options.*.active_price", "price"},
    {"options.*.request_fee", "price"},
    {"options.*.egress", "price"},
    {"options.*.storage", "price"},
    {"options.*.support", "price"},
    {"options.*.load_balancer", "fixed"},
    {"options.*.cold_start", "efficiency"},
    {"options.*.keep_warm", "efficiency"},
    {"options.*.min_replicas", "efficiency"},
    {"options.*.max_replicas", "efficiency"},
    {"options.*.electricity", "price"},
    {"options.*.cache", "tokens"},
    {"options.*.tokens", "tokens"},
    {"options.*.measured", "tokens"},
    {"options.*.accuracy", "quality"},
    {"options.*.model", "efficiency"},
    {"options.*.accelerator", "efficiency"},
    {"options.*.engine", "efficiency"},
    {"options.*.format", "efficiency"},
    {"options.*.kv_format", "efficiency"},
    {"options.*.gpus_per_replica", "efficiency"},
    {"options.*.pipeline", "efficiency"},
    {"options.*.replicas", "efficiency"},
    {"options.*.scaling", "efficiency"},
    {"options.*.spare", "efficiency"},
    {"options.*.max_batch", "efficiency"},
    {"options.*.latency", "efficiency"},
    {"options.*.max_load", "efficiency"},
    {"options.*.speed", "efficiency"},
    {"options.*.throughput", "efficiency"},
    {"options.*.calibration", "efficiency"},
    {"options.*.power", "efficiency"},
    {"options.*.idle_power", "efficiency"},
    {"options.*.pue", "efficiency"},
    {"options.*.memory_share", "efficiency"},
    {"options.*.attention_data", "efficiency"},
    {"options.*.host_layers", "efficiency"},
    {"options.*.host_experts", "efficiency"},
    {"options.*.host", "efficiency"},
    {"options.*.speculation", "efficiency"},
    {"options.*.energy", "none"},
    {"options.*.lines", "fixed"},
    {"options.*.lines.*.per_request", "price"},
    {"options.*.lines.*.per_token", "price"},
    {"options.*.lines.*.tokens", "tokens"},
    {"options.*.other_costs", "fixed"},
    {"options.*.other_costs.*.per_request", "price"},
    {"options.*.other_costs.*.per_token", "price"},
    {"options.*.other_costs.*.tokens", "tokens"},
    {"options.*.colocation", "fixed"},
    {"options.*.maintenance", "fixed"},
    {"options.*.life", "fixed"},
    {"options.*.residual", "fixed"},
    {"options.*.cost_of_capital", "fixed"},
    {"options.*.write_off", "fixed"},
    {"options.*.life_tokens", "fixed"},
    {"options.*.network", "price"},
    {"options.*.racks", "price"},
    {"options.*.spares", "price"},
    {"options.*.installation", "price"},
    {"options.*.sales_tax", "price"},
    {"options.*.disposal", "price"},
    {"options.*.lead_time", "fixed"},
    {"options.*.demand_charge", "price"},
    {"options.*.insurance", "fixed"},
    {"options.*.people", "fixed"},
    {"options.*.change", "fixed"},
    {"options.*.system", "efficiency"},
    {"options.*.kept_tokens", "efficiency"},
    {"options.*.input_throughput", "efficiency"},
    {"options.*.copies", "efficiency"},
    {"finance", "price"},
    {"business", "none"},
};

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
  for (const KindOfPlace& row : table) {
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
