#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/accelerator.h"
#include "catalog/engine.h"
#include "catalog/model.h"
#include "catalog/weight_format.h"
#include "performance/host.h"
#include "text/names.h"
#include "units/units.h"

namespace llmtco {

/// How one replica spreads a model over its GPUs. Their product is the number of GPUs.
struct Parallelism {
  /// Every layer cut into slices; an all-reduce after attention and after the feed-forward layer.
  int tensor = 1;
  int pipeline = 1;     ///< layers in stages that work on different requests at once
  int layer_split = 1;  ///< layers in stages that work one after another for each token (llama.cpp, exllama)
  int attention_data = 1;  ///< attention copied, requests shared out, experts spread over all GPUs

  int gpus() const { return tensor * pipeline * layer_split * attention_data; }
};

/// Ways to guess several tokens and check them in one step.
enum class SpeculationMethod {
  draft_model,
  medusa,
  hydra,
  eagle,
  eagle2,
  prompt_lookup,
  lookahead,
  retrieval,
  token_recycling,
  samd_eagle2
};

struct Speculation {
  SpeculationMethod method = SpeculationMethod::eagle2;
  std::optional<Model> draft;  ///< of a draft model
  /// Mean tokens per step, the target's own included; the method's usual value if absent.
  std::optional<double> accepted;
  std::optional<int> guesses{};  ///< a step for each sequence; the method's usual number if absent
  std::optional<int>
      off_above{};  ///< sequences decoded at once above which nothing is guessed; never if absent
  std::string task = "overall";  ///< multi_turn, translation, summarization, qa, math, rag or overall
};

/// One replica: a model in a format on some GPUs under an engine. Made by place(); every part may then be
/// changed.
struct Placement {
  Accelerator accelerator;
  /// Unlike cards that share the layers one after another by their memory, in the order of layers, of which
  /// `accelerator` is as_one() (unlike_cards.h); empty where all are alike.
  std::vector<Accelerator> cards{};
  Parallelism parallel;
  Model model;
  WeightFormat format;
  std::string kv_format = "fp16";  ///< of the KV cache, one of the engine's
  double kv_bits = 16;             ///< per number in it, scales of blocks included
  /// Of the memory that the engine takes (gpu_memory_utilization and the like); its default if absent.
  std::optional<double> memory_share;
  Engine engine;
  /// Whose coefficients are used: "vllm", "llama.cpp", "autoawq-gemv" ...; the id of the engine unless a
  /// kernel matters.
  std::string engine_key;
  double released = 0;         ///< year of the engine's release, such as 2025.5
  bool version_known = false;  ///< whether `released` was given, by year or by version
  bool assumed_shape = false;  ///< the model's shape was guessed from its size: wider intervals
  std::optional<Speculation> speculation;
  std::optional<Host> host{};  ///< where its memory keeps a part of the model

  int gpus() const { return parallel.gpus(); }
};

/// A placement with the defaults of its engine: tensor parallel where the engine can, else layers one after
/// another; a KV cache in the engine's usual format, or in what checkpoints of the weights' family carry scales for;
/// the engine's release by its version, else the date of the fit.
Placement place(Accelerator accelerator, int gpus, Model model, WeightFormat format, Engine engine);

/// Keeps keys and values in a format of the engine's; false, and nothing is changed, if it offers no such.
bool set_kv_format(Placement& placement, std::string_view format);

/// The shape typical of a size and year, for models that are not in the catalogue: hidden = 128 x
/// round(sqrt(N / (12 L)) / 128) with depth after the Llama family, grouped queries from 2023 on. Active
/// parameters are all of them.
Model typical_model(double parameters, int year);

/// The same of a mixture of experts that uses `active` parameters for a token: 8 experts of as many as add up
/// to the total. 60 layers of 128 x round(1,100 sqrt(active / 1e9) / 128) hidden numbers, as in mixtures of 2025
/// and 2026 (873 to 1,275 from 3B to 37B active; 36 to 94 layers, 48 below 8B), 8 heads of keys and values.
///
///     235B-A22B    1,100 x 4.69 / 128: hidden 5,120 (Qwen3 has 4,096); attention, embedding and head of 5.1e9, so
///                  (22 - 5.1) / 8 = 2.1e9 an expert over the layers, and (235 - 5.1) / 2.1 = 109 of them (128)
Model typical_mixture(double parameters, double active, int year);

inline constexpr Names<SpeculationMethod, 10> speculation_method_names{
    {{{SpeculationMethod::draft_model, "draft-model"},
      {SpeculationMethod::medusa, "medusa"},
      {SpeculationMethod::hydra, "hydra"},
      {SpeculationMethod::eagle, "eagle"},
      {SpeculationMethod::eagle2, "eagle2"},
      {SpeculationMethod::prompt_lookup, "prompt-lookup"},
      {SpeculationMethod::lookahead, "lookahead"},
      {SpeculationMethod::retrieval, "retrieval"},
      {SpeculationMethod::token_recycling, "token-recycling"},
      {SpeculationMethod::samd_eagle2, "samd-eagle2"}}}};

constexpr std::string_view to_text(SpeculationMethod method) {
  return speculation_method_names.to_text(method);
}

}  // namespace llmtco
