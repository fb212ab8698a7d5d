#include <fmt/format.h>

#include "scenario/forms.h"
#include "scenario/option_kinds.h"

namespace llmtco {
namespace {

using namespace forms;

/// What is asked beside the legs, and what it takes: a router, a judge, a cache.
void add_step(const char* who, std::vector<Field>& fields) {
  fields.push_back({"price", amount<UsdPerRequest>(), optional,
                    fmt::format("of the {}, for each request, as $0.0001; none if absent", who)});
  fields.push_back(
      {"time", amount<Seconds>(), optional, fmt::format("of the {}, median; none if absent", who)});
  fields.push_back(
      {"time_p95", amount<Seconds>(), optional, "its 95th percentile; twice the median if absent"});
}

/// How far the two legs are right on the same requests.
void add_likeness(std::vector<Field>& fields) {
  fields.push_back({"correlation", plain(-1, 1), optional,
                    "phi of the two legs being right on the same request; 0.4 is assumed if absent"});
  fields.push_back({"tetrachoric", plain(-0.95, 0.95), optional,
                    "in its place: correlation of two normal numbers behind the two being right"});
}

/// How fast the questions get harder for the first of the two.
void add_drift(std::vector<Field>& fields) {
  fields.push_back(
      {"harder_per_month", share(), optional,
       "points by which the share that the weak or first leg answers right falls each month, while "
       "the other's stays; none if absent"});
}

std::vector<Field> score_fields() {
  std::vector<Field> fields{
      {"weak", text(), required, "the option that takes what scores below the threshold"},
      {"strong", text(), required, "the option that takes what scores at or above it"},
      {"threshold", share(), required, "0 sends everything to the strong leg, 1 nothing"},
      {"auc", plain(0.5, 0.9999), optional,
       "chance that a request which needs the strong leg scores above one that does not; or curve, or "
       "questions"},
      {"shape", choice({"binormal", "power"}), optional, "of the curve with that auc; binormal if absent"},
      {"curve",
       form(ListForm{mapping("a point of the curve",
                             {{"share", fixed_share(), required, "of the calls, to the strong leg"},
                              {"accuracy", fixed_share(), required, "of the mix"}})}),
       optional, "measured: accuracy of the mix by the share of calls to the strong leg, from 0 to 1"},
      {"questions", text(), optional,
       "CSV file with strong_correct, weak_correct and perhaps score, a row a question"},
      {"decided", choice({"task", "call"}), optional,
       "once a task, or for each call, so that legs lose each other's prompt cache; task if absent"}};
  add_likeness(fields);
  add_drift(fields);
  add_step("router", fields);
  return fields;
}

std::vector<Field> judge_fields() {
  std::vector<Field> fields{
      {"first", text(), required, "the option that is always asked"},
      {"second", text(), required, "the option that is asked where the judge does not accept the answer"},
      {"accepts_right", share(), required, "share of right answers that the judge lets through"},
      {"accepts_wrong", share(), required, "share of wrong answers that the judge lets through"}};
  add_likeness(fields);
  add_drift(fields);
  add_step("judge", fields);
  return fields;
}

std::vector<Field> cache_fields() {
  std::vector<Field> fields{
      {"of", text(), required, "the option that answers what is not in the cache"},
      {"hit_rate", share(), required, "share of the requests that are answered from the cache"},
      {"wrong_hits", share(), required, "share of the hits whose answer is that of another question"}};
  add_step("cache", fields);
  return fields;
}

std::vector<Field> criticality_fields() {
  std::vector<Field> fields{
      {"cheap", text(), required, "the option that takes what is not critical"},
      {"precise", text(), required, "the option that takes what is"},
      {"share", share(), required, "of the requests, that are critical"},
      {"caught", share(), required, "share of these that is recognised"},
      {"alarms", share(), optional, "share of the others that is taken for critical; none if absent"}};
  add_step("router", fields);
  return fields;
}

std::vector<Field> step_fields() {
  return {{"first", text(), required, "the option that makes the first call of a task, the plan"},
          {"later", text(), required, "the option that makes the calls after it"},
          {"last", text(), optional,
           "the option that makes the last call, the answer; that of `later` if absent"},
          {"accuracy", share(), optional,
           "own evaluation of tasks that are shared so: share of right answers; unknown if absent"}};
}

FormPtr policy_form() {
  TaggedForm policy{.what = "a policy of routing",
                    .tag = "by",
                    .of = {},
                    .like = {},
                    .tag_doc = "what decides who answers a request"};
  const auto add = [&](const char* by, std::vector<Field> fields) {
    policy.of.emplace_back(by, MappingForm{fmt::format("routing by {}", by), std::move(fields)});
  };
  add("class", {{"shares", form(NamedForm{"request class", form(NamedForm{"option", share()})}), required,
                 "of the requests of each class, by option"}});
  add("score", score_fields());
  add("judge", judge_fields());
  add("votes", {{"of", text(), required, "the option that is asked several times at once"},
                {"samples", form(NumberForm{.low = 1, .high = 99, .certain = true, .whole = true}), required,
                 "answers to each request, of which most decide"},
                {"correlation", plain(0, 0.999), required,
                 "of two answers to one request being right: 0 says that each is drawn anew"}});
  add("failure",
      {{"first", text(), required, "the option that is asked first"},
       {"second", text(), required, "the option that is asked where the first gives no answer"},
       {"fails", share(), required, "share of calls that end in an error or meet a rate limit"},
       {"noticed", amount<Seconds>(), optional, "after which that is seen; at once if absent"},
       {"timeout", amount<Seconds>(), optional, "after which nobody waits any longer; none if absent"}});
  add("cache", cache_fields());
  add("criticality", criticality_fields());
  add("step", step_fields());
  return form(std::move(policy));
}

}  // namespace

std::vector<Field> route_fields() {
  return with_costs({{"policy", policy_form(), required, "who answers which requests"}});
}

}  // namespace llmtco
