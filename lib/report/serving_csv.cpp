#include <fmt/format.h>

#include "report/serving.h"
#include "serving/router.h"

namespace llmtco {

std::vector<serving::ReplicaSpan> replica_spans(const serving::Simulation& simulation) {
  const std::size_t count = simulation.timeline.spans().size();
  const double replicas = simulation.replicas;
  if (!simulation.life) return std::vector<serving::ReplicaSpan>(count, {replicas, replicas});
  return serving::spans_of(*simulation.life, simulation.timeline.span(), count, simulation.end);
}

std::string serving_requests_csv(const serving::Load& load, const std::vector<serving::Outcome>& outcomes) {
  std::string text = "request,ttft_s,e2e_s,tpot_s,restarts,arrival_s,task\n";
  const std::vector<std::uint32_t> tasks = serving::first_calls(load);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const serving::Outcome& o = outcomes[i];
    auto out = std::back_inserter(text);
    const double arrival = serving::in_seconds(o.arrival);
    if (o.state != serving::Outcome::State::done) {
      fmt::format_to(out, "{},,,,{},{:.12g},{}\n", i, o.restarts, arrival, tasks[i]);
      continue;
    }
    const double ttft = serving::in_seconds(o.first_token - o.arrival),
                 e2e = serving::in_seconds(o.end - o.arrival);
    fmt::format_to(out, "{},{:.12g},{:.12g},", i, ttft, e2e);
    if (load.requests[i].output > 1)
      fmt::format_to(out, "{:.12g}", (e2e - ttft) / (load.requests[i].output - 1));
    fmt::format_to(out, ",{},{:.12g},{}\n", o.restarts, arrival, tasks[i]);
  }
  return text;
}

std::string serving_timeline_csv(const serving::Simulation& simulation) {
  std::string text = "time_s,batch,kv_blocks,queued,busy,output_tok_s,serving,paid\n";
  const std::vector<serving::ReplicaSpan> replicas = replica_spans(simulation);
  const auto spans = simulation.timeline.spans();
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const auto& s = spans[i];
    fmt::format_to(std::back_inserter(text), "{:.9g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g}\n",
                   static_cast<double>(i) * serving::in_seconds(simulation.timeline.span()), s.batch,
                   s.kv_blocks, s.queued, s.busy, s.tokens, replicas[i].serving, replicas[i].paid);
  }
  return text;
}

}  // namespace llmtco
