#include "report/catalog_values.h"

#include <fmt/format.h>

#include "quality/format_effects.h"
#include "report/numbers.h"

namespace llmtco {
namespace {

using Values = std::vector<CatalogValue>;

CatalogValue number(std::string_view key, std::string_view heading, std::optional<double> value,
                    std::string text) {
  return {key, heading, value ? std::move(text) : "", value};
}
CatalogValue number(std::string_view key, std::string_view heading, std::optional<double> value) {
  return number(key, heading, value, value ? six_digits(*value) : "");
}
CatalogValue text(std::string_view key, std::string_view heading, std::string words) {
  return {key, heading, std::move(words)};
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

/// "2.29" or "2.29 to 3.78".
std::string range_text(double low, double high) {
  return low < high ? fmt::format("{:.4g} to {:.4g}", low, high) : fmt::format("{:.4g}", low);
}

std::optional<double> tokens_of(int count) { return count > 0 ? std::optional<double>(count) : std::nullopt; }
std::string tokens_text(std::optional<double> tokens) { return tokens ? fmt::format("{:.0f}", *tokens) : ""; }

/// "audio image"
std::string media_text(const ByMedium<bool>& media) {
  std::vector<std::string> words;
  for (const Medium medium : all_media)
    if (media[medium]) words.emplace_back(medium_names.to_text(medium));
  return joined(words);
}

/// The row in force on the day its source was read; a source that gives a month only, the latest row.
std::optional<PriceRow> current_row(const PriceList& list) {
  if (list.rows.empty()) return std::nullopt;
  if (const auto day = parse_date(list.as_of)) {
    const auto found = prices_on(list, *day);
    if (const auto* prices = std::get_if<PriceInForce>(&found)) return prices->base;
  }
  return list.rows.back();
}

Values of(const PriceList& list) {
  const auto row = current_row(list);
  const auto per_mtok = [](std::optional<UsdPerToken> price) {
    return price ? std::optional<double>(*price / (usd / mtok)) : std::nullopt;
  };
  const auto price = [&](std::string_view key, std::string_view heading, std::optional<UsdPerToken> value) {
    const auto amount = per_mtok(value);
    return number(key, heading, amount, amount ? fmt::format("{:.4g}", *amount) : "");
  };
  const auto context = list.context ? std::optional<double>(*list.context / token) : std::nullopt;
  const ByMedium<MediumPrices<UsdPerToken>> none{};
  const auto& media = row ? row->media : none;
  const ByMedium<bool> sold{media.audio.input.has_value(), media.image.input.has_value()};
  return {price("usd_per_mtok_input", "$/Mtok in", row ? std::optional(row->input) : std::nullopt),
          price("usd_per_mtok_output", "out", row ? std::optional(row->output) : std::nullopt),
          price("usd_per_mtok_cache_read", "cached", row ? row->cache_read : std::nullopt),
          number("context_tokens", "context", context, tokens_text(context)),
          text("takes", "takes", media_text(sold)),
          price("usd_per_mtok_audio_input", "", media.audio.input),
          price("usd_per_mtok_audio_output", "", media.audio.output),
          price("usd_per_mtok_image_input", "", media.image.input),
          price("usd_per_mtok_image_output", "", media.image.output)};
}

Values of(const Accelerator& chip) {
  const auto peak = chip.peak("fp16");
  const auto rent = chip.rent_offer("on_demand");
  const double per_hour = (usd / hour).base_units();
  const auto low = rent ? std::optional(rent->price.low.base_units() / per_hour) : std::nullopt;
  const auto high = rent ? std::optional(rent->price.high.base_units() / per_hour) : std::nullopt;
  return {
      number("memory_gb", "memory GB", chip.memory / GB, fmt::format("{:.4g}", chip.memory / GB)),
      number("bandwidth_tb_s", "TB/s",
             chip.bandwidth ? std::optional(*chip.bandwidth / (1e12 * byte / second)) : std::nullopt),
      number("fp16_tflop_s", "TFLOP/s", peak ? std::optional(*peak / (1e12 * flop / second)) : std::nullopt),
      number("power_w", "W", chip.power ? std::optional(*chip.power / watt) : std::nullopt),
      number("rent_usd_per_hour_low", "$/h on demand", low, low ? range_text(*low, *high) : ""),
      number("rent_usd_per_hour_high", "", high)};
}

Values of(const Model& model) {
  const SequenceCache cache = sequence_cache(model);
  return {
      number("parameters", "parameters", model.parameters, count(model.parameters)),
      number("active_parameters", "active", model.active_parameters, count(model.active_parameters)),
      number("layers", "layers", tokens_of(model.layers)),
      number("context_tokens", "context", tokens_of(model.context), tokens_text(tokens_of(model.context))),
      number("released", "year", tokens_of(model.released), tokens_text(tokens_of(model.released))),
      text("takes", "takes", media_text(model.takes)),
      text("makes", "", media_text(model.makes)),
      number("cache_bytes_per_token_16bit", "", cache.bytes_per_token),
      number("window_bytes_per_sequence_16bit", "", cache.window_bytes),
      number("state_bytes_per_sequence", "", cache.state_bytes)};
}

/// With how much single tokens lose where it was measured: means hide it.
Values of(const WeightFormat& format) {
  const FormatTail* tail = tail_of(format.id);
  const auto points = [](std::optional<double> change) {
    return change ? std::optional<double>(-*change) : std::nullopt;
  };
  return {number("bits_per_weight", "bits", format.bits),
          text("family", "family", format.family),
          text("compute", "arithmetic", format.compute),
          number("worst_1pct_points", "1 % of tokens lose", tail ? points(tail->p1_dp) : std::nullopt),
          number("worst_01pct_points", "0.1 %", tail ? points(tail->p01_dp) : std::nullopt),
          number("top_token_differs", "", tail ? tail->top_differs : std::nullopt),
          text("tail_of", "", tail ? tail->model : "")};
}

Values of(const Engine& engine) { return {text("formats", "formats", joined(engine.formats))}; }

Values of(const Provider& provider) {
  std::vector<std::string> tiers;
  for (const ServiceTier& tier : provider.tiers)
    tiers.push_back(fmt::format("{} x{:.3g}", tier.name, tier.price_factor));
  return {text("tiers", "price tiers", fmt::format("{}", fmt::join(tiers, ", ")))};
}

Values of(const EndpointSpeed& speed) {
  const auto rate = [](TokensPerSecond value) { return value / (token / second); };
  std::optional<double> typical;
  if (speed.output_typical)
    typical = rate(*speed.output_typical);
  else if (speed.output)
    typical = (rate(speed.output->low) + rate(speed.output->high)) / 2;
  std::string shown = typical ? six_digits(*typical) : "";
  if (speed.output && !speed.output_typical)
    shown = range_text(rate(speed.output->low), rate(speed.output->high));
  const auto first = speed.ttft_p50 ? std::optional(*speed.ttft_p50 / second) : std::nullopt;
  return {number("output_tok_s", "tokens/s", typical, shown),
          number("ttft_p50_s", "TTFT", first, first ? duration(*first) : ""),
          text("kind", "kind", speed.kind)};
}

Values of(const ModelQuality& quality) {
  const auto on = [&](std::string_view key, std::string_view heading, std::string_view task) {
    const Accuracy* result = quality.on(task);
    return number(key, heading, result != nullptr ? std::optional(result->value) : std::nullopt,
                  result != nullptr ? percent(result->value) : "");
  };
  return {on("accuracy_general_knowledge", "general", "general-knowledge"),
          on("accuracy_general_knowledge_hard", "", "general-knowledge-hard"),
          on("accuracy_coding", "coding", "coding"),
          on("accuracy_maths", "maths", "maths"),
          on("accuracy_competition_maths", "", "competition-maths"),
          on("accuracy_multilingual_maths", "", "multilingual-maths"),
          on("accuracy_science", "science", "science")};
}

Values of(const QuantizationEffect& effect) {
  return {text("format", "", effect.format),
          number("perplexity_increase", "perplexity", effect.perplexity_increase,
                 effect.perplexity_increase ? percent_change(*effect.perplexity_increase) : ""),
          number("mmlu_recovery", "MMLU kept", effect.mmlu_recovery,
                 effect.mmlu_recovery ? percent(*effect.mmlu_recovery) : "")};
}

Values of(const EconomicFigure& figure) {
  return {text("topic", "topic", figure.topic), text("value", "value", figure.written)};
}

/// "1.1" or "1.05 to 1.2".
std::string range_text(const std::optional<Range<double>>& range) {
  return range ? range_text(range->low, range->high) : "";
}

Values of(const Tokenizer& tokenizer) {
  const auto factor = [&](std::string_view kind) {
    const auto found = tokenizer.factors.find(kind);
    return found == tokenizer.factors.end() ? std::nullopt : std::optional(found->second);
  };
  return {text("prose_over_o200k", "prose / o200k", range_text(factor("prose"))),
          text("code_over_o200k", "code", range_text(factor("code"))),
          text("tables_over_o200k", "tables", range_text(factor("tables")))};
}

Values of(const AnswerHabits& habits) {
  const Range<double>* usual = habits.thoughts_at(habits.usual);
  return {text("length_over_median", "answer length", range_text(habits.length)),
          text("thoughts_over_answer", "thoughts / answer", usual ? range_text(*usual) : ""),
          text("effort", "at effort", habits.usual)};
}

template <class T>
Values of_found(const Found<T>& found) {
  const T* entry = std::get_if<T>(&found);
  return of(entry != nullptr ? *entry : T{});
}

}  // namespace

std::vector<CatalogValue> values_of(const Catalog& catalog, const CatalogRow& row) {
  switch (row.kind) {
    case CatalogKind::accelerators:
      return of_found(catalog.accelerator(row.id));
    case CatalogKind::models:
      return of_found(catalog.model(row.id));
    case CatalogKind::formats:
      return of_found(catalog.format(row.id));
    case CatalogKind::engines:
      return of_found(catalog.engine(row.id));
    case CatalogKind::prices:
      return of_found(catalog.price_list(row.id));
    case CatalogKind::providers:
      return of_found(catalog.provider(row.id));
    case CatalogKind::endpoint_speeds:
      return of_found(catalog.endpoint_speed(row.id));
    case CatalogKind::quality:
      return of_found(catalog.quality(row.id));
    case CatalogKind::quantization:
      return of_found(catalog.quantization(row.id));
    case CatalogKind::economics:
      return of_found(catalog.economic_figure(row.id));
    case CatalogKind::tokenizers:
      return of_found(catalog.tokenizer(row.id));
    case CatalogKind::answers:
      return of_found(catalog.answer_habits(row.id));
  }
  return {};
}

}  // namespace llmtco
