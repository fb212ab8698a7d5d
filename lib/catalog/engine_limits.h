#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/names.h"

namespace llmtco {

/// What weights of a format need of the chips of a vendor before an engine computes on them.
struct ChipNeed {
  std::string format;           ///< an id, or a family of formats; `any`: all of them
  std::optional<double> least;  ///< compute capability, as the driver reports it
  std::vector<double> only{};   ///< the capabilities that do, where newer chips are not better ones

  /// Neither: nothing of the format runs on the vendor's chips.
  bool never() const { return !least && only.empty(); }
};

/// Chips of a vendor that an engine runs on.
struct ChipLimits {
  std::string vendor;  ///< as accelerators name theirs; CPU: processors of any vendor
  std::vector<ChipNeed> needs{};

  /// What a format needs: by its id, else by its family; null where nothing is said.
  const ChipNeed* need(std::string_view format, std::string_view family) const;
};

/// What an engine refuses to start.
struct EngineLimits {
  /// Keys and values of heads over GPUs that share every layer.
  enum class KvHeads {
    copied,   ///< the same whole number on each, or each of them on the same whole number of GPUs
    divided,  ///< the same whole number on each
    uneven    ///< heads, keys and values, and widths in unlike parts
  };
  KvHeads kv_heads = KvHeads::copied;
  int vocabulary = 0;                ///< rows it is rounded up to before it is cut evenly; 0: to any number
  bool powers_of_two = false;        ///< of GPUs that share every layer
  std::vector<std::string> lacks{};  ///< kinds of model: mla, experts, linear, mamba, compressed, sparse
  bool offload = false;  ///< whether it can keep layers or experts in the host's memory and compute there
  std::vector<ChipLimits> chips{};  ///< empty: any
  std::string source{}, as_of{};    ///< of all this

  bool refuses(std::string_view model_kind) const;
  /// What it asks of the chips of a vendor; null where it does not run on them.
  const ChipLimits* of(std::string_view vendor) const;
};

inline constexpr Names<EngineLimits::KvHeads, 3> kv_heads_names{
    {{{EngineLimits::KvHeads::copied, "copied"},
      {EngineLimits::KvHeads::divided, "divided"},
      {EngineLimits::KvHeads::uneven, "uneven"}}}};

}  // namespace llmtco
