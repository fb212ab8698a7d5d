#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/json_text.h"
#include "report/serving.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

/// Nothing where no request has such a time; no mean above saturation.
Json json_of(const serving::Times& t, bool saturated) {
  const auto number = [&](double value) { return t.any ? Json(value) : Json(nullptr); };
  return {{"mean", saturated ? Json(nullptr) : number(t.mean)},
          {"p50", number(t.p50)},
          {"p90", number(t.p90)},
          {"p95", number(t.p95)},
          {"p99", number(t.p99)}};
}

Json json_of(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json json_of(const serving::SequenceRoom& room) {
  Json windows = Json::array();
  for (int i = 0; i < room.count; ++i) {
    const auto& w = room.windows[static_cast<std::size_t>(i)];
    windows.push_back(
        {{"tokens", w.tokens}, {"share", static_cast<double>(w.share) / serving::SequenceRoom::whole}});
  }
  return {{"state_tokens", room.state}, {"windows", windows}};
}

/// Null where nothing is guessed.
Json json_of(const serving::Guessing& g) {
  if (!g.on()) return nullptr;
  return {{"guesses", g.guesses},
          {"accepted", g.accepted},
          {"per_step_s", g.per_step},
          {"per_sequence_s", g.per_sequence},
          {"off_above", g.off_above}};
}

Json json_of(const serving::EngineSettings& s) {
  return {{"scheduler", serving::scheduler_names.to_text(s.scheduler)},
          {"max_batch", s.max_batch},
          {"token_budget", s.token_budget},
          {"longest_chunk", s.longest_chunk},
          {"whole_prompts", s.whole_prompts},
          {"wait_steps", s.wait_steps},
          {"wait_share", s.wait_share},
          {"receive_interval", s.receive_interval},
          {"plans_ahead", s.plans_ahead},
          {"prompt_launch_s", s.prompt_launch},
          {"front_s", s.front},
          {"block_size", s.block_size},
          {"kv_blocks", s.kv_blocks},
          {"watermark", s.watermark},
          {"prefix_cache", s.prefix_cache},
          {"contiguous", s.contiguous},
          {"host_per_step_s", s.host_per_step},
          {"host_per_token_s", s.host_per_token},
          {"host_per_request_s", s.host_per_request},
          {"overlap", s.overlap},
          {"preemption", serving::preemption_names.to_text(s.preemption)},
          {"host_blocks", s.host_blocks},
          {"swap_per_token_s", s.swap_per_token},
          {"host_cache_blocks", s.host_cache_blocks},
          {"disk_cache_blocks", s.disk_cache_blocks},
          {"host_load_per_token_s", s.host_load_per_token},
          {"disk_load_per_token_s", s.disk_load_per_token},
          {"pipeline", s.pipeline},
          {"attention_data", s.attention_data},
          {"room", json_of(s.room)},
          {"guessing", json_of(s.guessing)}};
}

void add_summary(Json& all, const serving::Summary& s) {
  all["replicas"] = s.replicas;
  all["requests"] = s.requests;
  all["completed"] = s.completed;
  all["rejected"] = s.rejected;
  all["steps"] = s.steps;
  all["restarts"] = s.restarts;
  for (const auto& [key, times] : {std::pair{"ttft_s", &s.ttft},
                                   {"tpot_s", &s.tpot},
                                   {"itl_s", &s.itl},
                                   {"e2e_s", &s.e2e},
                                   {"queue_s", &s.queue}}) {
    all[key] = json_of(*times, s.saturated());
  }
  all["duration_s"] = s.duration;
  all["output_tok_s"] = s.output_tok_s;
  all["input_tok_s"] = s.input_tok_s;
  all["requests_per_s"] = s.requests_s;
  all["goodput_rps"] = s.goodput_rps;
  all["good_share"] = s.good_share;
  all["prefix_hit_ratio"] = s.prefix_hit_ratio;
  all["host_hit_ratio"] = s.host_hit_ratio;
  all["disk_hit_ratio"] = s.disk_hit_ratio;
  all["swaps"] = s.swaps;
  all["transfer_share"] = s.transfer_share;
  all["guessed_share"] = s.guessed_share;
  all["utilization"] = s.utilization;
  all["batch"] = s.batch;
  all["kv_used"] = s.kv_used;
  all["in_system"] = s.in_system;
  all["recomputed_share"] = s.recomputed_share;
  all["recomputed_tokens"] = s.recomputed_tokens;
  all["padding_tokens"] = s.padding_tokens;
  all["lost_tokens"] = s.lost_tokens;
  all["saturated"] = s.saturated();
  all["load"] = json_of(s.load);
}

Json json_of(const std::optional<serving::TaskTimes>& t, bool saturated) {
  if (!t) return nullptr;
  return {{"tasks", t->tasks},           {"completed", t->completed},
          {"calls", t->calls},           {"time_s", json_of(t->time, saturated)},
          {"waiting_share", t->waiting}, {"tasks_per_s", t->tasks_s}};
}

Json json_of(const std::optional<serving::FleetLife>& life, double duration) {
  if (!life) return nullptr;
  const double hour = 3600 * serving::ps_per_second;
  return {
      {"replica_hours", life->paid / hour},
      {"start_up_hours", life->starting / hour},
      {"replicas_mean", duration > 0 ? Json(life->paid / serving::ps_per_second / duration) : Json(nullptr)},
      {"replicas_most", life->most},
      {"ordered", life->ordered},
      {"evicted", life->evicted},
      {"began_anew", life->lost},
      {"found_no_replica", life->at_door}};
}

Json json_of(const serving::LoadPoint& point) {
  const serving::Summary& s = point.summary;
  Json all{
      {"rps", point.rate}, {"load", point.load}, {"saturated", point.saturated()}, {"requests", s.requests}};
  for (const auto& [key, times] : {std::pair{"ttft_s", &s.ttft}, {"tpot_s", &s.tpot}, {"e2e_s", &s.e2e}})
    all[key] = json_of(*times, point.saturated());
  all["good_share"] = s.good_share;
  all["output_tok_s"] = s.output_tok_s;
  return all;
}

Json json_of(const std::optional<serving::LoadCurve>& curve) {
  if (!curve) return nullptr;
  Json all{{"capacity_rps", curve->capacity},
           {"share", curve->share},
           {"keeps_rps", json_of(curve->keeps)},
           {"breaks_rps", json_of(curve->breaks)},
           {"points", Json::array()}};
  for (const serving::LoadPoint& point : curve->points) all["points"].push_back(json_of(point));
  return all;
}

}  // namespace

