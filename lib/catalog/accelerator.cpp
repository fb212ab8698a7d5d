#include "catalog/accelerator.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

using detail::EntryReader;

const std::vector<std::string> peak_formats = {"fp16", "fp16_accumulate16", "tf32", "fp8", "int8", "fp4"};

/// HBM and GDDR7 keep their error correction apart; GDDR6 keeps it in the memory itself, a byte in 16. The fastest
/// card of the second kind has 1,008 GB/s, the slowest of the first 1,555 (V100: 898, without a loss).
constexpr BytesPerSecond inline_ecc_below = 1200.0 * GB / second;

template <class Q>
Offer<Q> read_offer(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("offer '{}'", node.key()));
  Offer<Q> offer;
  offer.kind = node.key();
  offer.price = reader.range<Q>("price");
  offer.source = reader.text("source");
  reader.required("as_of");
  reader.read_provenance(offer.source, offer.as_of);
  offer.sold_in = reader.optional_whole("sold_in", 1, 100'000);
  offer.where = node.key_location();
  return offer;
}

void read_peaks(EntryReader& reader, Accelerator& accelerator) {
  for (const Node& peak : reader.optional_mapping("peak", "peaks by format")) {
    if (std::find(peak_formats.begin(), peak_formats.end(), peak.key()) == peak_formats.end()) {
      reader.diagnostics().error(peak.key_location(),
                                 fmt::format("unknown format {} in peak", shown(peak.key())),
                                 did_you_mean(peak.key(), peak_formats));
    }
    const auto rate =
        detail::measured(peak, FlopPerSecond::dimension, reader.diagnostics(), detail::positive);
    if (rate) accelerator.peaks.emplace_back(peak.key(), FlopPerSecond(*rate));
  }
}

void read_parts(EntryReader& reader, Accelerator& accelerator) {
  if (const auto node = reader.optional("link")) {
    EntryReader link(*node, reader.diagnostics(), "link");
    accelerator.link = Link{link.text("name"), link.quantity<BytesPerSecond>("bandwidth", detail::positive)};
  }
  if (const auto node = reader.optional("system")) {
    EntryReader system(*node, reader.diagnostics(), "system");
    accelerator.parts = SystemParts{system.text("accelerator"), system.whole("count", 1, 100'000)};
  }
}

void read_offers(EntryReader& reader, Accelerator& accelerator) {
  for (const char* kind : {"launch", "purchase"}) {
    if (const auto node = reader.optional(kind)) {
      accelerator.purchase.push_back(read_offer<Usd>(*node, reader.diagnostics()));
    }
  }
  for (const Node& offer : reader.optional_mapping("rent", "offers")) {
    accelerator.rent.push_back(read_offer<UsdPerSecond>(offer, reader.diagnostics()));
  }
}

template <class Offers>
auto find_offer(const Offers& offers, std::string_view kind) -> const typename Offers::value_type* {
  const auto found =
      std::find_if(offers.begin(), offers.end(), [&](const auto& offer) { return offer.kind == kind; });
  return found == offers.end() ? nullptr : &*found;
}

}  // namespace

std::optional<FlopPerSecond> Accelerator::peak(std::string_view format) const {
  const auto wanted = format == "bf16" ? std::string_view("fp16") : format;
  for (const auto& [name, rate] : peaks) {
    if (name == wanted) return rate;
  }
  return std::nullopt;
}

const Offer<UsdPerSecond>* Accelerator::rent_offer(std::string_view offer_kind) const& {
  return find_offer(rent, offer_kind);
}

const Offer<Usd>* Accelerator::purchase_offer(std::string_view offer_kind) const& {
  return find_offer(purchase, offer_kind);
}

double gigabytes_as_sold(Bytes memory) {
  const double binary = memory / GiB;
  return std::abs(binary - std::round(binary)) < 1e-6 ? std::round(binary) : memory / GB;
}

DriverMemory driver_memory(const Accelerator& a) {
  if (a.memory_usable) return {*a.memory_usable};
  const bool card = a.kind == Accelerator::Kind::gpu;
  if (!card && a.kind != Accelerator::Kind::desktop) return {a.memory};
  const double sold = gigabytes_as_sold(a.memory);
  const bool whole = std::abs(sold - std::round(sold)) < 1e-6;
  const Bytes binary = whole ? sold * GiB : a.memory;
  if (!card)
    return {0.75 * binary, fmt::format("the GPU is let have three quarters of {:.0f} GiB, {:.1f} GB",
                                       binary / GiB, 0.75 * binary / GB)};
  const bool inline_ecc = !a.bandwidth || *a.bandwidth < inline_ecc_below;
  const Bytes reported = (inline_ecc ? 15.0 / 16 : 1.0) * binary;
  return {reported, fmt::format("its driver reports {:.1f} GB of the {:.4g} GB it is sold with: GiB{}",
                                reported / GB, sold, inline_ecc ? " less 1/16 for ECC" : "")};
}

Accelerator detail::read_accelerator(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("accelerator '{}'", node.key()));
  Accelerator accelerator;
  reader.read_common(accelerator);
  accelerator.vendor = reader.text("vendor");
  const std::string kind = reader.text("kind");
  if (const auto known = accelerator_kind_names.from_text(kind)) {
    accelerator.kind = *known;
  } else if (!kind.empty()) {
    diagnostics.error(node.find("kind")->location(), fmt::format("unknown kind {}", shown(kind)),
                      "use " + accelerator_kind_names.alternatives());
  }
  accelerator.memory = reader.quantity<Bytes>("memory", detail::positive);
  accelerator.memory_usable = reader.optional_quantity<Bytes>("memory_usable", detail::positive);
  accelerator.bandwidth = reader.optional_quantity<BytesPerSecond>("bandwidth", detail::positive);
  accelerator.compute_capability = reader.optional_plain("compute_capability", detail::positive);
  accelerator.power = reader.optional_quantity<Watts>("power", detail::positive);
  read_peaks(reader, accelerator);
  read_parts(reader, accelerator);
  if (accelerator.kind == Accelerator::Kind::system) reader.required("system");
  read_offers(reader, accelerator);
  return accelerator;
}

}  // namespace llmtco
