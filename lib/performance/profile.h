#pragma once
#include <vector>

#include "performance/coefficients.h"
#include "performance/shape.h"

namespace llmtco {

/// Speeds of one replica: datasheet peaks and the efficiencies, overheads and effects that apply to this
/// accelerator, engine and format. Plain numbers in base units (bytes/s, FLOP/s, s); efficiencies in (0, 1].
struct Profile {
  // One GPU, datasheet.
  double bandwidth = 0;
  double peak16 = 0;      ///< head and attention
  double peak_dense = 0;  ///< operands of the dense matrices' products
  double peak_experts = 0;
  double sm_clocks = 0;  ///< multiprocessors x clock = peak16 / FLOP per multiprocessor and clock
  double watts = 0;
  double link = 0;           ///< one way
  bool direct_link = false;  ///< NVLink or the like rather than PCIe

  // The host, datasheet; 0 where it keeps no part of the model.
  double host_bandwidth = 0;
  double host_link = 0;  ///< from it to a GPU, at most its bandwidth

  // Memory.
  double weight_bandwidth = 0;   ///< achieved on dense weights, at most `bandwidth`
  double expert_bandwidth = 0;   ///< achieved on the weights of experts
  double kv_bandwidth = 0;       ///< on long reads
  double kv_knee = 0;            ///< bytes per layer at which half of it is reached
  double expansion = 0;          ///< s per weight to expand quantized ones
  double activation_passes = 0;  ///< times the numbers of norms and residuals cross the memory bus
  double product_passes = 0;     ///< times inputs and outputs of matrix products do, quantizing included
  double softmax_passes = 0;     ///< times attention scores do; 0 where attention is fused

  // Compute, achieved FLOP/s.
  double dense_rate = 0, expert_rate = 0, head_rate = 0, attention_rate = 0;
  double linear_rate = 0;   ///< of the recurrences of linear layers in a prompt
  double expert_touch = 0;  ///< s per expert that a layer's tokens touch
  double tile = 0;          ///< tokens every touched expert is padded by
  double blend = 1;         ///< exponent between reading weights and computing: 1 sum, large: the longer
  double expert_blend = 1;  ///< the same of experts

  // Fixed times.
  double product = 0;  ///< s per matrix product, quantizing its input included
  double depth = 0;    ///< s per element of a product's inner dimension, which one block of units goes along
  double expert_layer = 0;     ///< s per layer of routed experts
  double attention_fixed = 0;  ///< s per attention of a layer
  double linear_layer = 0;     ///< s per linear layer besides: convolution, gates, norms, the state
  double kernels = 0;          ///< s per step: all of these but the depth
  double step = 0;             ///< s per step, host and small kernels: layers x layer time + step time
  double sequence = 0;         ///< s per decoded sequence and step
  double allreduce = 0;        ///< s per all-reduce of no data between two GPUs
  double allreduce_blend = 1;  ///< exponent between its latency and its transfer
  double link_efficiency = 1;
  double hop = 0;         ///< s per hand-over between GPUs of a layer split
  double dequantize = 0;  ///< s to write a model's quantized weights out in 16 bits, in each step of a prompt
  double launches = 0;    ///< kernels of one micro-batch of a prompt
  double launch_queue = 0;  ///< of one GPU: launches that the host can be ahead

  // Load.
  double micro_batch = 0;       ///< prompt tokens computed at once; 0: all
  double stage_efficiency = 1;  ///< of a pipeline of micro-batches over a layer split
  double batch_limit = 0;       ///< most sequences at once
  double interleave = 1;        ///< share of newcomers' prefill that stalls running requests
  double first_fixed = 0;       ///< s, host time of a request until its first token, whatever the load
  double first_launch = 0;      ///< s to launch the kernels of a prompt's step one by one
  /// Prompts whose first tokens come out of one step, with the effect of the version.
  double first_together = 1;
  double first_wave = 0;           ///< share of a closed loop's requests that arrive at once when it starts
  double request = 0;              ///< host s per request
  double data_parallel_stall = 1;  ///< exponent
  double imbalance = 1;            ///< of experts under attention data parallelism

  /// Of unlike cards, each with its share of the layers; what stands above then holds for hand-overs and load alone.
  std::vector<Profile> cards;
  double share = 1;  ///< of the layers, of one of those
};

/// `online`: served over HTTP rather than run offline.
Profile profile_of(const Placement& placement, const Shape& shape, const Coefficients& coefficients,
                   bool online);

/// Which coefficients an engine uses: "local" for single-stream runtimes, "server" for continuous batching.
bool is_server(const Placement& placement);

/// Year of release for a version text such as "0.17", "1.0.0rc3"; nothing if the table has none.
std::optional<double> release_year(const Coefficients& coefficients, std::string_view engine,
                                   std::string_view version);

}  // namespace llmtco
