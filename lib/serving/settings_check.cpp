#include <fmt/format.h>

#include <algorithm>

#include "serving/request.h"
#include "serving/settings.h"

namespace llmtco::serving {

namespace {

using Complaints = std::vector<std::string>;

void range(Complaints& found, const char* what, double value, double low, double high) {
  if (!(low <= value && value <= high))
    found.push_back(fmt::format("{} must be {} to {}, is {}", what, low, high, value));
}

bool is_mixed(SchedulerKind kind) {
  return kind != SchedulerKind::prefill_first && kind != SchedulerKind::fixed_batch &&
         kind != SchedulerKind::sglang;
}

void check_cache(const EngineSettings& s, Complaints& found) {
  if (s.prefix_cache && (s.scheduler == SchedulerKind::sequential ||
                         s.scheduler == SchedulerKind::fixed_batch || s.contiguous > 0)) {
    found.push_back(
        "a prefix cache needs blocks that sequences can share: none under static and sequential, none "
        "where each sequence reserves its own room");
  }
  if (s.prefix_cache && !s.room.plain()) {
    found.push_back(
        "a prefix cache is not simulated for models with windows or states, of which a prefix keeps no "
        "blocks that all could share");
  }
  if (s.has_tiers() && !s.prefix_cache)
    found.push_back("tiers of the host and of a disk are below a prefix cache, and there is none");
}

void check_preemption(const EngineSettings& s, Complaints& found) {
  if (s.preemption != Preemption::swap) return;
  if (s.contiguous > 0 ||
      (s.scheduler != SchedulerKind::vllm && s.scheduler != SchedulerKind::prefill_first &&
       s.scheduler != SchedulerKind::sarathi && s.scheduler != SchedulerKind::tensorrt_llm_max)) {
    found.push_back(
        "sequences are swapped under vllm, prefill-first, sarathi and tensorrt-llm-max, where blocks come "
        "as tokens do: the others never stop one, or compute it again");
  }
  if (s.host_blocks == 0) found.push_back("swapping needs blocks in the host's memory, and there are none");
}

void check_guessing(const EngineSettings& s, Complaints& found) {
  const Guessing& g = s.guessing;
  range(found, "the number of tokens guessed", g.guesses, 0, 1000);
  if (!g.on()) return;
  if (!(1 <= g.accepted && g.accepted <= 1 + g.guesses)) {
    found.push_back(
        fmt::format("the tokens accepted a step, the model's own included, must be 1 to {} where {} "
                    "are guessed, are {}",
                    1 + g.guesses, g.guesses, g.accepted));
  }
  range(found, "the time to draft in a step", g.per_step, 0, 1000);
  range(found, "the time to draft and check for a sequence", g.per_sequence, 0, 1000);
  range(found, "the batch above which nothing is guessed", g.off_above, 1, 1 << 30);
}

void check_budget(const EngineSettings& s, Complaints& found) {
  if (s.whole_prompts && s.longest_chunk > 0)
    found.push_back("prompts are computed in whole or in chunks, not both");
  if (!is_mixed(s.scheduler)) return;
  if (s.token_budget < s.max_batch) {
    found.push_back(fmt::format("a token budget of {} is less than one token for each of a batch of {}",
                                s.token_budget, s.max_batch));
  }
  const std::int64_t most = std::min(s.max_batch, s.guessing.off_above);
  if (s.guessing.on() && s.token_budget < most * (1 + s.guessing.guesses)) {
    found.push_back(
        fmt::format("a token budget of {} is less than {} tokens for each of {} sequences, guesses "
                    "included",
                    s.token_budget, 1 + s.guessing.guesses, most));
  }
}

void check_ranks(const EngineSettings& s, Complaints& found) {
  range(found, "the number of pipeline stages", s.pipeline, 1, 1024);
  range(found, "the number of ranks with attention of their own", s.attention_data, 1, 1024);
  if (s.ranks() > 1 && s.kv_blocks < s.ranks())
    found.push_back(fmt::format("{} KV blocks are less than one for each of {} ranks or batches", s.kv_blocks,
                                s.ranks()));
}

}  // namespace

std::vector<std::string> complaints(const EngineSettings& s) {
  std::vector<std::string> found;
  const auto range = [&](const char* what, double value, double low, double high) {
    serving::range(found, what, value, low, high);
  };
  range("the largest batch", s.max_batch, 1, 65'536);
  range("the token budget", s.token_budget, 1, most_tokens);
  range("the longest chunk", s.longest_chunk, 0, most_tokens);
  range("the block size", s.block_size, 1, 65'536);
  range("the number of KV blocks", static_cast<double>(s.kv_blocks), 1, 1e12);
  range("the watermark", s.watermark, 0, 0.99);
  range("the reservation of a sequence", s.contiguous, 0, most_tokens);
  range("the host's time of a step", s.host_per_step, 0, 1000);
  range("the host's time of a token", s.host_per_token, 0, 1000);
  range("the host's time of a request", s.host_per_request, 0, 1000);
  range("the blocks of the host for swapping", static_cast<double>(s.host_blocks), 0, 1e12);
  range("the time to swap a token", s.swap_per_token, 0, 1000);
  range("the blocks of the host's cache", static_cast<double>(s.host_cache_blocks), 0, 1e12);
  range("the blocks of the disk's cache", static_cast<double>(s.disk_cache_blocks), 0, 1e12);
  range("the time to load a token from the host", s.host_load_per_token, 0, 1000);
  range("the time to load a token from a disk", s.disk_load_per_token, 0, 1000);
  range("the time to launch a prompt's kernels", s.prompt_launch, 0, 1000);
  range("the time outside of the steps", s.front, 0, 1000);
  range("the steps between looks for requests", s.receive_interval, 1, 1e6);
  range("the steps that prompts are held back", s.wait_steps, 0, 1e6);
  range("the share of the budget that prompts wait for", s.wait_share, 0, 1);
  check_budget(s, found);
  check_cache(s, found);
  check_preemption(s, found);
  check_guessing(s, found);
  check_ranks(s, found);
  return found;
}

}  // namespace llmtco::serving
