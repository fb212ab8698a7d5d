#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/names.h"
#include "units/units.h"

namespace llmtco {

/// How an engine finds what it leaves to keys and values, of a GPU that gives programs `given`:
///
///     total   utilisation x given - weights - activations - outside
///     rest    utilisation x (given - weights - activations - outside)
///     fixed   share x (given - outside) - weights; activations and graphs have what the share leaves
enum class MemoryRule { total, rest, fixed };
inline constexpr Names<MemoryRule, 3> memory_rule_names{
    {{{MemoryRule::total, "total"}, {MemoryRule::rest, "rest"}, {MemoryRule::fixed, "fixed"}}}};

/// What an engine computes at once by default, on cards of at least some memory.
struct StepSize {
  std::optional<Bytes> from{};        ///< memory of the card; any if absent
  std::vector<std::string> except{};  ///< families of cards it does not hold for: a100
  double tokens = 2048;               ///< of the largest step
  double sequences = 256;             ///< whose logits are computed at once, or that graphs are captured for
};

/// What an engine keeps back in place of a share that is given: the share is 1 - kept / total.
struct KeptBack {
  Bytes base;
  Bytes per_token;     ///< of the largest step
  Bytes per_sequence;  ///< of the largest captured graph
  Bytes per_gpu;       ///< of the replica
};

/// What a release before another did otherwise.
struct OlderMemory {
  std::string before;  ///< version, "0.17"
  std::optional<double> logit_bytes{};
  std::optional<Bytes> outside{}, outside_group{};
};

/// Where the memory of a GPU goes under an engine, apart from the weights.
struct EngineMemory {
  MemoryRule rule = MemoryRule::total;
  std::vector<StepSize> steps{StepSize{}};  ///< the last that holds counts
  /// Bytes for each number of the logits: as computed, in 32 bits, and what sampling copies.
  double logit_bytes = 14;
  bool expert_buffers = false;  ///< whether inputs and outputs of experts have buffers of their own that stay
  Bytes outside{0.5e9};  ///< driver's context, libraries, graphs; on one GPU, or in a stage of a pipeline
  Bytes outside_group{1.5e9};  ///< the same where GPUs share a layer: buffers of collectives
  /// The same over PCIe alone, where GPUs have no memory that all of them read.
  std::optional<Bytes> outside_group_pcie{};
  std::optional<KeptBack> kept{};
  std::vector<OlderMemory> older{};  ///< newest first; each adds to those above it
  double spread = 0.3;  ///< standard deviation of the logarithm of activations and what lies outside

  /// The same as a version of the engine has it; the newest where `version` is empty.
  EngineMemory of_version(std::string_view version) const;
  const StepSize& step_on(Bytes memory, std::string_view accelerator) const;
};

/// Formats an engine can keep keys and values in.
struct KvFormats {
  std::string usual = "fp16";  ///< whatever the weights
  /// In place of the usual one by family of the weights: checkpoints of such carry scales for it.
  std::vector<std::pair<std::string, std::string>> by_weights{};
  /// Bits of a number with the scales of its block: q8_0 34 B for 32 numbers, 8.5 bits.
  std::vector<std::pair<std::string, double>> formats{{"fp16", 16}};

  std::optional<double> bits(std::string_view format) const;
  std::vector<std::string> names() const;
  std::string offered() const;  ///< "fp16, fp8 and q8_0"
  const std::string& usual_for(std::string_view family_of_weights) const;
};

/// Whether version a is older than b, number by number: 0.9.1 before 0.17. What is no number ends a version.
bool older_version(std::string_view a, std::string_view b);

}  // namespace llmtco
