#include "units/unit_table.h"

#include <algorithm>
#include <array>

#include "units/units.h"

namespace llmtco {
namespace {

struct Unit {
  std::string_view name;
  double factor;
  Dimension dimension;
};

template <Dimension D>
constexpr Unit unit(std::string_view name, Quantity<D> size) {
  return {name, size.base_units(), D};
}

constexpr Watts W = watt;
constexpr auto per_s = 1.0 / second;
/// A working day is the 21st part of a month: 252 a year, after weekends and some nine holidays.
constexpr Seconds workday = month / 21.0;

constexpr std::array units{
    unit("USD", usd),
    unit("$", usd),
    unit("ct", cent),
    unit("cents", cent),
    unit("c", cent),
    // counts
    unit("token", token),
    unit("tokens", token),
    unit("tok", token),
    unit("ktok", 1e3 * token),
    unit("Mtok", mtok),
    unit("Mtokens", mtok),
    unit("Btok", 1e9 * token),
    unit("request", request),
    unit("requests", request),
    unit("req", request),
    unit("query", request),
    unit("queries", request),
    unit("task", request),
    unit("tasks", request),
    // memory
    unit("byte", byte),
    unit("bytes", byte),
    unit("kB", kB),
    unit("KB", kB),
    unit("MB", MB),
    unit("GB", GB),
    unit("TB", TB),
    unit("PB", 1e15 * byte),
    unit("KiB", KiB),
    unit("MiB", MiB),
    unit("GiB", GiB),
    unit("TiB", 1024.0 * GiB),
    // work
    unit("FLOP", flop),
    unit("GFLOP", GFLOP),
    unit("TFLOP", TFLOP),
    unit("PFLOP", PFLOP),
    unit("FLOPS", flop / second),
    unit("GFLOPS", GFLOP / second),
    unit("TFLOPS", TFLOP / second),
    unit("PFLOPS", PFLOP / second),
    unit("TOPS", TFLOP / second),
    // time
    unit("s", second),
    unit("sec", second),
    unit("second", second),
    unit("seconds", second),
    unit("ms", ms),
    unit("us", us),
    unit("min", minute),
    unit("minute", minute),
    unit("minutes", minute),
    unit("h", hour),
    unit("hr", hour),
    unit("hour", hour),
    unit("hours", hour),
    unit("day", day),
    unit("days", day),
    unit("workday", workday),
    unit("workdays", workday),
    unit("week", 7.0 * day),
    unit("weeks", 7.0 * day),
    unit("month", month),
    unit("months", month),
    unit("mo", month),
    unit("year", year),
    unit("years", year),
    unit("yr", year),
    unit("y", year),
    // energy and carbon
    unit("J", joule),
    unit("kJ", 1e3 * joule),
    unit("MJ", 1e6 * joule),
    unit("Wh", 1e-3 * kWh),
    unit("kWh", kWh),
    unit("MWh", 1e3 * kWh),
    unit("W", W),
    unit("kW", kW),
    unit("MW", 1e3 * kW),
    unit("kg", kg),
    unit("g", 1e-3 * kg),
    unit("t", 1e3 * kg),
    unit("lb", 0.45359237 * kg),
    // rates with a name
    unit("QPS", request* per_s),
    unit("qps", request* per_s),
    unit("RPS", request* per_s),
    unit("rps", request* per_s),
};

}  // namespace

namespace detail {
std::optional<Measured> find_unit(std::string_view name) {
  const auto found = std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.name == name; });
  if (found == units.end()) return std::nullopt;
  return Measured{found->factor, found->dimension};
}
}  // namespace detail

std::vector<NamedUnits> units_by_dimension() {
  std::vector<NamedUnits> groups;
  for (const Unit& u : units) {
    const auto group = std::find_if(groups.begin(), groups.end(),
                                    [&](const NamedUnits& g) { return g.dimension == u.dimension; });
    if (group == groups.end()) {
      groups.push_back({u.dimension, {std::string(u.name)}});
    } else {
      group->names.emplace_back(u.name);
    }
  }
  return groups;
}

const std::vector<std::string>& unit_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Unit& u : units) all.emplace_back(u.name);
    return all;
  }();
  return names;
}

std::string unit_text(Dimension dimension) {
  struct Base {
    int power;
    const char* name;
  };
  const Base bases[] = {{dimension.usd, "$"},
                        {dimension.tokens, "tokens"},
                        {dimension.bytes, "bytes"},
                        {dimension.flop, "FLOP"},
                        {dimension.joules, "J"},
                        {dimension.carbon, "kg"},
                        {dimension.requests, "requests"},
                        {dimension.seconds, "s"}};
  std::string over, under;
  for (const Base& base : bases) {
    for (int i = 0; i < base.power; ++i) over += (over.empty() ? "" : " ") + std::string(base.name);
    for (int i = 0; i > base.power; --i) under += "/" + std::string(base.name);
  }
  if (over.empty() && under.empty()) return "a plain number";
  return (over.empty() ? "1" : over) + under;
}

}  // namespace llmtco
