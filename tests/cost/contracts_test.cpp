#include "cost/contract.h"
#include "measures/list.h"

using namespace llmtco;

namespace {

constexpr auto mtok_price = usd / mtok;

RequestClass chat(double input, double output) {
  RequestClass requests;
  requests.name = "chat";
  requests.requests = 1e6 * request / month;
  requests.input.mean = input * token / request;
  requests.output.mean = output * token / request;
  return requests;
}

/// What classes ask for in a month, and nothing bought yet.
struct Asked {
  explicit Asked(std::vector<RequestClass> classes)
      : workload{std::move(classes)}, traffic(traffic_in(workload, Block(), {})) {
    for (const ClassTraffic& each : traffic.classes)
      use.classes.push_back({.traffic = &each, .tasks = each.rate * month});
  }
  Asked(const Asked&) = delete;

  Workload workload;
  Traffic traffic;
  Use use;
};

/// So many tokens of each kind, in millions.
TokensByKind million(double input, double reads, double writes, double output) {
  return {input * mtok, reads * mtok, writes * mtok, output * mtok};
}

/// Replicas of eight accelerators: three there, two running, one busy.
Use machines() {
  Use use;
  use.machines = {.gpus = 8, .on_cpu = false, .replicas = 3.0, .running = 2.0, .busy = 1.0};
  return use;
}

TokenTariff tariff() {
  const TokenPrices day{.input = 2.0 * mtok_price,
                        .output = 10.0 * mtok_price,
                        .cache_read = 0.2 * mtok_price,
                        .cache_write = 2.5 * mtok_price};
  TokenPrices night = day;
  night.output = 5.0 * mtok_price;
  return {.windows = {{.name = "other hours", .share_of_week = 0.75, .tiers = {{Tokens(), day}}},
                      {.name = "00:00-06:00 UTC", .share_of_week = 0.25, .tiers = {{Tokens(), night}}}},
          .discount = 0.0,
          .source = "a test"};
}

Owned server() {
  Owned owned;
  owned.capital.purchase = 3600.0 * usd;
  owned.capital.life_months = 36;
  owned.capital.residual = 0.0;
  owned.capital.cost_of_capital = 0.0;
  owned.maintenance = 0.1;
  owned.pue = 1.5;
  owned.electricity = 0.10 * usd / kWh;
  owned.colocation = 200.0 * usd / (kW * month);
  return owned;
}

/// The same bought, in the one month there is.
const Holding bought_now = holding(Column(24.0), 1, 36);
Use bought() {
  Use use = machines();
  use.electricity = Electricity{.most = 12.0 * kW, .used = 1000.0 * kWh};
  use.holding = &bought_now;
  return use;
}

Bill bill_of(const std::vector<Contract>& contracts, Use& left) {
  Bill lines;
  bill(contracts, left, Block(), lines);
  return lines;
}

double dollars(const LineItem& line) { return (line.amount() / usd).constant(); }

double dollars(const Bill& lines, ItemId item) {
  double sum = 0;
  for (const LineItem& line : lines) sum += line.item == item ? dollars(line) : 0;
  return sum;
}

}  // namespace

TEST_CASE("a tariff bills each kind of tokens at its price, by the hours of the day") {
  // 100 M read at $2, 40 M from the cache at $0.20, 20 M written to it at $2.50: 200 + 8 + 50. Of 10 M output 7.5
  // at $10 and 2.5 at $5: 75 + 12.50.
  Asked asked({chat(700, 300)});
  asked.use.classes[0].bought = million(100, 40, 20, 10);
  const Bill lines = bill_of({tariff()}, asked.use);
  CHECK(dollars(lines, ItemId::input_tokens) == doctest::Approx(200));
  CHECK(dollars(lines, ItemId::cache_reads) == doctest::Approx(8));
  CHECK(dollars(lines, ItemId::cache_writes) == doctest::Approx(50));
  CHECK(dollars(lines, ItemId::output_tokens) == doctest::Approx(87.5));
  REQUIRE(lines.size() == 8);
  CHECK(lines[7].labels == Labels{.request_class = "chat", .window = "00:00-06:00 UTC"});
  CHECK(dollars(lines[7]) == doctest::Approx(12.5));
}

