#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "../catalog/get.h"
#include "folder.h"
#include "text/closest.h"

using namespace llmtco;

namespace {

using Row = std::map<std::string, std::string>;

/// Cells of a CSV line; a quoted cell may hold commas.
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      out.emplace_back();
    } else if (c != '\r') {
      out.back() += c;
    }
  }
  return out;
}

/// Rows of a file of the reference folder.
std::vector<Row> reference(const std::string& name) {
  std::ifstream file(reference_folder() + "/" + name);
  CAPTURE(name);
  REQUIRE(file.good());
  std::string line;
  std::getline(file, line);  // source and date
  std::getline(file, line);
  const auto header = cells(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const auto values = cells(line);
    Row row;
    for (std::size_t i = 0; i < header.size() && i < values.size(); ++i) row[header[i]] = values[i];
    rows.push_back(std::move(row));
  }
  REQUIRE_FALSE(rows.empty());
  return rows;
}

std::set<std::string> names_in(const std::string& column) {
  std::set<std::string> names;
  for (const char* file :
       {"decode_speed_visible.csv", "serving_throughput_visible.csv", "serving_latency_visible.csv",
        "layer_kernel_time_visible.csv", "speculative_decoding.csv", "quantization_quality.csv"}) {
    for (const Row& row : reference(file)) {
      if (row.contains(column) && !row.at(column).empty()) names.insert(row.at(column));
    }
  }
  return names;
}

double per_mtok(const UsdPerToken& price) { return price / (usd / mtok); }

bool same(const std::optional<UsdPerToken>& price, const std::string& cell) {
  return price ? !cell.empty() && per_mtok(*price) == doctest::Approx(std::stod(cell)).epsilon(1e-9)
               : cell.empty();
}

}  // namespace

TEST_CASE("every name in the measured rows means an entry of the catalogue") {
  const Catalog catalog;
  for (const char* column : {"hardware", "gpu"}) {
    for (const std::string& name : names_in(column)) {
      CAPTURE(name);
      CHECK(std::holds_alternative<Accelerator>(catalog.accelerator(name)));
    }
  }
  for (const std::string& name : names_in("model")) {
    CAPTURE(name);
    CHECK(std::holds_alternative<Model>(catalog.model(name)));
  }
  for (const char* column : {"format", "precision"}) {
    for (const std::string& name : names_in(column)) {
      CAPTURE(name);
      CHECK(std::holds_alternative<WeightFormat>(catalog.format(name)));
    }
  }
  for (const std::string& name : names_in("engine")) {
    CAPTURE(name);
    CHECK(std::holds_alternative<Engine>(catalog.engine(name)));
  }
}

TEST_CASE("every base price of the price book is in the catalogue") {
  const Catalog catalog;
  int held = 0;
  for (const Row& book : reference("price_book_2026-11.csv")) {
    if (book.at("preferred") != "1" || book.at("tier_from_input_tokens") != "0") continue;
    const std::string name = book.at("provider") + "/" + book.at("model_id");
    CAPTURE(name);
    const PriceList list = got(catalog.price_list(name));
    const auto is_listed = [&](const PriceRow& row) {
      return same(row.input, book.at("input_usd_per_mtok")) &&
             same(row.output, book.at("output_usd_per_mtok"));
    };
    CHECK(std::any_of(list.rows.begin(), list.rows.end(), is_listed));
    ++held;
  }
  CHECK(held >= 480);
}

TEST_CASE("every accelerator of the specification tables is in the catalogue with its values") {
  const Catalog catalog;
  for (const Row& row : reference("hardware_specs.csv")) {
    CAPTURE(row.at("hardware"));
    const Accelerator a = got(catalog.accelerator(row.at("hardware")));
    if (a.id != "rtx-pro-6000-server")  // 1,597, not the Workstation card's 1,792: NVIDIA's datasheet
      CHECK(*a.bandwidth / (GB / second) == doctest::Approx(std::stod(row.at("mem_bw_gb_s"))).epsilon(1e-6));
    if (!row.at("bf16_dense_tflops").empty()) {
      const double listed = std::stod(row.at("bf16_dense_tflops"));
      const auto full = a.peak("fp16_accumulate16") ? a.peak("fp16_accumulate16") : a.peak("fp16");
      CHECK(*full / (TFLOP / second) == doctest::Approx(listed).epsilon(0.002));
    }
    if (!row.at("power_w").empty()) CHECK(*a.power / watt == doctest::Approx(std::stod(row.at("power_w"))));
    if (!row.at("intra_node_bw_gb_s_one_way").empty()) {
      CHECK(a.link->bandwidth / (GB / second) ==
            doctest::Approx(std::stod(row.at("intra_node_bw_gb_s_one_way"))));
    }
    if (!row.at("memory_gib").empty()) {  // as sold: with inline ECC a driver reports a sixteenth less
      const double gib = std::stod(row.at("memory_gib"));
      CHECK(driver_memory(a).bytes / GiB <= 1.005 * gib);
      CHECK(driver_memory(a).bytes / GiB >=
            (row.at("hardware").starts_with("Cerebras") ? 0.92 : 0.935) * gib);
    }
  }
  for (const Row& row : reference("hardware_economics.csv")) {
    CAPTURE(row.at("id"));
    const Accelerator a = got(catalog.accelerator(row.at("id")));
    CHECK(a.memory / GB == doctest::Approx(std::stod(row.at("mem_gb"))));
    if (!row.at("rent_on_demand_usd_gpu_hr_low").empty()) {
      const auto& rent = a.rent_offer("on_demand")->price;
      CHECK(rent.low / (usd / hour) == doctest::Approx(std::stod(row.at("rent_on_demand_usd_gpu_hr_low"))));
      CHECK(rent.high / (usd / hour) == doctest::Approx(std::stod(row.at("rent_on_demand_usd_gpu_hr_high"))));
    }
    if (!row.at("rent_spot_usd_gpu_hr").empty()) {
      CHECK(a.rent_offer("spot")->price.low / (usd / hour) ==
            doctest::Approx(std::stod(row.at("rent_spot_usd_gpu_hr"))));
    }
  }
}

