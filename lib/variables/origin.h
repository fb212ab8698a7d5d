#pragma once
#include <string>
#include <string_view>

#include "text/names.h"

namespace llmtco {

/// Where one number of a study comes from: what `explain` prints beside it, and a reader can check.
struct Origin {
  enum class Kind {
    scenario,     ///< written in the scenario file
    override_,    ///< given on the command line, with --set
    catalogue,    ///< an entry of the catalogue or of an overlay, or a fit shipped beside it
    calibration,  ///< measured by the user: a calibration file
    assumed,      ///< left out by the scenario
  };

  Kind kind = Kind::scenario;
  std::string name;      ///< what the number is about: workload.queries.requests, openai/gpt-4o.output
  std::string place{};   ///< file:line:col, or `--set path=value`; empty for what is assumed
  std::string source{};  ///< as it is written; who published or measured it; what is assumed, in words
  std::string as_of{};   ///< date of the source; empty for the scenario's own numbers
};

/// Index of an origin in Variables::origins().
using OriginId = int;
/// Of values that a program builds by hand.
inline constexpr OriginId no_origin = -1;

/// "scenario", "override", "catalogue", "calibration", "assumed"
inline constexpr Names<Origin::Kind, 5> origin_kind_names{{{{Origin::Kind::scenario, "scenario"},
                                                            {Origin::Kind::override_, "override"},
                                                            {Origin::Kind::catalogue, "catalogue"},
                                                            {Origin::Kind::calibration, "calibration"},
                                                            {Origin::Kind::assumed, "assumed"}}}};

constexpr std::string_view to_text(Origin::Kind kind) { return origin_kind_names.to_text(kind); }

}  // namespace llmtco