TEST_CASE("a tariff bills audio and images at their own prices, off which a discount is as well") {
  // Of 30 M of audio read, 20 M again from a cache, $3 and $0.50, and 4 M spoken at $6; 10 M of images at $1: 30 + 10 +
  // 24 + 10, less 10 %. Without a price for cached audio it is input: 90 + 24 + 10.
  Asked asked({chat(700, 300)});
  TokensByKind bought;
  bought.media.audio = {10 * mtok, 20 * mtok, 4 * mtok};
  bought.media.image = {10 * mtok, {}, {}};
  TokenTariff prices = tariff();
  prices.windows.resize(1);
  prices.windows[0].share_of_week = 1;
  prices.discount = 0.1;
  prices.media_source = "a page";
  TokenPrices& list = prices.windows[0].tiers[0].prices;
  list.media.audio = {3.0 * mtok_price, 6.0 * mtok_price, 0.5 * mtok_price};
  list.media.image.input = 1.0 * mtok_price;
  asked.use.classes[0].bought = bought;
  const Bill lines = bill_of({prices}, asked.use);
  CHECK(dollars(lines, ItemId::audio_input_tokens) == doctest::Approx(27));
  CHECK(dollars(lines, ItemId::audio_cache_reads) == doctest::Approx(9));
  CHECK(dollars(lines, ItemId::audio_output_tokens) == doctest::Approx(21.6));
  CHECK(dollars(lines, ItemId::image_input_tokens) == doctest::Approx(9));
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].source == "a page");
  CHECK(is_paid(asked.use));
  list.media.audio.cache_read.reset();
  asked.use.classes[0].bought = bought;
  const Bill uncached = bill_of({prices}, asked.use);
  CHECK(dollars(uncached, ItemId::audio_input_tokens) == doctest::Approx(81));
  CHECK(uncached.size() == 3);
}

TEST_CASE("a line knows the origin of the price it is billed at, of a cache without a price that of input") {
  TokenTariff prices = tariff();
  prices.windows.resize(1);
  TokenPrices& list = prices.windows[0].tiers[0].prices;
  list.input = list.input.from(3);
  list.output = list.output.from(4);
  list.cache_read.reset();
  Asked asked({chat(700, 300)});
  asked.use.classes[0].bought = million(100, 40, 0, 10);
  const Bill lines = bill_of({prices}, asked.use);
  REQUIRE(lines.size() == 3);  // nothing is written to the cache
  CHECK(lines[0].price == 3);
  CHECK(lines[1].price == 3);
  CHECK(lines[2].price == 4);
}

