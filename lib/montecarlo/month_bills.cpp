#include "montecarlo/month_bills.h"

#include <algorithm>
#include <cassert>
#include <variant>

#include "host/parallel.h"
#include "montecarlo/demand_figures.h"
#include "montecarlo/summarize.h"
#include "random/sampler.h"
#include "text/money.h"
#include "variables/draws.h"

namespace llmtco {
namespace {

constexpr std::size_t most_bytes_of_months = std::size_t{1} << 28;

/// The option, and those its numbers hang on.
Study only(const Study& study, std::size_t option) {
  Study needed = study;
  needed.options.clear();
  for (const std::string& name :
       with_needed({study.options[option].name}, study.options, study.demand.workload))
    needed.options.push_back(study.options[place_of(name, study.options).value()]);
  return needed;
}

std::vector<std::string> sorted_names(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return names;
}

/// The draws of a study, and what it comes to in single months of them.
class Months {
 public:
  Months(const Study& study, const Settings& settings)
      : study_(study),
        pool_(std::max(settings.threads, 1)),
        plan_(plan_for(settings.method, settings.draws)),
        sampler_(plan_, settings.seed, sorted_names(study.variables.names())),
        draws_(study.variables, sampler_) {}

  std::size_t draws() const { return plan_.draws(); }

  /// One block in some months.
  std::vector<std::vector<Evaluation>> evaluated(std::size_t b, int first, int count) const {
    const Block block = draws_.block(b);
    const Traffic traffic = traffic_of(study_.demand, block);
    const std::vector<Prepared> prepared = prepare(study_.options, traffic, block);
    std::vector<std::vector<Evaluation>> months;
    for (int month = first; month < first + count; ++month) {
      const Traffic then = in_period(traffic, block, {.first = month, .months = 1});
      months.push_back(evaluate(prepared, then, block, Detail::costs));
      report_in(study_.currency, block, months.back());
    }
    return months;
  }

  /// What these months come to over all draws.
  std::vector<Result> results(int first, int count) {
    std::vector<Recording> recordings;
    const std::vector<std::vector<Evaluation>> known = evaluated(0, first, count);
    for (const std::vector<Evaluation>& month : known)
      recordings.emplace_back(plan_.blocks(), Figures<Column>(), month);
    const auto set = [&](std::size_t block, const std::vector<std::vector<Evaluation>>& months) {
      for (std::size_t m = 0; m < recordings.size(); ++m)
        recordings[m].set(block, Figures<Column>(), months[m]);
    };
    set(0, known);
    parallel_for(&pool_, plan_.blocks() - 1,
                 [&](std::size_t b, std::size_t) { set(b + 1, evaluated(b + 1, first, count)); });
    for (Recording& recording : recordings) recording.finish();
    return summarize(std::vector<const Study*>(recordings.size(), &study_), recordings,
                     Part{plan_.replicates, &pool_});
  }

 private:
  const Study& study_;
  ThreadPool pool_;
  SamplingPlan plan_;
  Sampler sampler_;
  Draws draws_;
};

Served served(const Option& option) {
  if (const auto* endpoint = std::get_if<Endpoint>(&option.serving))
    return {.model = endpoint->name, .hardware = "", .endpoint = true};
  if (const auto* fleet = std::get_if<Fleet>(&option.serving))
    return {.model = fleet->replica.placement.model.id, .hardware = fleet->replica.placement.accelerator.id};
  return {};
}

/// Appends the parts of an option, by the names that lines of a bill call them.
void add_parts(const Study& study, const Option& option, const std::string& called,
               std::vector<ServedPart>& all) {
  for (const std::string& name : sends_to(option)) {
    const auto place = place_of(name, study.options);
    if (!place) continue;
    const Option& part = study.options[*place];
    const std::string words = called.empty() ? name : part_of_part(called, name);
    all.push_back({words, served(part)});
    add_parts(study, part, words, all);
  }
}

}  // namespace

std::vector<ServedPart> served_by(const Study& study, std::size_t option) {
  std::vector<ServedPart> all{{"", served(study.options[option])}};
  add_parts(study, study.options[option], "", all);
  return all;
}

std::vector<BillOfMonth> month_bills(const Study& study, std::size_t option, const Settings& settings) {
  const MoneyIn money_in(study.currency.code);
  const Study needed = only(study, option);
  const std::string& name = study.options[option].name;
  const std::size_t place = place_of(name, needed.options).value();
  Months months(needed, settings);
  const int horizon = study.demand.horizon_months;
  // Of each line its amount, quantity and price.
  const std::size_t lines = std::max<std::size_t>(3 * months.evaluated(0, 0, 1)[0][place].bill.size(), 1);
  const std::size_t at_once =
      std::max<std::size_t>(most_bytes_of_months / (months.draws() * lines * sizeof(double)), 1);
  std::vector<BillOfMonth> bills;
  for (int first = 0; first < horizon;) {
    const int count =
        static_cast<int>(std::min<std::size_t>(at_once, static_cast<std::size_t>(horizon - first)));
    std::vector<Result> results = months.results(first, count);
    for (int m = 0; m < count; ++m) {
      OptionResult& of_month = results[static_cast<std::size_t>(m)].options[place];
      bills.push_back({first + m, std::move(of_month.lines), std::move(of_month.cash)});
    }
    first += count;
  }
  return bills;
}

}  // namespace llmtco
