#pragma once
#include "plain_sequences.h"

/// A replica as plainly as it can be written: one record for each sequence, gone through in every step.
namespace plain {

class Replica : public Sequences {
 public:
  using Sequences::Sequences;

 protected:
  void release(const Runner& r) {
    free_ += r.own;
    if (s_.prefix_cache) cache_.unpin(ids(r.id, r.parts));
  }
  void restart(std::size_t i) {
    const Runner r = running_[i];
    running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
    release(r);
    const int all = r.decodes ? blocks(kept(r.held)) : 0;
    queue_.push_front(r.id);
    if (s_.preemption == Preemption::swap && r.decodes && all <= host_free_) {
      host_free_ -= all;
      moved_ += all;
      swapped_[r.id] = {all, r.held};
      ++result.swaps;
      return;
    }
    if (r.decodes) made(r.id) = whole(r.held) - request(r.id).input;
    ++outcome(r.id).restarts;
    ++result.restarts;
  }

  bool room(int margin) {
    bool any = false, again = true;
    while (again && grows()) {
      again = false;
      std::int64_t taken = 0, budget = s_.token_budget - computed();
      std::vector<int> needs;
      for (const Runner& r : running_) needs.push_back(need(r, budget));
      for (std::size_t i = 0; i < running_.size(); ++i) {
        const int least = std::max(needs[i], running_[i].decodes ? margin : 0);
        while (i < running_.size() && available() - taken < least) {
          restart(running_.size() - 1);
          any = again = true;
          if (s_.guessing.on()) break;
        }
        if (again && s_.guessing.on()) break;
        if (i < running_.size()) taken += needs[i];
      }
    }
    return any;
  }

  /// Those that wait in the host's memory go on, unless one had to go there just now.
  void bring_back(int margin) {
    while (!queue_.empty() && swapped_.count(queue_.front()) > 0 &&
           static_cast<int>(running_.size()) < s_.max_batch) {
      const int id = queue_.front();
      const auto [all, held] = swapped_[id];
      std::int64_t kept_free = 0;
      if (!running_.empty()) {
        kept_free = margin + s_.watermark_blocks();
        std::int64_t budget = s_.token_budget - std::min(computed(), decoding() + 1);
        for (const Runner& r : running_) kept_free += need(r, budget);
      }
      const int most = (gain_.gain + gain_.unit - 1) / gain_.unit;
      if (blocks(kept(held) + most) + kept_free > available()) return;
      queue_.pop_front();
      swapped_.erase(id);
      take(all);
      host_free_ += all;
      moved_ += all;
      running_.push_back({.id = id,
                          .decodes = true,
                          .held = held,
                          .end = request(id).input + request(id).output,
                          .own = all});
    }
  }
  bool head_is_swapped() const { return swapped_.count(queue_.front()) > 0; }

