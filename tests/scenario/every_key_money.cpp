#include "every_key_rows.h"

namespace {

using Overrides = std::vector<std::string>;

/// Lines of one's own that are paid in some months, below `way` ("options.*(api).other_costs").
void add_dated_lines(const std::string& way, const std::string& list, const std::string& scenario,
                     std::vector<Row>& rows) {
  const std::string path = "options.x." + list;
  const Overrides cost{path + "=[{item: a, kind: staff, cost: $500/month}]"},
      amount{path + "=[{item: a, kind: invoiced, amount: $5000}]"},
      again{path + "=[{item: a, kind: invoiced, amount: $5000, every: 2 months}]"},
      lasting{path + "=[{item: a, kind: amortized, amount: $5000, life: 12 months}]"};
  rows.insert(rows.end(), {{way + ".#.from", scenario, cost, path + ".0.from=3"},
                           {way + ".#.until", scenario, cost, path + ".0.until=3"},
                           {way + ".#.amount", scenario, amount, path + ".0.amount=$6000"},
                           {way + ".#.month", scenario, lasting, path + ".0.month=4"},
                           {way + ".#.every", scenario, again, path + ".0.every=3 months"},
                           {way + ".#.life", scenario, lasting, path + ".0.life=24 months"}});
}

void add_people(const std::string& way, const std::string& scenario, std::vector<Row>& rows) {
  const std::string path = "options.x.people";
  const Overrides fixed{path + "=[{role: ops, count: 0.5, salary: $180k/year, load: 1.3}]"},
      growing{path + "=[{role: ops, one_for: 2M/month, salary: $180k/year, load: 1.3}]",
              "workload.chat.growth_per_month=10%"};
  rows.insert(rows.end(),
              {{way + "people", scenario, {}, fixed[0]},
               {way + "people.#.role", scenario, fixed, path + ".0.role=on-call"},
               {way + "people.#.count", scenario, fixed, path + ".0.count=1"},
               {way + "people.#.one_for", scenario, growing, path + ".0.one_for=1M/month"},
               {way + "people.#.whole", scenario, growing, path + ".0.whole=true"},
               {way + "people.#.salary", scenario, fixed, path + ".0.salary=$100k/year"},
               {way + "people.#.load", scenario, fixed, path + ".0.load=1.5"},
               {way + "people.#.hired_before", scenario, growing, path + ".0.hired_before=2 months"},
               {way + "people.#.from", scenario, fixed, path + ".0.from=3"},
               {way + "people.#.until", scenario, fixed, path + ".0.until=3"},
               {way + "people.#.every", scenario, fixed, path + ".0.every=2 months"}});
}

void add_change(const std::string& way, const std::string& scenario, std::vector<Row>& rows) {
  const std::string path = "options.x.change";
  const Overrides moved{path + "={migration: {cost: $20k, life: 12 months}}"},
      dual{path + "={dual_running: {cost: $2k/month, months: 2 months}}"},
      checked{path + "={evaluation: {cost: $1k, every: 2 months}}"},
      tuned{path + "={fine_tuning: {cost: $1k, every: 2 months}}"},
      retired{path + "={requalification: {cost: $1k, model_life: 2 months}}"},
      locked{path + "={exit: {cost: $10k, probability: 10%}}"};
  const auto add = [&](const char* key, const Overrides& before, const std::string& change) {
    rows.push_back({way + "change" + key, scenario, before, path + change});
  };
  add("", {}, "={evaluation: {cost: $1k, every: 2 months}}");
  add(".migration", moved, ".migration={cost: $30k}");
  add(".migration.cost", moved, ".migration.cost=$30k");
  add(".migration.month", moved, ".migration.month=3");
  add(".migration.life", moved, ".migration.life=24 months");
  add(".dual_running", dual, ".dual_running={cost: $3k/month, months: 2 months}");
  add(".dual_running.cost", dual, ".dual_running.cost=$3k/month");
  add(".dual_running.months", dual, ".dual_running.months=4 months");
  for (const auto& [key, before] :
       {std::pair{std::string(".evaluation"), checked}, {".fine_tuning", tuned}}) {
    add(key.c_str(), before, key + "={cost: $2k, every: 2 months}");
    add((key + ".cost").c_str(), before, key + ".cost=$2k");
    add((key + ".every").c_str(), before, key + ".every=3 months");
    add((key + ".month").c_str(), before, key + ".month=6");
  }
  add(".requalification", retired, ".requalification={cost: $2k, model_life: 2 months}");
  add(".requalification.cost", retired, ".requalification.cost=$2k");
  add(".requalification.model_life", retired, ".requalification.model_life=5 months");
  add(".requalification.month", retired, ".requalification.month=6");
  add(".exit", locked, ".exit={cost: $20k, probability: 10%}");
  add(".exit.cost", locked, ".exit.cost=$20k");
  add(".exit.probability", locked, ".exit.probability=20%");
}

}  // namespace

std::vector<Row> money_rows(const std::string& kind, const std::string& scenario) {
  const std::string way = "options.*(" + kind + ").";
  std::vector<Row> rows;
  add_dated_lines(way + "other_costs", "other_costs", scenario, rows);
  if (kind == "custom") add_dated_lines(way + "lines", "lines", scenario, rows);
  add_people(way, scenario, rows);
  add_change(way, scenario, rows);
  return rows;
}

