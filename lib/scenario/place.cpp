#include "scenario/place.h"

#include <algorithm>
#include <cassert>

#include "scenario/distribution_forms.h"

namespace llmtco {
namespace {

const MappingForm* mapping_of(const Form& form, const Node& node) {
  if (const auto* mapping = std::get_if<MappingForm>(&form.is)) return mapping;
  const auto* tagged = std::get_if<TaggedForm>(&form.is);
  if (tagged == nullptr) return nullptr;
  const auto tag = node.find(tagged->tag);
  for (const auto& [value, mapping] : tagged->of) {
    if (tag && value == tag->text()) return &mapping;
  }
  return nullptr;
}

bool list_of_one(const Form& form, const Node& node) {
  const auto* list = std::get_if<ListForm>(&form.is);
  return list != nullptr && list->or_one && !node.is_sequence();
}

}  // namespace

const Form& Place::form() const {
  const auto* either = std::get_if<EitherForm>(&form_->is);
  if (either == nullptr) return *form_;
  const bool scalar = !node_.is_mapping() || names_distribution(node_);
  return scalar ? *either->scalar : *either->mapping;
}

bool Place::is_mapping_of_keys() const { return mapping_of(form(), node_) != nullptr; }

std::optional<Place> Place::find(std::string_view key) const {
  const MappingForm* mapping = mapping_of(form(), node_);
  assert(mapping != nullptr);
  const auto child = node_.find(key);
  for (const Field& field : mapping->fields) {
    if (field.key == key) return child ? std::optional<Place>(Place(*child, *field.form)) : std::nullopt;
  }
  assert(false && "a key the grammar does not know");
  return std::nullopt;
}

bool Place::takes(std::string_view key) const {
  const MappingForm* mapping = mapping_of(form(), node_);
  assert(mapping != nullptr);
  return std::any_of(mapping->fields.begin(), mapping->fields.end(),
                     [&](const Field& field) { return field.key == key; });
}

Place Place::at(std::string_view key) const {
  auto found = find(key);
  assert(found);
  return *std::move(found);
}

std::vector<Place> Place::children() const {
  const Form& own = form();
  const auto* named = std::get_if<NamedForm>(&own.is);
  const Form& of = named != nullptr ? *named->of : *std::get<ListForm>(own.is).of;
  std::vector<Place> all;
  if (list_of_one(own, node_)) return {Place(node_, of)};
  for (const Node& child : node_.children()) all.emplace_back(child, of);
  return all;
}

}  // namespace llmtco
