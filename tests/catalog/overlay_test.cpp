#include "get.h"

using namespace llmtco;

namespace {
std::string complaints(const std::string& text) {
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.overlay_text(text, "my.yaml", diagnostics);
  std::string out;
  for (const Diagnostic& d : diagnostics.sorted()) {
    out += to_text(d.location) + ": " + d.message + (d.hint.empty() ? "" : "; " + d.hint) + "\n";
  }
  return out;
}
Catalog with(const std::string& text) {
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.overlay_text(text, "my.yaml", diagnostics);
  REQUIRE_MESSAGE(!diagnostics.has_errors(), diagnostics.rendered());
  return catalog;
}
constexpr const char* negotiated =
    "accelerators:\n"
    "  h100-80-sxm:\n"
    "    based_on: h100-80-sxm\n"
    "    source: contract 2026-17\n"
    "    as_of: 2026-10-01\n"
    "    rent:\n"
    "      on_demand: {price: $1.90/h, source: contract 2026-17, as_of: 2026-10-01}\n";
}  // namespace

TEST_CASE("a negotiated price takes the place of the list price, and says so") {
  const Catalog catalog = with(negotiated);
  const Accelerator h100 = got(catalog.accelerator("H100 SXM"));  // the alias still means the same card
  CHECK(h100.rent_offer("on_demand")->price.low / (usd / hour) == doctest::Approx(1.90));
  CHECK(h100.memory == 80.0 * GB);  // what is not given comes from the entry it is based on
  CHECK(h100.from_overlay);
  CHECK(h100.source == "contract 2026-17");
  CHECK(to_text(h100.where) == "my.yaml:2:3");
  const auto rows = catalog.list(CatalogKind::accelerators);
  CHECK(rows.front().id == "h100-80-sxm");
  CHECK(rows.front().shadows);
  CHECK(rows.size() == Catalog().list(CatalogKind::accelerators).size());
}

TEST_CASE("without based_on an entry stands for itself, and must be complete") {
  CHECK(complaints("accelerators:\n  h100-80-sxm:\n    memory: 80 GB\n") ==
        "my.yaml:2:3: the key 'source' is missing in accelerator 'h100-80-sxm'\n"
        "my.yaml:2:3: the key 'as_of' is missing in accelerator 'h100-80-sxm'\n"
        "my.yaml:2:3: the key 'vendor' is missing in accelerator 'h100-80-sxm'\n"
        "my.yaml:2:3: the key 'kind' is missing in accelerator 'h100-80-sxm'\n");
}

TEST_CASE("a private model is added, found by its alias, and later overlays win over earlier ones") {
  Catalog catalog = with(
      "models:\n"
      "  our-8b:\n"
      "    based_on: llama-3.1-8b\n"
      "    aliases: [Our Model]\n"
      "    source: own training\n"
      "    as_of: 2026-09\n"
      "    vocabulary: 64000\n");
  CHECK(got(catalog.model("our model")).vocabulary == 64000);
  CHECK(got(catalog.model("our-8b")).layers == 32);
  CHECK(got(catalog.model("Llama-3.1-8B")).vocabulary == 128256);
  Diagnostics diagnostics;
  catalog.overlay_text("models:\n  our-8b: {based_on: our-8b, source: s, as_of: 2026, vocabulary: 65000}\n",
                       "b.yaml", diagnostics);
  REQUIRE_MESSAGE(!diagnostics.has_errors(), diagnostics.rendered());
  CHECK(got(catalog.model("our-8b")).vocabulary == 65000);
}

TEST_CASE("an hour of a day has one price: overlapping windows and a second base price are refused") {
  const std::string head = "prices:\n  acme/x:\n    source: q\n    as_of: 2026\n    prices:\n";
  const std::string base = "      - {input: $1/Mtok, output: $4/Mtok}\n";
  const std::string evening = "      - {hours: 20:00-23:00, input: $0.5/Mtok, output: $2/Mtok}\n";
  CHECK(complaints(head + base + evening +
                   "      - {hours: 22:00-24:00, input: $0.5/Mtok, output: $2/Mtok}\n") ==
        "my.yaml:8:9: these hours of 'acme/x' overlap those of line 7; let one window end where the next "
        "begins\n");
  CHECK(complaints(head + base + evening +
                   "      - {hours: 23:00-24:00, input: $0.5/Mtok, output: $2/Mtok}\n") == "");
  CHECK(complaints(head + base + base) ==
        "my.yaml:7:9: 'acme/x' has another price on the same days in line 6; give one `until` and the other "
        "`from` the day of the change\n");
  CHECK(complaints(head + "      - {until: 2026-05-01, input: $1/Mtok, output: $4/Mtok}\n" +
                   "      - {from: 2026-05-01, input: $1/Mtok, output: $4/Mtok}\n") == "");
  CHECK(complaints(head + evening) ==
        "my.yaml:5:5: no price of 'acme/x' holds at all hours and for all lengths; add a row without `hours` "
        "and `above`\n");
}

