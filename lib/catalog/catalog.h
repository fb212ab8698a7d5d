#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "catalog/accelerator.h"
#include "catalog/api_price.h"
#include "catalog/economics.h"
#include "catalog/endpoint_speed.h"
#include "catalog/engine.h"
#include "catalog/model.h"
#include "catalog/provider.h"
#include "catalog/quality.h"
#include "catalog/tokens.h"
#include "catalog/weight_format.h"
#include "text/diagnostics.h"
#include "text/names.h"
#include "yaml/node.h"

namespace llmtco {

/// The kinds of entries, each a file data/NAME.yaml and a section NAME of an overlay.
enum class CatalogKind {
  accelerators,
  models,
  formats,
  engines,
  prices,
  providers,
  endpoint_speeds,
  quality,
  quantization,
  economics,
  tokenizers,
  answers
};
inline constexpr Names<CatalogKind, 12> catalog_kind_names{
    {{{CatalogKind::accelerators, "accelerators"},
      {CatalogKind::models, "models"},
      {CatalogKind::formats, "formats"},
      {CatalogKind::engines, "engines"},
      {CatalogKind::prices, "prices"},
      {CatalogKind::providers, "providers"},
      {CatalogKind::endpoint_speeds, "endpoint_speeds"},
      {CatalogKind::quality, "quality"},
      {CatalogKind::quantization, "quantization"},
      {CatalogKind::economics, "economics"},
      {CatalogKind::tokenizers, "tokenizers"},
      {CatalogKind::answers, "answers"}}}};

constexpr std::string_view to_text(CatalogKind kind) { return catalog_kind_names.to_text(kind); }
std::vector<CatalogKind> all_catalog_kinds();

namespace detail {
/// An entry as a mapping, and where it came from.
struct Located {
  Node node;
  bool from_overlay = false;
};
}  // namespace detail

/// A name that means no entry, in words for a diagnostic: message "unknown model 'lama-3.1-8b'" and hint
/// "did you mean 'llama-3.1-8b'?".
struct NotFound {
  std::string message;
  std::string hint;
};
template <class T>
using Found = std::variant<T, NotFound>;

/// A line of `catalog list` and `catalog search`.
struct CatalogRow {
  CatalogKind kind;
  std::string id;
  std::string name;
  std::vector<std::string> aliases;
  std::string source;
  std::string as_of;
  Location where;
  bool from_overlay = false;
  bool shadows = false;  ///< an overlay's entry that hides a built-in one
};

/// A class of tasks that results of the catalogue are of.
struct CatalogTask {
  std::string name;                     ///< coding
  std::vector<std::string> benchmarks;  ///< HumanEval, ...
  int results = 0;                      ///< of all models
};

/// Dollars of one unit of a currency on a day.
struct OverlayRate {
  std::string code;
  double usd;
  std::string as_of;
};

/// Values with source and date: the built-in ones, and those of overlays, which hide them.
///
/// Making one costs nothing; a lookup finds the entry in the built-in text and parses that entry alone. Names
/// are ids or aliases, compared without case and without spaces, '-', '_', '/', '.', parentheses and '#'.
class Catalog {
 public:
  Catalog();
  ~Catalog();
  Catalog(Catalog&&) noexcept;
  Catalog& operator=(Catalog&&) noexcept;

  /// Adds the entries of a file with sections `accelerators:`, `models:`, `prices:` ... All its mistakes go
  /// to the diagnostics, whether anything asks for the entry or not. An entry with `based_on: ID` takes over the
  /// keys of that entry that it does not give itself. An entry with mistakes is known by its name but never given
  /// out: the one it hides is, or NotFound says where it stands. Gives whether every entry is known by its name.
  /// Throws FileError if the file cannot be read.
  bool overlay_file(const std::string& path, Diagnostics& diagnostics);
  bool overlay_text(std::string text, std::string name, Diagnostics& diagnostics);
  /// The same for a mapping of sections that stands inside another file.
  bool overlay(const Node& sections, Diagnostics& diagnostics);
  /// The rates at which amounts of overlays that are in other currencies are taken.
  void use_rates(std::vector<OverlayRate> rates);

  Found<Accelerator> accelerator(std::string_view name) const;
  Found<Model> model(std::string_view name) const;
  Found<WeightFormat> format(std::string_view name) const;
  /// A version may follow: "TensorRT-LLM 0.17".
  Found<Engine> engine(std::string_view name) const;
  /// "openai/gpt-4o", or "gpt-4o" if one provider alone sells it.
  Found<PriceList> price_list(std::string_view name) const;
  Found<Provider> provider(std::string_view name) const;
  Found<EndpointSpeed> endpoint_speed(std::string_view name) const;
  Found<ModelQuality> quality(std::string_view name) const;
  /// What is known of a model on one task: its scores of other exams are read only where it has no result.
  Found<ModelQuality> quality_on(std::string_view name, std::string_view task) const;
  Found<QuantizationEffect> quantization(std::string_view name) const;
  Found<EconomicFigure> economic_figure(std::string_view name) const;

  Found<Tokenizer> tokenizer(std::string_view name) const;
  Found<AnswerHabits> answer_habits(std::string_view name) const;
  /// The entry that serves a model best, by the words of its name (fit() of catalog/tokens.h); the entry
  /// `unknown` where none does.
  Tokenizer tokenizer_of(std::string_view model) const;
  AnswerHabits answers_of(std::string_view model) const;

  /// What is known of the speed of a model behind an API: of the open model it serves, or under its own name.
  std::vector<EndpointSpeed> speeds_of(const PriceList& list) const;

  /// price_list() and prices_on() in one.
  Found<PriceInForce> price(std::string_view name, const Date& when) const;

  /// Every entry of a kind, overlays first, in the order of the files.
  std::vector<CatalogRow> list(CatalogKind kind) const;
  /// Entries whose id, name or aliases hold all the words, whatever the case; where there are none, entries
  /// that have them anywhere. Models and prices first, measured losses of quantization last; of a section the
  /// nearest names first: the id itself, ids with the words as whole words, then the others.
  std::vector<CatalogRow> search(std::string_view words) const;
  /// The entry as it is written, comments included, for `catalog show`.
  Found<std::string> text(CatalogKind kind, std::string_view name) const;
  /// The task classes of all results, overlays first.
  std::vector<CatalogTask> tasks() const;
  /// The id of the entry that a name means, without reading it or saying what was meant where there is none.
  std::optional<std::string> canonical_id(CatalogKind kind, std::string_view name) const;
  /// One id for a model: of its quality figures, else of its shape; nothing where it has neither.
  std::optional<std::string> model_id(std::string_view name) const;
  /// All ids of a kind, for completion and did-you-mean.
  std::vector<std::string> ids(CatalogKind kind) const;

 private:
  struct Overlays;

  std::string serving_id(CatalogKind kind, std::string_view model) const;
  void add(CatalogKind kind, const Node& entry, Diagnostics& diagnostics);
  /// An entry with the keys it takes over from the one it is based on; nothing where that cannot be told.
  std::optional<Node> completed(CatalogKind kind, const Node& entry, Diagnostics& found) const;
  /// Whether a name means an entry, with mistakes or without.
  bool knows(CatalogKind kind, std::string_view name) const;
  std::variant<std::string, NotFound> id_of(CatalogKind kind, std::string_view name) const;
  std::variant<detail::Located, NotFound> entry_of(CatalogKind kind, std::string_view name) const;

  std::unique_ptr<Overlays> overlays_;
};

/// Whether two names are the same up to case and the separators that spellings differ in.
std::string folded_name(std::string_view name);

}  // namespace llmtco
