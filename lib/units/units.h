#pragma once
#include "units/quantity.h"

namespace llmtco {

using Usd = Quantity<Dimension{.usd = 1}>;
using Tokens = Quantity<Dimension{.tokens = 1}>;
using Bytes = Quantity<Dimension{.bytes = 1}>;
using Flop = Quantity<Dimension{.flop = 1}>;
using Seconds = Quantity<Dimension{.seconds = 1}>;
using Joules = Quantity<Dimension{.joules = 1}>;
using Requests = Quantity<Dimension{.requests = 1}>;
using Kilograms = Quantity<Dimension{.carbon = 1}>;

template <class Q>
using PerSecond = Quantity<Q::dimension - Dimension{.seconds = 1}>;
template <class Q>
using PerToken = Quantity<Q::dimension - Dimension{.tokens = 1}>;
template <class Q>
using PerRequest = Quantity<Q::dimension - Dimension{.requests = 1}>;

using UsdPerSecond = PerSecond<Usd>;
using UsdPerToken = PerToken<Usd>;
using UsdPerRequest = PerRequest<Usd>;
using UsdPerJoule = Quantity<Dimension{.usd = 1, .joules = -1}>;
using UsdPerByte = Quantity<Dimension{.usd = 1, .bytes = -1}>;
/// Money for power over time, as colocation is sold ($/kW-month), has the dimension of money for energy.
using TokensPerSecond = PerSecond<Tokens>;
using TokensPerRequest = PerRequest<Tokens>;
using RequestsPerSecond = PerSecond<Requests>;
using BytesPerSecond = PerSecond<Bytes>;
using BytesPerToken = PerToken<Bytes>;
using FlopPerSecond = PerSecond<Flop>;
using FlopPerToken = PerToken<Flop>;
using Watts = PerSecond<Joules>;
using JoulesPerToken = PerToken<Joules>;
using KilogramsPerJoule = Quantity<Dimension{.joules = -1, .carbon = 1}>;

inline constexpr Usd usd{1.0};
inline constexpr Usd cent{0.01};
inline constexpr Tokens token{1.0};
inline constexpr Tokens mtok{1e6};
inline constexpr Requests request{1.0};
inline constexpr Bytes byte{1.0};
inline constexpr Bytes kB{1e3}, MB{1e6}, GB{1e9}, TB{1e12};
inline constexpr Bytes KiB{1024.0}, MiB{1024.0 * 1024}, GiB{1024.0 * 1024 * 1024};
inline constexpr Flop flop{1.0};
inline constexpr Flop GFLOP{1e9}, TFLOP{1e12}, PFLOP{1e15};
inline constexpr Joules joule{1.0};
inline constexpr Joules kWh{3.6e6};
inline constexpr Kilograms kg{1.0};

inline constexpr Seconds second{1.0};
inline constexpr Seconds ms{1e-3}, us{1e-6};
inline constexpr Seconds minute{60.0}, hour{3600.0}, day{86400.0};
/// Billing convention: a month is 730 hours, a year twelve of them (8,760 h).
inline constexpr Seconds month{730.0 * 3600}, year{8760.0 * 3600};

inline constexpr Watts watt = joule / second;
inline constexpr Watts kW = 1000.0 * watt;

}  // namespace llmtco
