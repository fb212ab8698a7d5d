#include "measured/case_rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include "catalog/size_in_name.h"
#include "performance/memory.h"
#include "performance/strata.h"
#include "text/characters.h"

namespace llmtco {
namespace {

struct Dataset {
  std::string_view model;
  double output, beams;
};
/// Mean answers: Llama 2 70B on OpenOrca 294.45 and Mixtral 145.9 tokens (rules of MLPerf Inference v4.1),
/// GPT-J on CNN/DailyMail 69 with four beams (reference implementation), Llama 3.1 405B 684.68, 8B 128 (task
/// force posts of 2025-04 and 2025-09).
constexpr Dataset datasets[] = {{"llama-2-70b", 294.45, 1},
                                {"mixtral-8x7b", 145.9, 1},
                                {"gpt-j-6b", 69, 4},
                                {"llama-3.1-405b", 684.68, 1},
                                {"llama-3.1-8b", 128, 1}};

const Dataset* dataset_of(const Model& model) {
  const auto* const found = std::find_if(std::begin(datasets), std::end(datasets),
                                         [&](const Dataset& d) { return d.model == model.id; });
  return found == std::end(datasets) ? nullptr : found;
}

std::string folded(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// The number behind `words` in a note, such as "attention data parallel 8".
std::optional<int> number_after(std::string_view note, std::string_view words) {
  const auto at = note.find(words);
  if (at == std::string_view::npos) return std::nullopt;
  int number = 0;
  note.remove_prefix(at + words.size());
  const auto [end, error] = std::from_chars(note.data(), note.data() + note.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

/// Year of a row's date YYYY-MM..., for engines that give no version: runs trail releases by about a month.
std::optional<double> year_of(std::string_view date) {
  if (date.size() < 7) return std::nullopt;
  const double year = std::atof(std::string(date.substr(0, 4)).c_str());
  const double month = std::atof(std::string(date.substr(5, 2)).c_str());
  if (!(2000 <= year && year <= 2100 && 1 <= month && month <= 12)) return std::nullopt;
  return year + (month - 1) / 12 - 0.1;
}

/// Year of the software behind a source, for engines whose version says nothing: MLPerf submissions close a
/// month before results; others end in the month they were published, as "mlc-llm-perf-bench-2023-11".
std::optional<double> year_of_source(std::string_view source) {
  constexpr std::pair<std::string_view, double> rounds[] = {
      {"mlperf-v4.0", 2024.15}, {"mlperf-v4.1", 2024.6}, {"mlperf-v5.0", 2025.15}, {"mlperf-v5.1", 2025.6}};
  for (const auto& [round, year] : rounds) {
    if (contains(source, round)) return year;
  }
  return source.size() > 8 ? year_of(source.substr(source.size() - 7)) : std::nullopt;
}

/// Powers of two of GPUs until the weights take at most three quarters of the memory.
int tensor_that_fits(const Placement& p, int gpus) {
  const double weights = shape_of(p).bytes();
  int tensor = 1;
  while (tensor * 2 <= gpus && weights > 0.75 * tensor * p.accelerator.memory.base_units()) tensor *= 2;
  return tensor;
}

/// "gpt-fast (48.4 vs 25.25 tok/s)" without the remark; other names in full, the catalogue knows them.
std::string_view engine_name(std::string_view text) {
  return text.starts_with("gpt-fast (") ? text.substr(0, 8) : text;
}

struct RowNames {
  Accelerator accelerator;
  Model model;
  WeightFormat format;
  Engine engine;
  std::string status = "ok";
};

/// "Vicuna-7B-v1.3" without the version, which is none of the catalogue's; "Llama-2-70B INT4-g32" of a target
/// of speculation without its format.
std::string_view bare_name(std::string_view text, bool speculation) {
  return text.substr(0, std::min(speculation ? text.find(' ') : text.npos, text.find("-v1.")));
}

std::variant<Model, std::string> model_of(const MeasuredRow& row, NameCache& catalog, std::string& status) {
  const bool speculation = row.kind == RowTable::Kind::speculation;
  const std::string_view name = row.model;
  const auto& whole = catalog.model(name);
  if (const auto* const model = std::get_if<Model>(&whole)) return *model;
  const auto& bare = catalog.model(bare_name(name, speculation));
  if (const auto* const model = std::get_if<Model>(&bare)) return *model;
  auto billions = row.params_b;
  const SizeInName size = size_in_name(name);
  if (size.unknown_mixture())
    return std::get<NotFound>(whole).message +
           ", and its name does not say how much of a mixture a token uses";
  if ((!billions || *billions <= 0) && size.parameters) billions = *size.parameters / 1e9;
  if (!billions || *billions <= 0)
    return std::get<NotFound>(whole).message + ", and the row does not say its size";
  status = fmt::format("ok; {}, so the typical shape of {}B is assumed", std::get<NotFound>(whole).message,
                       *billions);
  if (*billions > 1e6 || (size.active && *size.active > *billions * 1e9))
    return std::get<NotFound>(whole).message + ", and the size of its name cannot be";
  const double year = year_of(row.date).value_or(2024);
  if (size.active) return typical_mixture(*billions * 1e9, *size.active, static_cast<int>(year));
  return typical_model(*billions * 1e9, static_cast<int>(year));
}

/// The format of a row. An empty one under MLPerf is what the GPU's fastest units take.
std::variant<WeightFormat, std::string> format_of(const MeasuredRow& row, NameCache& catalog,
                                                  const Accelerator& gpu, const Model& model) {
  std::string name = row.format;
  if (name.empty()) name = gpu.peak("fp4") ? "fp4" : gpu.peak("fp8") ? "fp8" : "fp16";
  if (model.precision == "mxfp4" && folded(name) == "fp4") name = "mxfp4";
  const auto& found = catalog.format(name);
  if (const auto* const known = std::get_if<WeightFormat>(&found)) {
    WeightFormat format = *known;
    if (row.weight_gib && *row.weight_gib > 0 && format.whole_file) {
      format.bits = *row.weight_gib * 8 * 1024 * 1024 * 1024 / shape_parameters(model).total();
    }
    return format;
  }
  return std::get<NotFound>(found).message;
}

/// An accelerator by its name in full, else without its maker, else without its memory: "NVIDIA GeForce RTX
/// 3090 24GB" is an RTX 3090.
const Found<Accelerator>& known_gpu(NameCache& catalog, std::string_view name) {
  const auto known = [&](std::string_view text) {
    return std::holds_alternative<Accelerator>(catalog.accelerator(text));
  };
  std::string_view bare = name;
  for (const std::string_view maker : {"NVIDIA ", "AMD ", "GeForce ", "Instinct ", "Radeon "}) {
    if (!known(bare) && bare.starts_with(maker)) bare.remove_prefix(maker.size());
  }
  const std::size_t size = bare.find("GB");
  if (known(bare) || size == bare.npos) return catalog.accelerator(known(bare) ? bare : name);
  std::string text(bare);
  std::size_t first = size;
  while (first > 0 &&
         (std::isdigit(static_cast<unsigned char>(text[first - 1])) != 0 || text[first - 1] == '-'))
    --first;
  text.erase(first, size + 2 - first);
  while (!text.empty() && (text.back() == ' ' || text.back() == '-')) text.pop_back();
  return catalog.accelerator(known(text) ? std::string_view(text) : name);
}

std::variant<RowNames, std::string> names_of(const MeasuredRow& row, NameCache& catalog) {
  RowNames n;
  const auto& gpu = known_gpu(catalog, row.hardware);
  if (const auto* const missing = std::get_if<NotFound>(&gpu)) return missing->message;
  n.accelerator = std::get<Accelerator>(gpu);
  auto model = model_of(row, catalog, n.status);
  if (const auto* const missing = std::get_if<std::string>(&model)) return *missing;
  n.model = std::get<Model>(std::move(model));
  auto format = format_of(row, catalog, n.accelerator, n.model);
  if (const auto* const missing = std::get_if<std::string>(&format)) return *missing;
  n.format = std::get<WeightFormat>(std::move(format));
  const auto* engine = &catalog.engine(engine_name(row.engine));
  if (std::get_if<NotFound>(engine) != nullptr) {
    n.status += n.status == "ok" ? "; " : ", ";
    n.status += fmt::format("engine '{}' taken as a generic server", row.engine);
    engine = &catalog.engine("generic");
  }
  n.engine = std::get<Engine>(*engine);
  n.engine.version = folded(n.engine.version.substr(0, n.engine.version.find(' ')));
  return n;
}

/// How a row of throughput or latency shares its GPUs out: `tp`, `pp` and `attention_data`, the first as many as the others
/// leave where it is not given; the rest are copies. A reason where the GPUs are fewer than that.
///
/// 16 GPUs with attention_data 8 and tp 1 are two replicas of 8; attention_data 8 and no tp: one replica with tp 2.
std::string spread_gpus(Placement& p, double& replicas, const MeasuredRow& row, int gpus) {
  if (row.kind == RowTable::Kind::decode_speed || row.kind == RowTable::Kind::speculation)
    return "";  // place() has spread them
  const int pipeline = static_cast<int>(row.pipeline.value_or(1));
  const int ranks = static_cast<int>(row.attention_data.value_or(1));
  const bool mlperf = contains(row.load_kind, "mlperf");
  const int rest = ranks > 1 ? std::max(1, gpus / (ranks * std::max(1, pipeline))) : gpus;
  const int tensor = row.tensor ? static_cast<int>(*row.tensor) : mlperf ? tensor_that_fits(p, gpus) : rest;
  if (ranks < 1) return fmt::format("attention_data {}", ranks);
  p.parallel = {.tensor = tensor, .pipeline = pipeline, .attention_data = ranks};
  if (ranks > 1 && p.parallel.gpus() > gpus)
    return fmt::format("tp {} x pp {} x attention_data {} are {} GPUs, the row has {}", tensor, pipeline,
                       ranks, p.parallel.gpus(), gpus);
  if (!row.attention_data && number_after(row.note, "attention data parallel ")) {
    p.parallel.attention_data = std::max(1, gpus / (tensor * pipeline));
  }
  replicas = static_cast<double>(gpus) / p.parallel.gpus();
  return "";
}

}  // namespace

namespace {

template <class T, class Find>
const Found<T>& remembered(std::map<std::string, Found<T>, std::less<>>& known, std::string_view name,
                           Find find) {
  auto at = known.find(name);
  if (at == known.end()) at = known.emplace(std::string(name), find()).first;
  return at->second;
}

}  // namespace

const Found<Accelerator>& NameCache::accelerator(std::string_view name) {
  return remembered(accelerators_, name, [&] { return catalog_.accelerator(name); });
}
const Found<Model>& NameCache::model(std::string_view name) {
  return remembered(models_, name, [&] { return catalog_.model(name); });
}
const Found<WeightFormat>& NameCache::format(std::string_view name) {
  return remembered(formats_, name, [&] { return catalog_.format(name); });
}
const Found<Engine>& NameCache::engine(std::string_view name) {
  return remembered(engines_, name, [&] { return catalog_.engine(name); });
}

double mlperf_input(const Model& model, const Coefficients& c) {
  const Coefficient* const known = c.find("mlperf.input@" + model.id);
  return known == nullptr ? c("mlperf.input@llama-2-70b") : known->value;
}

double mlperf_output(const Model& model) {
  const Dataset* const d = dataset_of(model);
  return d == nullptr ? 256 : d->output;
}

double mlperf_beams(const Model& model) {
  const Dataset* const d = dataset_of(model);
  return d == nullptr ? 1 : d->beams;
}

std::variant<RowPlacement, std::string> row_placement(const MeasuredRow& row, NameCache& catalog,
                                                      const Coefficients& coefficients) {
  auto names = names_of(row, catalog);
  if (const auto* const reason = std::get_if<std::string>(&names)) return *reason;
  auto& n = std::get<RowNames>(names);
  if (!n.accelerator.bandwidth)
    return fmt::format("the memory bandwidth of {} is not known", n.accelerator.name);
  const int gpus = static_cast<int>(row.gpus.value_or(1));
  if (gpus < 1) return fmt::format("{} GPUs", gpus);
  const bool assumed = n.model.id == "typical";
  RowPlacement out{.placement = place(std::move(n.accelerator), gpus, std::move(n.model), std::move(n.format),
                                      std::move(n.engine)),
                   .replicas = 1,
                   .status = n.status};
  Placement& p = out.placement;
  p.assumed_shape = assumed;
  if (p.engine.id == "autoawq" || p.engine.id == "transformers") {
    p.engine_key = row.kind == RowTable::Kind::decode_speed && contains(row.format, "GEMV") ? "autoawq-gemv"
                                                                                            : p.engine.id;
  }
  if (std::string reason = spread_gpus(p, out.replicas, row, gpus); !reason.empty()) return reason;
  if (!row.kv.empty()) p.kv_bits = row.kv == "fp8" ? 8 : 16;
  // A card's nominal size and a driver that swaps to the host's memory leave some play: 16 GB hold 16.1 GB.
  const double held = p.gpus() * p.accelerator.memory.base_units(), needed = shape_of(p).bytes();
  if (needed > 1.25 * held) {
    return fmt::format("its weights take {:.3g} GB, its {} GPUs hold {:.3g} GB", needed / 1e9, p.gpus(),
                       held / 1e9);
  }
  if (!memory(p).fits) {
    out.status += out.status == "ok" ? "; " : ", ";
    out.status += "little room for a KV cache by our count";
  }
  const auto released = release_year(coefficients, p.engine_key, p.engine.version);
  auto dated = year_of(row.date);
  if (!dated) dated = year_of_source(row.source);
  if (!released && dated) {
    p.released = *dated;
    p.version_known = true;
  }
  return out;
}

}  // namespace llmtco