  struct Head {
    int id, prompt, end, hit, shared, parts, below;
    std::int64_t room;
    bool again;
  };
  Head head() {
    Head h{.id = queue_.front(),
           .prompt = 0,
           .end = 0,
           .hit = 0,
           .shared = 0,
           .parts = 0,
           .below = 0,
           .room = available(),
           .again = false};
    const Request& r = request(h.id);
    h.again = outcome(h.id).restarts > 0;
    h.prompt = r.input + made(h.id);
    h.end = r.input + r.output;
    if (s_.prefix_cache && r.prefixes > 0) {
      const auto run = cache_.run(ids(h.id, static_cast<int>(r.prefixes)), sizes(r));
      h.parts = static_cast<int>(run.parts);
      h.below = static_cast<int>(run.below);
      const int tokens =
          static_cast<int>(std::min<std::int64_t>(std::int64_t{h.parts} * load_.prefix_tokens, r.input));
      h.shared = tokens / s_.block_size - h.below;
      h.hit = std::min(tokens, h.prompt - 1);
      h.room -= run.unused;
    }
    if (!h.again) h.hit = std::max(h.hit, std::min(r.ready, h.prompt - 1));
    return h;
  }
  PrefixCache::Sizes sizes(const Request& r) const {
    const int last = r.input - static_cast<int>(r.prefixes - 1) * load_.prefix_tokens;
    return {load_.prefix_tokens / s_.block_size, last / s_.block_size};
  }
  int slot() const { return static_cast<int>(s_.kv_blocks / s_.max_batch); }
  bool impossible(const Head& h) const {
    if (grows()) return blocks(h.end - 2 + (gain_.gain + gain_.unit - 1) / gain_.unit) > s_.kv_blocks;
    if (s_.scheduler == SchedulerKind::sequential) return blocks(h.end) > slot();
    if (s_.contiguous > 0) return h.end > s_.contiguous || blocks(s_.contiguous) > s_.kv_blocks;
    return blocks(h.end) > s_.kv_blocks;
  }
  int first(const Head& h, int tokens) const {
    if (grows()) return blocks(tokens) - h.shared;
    if (s_.scheduler == SchedulerKind::sequential) return slot();
    return s_.contiguous > 0 ? blocks(s_.contiguous) : blocks(h.end) - h.shared;
  }
  bool may_take(const Head& h, int wanted) const {
    return h.room - wanted >= (running_.empty() ? 0 : s_.watermark_blocks());
  }
  void refuse() {
    outcome(queue_.front()).state = Outcome::State::rejected;
    if (load_.in_flight > 0 && released_ < made_.size()) result.outcomes[released_++].arrival = now_;
    queue_.pop_front();
  }
  void admit(const Head& h, int wanted) {
    queue_.pop_front();
    if (outcome(h.id).start < 0) outcome(h.id).start = now_;
    if (s_.prefix_cache && h.parts > 0) {
      const Request& r = request(h.id);
      const auto fetched =
          cache_.pin(ids(h.id, static_cast<int>(r.prefixes)), static_cast<std::size_t>(h.parts), sizes(r));
      for (const auto& [parts, each] :
           {std::pair{&fetched.host, s_.host_load_per_token}, {&fetched.disk, s_.disk_load_per_token}}) {
        int tokens = 0;
        for (const std::size_t part : *parts)
          tokens += std::min(load_.prefix_tokens, r.input - static_cast<int>(part) * load_.prefix_tokens);
        loaded_ += in_picoseconds(each * tokens);
      }
    }
    take(wanted);
    ++admitted_;
    running_.push_back({.id = h.id,
                        .prompt = h.prompt,
                        .done = h.hit,
                        .end = h.end,
                        .own = wanted - h.below,
                        .parts = h.parts,
                        .shared = h.shared + h.below});
  }
  void compute(Runner& r, int tokens) {
    prompt_tokens_ += tokens;
    attention_ += std::int64_t{tokens} * (2 * std::int64_t{r.done} + tokens);
    const int more = grows() ? std::max(0, blocks(r.done + tokens) - r.own - r.shared) : 0;
    take(more);
    r.own += more;
    r.done += tokens;
    r.chunk = tokens;
    if (!s_.prefix_cache) return;
    for (; r.parts < static_cast<int>(request(r.id).prefixes); ++r.parts) {
      const std::int64_t begin = std::int64_t{r.parts} * load_.prefix_tokens;
      const std::int64_t end = std::min<std::int64_t>(begin + load_.prefix_tokens, request(r.id).input);
      if (end > r.done) return;
      const int whole = static_cast<int>((end - begin) / s_.block_size);
      if (!cache_.insert(load_.prefix_ids[request(r.id).first_prefix + static_cast<std::size_t>(r.parts)],
                         whole, free_))
        return;
      r.own -= whole;
      r.shared += whole;
    }
  }
  void decode() {
    decode_ = false;
    for (Runner& r : running_) {
      if (!r.decodes) continue;
      decode_ = true;
      if (!grows()) continue;
      const int more = std::max(0, blocks(kept(r.held + gain())) - r.own - r.shared);
      take(more);
      r.own += more;
    }
  }

  bool has_step() const { return decode_ || prompt_tokens_ > 0; }
  std::int64_t prompt_tokens() const { return prompt_tokens_; }
  Picoseconds duration(Picoseconds more = 0) const {
    StepWork work{.prompt_tokens = prompt_tokens_, .attention = attention_};
    double out = 0;
    for (const Runner& r : running_) {
      if (r.decodes && decode_) {
        ++work.decoding;
        work.contexts += r.held;
      }
      if (r.decodes && decode_) out += static_cast<double>(gain()) / gain_.unit;
      if (!r.decodes && r.done == r.prompt) ++out;
    }
    const double host = s_.host_per_step + s_.host_per_request * admitted_ + s_.host_per_token * out;
    const Picoseconds beside = host > 0 ? in_picoseconds(host) : 0;
    Picoseconds time = clock_.of(work) + moved_ * in_picoseconds(s_.swap_per_token * s_.block_size) + loaded_;
    if (decode_ && guesses())
      time += in_picoseconds(s_.guessing.per_step + s_.guessing.per_sequence * work.decoding);
    if (prompt_tokens_ > 0) time = std::max(time, in_picoseconds(s_.prompt_launch));
    time += more;
    return s_.overlap ? std::max(time, beside) : time + beside;
  }
  void step(Picoseconds end) {
    planned_ = now_;
    unseen_ += prompt_tokens_ > 0 ? s_.receive_interval : 1;
    now_ = end;
    ++result.steps;
    moved_ = loaded_ = 0;
    const int gained = gain();
    for (Runner& r : running_) {
      if (r.decodes && decode_) r.held += gained;
    }
    take_out_finished();
    for (Runner& r : running_) {
      if (r.decodes || r.done < r.prompt) continue;
      r.decodes = true;
      r.held = std::int64_t{r.prompt + 1} * gain_.unit;
      if (outcome(r.id).first_token < 0) outcome(r.id).first_token = now_;
    }
    take_out_finished();
    prompt_tokens_ = attention_ = admitted_ = 0;
    decode_ = false;
  }

  void take_out_finished() {
    std::vector<Runner> stay;
    for (const Runner& r : running_) {
      if (!r.decodes || r.held < std::int64_t{r.end} * gain_.unit) {
        stay.push_back(r);
        continue;
      }
      release(r);
      outcome(r.id).end = now_;
      outcome(r.id).state = Outcome::State::done;
      if (load_.in_flight > 0 && released_ < made_.size()) result.outcomes[released_++].arrival = now_;
    }
    running_ = std::move(stay);
  }
};

}  // namespace plain
