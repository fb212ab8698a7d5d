#pragma once
#include <optional>
#include <string>
#include <vector>

#include "gate/check.h"
#include "gate/watched.h"

namespace llmtco::detail {

/// A gate asked of one option, and where its draws are among those watched.
struct Asked {
  const Gate* gate;
  std::string option;  ///< of the candidate; empty for best
  bool by_name;        ///< the gate or the user names the option
  std::optional<std::size_t> base{}, candidate{};
};

/// The gates by option.
std::vector<Asked> asked_of(const CheckedStudies& what);

/// The options that are the answers, of gates on the best one.
struct Answers {
  std::string base, candidate;
};

/// What is to be watched for them; fills in where. Gates on the best option ask those of the answers.
std::vector<WantedDraws> wanted_for(const CheckedStudies& what, const Answers& answers,
                                    std::vector<Asked>& asked);

/// What is told of an asked gate without any draw: nothing where draws have to.
struct Said {
  std::optional<Finding> finding{};
  std::string note{};  ///< why there is none
  bool done() const { return finding.has_value() || !note.empty(); }
};
Said without_draws(const Asked& asked, const CheckedStudies& what, const CheckResult& so_far);

}  // namespace llmtco::detail
