#include "deployment/split.h"

#include <fmt/format.h>

#include <algorithm>

#include "deployment/latency.h"

namespace llmtco {
namespace {

/// The first part whose latencies are unknown, if there is one.
const SplitPart* unknown_part(const std::vector<SplitPart>& parts) {
  const auto found = std::find_if(parts.begin(), parts.end(),
                                  [](const SplitPart& part) { return part.evaluation.latency.empty(); });
  return found == parts.end() ? nullptr : &*found;
}

/// What requests of class i wait for: those of each part side by side.
LatencyDistribution mixed(const std::vector<SplitPart>& parts, std::size_t i,
                          LatencyDistribution ClassLatency::*kind) {
  std::vector<LatencyShare> shares;
  for (const SplitPart& part : parts) {
    const std::vector<Column>& at_once = part.evaluation.at_once;
    shares.push_back(
        {at_once.empty() ? part.share : part.share * at_once[i], part.evaluation.latency[i].*kind});
  }
  return mix(shares);
}

/// Shares of each class's requests that are answered at once by all parts together.
std::vector<Column> answered_at_once(const std::vector<SplitPart>& parts, std::size_t classes) {
  const bool all = std::all_of(parts.begin(), parts.end(),
                               [](const SplitPart& part) { return part.evaluation.at_once.empty(); });
  if (all) return {};
  std::vector<Column> at_once(classes, Column(0.0));
  for (const SplitPart& part : parts) {
    const std::vector<Column>& own = part.evaluation.at_once;
    for (std::size_t i = 0; i < classes; ++i) at_once[i] += own.empty() ? part.share : part.share * own[i];
  }
  return at_once;
}

void mix_latency(const std::vector<SplitPart>& parts, const Context& context, Evaluation& all) {
  if (context.detail == Detail::costs) return;
  if (const SplitPart* part = unknown_part(parts)) {
    all.latency_note = fmt::format("{}: {}", part->name, part->evaluation.latency_note);
    return;
  }
  for (std::size_t i = 0; i < context.traffic.classes.size(); ++i) {
    all.latency.push_back({mixed(parts, i, &ClassLatency::ttft), mixed(parts, i, &ClassLatency::tpot),
                           mixed(parts, i, &ClassLatency::e2e)});
  }
  set_latency_figures(context, all);
  all.latency_note = "weighted over the parts";
}

/// Machines of all parts, and those of them that are bought.
void add_machines(const std::vector<SplitPart>& parts, Evaluation& all) {
  Column machines = 0.0, busy = 0.0, bought = 0.0;
  Drawn<Usd> paid, booked;
  for (const SplitPart& part : parts) {
    const Figures<Column>& own = part.evaluation.figures;
    if (const Column* replicas = own.find(measures::replicas)) {
      machines += *replicas;
      busy += *replicas * own.get(measures::load).value_or(0.0);
      all.figures.set(measures::replicas, machines);
      all.figures.set(measures::load, busy / max(machines, 1e-9));
    }
    if (const Column* more = own.find(measures::bought)) {
      bought += *more;
      paid += *own.get(measures::purchase);
      booked += *own.get(measures::book_value);
      all.figures.set(measures::bought, bought);
      all.figures.set(measures::purchase, paid);
      all.figures.set(measures::book_value, booked);
    }
  }
}

/// Tasks that are too long for the model of the part that takes them, where that is known of each.
void add_too_long(const std::vector<SplitPart>& parts, Evaluation& all) {
  Column too_long = 0.0;
  for (const SplitPart& part : parts) {
    const Column* own = part.evaluation.figures.find(measures::too_long);
    if (own == nullptr) return;
    too_long += part.share * *own;
  }
  all.figures.set(measures::too_long, too_long);
}

/// How right they are together, where that is known of each.
void add_answers(const std::vector<SplitPart>& parts, const Context& context, Evaluation& all) {
  Column accuracy = 0.0, delivered = 0.0;
  Drawn<Requests> right;
  Drawn<Usd> value;
  bool valued = false, followed = false;
  std::vector<Column> by_class(context.traffic.classes.size(), Column(0.0));
  for (const SplitPart& part : parts) {
    const Evaluation& own = part.evaluation;
    if (own.accuracy.empty()) return;
    for (std::size_t i = 0; i < by_class.size(); ++i) by_class[i] += part.share * own.accuracy[i];
    accuracy += part.share * own.figures.at(measures::accuracy);
    const Column* of_part = own.figures.find(measures::delivered);
    followed = followed || of_part != nullptr;
    if (of_part != nullptr) delivered += part.share * *of_part;
    right += *own.figures.get(measures::right_answers);
    const auto own_value = own.figures.get(measures::gross_value);
    if (own_value) value += *own_value;
    valued = valued || own_value.has_value();
  }
  for (std::size_t i = 0; i < by_class.size(); ++i) {
    if (const auto subject = context.subject(i)) all.figures.set(measures::accuracy, by_class[i], *subject);
  }
  all.accuracy = std::move(by_class);
  all.figures.set(measures::accuracy, accuracy);
  if (followed) all.figures.set(measures::delivered, delivered);
  all.figures.set(measures::right_answers, right);
  if (valued) all.figures.set(measures::gross_value, value);
}

/// Critical failures of all parts.
void add_failures(const std::vector<SplitPart>& parts, Evaluation& all) {
  Drawn<Requests> failures;
  for (const SplitPart& part : parts) {
    const auto own = part.evaluation.figures.get(measures::critical_failures);
    if (!own) continue;
    failures += *own;
    all.figures.set(measures::critical_failures, failures);
  }
}

/// Energy, carbon and water of all parts, where that of each is known.
void add_footprint(const std::vector<SplitPart>& parts, Evaluation& all) {
  for (const MeasureOf<double>& measure : {measures::energy, measures::idle_energy, measures::carbon,
                                           measures::embodied_carbon, measures::water}) {
    Column sum = 0.0;
    bool known = true;
    for (const SplitPart& part : parts) {
      const Column* own = part.evaluation.figures.find(measure);
      known = known && own != nullptr;
      if (own != nullptr) sum += *own;
    }
    if (known) all.figures.set(measure, sum);
  }
}

}  // namespace

std::vector<Column> shares_of(const Split& split, const Block& block) {
  std::vector<Column> shares;
  bool certain = true;
  for (const Split::Part& part : split.parts) {
    shares.push_back(block(part.share));
    certain = certain && part.share.is_known();
  }
  if (certain) return shares;
  Column sum = 0.0;
  for (const Column& share : shares) sum += share;
  for (Column& share : shares) share = share / sum;
  return shares;
}

void add_parts(const std::vector<SplitPart>& parts, Evaluation& all) {
  for (const SplitPart& part : parts) {
    const Evaluation& own = part.evaluation;
    const Column unused = less_equal(part.share, 0.0);
    append(all.bill, own.bill, part.name);
    all.feasible = all.feasible * max(own.feasible, unused);
    if (all.reason.empty() && !own.reason.empty()) all.reason = fmt::format("{}: {}", part.name, own.reason);
  }
  add_machines(parts, all);
  add_footprint(parts, all);
}

Evaluation joined(const std::vector<SplitPart>& parts, const Context& context) {
  Evaluation all;
  add_parts(parts, all);
  all.at_once = answered_at_once(parts, context.traffic.classes.size());
  mix_latency(parts, context, all);
  add_too_long(parts, all);
  add_answers(parts, context, all);
  add_failures(parts, all);
  return all;
}

}  // namespace llmtco
