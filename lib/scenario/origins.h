#pragma once
#include <string>
#include <utility>

#include "text/source.h"
#include "variables/origin.h"
#include "yaml/node.h"

namespace llmtco {

/// A number of the scenario file, or one given with --set: its path, its place, and how it is written.
Origin written_origin(const Node& node);

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
Origin assumed_origin(std::string name, std::string text);

/// Where a number comes from as reports print it beside a price or a speed: `scenario, chat.yaml:12:5`;
/// `NVIDIA datasheet, 2024-03` of the catalogue, `H100, NVIDIA datasheet, 2024-03` with its subject.
std::string source_text(const Origin& origin, const std::string& subject = "");

/// The path of a key that a mapping may lack: options.gpt-4o.discount.
std::string path_below(const Node& mapping, const std::string& key);

}  // namespace llmtco