TEST_CASE("what is rented by the hour is paid for while it runs") {
  // 8 x 2 x 730 h at $2.055: two of the three replicas are switched on.
  Use use = machines();
  const Bill lines = bill_of({OnDemand{.price = 2.055 * usd / hour, .source = "a test"}}, use);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].item == ItemId::gpu_hours);
  CHECK(lines[0].quantity.constant() == doctest::Approx(11'680));
  CHECK(dollars(lines[0]) == doctest::Approx(24'002.4));
  use = machines();
  use.machines.on_cpu = true;
  CHECK(bill_of({OnDemand{}}, use)[0].item == ItemId::machine_hours);
}

TEST_CASE("what is owned is paid for whether it runs or not, its electricity as it is used") {
  // 24 accelerators at $3,600 over 36 months: $2,400; 10 % upkeep a year $720. 1,000 kWh at PUE 1.5 and 10 cents:
  // $150. 12 kW at $200: $2,400. Paid: 24 x $3,600.
  Use use = bought();
  const Bill lines = bill_of({server()}, use);
  CHECK(dollars(lines, ItemId::capital) == doctest::Approx(2'400));
  CHECK(dollars(lines, ItemId::maintenance) == doctest::Approx(720));
  CHECK(dollars(lines, ItemId::power) == doctest::Approx(150));
  CHECK(dollars(lines, ItemId::colocation) == doctest::Approx(2'400));
  CHECK(dollars(lines, ItemId::purchase) == doctest::Approx(86'400));
  CHECK(lines.size() == 5);
  Figures<Column> figures;
  set_costs(lines, figures);
  CHECK(figures.at(measures::monthly_cost).constant() == doctest::Approx(5'670));
  CHECK(figures.at(measures::monthly_cash).constant() == doctest::Approx(86'400 + 5'670 - 2'400));
}

TEST_CASE("insurance is a share of the price a year, a demand charge of the most power the building draws") {
  // 24 x $3,600 x 1 % / 12 = $72; 12 kW x 1.5 x $15 = $270.
  Owned insured = server();
  insured.insurance = 0.01;
  insured.demand_charge = 15.0 * usd / (kW * month);
  Use use = bought();
  const Bill lines = bill_of({insured}, use);
  CHECK(dollars(lines, ItemId::insurance) == doctest::Approx(72));
  CHECK(dollars(lines, ItemId::demand_charge) == doctest::Approx(270));
}

TEST_CASE("lines of one's own count all that is asked, whoever else is paid for it") {
  // Two classes of 1 M tasks: $500 a month, 2 M x $0.001, 200 + 100 Mtok written x $0.10. Of the second nothing is
  // bought.
  Asked asked({chat(500, 200), chat(200, 100)});
  const CustomLines own{
      {{.name = "people", .type = CostType::staff, .price = 500.0 * usd / month, .source = "a test"},
       {.name = "search", .price = 0.001 * usd / request, .source = "a test"},
       {.name = "logs",
        .price = 0.1 * mtok_price,
        .tokens = CustomLine::Tokens::output,
        .source = "a test"}}};
  asked.use.classes[0].bought = million(500, 0, 0, 200);
  const Bill lines = bill_of({tariff(), own}, asked.use);
  REQUIRE(lines.size() == 7);
  CHECK(lines[4].labels.name == "people");
  CHECK(dollars(lines[4]) == doctest::Approx(500));
  CHECK(dollars(lines[5]) == doctest::Approx(2'000));
  CHECK(dollars(lines[6]) == doctest::Approx(30));
}

TEST_CASE("nothing is left to pay for after a contract that covers everything, and all is left before") {
  Asked asked({chat(700, 300), chat(70, 30)});
  CHECK(is_paid(asked.use));  // nothing is consumed yet
  for (ClassUse& each : asked.use.classes) each.bought = million(100, 40, 20, 10);
  Use rented = machines(), owned = bought();
  const CustomLines own{{{.name = "people", .price = 500.0 * usd / month, .source = "a test"}}};
  const std::vector<std::pair<Use*, Contract>> covered{
      {&asked.use, tariff()},
      {&rented, OnDemand{.price = 2.0 * usd / hour, .source = ""}},
      {&owned, server()}};
  for (const auto& [use, contract] : covered) {
    const std::size_t kind = contract.index();
    CAPTURE(kind);
    CHECK_FALSE(is_paid(*use));
    CHECK(bill_of({own}, *use).size() == 1);  // such a line covers nothing
    CHECK_FALSE(is_paid(*use));
    CHECK(bill_of({contract}, *use).size() > 0);
    CHECK(is_paid(*use));
    // The next in merit order has nothing to pay for: its lines, if any, are of nothing.
    CHECK((total(bill_of({tariff(), OnDemand{.price = 2.0 * usd / hour, .source = ""}}, *use)) / usd)
              .constant() == 0);
  }
}

TEST_CASE("the lines of all contracts are the bill, and their sum its total") {
  Asked asked({chat(700, 300)});
  asked.use.classes[0].bought = million(100, 40, 20, 10);
  asked.use.machines = machines().machines;
  const Bill lines = bill_of({tariff(), OnDemand{.price = 2.055 * usd / hour, .source = ""},
                              CustomLines{{{.name = "people", .price = 500.0 * usd / month, .source = ""}}}},
                             asked.use);
  double sum = 0;
  for (const LineItem& line : lines) sum += dollars(line);
  CHECK(sum == doctest::Approx(345.5 + 24'002.4 + 500));
  Figures<Column> figures;
  set_costs(lines, figures);
  CHECK(figures.at(measures::monthly_cost).constant() == doctest::Approx(sum));
}