std::vector<Row> capital_rows(const std::string& kind, const std::string& scenario) {
  const std::string way = "options.*(" + kind + ").";
  const Overrides units{"options.x.write_off=units_of_production", "options.x.life_tokens=100000 Mtok"};
  std::vector<Row> rows{{way + "purchase", scenario, {}, "options.x.purchase=$25k"},
                        {way + "life", scenario, {}, "options.x.life=48 months"},
                        {way + "residual", scenario, {}, "options.x.residual=20%"},
                        {way + "cost_of_capital", scenario, {}, "options.x.cost_of_capital=9%"},
                        {way + "power", scenario, {}, "options.x.power=900 W"},
                        {way + "idle_power", scenario, {}, "options.x.idle_power=200 W"},
                        {way + "pue", scenario, {}, "options.x.pue=1.2"},
                        {way + "electricity", scenario, {}, "options.x.electricity=20 ct/kWh"},
                        {way + "colocation", scenario, {}, "options.x.colocation=$194.95/kW/month"},
                        {way + "maintenance", scenario, {}, "options.x.maintenance=10%"},
                        {way + "write_off", scenario, {}, "options.x.write_off=declining_balance"},
                        {way + "life_tokens", scenario, units, "options.x.life_tokens=200000 Mtok"},
                        {way + "disposal", scenario, {}, "options.x.disposal=$500"},
                        {way + "lead_time",
                         scenario,
                         {"workload.chat.growth_per_month=60%", "workload.chat.peak_to_mean=40"},
                         "options.x.lead_time=2 months"},
                        {way + "demand_charge", scenario, {}, "options.x.demand_charge=$15/kW/month"},
                        {way + "insurance", scenario, {}, "options.x.insurance=1%"}};
  for (const char* part : {"network", "racks", "spares", "installation", "sales_tax"})
    rows.push_back({way + part, scenario, {}, std::string("options.x.") + part + "=10%"});
  return rows;
}

std::vector<Row> appliance_rows(const std::string& scenario) {
  const std::string way = "options.*(appliance).";
  const Overrides busy{"workload.chat.peak_to_mean=40"},
      speed{"options.x.speed={ttft: 1 s, tokens_per_second: 50 tokens/s}"};
  return {{way + "system", scenario, {}, "options.x.system=groq-lpu-v1"},
          {way + "model", scenario, {}, "options.x.model=llama-3.1-405b"},
          {way + "format", scenario, {}, "options.x.format=int8"},
          {way + "kept_tokens", scenario, {}, "options.x.kept_tokens=1M"},
          {way + "copies", scenario, {}, "options.x.copies=2"},
          {way + "throughput", scenario, busy, "options.x.throughput=3000 tokens/s"},
          {way + "input_throughput", scenario, busy, "options.x.input_throughput=4000 tokens/s"},
          {way + "max_load", scenario, busy, "options.x.max_load=40%"},
          {way + "speed", scenario, {}, speed[0]},
          {way + "speed.ttft", scenario, speed, "options.x.speed.ttft=2 s"},
          {way + "speed.ttft_p95", scenario, speed, "options.x.speed.ttft_p95=5 s"},
          {way + "speed.tokens_per_second", scenario, speed, "options.x.speed.tokens_per_second=80 tokens/s"},
          {way + "speed.tokens_per_second_p5", scenario, speed,
           "options.x.speed.tokens_per_second_p5=20 tokens/s"}};
}

std::vector<Row> finance_rows_of(const std::string& owned, const std::string& scenario) {
  const Overrides terms{"finance={rate: 10%, reference: other}"};
  const Overrides taken{"business={revenue: $40k/month, cash: $20k, other_burn: $60k/month}"},
      each{"business={revenue_per_task: $0.01, cash: $100k}"}, funds{"business={funds: $20k}"},
      customer{"business={customer: {acquisition: $50, revenue: $10/month, tasks: 100/month, churn: 2%}}"};
  return {{"finance", scenario, {}, terms[0]},
          {"finance.rate", scenario, terms, "finance.rate=20%"},
          {"finance.reinvest_rate",
           owned,
           {"finance={rate: 10%, reference: other}", "options.x.purchase=$2k"},
           "finance.reinvest_rate=2%"},
          {"finance.inflation", scenario, terms, "finance.inflation=3%"},
          {"finance.reference", scenario, terms, "finance.reference=x"},
          {"finance.paid_at", scenario, terms, "finance.paid_at=start"},
          {"finance.machines_left", owned, terms, "finance.machines_left=nothing"},
          {"business", scenario, {}, taken[0]},
          {"business.revenue_per_task", scenario, each, "business.revenue_per_task=$0.02"},
          {"business.revenue", scenario, taken, "business.revenue=$50k/month"},
          {"business.volatility", scenario, taken, "business.volatility=50%"},
          {"business.cash", scenario, taken, "business.cash=$60k"},
          {"business.other_burn", scenario, taken, "business.other_burn=$30k/month"},
          {"business.funds", scenario, funds, "business.funds=$60k"},
          {"business.customer",
           scenario,
           {},
           "business={customer: {acquisition: $50, revenue: $10/month, tasks: 100/month}}"},
          {"business.customer.acquisition", scenario, customer, "business.customer.acquisition=$80"},
          {"business.customer.revenue", scenario, customer, "business.customer.revenue=$12/month"},
          {"business.customer.tasks", scenario, customer, "business.customer.tasks=200/month"},
          {"business.customer.churn", scenario, customer, "business.customer.churn=5%"}};
}
