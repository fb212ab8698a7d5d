#include "scenario/option_kinds.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace llmtco {
namespace {

constexpr std::array<OptionKind, 8> kinds{{{"api", api_fields, read_api},
                                           {"rented", rented_fields, read_rented},
                                           {"owned", owned_fields, read_owned},
                                           {"serverless", serverless_fields, read_serverless},
                                           {"appliance", appliance_fields, read_appliance},
                                           {"split", split_fields, read_split},
                                           {"route", route_fields, read_route},
                                           {"custom", custom_fields, read_custom}}};

}  // namespace

std::span<const OptionKind> option_kinds() { return kinds; }

const OptionKind& kind_of(const Place& option) {
  const std::string& word = option.node().find("kind")->text();
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [&](const OptionKind& kind) { return kind.name == word; });
  assert(found != kinds.end());
  return *found;
}

}  // namespace llmtco
