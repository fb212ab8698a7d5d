#pragma once
#include <algorithm>
#include <utility>

#include "plain_replica.h"

namespace plain {

/// What each scheduler takes into the next step.
class Scheduled : public Replica {
 public:
  using Replica::Replica;

 protected:
  void plan() {
    switch (s_.scheduler) {
      case SchedulerKind::prefill_first:
        return prefill_first();
      case SchedulerKind::sglang:
        return sglang();
      case SchedulerKind::fixed_batch:
        return fixed_batch();
      default:
        return mixed();
    }
  }

 private:
  void mixed() {
    const bool sarathi = s_.scheduler == SchedulerKind::sarathi;
    const bool whole = sarathi || s_.scheduler == SchedulerKind::tensorrt_llm_max;
    const bool held = held_back();
    const bool restarted = room(sarathi ? 1 : 0);
    if (!restarted) bring_back(sarathi ? 1 : 0);
    decode();
    std::int64_t budget = s_.token_budget - computed();
    for (Runner& r : running_) {
      if (r.decodes || budget <= 0) continue;
      const int tokens = chunk(r.prompt - r.done, budget);
      compute(r, tokens);
      budget -= tokens;
    }
    if ((restarted && !sarathi) || held) return;
    while (budget > 0 && !queue_.empty() && static_cast<int>(running_.size()) < s_.max_batch) {
      if (head_is_swapped()) return;
      const Head h = head();
      if (impossible(h) || (s_.whole_prompts && !h.again && h.prompt > s_.token_budget)) {
        refuse();
        continue;
      }
      const bool whole_one = s_.whole_prompts && h.prompt - h.hit <= s_.token_budget;
      if (whole_one && h.prompt - h.hit > budget) return;
      const int tokens = chunk(h.prompt - h.hit, budget);
      const int wanted = first(h, whole ? h.prompt : h.hit + tokens);
      if (!may_take(h, wanted)) return;
      admit(h, wanted);
      compute(running_.back(), tokens);
      budget -= tokens;
    }
  }
  /// TensorRT-LLM's batch wait, decided before the step is made.
  bool held_back() {
    if (s_.scheduler != SchedulerKind::tensorrt_llm && s_.scheduler != SchedulerKind::tensorrt_llm_max)
      return false;
    std::int64_t tokens = decoding();
    const int running = static_cast<int>(running_.size());
    bool wait = waited_ < s_.wait_steps && tokens > 0 && !queue_.empty() && running < s_.max_batch;
    for (int i = 0; wait && i < static_cast<int>(queue_.size()) && running + i < s_.max_batch; ++i) {
      const int prompt = request(queue_[static_cast<std::size_t>(i)]).input;
      if (tokens + prompt > s_.token_budget) break;
      tokens += prompt;
      wait = tokens < static_cast<std::int64_t>(s_.wait_share * s_.token_budget);
    }
    waited_ = wait ? waited_ + 1 : 0;
    return wait;
  }
  int waited_ = 0;

  void prefill_first() {
    std::int64_t count = 0, longest = 0;
    while (!queue_.empty() && static_cast<int>(running_.size()) < s_.max_batch) {
      if (head_is_swapped()) break;
      const Head h = head();
      if (impossible(h) || (!h.again && h.prompt > s_.token_budget)) {
        refuse();
        continue;
      }
      const std::int64_t padded = std::max<std::int64_t>(longest, h.prompt - h.hit);
      if (!may_take(h, first(h, h.prompt))) break;
      if ((count + 1) * padded > s_.token_budget && !(count == 0 && h.again)) break;
      longest = padded;
      ++count;
      admit(h, first(h, h.prompt));
      compute(running_.back(), h.prompt - h.hit);
    }
    if (count > 0) return;
    if (!room(1)) bring_back(grows() ? 1 : 0);
    decode();
  }
  void sglang() {
    std::int64_t budget = s_.token_budget, promised = 0;
    for (Runner& r : running_) {
      if (r.decodes) continue;
      promised += std::min(r.end - r.prompt, 4096);
      const int tokens = chunk(r.prompt - r.done, budget);
      if (tokens > 0) compute(r, tokens);
      budget -= tokens;
    }
    while (budget > 0 && !queue_.empty() && static_cast<int>(running_.size()) < s_.max_batch) {
      const Head h = head();
      if (impossible(h)) {
        refuse();
        continue;
      }
      const int wanted = first(h, h.prompt), answer = std::min(h.end - h.prompt, 4096);
      std::int64_t left = 0;
      for (const Runner& r : running_) left += r.decodes ? std::int64_t{r.end} * gain_.unit - r.held : 0;
      left /= gain_.unit;
      if (!may_take(h, wanted)) break;
      if (grows() && !running_.empty() &&
          (h.room - wanted) * s_.block_size < left * 98 / 1000 + promised + answer)
        break;
      const int tokens = chunk(h.prompt - h.hit, budget);
      admit(h, wanted);
      compute(running_.back(), tokens);
      promised += answer;
      budget -= tokens;
    }
    if (prompt_tokens_ > 0) return;
    const auto demand = [&] {
      std::int64_t sum = 0, none = 0;
      for (const Runner& r : running_) sum += need(r, none);
      return sum;
    };
    while (running_.size() > 1 && demand() > available()) {
      std::size_t worst = 0;
      const auto key = [&](const Runner& r) {
        return std::pair(whole(r.held) - request(r.id).input, -request(r.id).input);
      };
      for (std::size_t i = 1; i < running_.size(); ++i) {
        if (key(running_[i]) <= key(running_[worst])) worst = i;
      }
      restart(worst);
    }
    decode();
  }
  void fixed_batch() {
    if (running_.empty()) {
      const auto size = [&](std::int64_t tokens) {
        return blocks(s_.contiguous > 0 ? s_.contiguous : tokens);
      };
      const auto refused = [&](std::int64_t tokens) {
        return size(tokens) > s_.kv_blocks || (s_.contiguous > 0 && tokens > s_.contiguous);
      };
      while (!queue_.empty() && refused(head().end)) refuse();
      int prompt = 0, answer = 0, count = 0;
      while (count < s_.max_batch && count < static_cast<int>(queue_.size())) {
        const Request& r = request(queue_[static_cast<std::size_t>(count)]);
        const int p = std::max(prompt, r.input), a = std::max(answer, r.output);
        if (refused(p + a) || (count + 1) * std::int64_t{size(p + a)} > available()) break;
        prompt = p;
        answer = a;
        ++count;
      }
      for (int i = 0; i < count; ++i) {
        Head h = head();
        h.prompt = prompt;
        h.end = prompt + answer;
        admit(h, size(prompt + answer));
        compute(running_.back(), prompt - h.hit);
      }
      if (count > 0) return;
    }
    decode();
  }
};

}  // namespace plain