TEST_CASE("a name of an overlay means one entry") {
  CHECK(complaints("models:\n  a: {based_on: phi-4, source: s, as_of: 2026, aliases: [One]}\n"
                   "  b: {based_on: phi-4, source: s, as_of: 2026, aliases: [o-n.e, PHI_4]}\n") ==
        "my.yaml:3:58: 'o-n.e' means two entries, this one and 'a' of line 2; rename one; spaces, capitals "
        "and the signs - _ / . ( ) # make no difference\n"
        "my.yaml:3:65: the alias 'PHI_4' is the id of the built-in entry phi-4\n");
  CHECK(complaints("models:\n  Phi-4: {based_on: phi-4, source: s, as_of: 2026}\n") ==
        "my.yaml:2:3: 'Phi-4' is another spelling of a built-in entry, whose place it would not take; write "
        "phi-4\n");
}

TEST_CASE("an entry names others that exist, and a figure counts what the one it hides counts") {
  CHECK(complaints(
            "prices:\n  acme/x: {source: s, as_of: 2026, serves: lama, prices: [{input: $1/Mtok, output: "
            "$2/Mtok}]}\n") ==
        "my.yaml:2:44: 'lama' is no model of the catalogue at prices.acme/x.serves; see `llmtco catalog list "
        "models`\n");
  CHECK(complaints(
            "economics:\n  electricity-us-commercial: {source: s, as_of: 2026, topic: electricity, value: "
            "$2/h}\n")
            .find("'electricity-us-commercial' counts") != std::string::npos);
}

TEST_CASE("an entry with mistakes is never given out: the one it hides is, or its place is told") {
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.overlay_text("models:\n  phi-4: {source: s}\n  ours: {source: s}\n", "my.yaml", diagnostics);
  CHECK(diagnostics.has_errors());
  CHECK_FALSE(got(catalog.model("phi-4")).from_overlay);
  CHECK(std::get<NotFound>(catalog.model("ours")).message ==
        "the entry of 'ours' has mistakes, which are named at my.yaml:3:3");
}

TEST_CASE("mistakes of an overlay are all named, with what was meant") {
  CHECK(complaints("acelerators: {}\n") ==
        "my.yaml:1:1: unknown section 'acelerators' in the overlay; did you mean 'accelerators'?\n");
  CHECK(complaints("prices: 5\n") ==
        "my.yaml:1:9: expected a mapping of entries at prices, found a single value '5'\n");
  CHECK(complaints("- a\n") == "my.yaml:1:1: expected a mapping of sections such as prices, found a list\n");
  CHECK(complaints("models:\n  x: {based_on: lama-3.1-8b, source: s, as_of: 2026}\n") ==
        "my.yaml:2:17: unknown model 'lama-3.1-8b'; did you mean 'llama-3.1-8b'?\n");
  CHECK(
      complaints("accelerators:\n  x: {based_on: H100, source: s, as_of: 2026, memory: 80 W, power: 700 kw, "
                 "bandwith: 1 GB/s}\n") ==
      "my.yaml:2:55: expected bytes at accelerators.x.memory, found '80 W' in J/s\n"
      "my.yaml:2:68: unknown unit 'kw' in '700 kw' at accelerators.x.power; did you mean 'kW'?\n"
      "my.yaml:2:76: unknown key 'bandwith' in accelerator 'x'; did you mean 'bandwidth'?\n");
  CHECK(complaints("accelerators:\n  x: {based_on: H100, source: s, as_of: yesterday, rent: {spot: {price: "
                   "$3/h to $2/h, "
                   "source: s, as_of: 2026-13}}}\n") ==
        "my.yaml:2:41: expected a date at accelerators.x.as_of, found 'yesterday'; write YYYY-MM-DD, "
        "YYYY-MM, YYYY or "
        "unknown\n"
        "my.yaml:2:73: the range '$3/h to $2/h' at accelerators.x.rent.spot.price ends below its beginning; "
        "write the "
        "lower end first\n"
        "my.yaml:2:105: expected a date at accelerators.x.rent.spot.as_of, found '2026-13'; write "
        "YYYY-MM-DD, YYYY-MM, "
        "YYYY or unknown\n");
  CHECK(complaints("prices:\n  gpt: {source: s, as_of: 2026, prices: [{input: $1/Mtok, output: $2/h, hours: "
                   "9-17}]}\n") ==
        "my.yaml:2:3: the id 'gpt' is not PROVIDER/MODEL; write it like openai/gpt-4o\n"
        "my.yaml:2:67: expected $/tokens at prices.gpt.prices.0.output, found '$2/h' in $/s\n"
        "my.yaml:2:80: expected hours of the day at prices.gpt.prices.0.hours, found '9-17'; write them as "
        "01:00-04:00, "
        "UTC\n");
  CHECK(complaints(
            "quality:\n  x: {source: s, as_of: 2026, results: [{task: t, benchmark: b, accuracy: 86}]}\n") ==
        "my.yaml:2:75: quality.x.results.0.accuracy must be at most 1, found '86'; write 86%\n");
  CHECK(complaints(
            "models:\n  x: {based_on: mixtral-8x7b, source: s, as_of: 2026, layers: 0, experts: {count: 2, "
            "per_token: 4}, attention: gqa}\n") ==
        "my.yaml:2:63: models.x.layers must be 1 to 100000, found 0\n"
        "my.yaml:2:75: x uses 4 experts per token of 2\n"
        "my.yaml:2:112: unknown attention 'gqa'; use MHA, GQA, MQA or MLA\n");
}
