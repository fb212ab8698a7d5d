#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/names.h"
#include "variables/alternative.h"

namespace llmtco {

/// What a number may be in place of what is assumed, from low to high, where somebody says so.
using Instead = std::optional<std::vector<Alternative>>;

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
  /// Of what is assumed: what it may well be instead; half and twice if absent. Empty: leaving it out means nothing
  /// else, so that it is no assumption to be told of.
  Instead instead{};
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

/// A number of the catalogue. `row` is what has a source, a date and a place: an entry, a price, an offer.
template <class Row>
Origin catalogue_origin(std::string name, const Row& row) {
  return {.kind = Origin::Kind::catalogue,
          .name = std::move(name),
          .place = to_text(row.where),
          .source = row.source,
          .as_of = row.as_of};
}

/// What is taken for a number the scenario leaves out; `text` says it in words.
Origin assumed_origin(std::string name, std::string text, Instead instead = {});

/// Where a number comes from as reports print it beside a price or a speed: `scenario, chat.yaml:12:5`;
/// `NVIDIA datasheet, 2024-03` of the catalogue, `H100, NVIDIA datasheet, 2024-03` with its subject.
std::string source_text(const Origin& origin, const std::string& subject = "");

}  // namespace llmtco