TEST_CASE("accelerators of late 2026 have the driver's memory, peaks, bandwidth and power of the table") {
  const Catalog catalog;
  int held = 0;
  for (const Row& row : reference("hardware_2026.csv")) {
    const auto found = catalog.accelerator(row.at("id"));
    if (std::holds_alternative<NotFound>(found)) continue;  // not sold yet, or not to be rented
    CAPTURE(row.at("id"));
    ++held;
    const Accelerator& a = std::get<Accelerator>(found);
    const auto same = [&](const char* column, double value, double tolerance) {
      CAPTURE(column);
      if (!row.at(column).empty())
        CHECK(value == doctest::Approx(std::stod(row.at(column))).epsilon(tolerance));
    };
    same("mem_driver_mib", driver_memory(a).bytes / MiB, 1e-9);
    same("mem_bw_gb_s", *a.bandwidth / (GB / second), 0.003);
    same("tdp_w", a.power ? *a.power / watt : 0, 1e-9);
    for (const auto& [column, format] :
         {std::pair{"fp16_dense_tflops", "fp16"}, std::pair{"fp8_dense_tflops", "fp8"},
          std::pair{"int8_dense_tops", "int8"}, std::pair{"fp4_dense_tflops", "fp4"}})
      same(column, a.peak(format) ? *a.peak(format) / (TFLOP / second) : 0, 0.003);
  }
  CHECK(held >= 60);
}

TEST_CASE("the shapes of the reference table are those of the catalogue") {
  const Catalog catalog;
  for (const Row& row : reference("model_architectures.csv")) {
    CAPTURE(row.at("model"));
    const Model model = got(catalog.model(row.at("model")));
    CHECK(model.layers == std::stoi(row.at("layers")));
    CHECK(model.hidden == std::stoi(row.at("hidden")));
    CHECK(model.heads == std::stoi(row.at("q_heads")));
    CHECK(model.kv_heads == std::stoi(row.at("kv_heads")));
    if (!row.at("head_dim").empty()) CHECK(model.head_dim == std::stoi(row.at("head_dim")));
    CHECK(model.ffn == std::stoi(row.at("ffn")));
    // microsoft/vidur pads the vocabulary of the 32,000-token models to 32,768.
    const int vocabulary = std::stoi(row.at("vocab"));
    CHECK(model.vocabulary == (vocabulary == 32768 ? 32000 : vocabulary));
    if (!row.at("experts").empty()) CHECK(model.experts->count == std::stoi(row.at("experts")));
  }
}

TEST_CASE("endpoints of 2026 have the percentiles over requests and the days of their rows") {
  const Catalog catalog;
  std::size_t rows = 0, days = 0, outside = 0;
  for (const Row& row : reference("endpoint_speed_2026.csv")) {
    const auto number = [&](const char* column) { return std::stod(row.at(column)); };
    if (row.at("output_tok_s_day_p10").empty() || row.at("provider") != "openai") continue;
    std::string id = "openai/" + row.at("model");
    if (!row.at("variant").empty()) continue;
    const auto found = catalog.endpoint_speed(id + "@" + row.at("as_of").substr(0, 7));
    const auto* speed = std::get_if<EndpointSpeed>(&found);
    if (speed == nullptr) continue;
    CAPTURE(id);
    ++rows;
    CHECK(speed->output->low.base_units() == doctest::Approx(number("output_tok_s_p05")).epsilon(1e-4));
    CHECK(speed->output_days->low.base_units() ==
          doctest::Approx(number("output_tok_s_day_p10")).epsilon(1e-4));
    CHECK(speed->ttft_days->high / second == doctest::Approx(number("ttft_s_day_p90")).epsilon(1e-4));
  }
  CHECK(rows >= 20);
  for (const Row& row : reference("endpoint_speed_2026.csv")) {
    if (row.at("output_tok_s_day_p10").empty()) continue;
    ++days;
    const double now = std::stod(row.at("output_tok_s_p50"));
    outside +=
        now < std::stod(row.at("output_tok_s_day_p10")) || now > std::stod(row.at("output_tok_s_day_p90"));
  }
  // The last days are one more draw of the days: a fifth would be outside of the 10th and 90th percentile.
  CHECK(days == 277);
  CHECK(static_cast<double>(outside) / static_cast<double>(days) == doctest::Approx(0.2).epsilon(0.2));
}

TEST_CASE("the first token of the answer is told as TTFT and 2,000 tokens of thought at the output speed") {
  // A number that its source assumes, not a measurement: at most rows where it is more than TTFT at all.
  int more = 0, assumed = 0;
  for (const Row& row : reference("endpoint_speed_2026.csv")) {
    const std::string &first = row.at("ttft_first_answer_token_s_p50"), &ttft = row.at("ttft_s_p50");
    if (first.empty() || ttft.empty() || std::stod(first) <= 1.0001 * std::stod(ttft)) continue;
    if (row.at("note").find("hidden thinking") != std::string::npos) continue;
    ++more;
    const double thoughts = (std::stod(first) - std::stod(ttft)) * std::stod(row.at("output_tok_s_p50"));
    assumed += std::abs(thoughts - 2000) < 20;
  }
  CHECK(more == 83);
  CHECK(assumed == 67);
}
