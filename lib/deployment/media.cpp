#include "deployment/media.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/closest.h"

namespace llmtco {
namespace {

/// What a tool that has no price may be called where it has one.
std::string meant_tool(const std::string& tool, const TokenTariff& tariff) {
  std::vector<std::string> priced{"web_search"};  // which most providers have
  for (const auto& each : tariff.tools) priced.push_back(each.tool);
  return priced.front() == tool ? "" : did_you_mean(tool, priced);
}

std::string unpriced(const Option& option, const Endpoint& endpoint, const Traffic& traffic) {
  for (const Contract& contract : option.contracts) {
    const auto* tariff = std::get_if<TokenTariff>(&contract);
    if (tariff == nullptr) continue;
    if (const std::string tool = unpriced_tool(*tariff, traffic.classes); !tool.empty()) {
      const std::string meant = meant_tool(tool, *tariff);
      return fmt::format(
          "no price of {} at {} is known; {}", tool, endpoint.name.empty() ? option.name : endpoint.name,
          !meant.empty()
              ? meant
              : fmt::format("write options.{}.price.tools.{}, or leave it out of the tools of the workload",
                            option.name, tool));
    }
    if (endpoint.stored && !tariff->storage)
      return fmt::format(
          "no price of storing a cache at {} is known; write options.{}.price.storage, as $1/Mtok/h",
          endpoint.name.empty() ? option.name : endpoint.name, option.name);
    const std::string kind = unpriced_media(*tariff, traffic.classes);
    if (kind.empty()) continue;
    std::string key = kind;
    std::replace(key.begin(), key.end(), ' ', '_');
    return fmt::format("{} has no price for {}; write options.{}.price.{} beside input and output",
                       endpoint.name.empty() ? option.name : endpoint.name, kind, option.name, key);
  }
  return "";
}

/// What a model reads or writes of a medium, where that is more than none.
std::string untaken(const Model& model, const Traffic& traffic) {
  for (const Medium medium : all_media) {
    const auto any = [&](auto tokens) {
      return std::any_of(traffic.classes.begin(), traffic.classes.end(), [&](const ClassTraffic& each) {
        return !(each.lengths.media[medium].*tokens).base_units().is(0);
      });
    };
    const auto refused = [&](const char* verb, const char* key) {
      const std::string_view name = medium_names.to_text(medium);
      return fmt::format(
          "{} is not said to {} {}; write `{}: [{}]` in a catalogue file of your own, in an entry with "
          "based_on: {}",
          model.name, verb, medium == Medium::image ? "images" : name, key, name, model.id);
    };
    if (any(&MediumTokens::output) && !model.makes[medium]) return refused("make", "makes");
    if (any(&MediumTokens::input) && !model.takes[medium]) return refused("take", "takes");
  }
  return "";
}

/// Without the classes of which nothing comes.
Traffic coming(Traffic traffic) {
  std::erase_if(traffic.classes, [](const ClassTraffic& each) { return !each.comes(); });
  return traffic;
}

}  // namespace

std::string lacking_media(const Option& option, const Traffic& traffic) {
  const bool all_come = std::all_of(traffic.classes.begin(), traffic.classes.end(),
                                    [](const ClassTraffic& each) { return each.comes(); });
  if (!all_come) return lacking_media(option, coming(traffic));
  if (const auto* endpoint = std::get_if<Endpoint>(&option.serving))
    return unpriced(option, *endpoint, traffic);
  if (const auto* fleet = std::get_if<Fleet>(&option.serving))
    return untaken(fleet->replica.placement.model, traffic);
  return "";
}

}  // namespace llmtco
