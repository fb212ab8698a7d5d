#include "catalog/built_in.h"
#include "catalog/catalog.h"
#include "catalog/overlays.h"

namespace llmtco {
namespace {

/// The words an entry serves: those of its list, or its id.
struct Serving {
  std::string id;
  std::vector<std::string> words;
};

std::vector<std::string> words_of(const Node& entry, const std::string& id) {
  std::vector<std::string> words;
  if (const auto serves = entry.find("serves")) {
    for (const Node& each : serves->children()) words.push_back(each.text());
  } else {
    words.push_back(id);
  }
  return words;
}

/// Of the built-in entries of a kind, which never change.
const std::vector<Serving>& built_in_serving(CatalogKind kind) {
  const auto read = [](CatalogKind of) {
    std::vector<Serving> all;
    for (const detail::BuiltIn& entry : detail::all_built_in(of)) {
      const std::string id(entry.id());
      all.push_back({id, words_of(entry.node(), id)});
    }
    return all;
  };
  static const std::vector<Serving> tokenizers = read(CatalogKind::tokenizers);
  static const std::vector<Serving> answers = read(CatalogKind::answers);
  return kind == CatalogKind::tokenizers ? tokenizers : answers;
}

template <class T>
T known(Found<T> found) {
  return std::get<T>(std::move(found));
}

}  // namespace

std::string Catalog::serving_id(CatalogKind kind, std::string_view model) const {
  std::string best = "unknown";
  std::size_t most = 0;
  const auto take = [&](const std::string& id, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      const std::size_t own = fit(word, model);
      if (own <= most) continue;
      most = own;
      best = id;
    }
  };
  for (const Overlays::Added& entry : overlays_->entries) {
    if (entry.kind != kind || !entry.usable) continue;
    take(entry.id, words_of(entry.node, entry.id));
  }
  for (const Serving& each : built_in_serving(kind)) {
    const Overlays::Added* hiding = overlays_->find(kind, each.id);
    if (hiding == nullptr || !hiding->usable) take(each.id, each.words);
  }
  return best;
}

Tokenizer Catalog::tokenizer_of(std::string_view model) const {
  return known(tokenizer(serving_id(CatalogKind::tokenizers, model)));
}

AnswerHabits Catalog::answers_of(std::string_view model) const {
  return known(answer_habits(serving_id(CatalogKind::answers, model)));
}

}  // namespace llmtco
