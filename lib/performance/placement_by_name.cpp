#include "performance/placement_by_name.h"

#include <fmt/format.h>

#include <algorithm>

#include "performance/unlike_cards.h"
#include "text/characters.h"

namespace llmtco {
namespace {

using Part = PlacementProblem::Part;
using Kind = PlacementProblem::Kind;
using Problems = std::vector<PlacementProblem>;

template <class T>
std::optional<T> entry(Part part, const Found<T>& found, Problems& problems) {
  if (const auto* what = std::get_if<NotFound>(&found)) {
    problems.push_back({part, Kind::unknown, what->message, what->hint});
    return std::nullopt;
  }
  return std::get<T>(found);
}

/// The accelerator, if a speed can be predicted from what the catalogue has of it.
std::optional<Accelerator> listed(const std::string& name, const Catalog& catalog, Problems& problems) {
  auto found = entry(Part::accelerator, catalog.accelerator(name), problems);
  if (!found) return std::nullopt;
  if (found->parts) {
    problems.push_back({Part::accelerator, Kind::whole_server,
                        fmt::format("{} is a whole server", shown(found->id)),
                        fmt::format("name its accelerator, {}", found->parts->accelerator), found->id});
    return std::nullopt;
  }
  if (!found->bandwidth || !found->peak("fp16")) {
    problems.push_back({Part::accelerator, Kind::no_datasheet,
                        fmt::format("the catalogue has no {} of {}",
                                    found->bandwidth ? "FP16 peak" : "bandwidth", found->id)});
    return std::nullopt;
  }
  return found;
}

/// Cards of a list, if a speed can be predicted of all and they are of one vendor.
std::vector<Accelerator> listed_cards(const std::vector<std::string>& names, const Catalog& catalog,
                                      Problems& problems) {
  std::vector<Accelerator> cards;
  bool all = true;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::size_t before = problems.size();
    auto card = listed(names[i], catalog, problems);
    for (std::size_t at = before; at < problems.size(); ++at) problems[at].card = i;
    all = all && card;
    if (!card) continue;
    if (card->kind != Accelerator::Kind::gpu || (!cards.empty() && card->vendor != cards.front().vendor)) {
      problems.push_back({Part::accelerator, Kind::unlike,
                          fmt::format("{} shares no layers with other cards", shown(card->name)),
                          "name GPUs of one vendor", card->id, i});
      all = false;
    }
    cards.push_back(*std::move(card));
  }
  return all ? cards : std::vector<Accelerator>();
}

bool are_alike(const std::vector<Accelerator>& cards) {
  return std::all_of(cards.begin(), cards.end(),
                     [&](const Accelerator& card) { return card.id == cards.front().id; });
}

}  // namespace

PlacementFound placement_by_name(const PlacementNames& names, const Catalog& catalog) {
  PlacementFound out;
  std::optional<Model> model;
  if (const auto* given = std::get_if<Model>(&names.model)) model = *given;
  if (const auto* name = std::get_if<std::string>(&names.model))
    model = entry(Part::model, catalog.model(*name), out.problems);
  const auto format = entry(Part::format, catalog.format(names.format), out.problems);
  const auto engine = entry(Part::engine, catalog.engine(names.engine), out.problems);
  std::optional<Accelerator> accelerator;
  if (const auto* given = std::get_if<Accelerator>(&names.accelerator)) accelerator = *given;
  if (const auto* name = std::get_if<std::string>(&names.accelerator))
    accelerator = listed(*name, catalog, out.problems);
  std::vector<Accelerator> cards = listed_cards(names.cards, catalog, out.problems);
  if (!cards.empty()) accelerator = are_alike(cards) ? cards.front() : as_one(cards);
  if (!model || !format || !engine || !accelerator) return out;
  out.placement = place(*accelerator, names.gpus, *model, *format, *engine);
  if (!are_alike(cards)) out.placement->cards = std::move(cards);
  return out;
}

}  // namespace llmtco
