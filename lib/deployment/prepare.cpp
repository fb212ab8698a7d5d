#include "deployment/prepare.h"

#include <algorithm>
#include <cassert>

#include "deployment/split.h"

namespace llmtco {
namespace {

const Option& named_option(const std::vector<Option>& options, const std::string& name) {
  const auto found =
      std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.name == name; });
  assert(found != options.end());
  return *found;
}

Prepared prepared(const Option& option, const std::vector<Option>& all, const Context& context) {
  Prepared one{.option = &option, .share = context.share};
  if (!option.unavailable.empty()) return one;
  if (const auto* fleet = std::get_if<Fleet>(&option.serving)) one.capacity = fleet_capacity(*fleet, context);
  if (const auto* split = std::get_if<Split>(&option.serving)) {
    one.shares = shares_of(*split, context.block);
    for (std::size_t i = 0; i < split->parts.size(); ++i) {
      const Context part{context.block, context.traffic, context.share * one.shares[i]};
      one.parts.push_back(prepared(named_option(all, split->parts[i].option), all, part));
    }
  }
  return one;
}

}  // namespace

std::vector<Prepared> prepare(const std::vector<Option>& options, const Traffic& traffic,
                              const Block& block) {
  std::vector<Prepared> all;
  all.reserve(options.size());
  for (const Option& option : options) all.push_back(prepared(option, options, {block, traffic}));
  return all;
}

}  // namespace llmtco
