#include "catalog/engine_limits.h"

#include <algorithm>

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

using detail::EntryReader;

const std::vector<std::string> model_kinds = {"mla", "experts", "linear", "mamba", "compressed", "sparse"};

/// One capability that is enough, as are higher ones; a list of those that do; or `no`.
ChipNeed read_need(const Node& node, Diagnostics& diagnostics) {
  ChipNeed need{.format = node.key(), .least = std::nullopt};
  if (node.is_scalar()) {
    if (node.text() != "no") need.least = number(node, diagnostics).value_or(0);
    return need;
  }
  for (const Node& one : node.children()) need.only.push_back(number(one, diagnostics).value_or(0));
  if (need.never())
    diagnostics.error(node.location(), fmt::format("no compute capability for {}", shown(node.key())),
                      "write one such as 8.0, a list, or no");
  return need;
}

void read_slices(EntryReader& reader, EngineLimits& limits) {
  const auto node = reader.optional("slices");
  if (!node) return;
  EntryReader slices(*node, reader.diagnostics(), "slices");
  const std::string kv_heads = slices.text("kv_heads");
  if (const auto known = kv_heads_names.from_text(kv_heads)) {
    limits.kv_heads = *known;
  } else if (!kv_heads.empty()) {
    reader.diagnostics().error(node->find("kv_heads")->location(),
                               fmt::format("unknown way to share heads {}", shown(kv_heads)),
                               "use " + kv_heads_names.alternatives());
  }
  limits.vocabulary = slices.optional_whole("vocabulary").value_or(0);
  limits.powers_of_two = slices.flag("powers_of_two", false);
}

}  // namespace

const ChipNeed* ChipLimits::need(std::string_view format, std::string_view family) const {
  for (const std::string_view name : {format, family}) {
    const auto found =
        std::find_if(needs.begin(), needs.end(), [&](const ChipNeed& need) { return need.format == name; });
    if (found != needs.end()) return &*found;
  }
  return nullptr;
}

bool EngineLimits::refuses(std::string_view model_kind) const {
  return std::find(lacks.begin(), lacks.end(), model_kind) != lacks.end();
}

const ChipLimits* EngineLimits::of(std::string_view vendor) const {
  const auto found =
      std::find_if(chips.begin(), chips.end(), [&](const ChipLimits& one) { return one.vendor == vendor; });
  return found == chips.end() ? nullptr : &*found;
}

EngineLimits detail::read_engine_limits(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, "limits");
  EngineLimits limits;
  read_slices(reader, limits);
  if (reader.optional("lacks")) {
    for (const Node& kind : reader.required_list("lacks", "kinds of models")) {
      if (std::find(model_kinds.begin(), model_kinds.end(), kind.text()) == model_kinds.end())
        diagnostics.error(kind.location(), fmt::format("unknown kind of model {}", shown(kind.text())),
                          fmt::format("use {}", fmt::join(model_kinds, ", ")));
      limits.lacks.push_back(kind.text());
    }
  }
  for (const Node& vendor : reader.optional_mapping("chips", "vendors of chips")) {
    if (!vendor.is_mapping())
      diagnostics.error(vendor.location(), fmt::format("no formats of {}", shown(vendor.key())),
                        "write {any: 7.0} or another of formats, or {} where all run");
    ChipLimits chips{.vendor = vendor.key()};
    for (const Node& need : vendor.children()) chips.needs.push_back(read_need(need, diagnostics));
    limits.chips.push_back(std::move(chips));
  }
  limits.offload = reader.flag("offload", false);
  limits.source = reader.text("source");
  reader.required("as_of");
  reader.read_provenance(limits.source, limits.as_of);
  return limits;
}

}  // namespace llmtco
