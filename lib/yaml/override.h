#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/diagnostics.h"
#include "yaml/node.h"

namespace llmtco {

/// `path=value` as it stands after --set, split at the first '=' outside double quotes.
struct Assignment {
  std::string path, value;

  std::string text() const { return path + '=' + value; }
};
/// Nothing, which the diagnostics say, where there is no '=' or no path.
std::optional<Assignment> assignment_in(std::string_view text, Diagnostics& diagnostics);

/// A tree with one value replaced or added: `path=value` as it stands after --set.
///
/// The path is keys and list indices joined by dots: workload.volume, correlations.0.rho. A key that contains
/// dots itself is found as it is (the longest existing key wins), or can be put in double quotes:
/// models."llama-3.1-8b".context. Keys that do not exist are created, so that the reader above can refuse
/// them by name. The value is YAML: 5, 80 GB, [1, 2], {low: 1, high: 2}.
///
/// `+10%`, `-5%`, `*2` and `/2` change what stands there: Node::original() is what it was, a null where there was
/// nothing, and Node::factor() by how much; several changes multiply. `null` and `~` leave a null that is
/// written out, for the reader above to take as "gone".
///
/// Every value below has the place "--set path=value". Nothing is returned on an error, which the diagnostics
/// name.
std::optional<Node> with_override(const Node& root, std::string_view text, Diagnostics& diagnostics);

/// Whether an assignment takes a value away.
bool removes(const Assignment& assignment);

/// What stands at the path of an override; nothing where nothing does.
std::optional<Node> node_at(const Node& root, std::string_view path);

}  // namespace llmtco
