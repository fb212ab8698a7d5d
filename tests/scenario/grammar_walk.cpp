#include "grammar_walk.h"

namespace llmtco {
namespace {

void collect_fields(const MappingForm& mapping, const std::string& way, std::vector<GrammarKey>& keys) {
  std::vector<std::string> names;
  for (const Field& field : mapping.fields) names.push_back(field.key);
  for (const Field& field : mapping.fields) {
    keys.push_back({join_way(way, field.key), field.key, names});
    collect_keys(*field.form, join_way(way, field.key), keys);
  }
}

}  // namespace

void collect_keys(const Form& form, const std::string& way, std::vector<GrammarKey>& keys) {
  if (const auto* mapping = std::get_if<MappingForm>(&form.is)) collect_fields(*mapping, way, keys);
  if (const auto* named = std::get_if<NamedForm>(&form.is))
    collect_keys(*named->of, join_way(way, "*"), keys);
  if (const auto* list = std::get_if<ListForm>(&form.is)) collect_keys(*list->of, join_way(way, "#"), keys);
  if (const auto* either = std::get_if<EitherForm>(&form.is)) collect_keys(*either->mapping, way, keys);
  if (const auto* tagged = std::get_if<TaggedForm>(&form.is)) {
    for (const auto& [kind, mapping] : tagged->of) collect_fields(mapping, way + "(" + kind + ")", keys);
  }
}

std::vector<GrammarKey> grammar_keys() {
  std::vector<GrammarKey> keys;
  collect_keys(scenario_form(), "", keys);
  return keys;
}

}  // namespace llmtco
