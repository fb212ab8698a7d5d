#include "scenario/subjects.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "catalog/model_name.h"
#include "deployment/from_catalog.h"

namespace llmtco {
namespace {

std::string text_of(const Place& option, std::string_view key) {
  const auto found = option.takes(key) ? option.find(key) : std::nullopt;
  return found && found->node().is_scalar() ? found->text() : "";
}

/// One accelerator, or the cards of a list: "rtx-4090+rtx-3090".
std::string accelerator_of(const Place& option, const Catalog& catalog) {
  const auto named = option.takes("accelerator") ? option.find("accelerator") : std::nullopt;
  std::string all;
  if (!named) return all;
  for (const Place& one : named->children())
    all += (all.empty() ? "" : "+") +
           catalog.canonical_id(CatalogKind::accelerators, one.text()).value_or(one.text());
  return all;
}

/// What of the model stays on a host, as a part of an identity.
std::string host_of(const Place& option) {
  const std::string layers = text_of(option, "host_layers"), experts = text_of(option, "host_experts");
  return layers.empty() && experts.empty() ? "" : ".host " + layers + "." + experts;
}

/// Keys about an accelerator, and about the place where the machines stand.
constexpr std::array<std::string_view, 5> of_accelerator{"purchase", "power", "idle_power", "residual",
                                                         "maintenance"};
constexpr std::array<std::string_view, 4> of_place{"pue", "electricity", "colocation", "cost_of_capital"};

bool is_one_of(std::string_view key, const auto& keys) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace

std::string model_text(const Place& option) {
  const std::string own = text_of(option, "model");
  return own.empty() ? text_of(option, "endpoint") : own;
}

std::string endpoint_id(const std::string& name, const Catalog& catalog) {
  return catalog.canonical_id(CatalogKind::prices, name).value_or(name);
}

Subjects::Subjects(const Place& option, const Sources& sources, const Workload& workload)
    : option_(option), sources_(sources) {
  if (!workload.classes.empty()) first_task_ = workload.classes.front().task;
  const std::string model = model_text(option), endpoint = text_of(option, "endpoint"),
                    accelerator = accelerator_of(option, sources.catalog);
  if (!model.empty()) model_ = model_name(sources.catalog, model);
  if (!endpoint.empty()) endpoint_ = endpoint_id(endpoint, sources.catalog);
  accelerator_ = accelerator;
  identity_ = endpoint_;
  if (accelerator.empty()) return;
  const std::string gpus = text_of(option, "gpus_per_replica");
  identity_ = model_ + "." + text_of(option, "format") + "." + text_of(option, "engine") + "." + gpus + "." +
              accelerator_ + host_of(option);
}

std::string Subjects::accuracy(const std::string& task) const {
  return model_.empty() ? "" : "quality." + model_ + "." + task;
}

std::string Subjects::speed(const std::string& key) const {
  if (endpoint_.empty()) return "";
  std::string id = endpoint_;
  const auto list = sources_.catalog.price_list(endpoint_);
  if (const auto* known = std::get_if<PriceList>(&list)) {
    if (const auto newest = newest_speed(sources_.catalog, *known)) id = newest->id;
  }
  return "endpoint_speeds." + id + "." + (key == "tokens_per_second" ? "output" : key);
}

std::string Subjects::cost_line(const std::string& way, const Node& number) const {
  const std::string& list = way.starts_with("lines") ? "lines" : "other_costs";
  const std::size_t index = std::stoul(way.substr(list.size() + 1));
  const Place line = option_.at(list).children().at(index);
  return "cost_lines." + line.at("item").text() + "." + number.key();
}

std::string Subjects::capacity_price(const std::string& way) const {
  const std::size_t index = std::stoul(way.substr(std::string("capacity.").size()));
  const Place entry = option_.at("capacity").children().at(index);
  const std::string kind = entry.node().find("kind")->text();
  const std::string terms = kind == "reserved" ? "reserved_" + entry.at("term").text() : kind;
  return "accelerators." + accelerator_ + ".rent." + terms;
}

std::string Subjects::name_of(const Node& number) const {
  const auto shared = sources_.known.way_to(number);
  const std::string way = shared ? *shared : number.path().substr(option_.node().path().size() + 1);
  const std::string key = way.substr(0, way.find('.'));
  std::string name;
  if (key == "accuracy") {
    name = accuracy(way == key ? first_task_ : way.substr(key.size() + 1));
  } else if (key == "speed") {
    name = speed(number.key());
  } else if (key == "lines" || key == "other_costs") {
    name = cost_line(way, number);
  } else if (key == "tokens" && !model_.empty()) {
    name = way + "." + model_;
  } else if (key == "parts") {
    name = "split." + number.key();
  } else if (way == "price" && !accelerator_.empty()) {
    name = "accelerators." + accelerator_ + ".rent.on_demand";
  } else if (key == "capacity" && number.key() == "price") {
    name = capacity_price(way);
  } else if (is_one_of(key, of_accelerator)) {
    name = "accelerators." + accelerator_ + "." + key;
  } else if (is_one_of(key, of_place)) {
    name = "economics." + key;
  } else if (!identity_.empty()) {
    name = way + "." + identity_;
  }
  return name.empty() ? number.path() : name;
}

}  // namespace llmtco