std::string serving_json(const ServingReport& r) {
  Json all{{"schema_version", 1}, {"title", r.title}};
  add_summary(all, r.summary);
  all["tasks"] = json_of(r.tasks, r.summary.saturated());
  all["fleet"] = json_of(r.life, r.summary.duration);
  all["offered_rps"] = json_of(r.rate);
  all["busiest_hour_rps"] = json_of(r.busiest_hour);
  all["capacity_rps"] = json_of(r.capacity);
  const serving::StepTime& t = r.step_time;
  all["step_time_s"] = {{"t0", t.t0},       {"c_pf", t.c_pf}, {"c_attn", t.c_attn},
                        {"c_dec", t.c_dec}, {"c_kv", t.c_kv}, {"bend", t.bend}};
  if (t.shared_pf > 0) all["step_time_s"]["shared_pf"] = t.shared_pf;
  all["step_time_fit"] = nullptr;
  if (r.fit)
    all["step_time_fit"] = {{"mean_error", r.fit->mean_error},
                            {"largest_error", r.fit->largest_error},
                            {"points", r.fit->points}};
  all["limits_s"] = {
      {"ttft", json_of(r.limits.ttft)}, {"tpot", json_of(r.limits.tpot)}, {"e2e", json_of(r.limits.e2e)}};
  all["largest_rate"] = nullptr;
  if (r.largest) {
    all["largest_rate"] = {{"rps", r.largest->rate},
                           {"low", r.largest->low},
                           {"high", r.largest->high},
                           {"repetitions", r.largest->repetitions},
                           {"reason", r.largest->reason}};
  }
  if (r.curve_asked) all["load_curve"] = json_of(r.curve);
  all["settings"] = json_of(r.settings);
  all["notes"] = r.notes;
  return json_text(all);
}

}  // namespace llmtco
