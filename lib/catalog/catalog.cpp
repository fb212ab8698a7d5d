#include "catalog/catalog.h"

#include <stdexcept>

#include <fmt/format.h>

#include "catalog/built_in.h"
#include "catalog/overlays.h"
#include "catalog/readers.h"
#include "text/characters.h"

namespace llmtco {
namespace {

/// Reads an entry that is known to be good: the built-in ones are tested, overlays were checked when added.
template <class T>
T read_checked(const detail::Located& found, T (*read)(const Node&, Diagnostics&)) {
  Diagnostics diagnostics;
  T entry = read(found.node, diagnostics);
  if (diagnostics.has_errors()) throw std::logic_error(diagnostics.rendered());
  entry.from_overlay = found.from_overlay;
  return entry;
}

template <class T>
Found<T> read_found(const std::variant<detail::Located, NotFound>& found,
                    T (*read)(const Node&, Diagnostics&)) {
  if (const auto* missing = std::get_if<NotFound>(&found)) return *missing;
  return read_checked(std::get<detail::Located>(found), read);
}

/// Whose speed a built-in entry tells.
struct BuiltInSpeed {
  std::string_view id, provider, model;
};
const std::vector<BuiltInSpeed>& built_in_speeds() {
  static const auto& all = *[] {
    auto* made = new std::vector<BuiltInSpeed>;  // outlives whatever asks at the end
    for (const detail::BuiltIn& entry : detail::all_built_in(CatalogKind::endpoint_speeds))
      made->push_back({entry.id(), entry.field("provider"), entry.field("model")});
    return made;
  }();
  return all;
}

/// "TensorRT-LLM 1.0 (PyTorch backend)" without its last word; empty when one is left.
std::string_view without_last_word(std::string_view name) {
  const std::size_t space = name.find_last_of(' ');
  return space == name.npos ? std::string_view() : name.substr(0, space);
}

}  // namespace

std::vector<CatalogKind> all_catalog_kinds() {
  std::vector<CatalogKind> kinds;
  for (const auto& row : catalog_kind_names.table) kinds.push_back(row.first);
  return kinds;
}

void detail::check_entry(CatalogKind kind, const Node& node, Diagnostics& diagnostics) {
  switch (kind) {
    case CatalogKind::accelerators:
      read_accelerator(node, diagnostics);
      break;
    case CatalogKind::models:
      read_model(node, diagnostics);
      break;
    case CatalogKind::formats:
      read_weight_format(node, diagnostics);
      break;
    case CatalogKind::engines:
      read_engine(node, diagnostics);
      break;
    case CatalogKind::prices:
      read_price_list(node, diagnostics);
      break;
    case CatalogKind::providers:
      read_provider(node, diagnostics);
      break;
    case CatalogKind::endpoint_speeds:
      read_endpoint_speed(node, diagnostics);
      break;
    case CatalogKind::quality:
      read_model_quality(node, diagnostics);
      break;
    case CatalogKind::quantization:
      read_quantization_effect(node, diagnostics);
      break;
    case CatalogKind::economics:
      read_economic_figure(node, diagnostics);
      break;
    case CatalogKind::tokenizers:
      read_tokenizer(node, diagnostics);
      break;
    case CatalogKind::answers:
      read_answer_habits(node, diagnostics);
      break;
  }
}

Catalog::Catalog() : overlays_(std::make_unique<Overlays>()) {}
Catalog::~Catalog() = default;
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog& Catalog::operator=(Catalog&&) noexcept = default;

std::variant<std::string, NotFound> Catalog::id_of(CatalogKind kind, std::string_view name) const {
  return detail::resolved_id(kind, name, overlays_->names(kind));
}

bool Catalog::knows(CatalogKind kind, std::string_view name) const {
  return canonical_id(kind, name).has_value();
}

std::optional<std::string> Catalog::canonical_id(CatalogKind kind, std::string_view name) const {
  return detail::canonical_id(kind, name, overlays_->names(kind));
}

std::variant<detail::Located, NotFound> Catalog::entry_of(CatalogKind kind, std::string_view name) const {
  const auto resolved = id_of(kind, name);
  if (const auto* missing = std::get_if<NotFound>(&resolved)) return *missing;
  const std::string& id = std::get<std::string>(resolved);
  const Overlays::Added* added = overlays_->find(kind, id);
  if (added != nullptr && added->usable) return detail::Located{added->node, true};
  if (const auto built_in = detail::built_in(kind, id)) return detail::Located{built_in->node(), false};
  return NotFound{fmt::format("the entry of {} has mistakes, which are named at {}", shown(name),
                              to_text(added->node.key_location())),
                  ""};
}

Found<Accelerator> Catalog::accelerator(std::string_view name) const {
  return read_found(entry_of(CatalogKind::accelerators, name), detail::read_accelerator);
}

Found<Model> Catalog::model(std::string_view name) const {
  return read_found(entry_of(CatalogKind::models, name), detail::read_model);
}

Found<WeightFormat> Catalog::format(std::string_view name) const {
  return read_found(entry_of(CatalogKind::formats, name), detail::read_weight_format);
}

Found<Engine> Catalog::engine(std::string_view name) const {
  // Words behind the name are its version: "TensorRT-LLM 1.0 (PyTorch backend)".
  NotFound missing = {"no engine is named", ""};
  for (std::string_view known = name; !known.empty(); known = without_last_word(known)) {
    const auto found = entry_of(CatalogKind::engines, known);
    if (const auto* none = std::get_if<NotFound>(&found)) {
      missing = *none;
      continue;
    }
    Engine engine = read_checked(std::get<detail::Located>(found), detail::read_engine);
    if (known.size() < name.size()) engine.version = name.substr(known.size() + 1);
    return engine;
  }
  return missing;  // about the name without a version
}

Found<PriceList> Catalog::price_list(std::string_view name) const {
  return read_found(entry_of(CatalogKind::prices, name), detail::read_price_list);
}

Found<Provider> Catalog::provider(std::string_view name) const {
  return read_found(entry_of(CatalogKind::providers, name), detail::read_provider);
}

Found<EndpointSpeed> Catalog::endpoint_speed(std::string_view name) const {
  return read_found(entry_of(CatalogKind::endpoint_speeds, name), detail::read_endpoint_speed);
}

Found<ModelQuality> Catalog::quality(std::string_view name) const {
  return read_found(entry_of(CatalogKind::quality, name), detail::read_model_quality);
}

Found<QuantizationEffect> Catalog::quantization(std::string_view name) const {
  return read_found(entry_of(CatalogKind::quantization, name), detail::read_quantization_effect);
}

Found<EconomicFigure> Catalog::economic_figure(std::string_view name) const {
  return read_found(entry_of(CatalogKind::economics, name), detail::read_economic_figure);
}

Found<Tokenizer> Catalog::tokenizer(std::string_view name) const {
  return read_found(entry_of(CatalogKind::tokenizers, name), detail::read_tokenizer);
}

Found<AnswerHabits> Catalog::answer_habits(std::string_view name) const {
  return read_found(entry_of(CatalogKind::answers, name), detail::read_answer_habits);
}

Found<ModelQuality> Catalog::quality_on(std::string_view name, std::string_view task) const {
  const auto id = canonical_id(CatalogKind::quality, name);
  if (id && overlays_->find(CatalogKind::quality, *id) == nullptr) {
    const auto entry = detail::built_in(CatalogKind::quality, *id);
    if (entry && entry->node().find("results") && entry->node().find("scores")) {
      ModelQuality quality =
          read_checked(detail::Located{entry->node().without("scores"), false}, detail::read_model_quality);
      if (quality.on(task) != nullptr) return quality;
    }
  }
  return this->quality(name);
}

std::optional<std::string> Catalog::model_id(std::string_view name) const {
  auto scored = canonical_id(CatalogKind::quality, name);
  return scored ? scored : canonical_id(CatalogKind::models, name);
}

std::vector<EndpointSpeed> Catalog::speeds_of(const PriceList& list) const {
  const auto id_of = [this](const std::string& name) { return model_id(name).value_or(folded_name(name)); };
  const Found<Provider> seller = provider(list.provider);
  const auto* known = std::get_if<Provider>(&seller);
  const bool like_others = known == nullptr || !known->own_silicon;
  const auto is_of = [&](std::string_view provider) {
    return provider == list.provider || (like_others && provider == EndpointSpeed::many_hosts);
  };
  const std::string served = id_of(list.served());
  std::vector<EndpointSpeed> speeds;
  const auto add_of_list = [&](const std::string& id) {
    const auto found = endpoint_speed(id);
    const auto* speed = std::get_if<EndpointSpeed>(&found);  // null of an overlay, with mistakes
    if (speed != nullptr && is_of(speed->provider) && id_of(speed->model) == served) speeds.push_back(*speed);
  };
  for (const detail::EntryNames& names : overlays_->names(CatalogKind::endpoint_speeds))
    add_of_list(names.id);
  // Most are of others, which two fields tell.
  for (const BuiltInSpeed& each : built_in_speeds()) {
    if (is_of(each.provider) && overlays_->find(CatalogKind::endpoint_speeds, each.id) == nullptr &&
        id_of(std::string(each.model)) == served)
      add_of_list(std::string(each.id));
  }
  return speeds;
}

Found<PriceInForce> Catalog::price(std::string_view name, const Date& when) const {
  const auto list = price_list(name);
  if (const auto* missing = std::get_if<NotFound>(&list)) return *missing;
  auto prices = prices_on(std::get<PriceList>(list), when);
  if (auto* reason = std::get_if<std::string>(&prices)) return NotFound{std::move(*reason), ""};
  return std::get<PriceInForce>(std::move(prices));
}

}  // namespace llmtco
