#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/entry.h"
#include "text/names.h"
#include "units/units.h"

namespace llmtco {

/// A price with the source and date of its own. Money is per accelerator (rent: per accelerator and second).
template <class Q>
struct Offer {
  std::string kind;  ///< purchase, launch, on_demand, reserved_1y, reserved_3y, spot, serverless_flex ...
  Range<Q> price;
  std::string source;
  std::string as_of;
  std::optional<int> sold_in{};  ///< accelerators of a server of which whole ones are sold; singly if absent
  Location where;
};

/// One of the accelerators of a server or appliance sold as a whole.
struct SystemParts {
  std::string accelerator;  ///< id
  int count = 0;
};

/// The way to the other accelerators of a server.
struct Link {
  std::string name;          ///< NVLink 4, PCIe 4.0 x16
  BytesPerSecond bandwidth;  ///< one way
};

/// A GPU, another accelerator chip, a whole server, the processors of a server that computes on them, or a desktop
/// machine whose processor and GPU share the memory: datasheet values, not measurements.
struct Accelerator : Entry {
  enum class Kind { gpu, asic, wafer, system, cpu, desktop };

  std::string vendor;
  Kind kind = Kind::gpu;
  Bytes memory;                        ///< of the datasheet
  std::optional<Bytes> memory_usable;  ///< as the driver reports it (nvidia-smi, rocm-smi)
  std::optional<BytesPerSecond> bandwidth;
  /// Dense peaks by format of the operands with FP32 accumulate: fp16 (also bf16), fp8, int8, fp4, tf32. In
  /// fp16_accumulate16 the products are added up in FP16, which doubles the rate of GeForce cards.
  std::vector<std::pair<std::string, FlopPerSecond>> peaks;
  /// As the driver reports it, such as 8.9; of AMD the numbers of its gfx name, 9.4 of gfx942. Unknown if absent:
  /// rules of engines that ask for one are not held against it.
  std::optional<double> compute_capability;
  std::optional<Watts> power;  ///< of the board; of the whole server for a system
  std::optional<Link> link;
  std::optional<SystemParts> parts;
  std::vector<Offer<Usd>> purchase;  ///< kinds launch and purchase
  std::vector<Offer<UsdPerSecond>> rent;

  /// Whether GPUs reach each other's memory without PCIe: NVLink, Infinity Fabric.
  bool linked_directly() const { return link && link->name.find("PCIe") == std::string::npos; }
  /// Dense peak for a format of the operands; nothing if the chip has no units for it or the source no
  /// figure.
  std::optional<FlopPerSecond> peak(std::string_view format) const;
  /// Points into this accelerator, so never of a passing one.
  const Offer<UsdPerSecond>* rent_offer(std::string_view kind) const&;
  const Offer<UsdPerSecond>* rent_offer(std::string_view kind) const&& = delete;
  const Offer<Usd>* purchase_offer(std::string_view kind) const&;
  const Offer<Usd>* purchase_offer(std::string_view kind) const&& = delete;
};

/// What a driver reports of the memory.
struct DriverMemory {
  Bytes bytes;
  std::string assumption{};  ///< empty where the entry gives it
};

/// memory_usable, else by kind:
///
///     gpu      the GiB that a datasheet's whole GB are, less 1/16 for inline ECC below 1.2 TB/s (GDDR6)
///     desktop  three quarters of its GiB, what macOS lets the GPU have
///     others   as printed
///
/// Worked example: a card sold with 48 GB at 864 GB/s has 48 GiB x 15/16 = 45 GiB; an L40S reports 46,068 MiB =
/// 44.99 GiB. With 80 GB at 3.35 TB/s 80 GiB; an H100 reports 79.65 GiB.
DriverMemory driver_memory(const Accelerator& accelerator);

/// Gigabytes as a card is sold: its GiB where they are whole, as "24 GB" of the 25.8e9 bytes of an RTX 4090.
double gigabytes_as_sold(Bytes memory);

inline constexpr Names<Accelerator::Kind, 6> accelerator_kind_names{
    {{{Accelerator::Kind::gpu, "gpu"},
      {Accelerator::Kind::asic, "asic"},
      {Accelerator::Kind::wafer, "wafer"},
      {Accelerator::Kind::system, "system"},
      {Accelerator::Kind::cpu, "cpu"},
      {Accelerator::Kind::desktop, "desktop"}}}};

constexpr std::string_view to_text(Accelerator::Kind kind) { return accelerator_kind_names.to_text(kind); }

}  // namespace llmtco
