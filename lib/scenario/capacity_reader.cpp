#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "scenario/forms.h"
#include "scenario/rent_price.h"
#include "text/characters.h"
#include "text/week.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// So many replicas at most are taken of something.
FormPtr most_form() {
  return form(NumberForm{.low = 1, .high = 1e6, .certain = true, .whole = true, .or_less = true});
}

/// The hours of a block, as "mon-fri 08:00-18:00", on a clock that is ahead of UTC; or the complaint.
std::optional<WeekHours> read_hours(const Place& place, int ahead, Inputs& inputs) {
  const std::string& text = place.text();
  const std::size_t space = text.rfind(' ');
  const auto days =
      space == text.npos ? std::optional(every_day) : parse_days(trimmed(text.substr(0, space), " "));
  auto window = parse_hours(space == text.npos ? text : text.substr(space + 1));
  if (!days || !window || window->from % 60 != 0 || window->to % 60 != 0) {
    inputs.diagnostics().error(
        place.node().location(),
        fmt::format("{} names no hours of a week{}", shown(text), at_path(place.node())),
        "write whole hours as mon-fri 08:00-18:00, or 08:00-18:00 of every day");
    return std::nullopt;
  }
  window->days = *days;
  WeekHours hours;
  constexpr int week = 168;
  for (int hour = 0; hour < week; ++hour) {
    if (part_of_hour(hour, *window) > 0) hours.set(static_cast<std::size_t>((hour - ahead + week) % week));
  }
  return hours;
}

/// Reads the entries of one option, one after the other.
class Entries {
 public:
  Entries(const Place& option, const Sources& sources, Fleet& fleet, Inputs& inputs, Option& of)
      : place_(option), sources_(sources), fleet_(fleet), inputs_(inputs), option_(of) {}

  void read() {
    const std::vector<Place> entries = place_.at("capacity").children();
    for (const Place& entry : entries) {
      if (!unlimited_.empty()) {
        error(entry.node().location(),
              fmt::format("nothing is left for it: {} before it serves whatever is needed{}", unlimited_,
                          at_path(entry.node())),
              "give that one its `replicas`, or put this one first");
        continue;
      }
      const std::string kind = entry.node().find("kind")->text();
      if (kind == "reserved") add_reserved(entry);
      if (kind == "block") add_block(entry);
      if (kind == "spot") add_spot(entry);
      if (kind == "on_demand") add_on_demand(entry);
    }
    if (waiting_) {
      error(waiting_->location(), "no on_demand follows that could stand in" + at_path(*waiting_),
            "add {kind: on_demand} behind it, or write fallback: none");
    }
  }

 private:
  void error(const Location& at, const std::string& message, const std::string& hint = "") {
    inputs_.diagnostics().error(at, message, hint);
  }

  Rent price_of(const Place& entry, const std::string& commitment, bool spot) {
    Rent rent;
    RentTerms terms = terms_of(place_);
    terms.commitment = commitment;
    terms.spot = spot;
    rent.price = inputs_.number_or<UsdPerSecond>(entry, "price", [&] {
      rent = catalogue_rent({entry, terms, sources_.catalog}, fleet_, inputs_, option_);
      return rent.price;
    });
    if (entry.has("price")) rent.source = inputs_.source(rent.price);
    return rent;
  }

  Uncertain<double> counted(const Place& number) {
    return Uncertain<double>(inputs_.known_number(number))
        .from(inputs_.origin(written_origin(number.node())));
  }

  /// A name that no entry before it has.
  std::string named(const std::string& name) {
    const auto times = std::count(names_.begin(), names_.end(), name);
    names_.push_back(name);
    return times == 0 ? name : fmt::format("{} ({})", name, times + 1);
  }

  /// A fixed fleet takes no more than it has.
  void check_within_fleet(const Place& replicas, double taken) {
    if (!fleet_.replicas || taken <= *fleet_.replicas) return;
    error(replicas.node().location(), fmt::format("{:.0f} replicas are taken for a fleet of {}{}", taken,
                                                  *fleet_.replicas, at_path(replicas.node())));
  }

  void add_reserved(const Place& entry) {
    const std::string term = entry.at("term").text();
    const Place replicas = entry.at("replicas");
    Reserved reserved;
    reserved.name = named("reserved " + term);
    const Rent rent = price_of(entry, term, false);
    reserved.price = rent.price;
    reserved.source = rent.source;
    reserved.cheapest = inputs_.is_word(replicas);
    reserved.replicas = reserved.cheapest
                            ? Uncertain<double>(0.0).from(inputs_.origin(written_origin(replicas.node())))
                            : counted(replicas);
    if (!reserved.cheapest) {
      reserved_ += reserved.replicas.constant;
      check_within_fleet(replicas, reserved_);
    } else if (left_to_price_) {
      error(replicas.node().location(),
            "another reservation before it is `cheapest` as well" + at_path(replicas.node()),
            "give one of the two its number");
    }
    left_to_price_ = left_to_price_ || reserved.cheapest;
    const int months = term == "1y" ? 12 : 36, horizon = inputs_.study().demand.horizon_months;
    if (horizon < months) {
      inputs_.diagnostics().warning(
          entry.node().location(),
          fmt::format(
              "reserved for {} months, of which the horizon counts {}: what is left of it is paid for all "
              "the same{}",
              months, horizon, at_path(entry.node())));
    }
    option_.contracts.emplace_back(std::move(reserved));
  }

  void add_block(const Place& entry) {
    CapacityBlock taken;
    const auto offset = entry.find("utc_offset");
    const auto hours =
        read_hours(entry.at("hours"), offset ? static_cast<int>(inputs_.known_number(*offset)) : 0, inputs_);
    taken.name = named("block " + entry.at("hours").text());
    taken.hours = hours.value_or(WeekHours());
    taken.replicas = counted(entry.at("replicas"));
    check_within_fleet(entry.at("replicas"), taken.replicas.constant);
    const Rent rent = price_of(entry, "none", false);
    taken.price = rent.price;
    taken.source = rent.source;
    option_.contracts.emplace_back(std::move(taken));
  }

  void add_spot(const Place& entry) {
    Spot spot;
    spot.name = named("spot");
    if (const auto most = entry.find("replicas")) spot.most = counted(*most);
    const Rent rent = price_of(entry, "none", true);
    spot.price = rent.price;
    spot.source = rent.source;
    spot.evictions =
        inputs_.number(entry, "evictions", 0.05 / hour, "spot machines are taken away at 5 % an hour",
                       {{instead(0.01 / hour, "1 % an hour"), instead(0.2 / hour, "20 % an hour")}});
    if (spot.evictions.is_known() && spot.evictions.constant >= 1.0 / hour) {
      error(entry.at("evictions").node().location(),
            "machines that are taken away every hour serve nothing" + at_path(entry.at("evictions").node()),
            "evictions are below 100 %/h; give them as 5 %/h, or as 1/month");
    }
    spot.rework =
        inputs_.number(entry, "rework", Seconds(), "no work is lost when a spot machine is taken away",
                       {{instead(3.0 * minute, "3 minutes"), instead(15.0 * minute, "15 minutes")}});
    spot.restart =
        inputs_.number(entry, "restart", 5.0 * minute, "a spot machine serves 5 minutes after it is started",
                       {{instead(1.0 * minute, "1 minute"), instead(15.0 * minute, "15 minutes")}});
    const auto fallback = entry.find("fallback");
    spot.stand_ins = fallback && fallback->text() == "on_demand";
    if (spot.stand_ins) waiting_ = fallback->node();
    if (!fallback) {
      assume(option_, path_below(entry.node(), "fallback"),
             "work on spot machines waits until another one has started", inputs_);
    }
    if (!spot.most && !spot.stand_ins) unlimited_ = "spot";
    option_.contracts.emplace_back(std::move(spot));
  }

  void add_on_demand(const Place& entry) {
    const Rent rent = price_of(entry, "none", false);
    OnDemand on_demand{.price = rent.price, .source = rent.source, .name = named("on demand")};
    if (const auto most = entry.find("replicas")) on_demand.most = counted(*most);
    MachineStarts& starts = on_demand.starts.emplace();
    starts.ahead = inputs_.number(
        entry, "start", Seconds(), "machines on demand serve as soon as they are paid for",
        {{instead(5.0 * minute, "5 minutes later"), instead(15.0 * minute, "15 minutes later")}});
    starts.kept = inputs_.number(
        entry, "keep", Seconds(), "machines on demand are given back as soon as the load has gone",
        {{instead(10.0 * minute, "10 minutes later"), instead(30.0 * minute, "30 minutes later")}});
    if (const auto least = entry.find("minimum")) {
      starts.least_hours =
          Uncertain<double>(std::max(1.0, std::ceil(inputs_.known_number(*least) / hour.base_units())))
              .from(inputs_.origin(written_origin(least->node())));
    }
    if (!on_demand.most) unlimited_ = "on_demand";
    waiting_.reset();
    option_.contracts.emplace_back(std::move(on_demand));
  }

  const Place& place_;
  const Sources& sources_;
  Fleet& fleet_;
  Inputs& inputs_;
  Option& option_;
  std::vector<std::string> names_;
  std::string unlimited_{};        ///< kind of an entry that leaves nothing
  std::optional<Node> waiting_{};  ///< for somebody who stands in
  double reserved_ = 0;
  bool left_to_price_ = false;
};

}  // namespace

FormPtr capacity_form() {
  using namespace forms;
  const Field price{"price", amount<UsdPerSecond>(), optional,
                    "per GPU, as $1.80/h; what the catalogue has of the segment if absent"};
  TaggedForm entry{.what = "a way to pay for machines",
                   .tag = "kind",
                   .of = {},
                   .like = {},
                   .tag_doc = "how machines are paid for"};
  const auto add = [&](const char* kind, std::vector<Field> fields) {
    fields.push_back(price);
    entry.of.emplace_back(kind, MappingForm{fmt::format("capacity of kind {}", kind), std::move(fields)});
  };
  add("reserved",
      {{"term", choice({"1y", "3y"}), required, "for how long"},
       {"replicas",
        form(NumberForm{.low = 0, .high = 1e6, .certain = true, .whole = true, .word = "cheapest"}), required,
        "paid for in every hour; cheapest: as many as cost least on average over the volume in doubt"}});
  add("block", {{"replicas", count(1), required, "paid for in all of the hours"},
                {"hours", text(), required, "of every week, as mon-fri 08:00-18:00"},
                {"utc_offset", form(NumberForm{.low = -12, .high = 14, .certain = true, .whole = true}),
                 optional, "hours that the clock of these hours is ahead of UTC; 0 if absent"}});
  constexpr double an_hour = 3600;
  add("spot",
      {{"replicas", most_form(), optional, "at most; as many as are needed if absent"},
       {"evictions", form(NumberForm{.dimension = PerTime::dimension, .low = 0, .high = 1 / an_hour}),
        optional, "of one replica, as 5 %/h"},
       {"rework", form(NumberForm{.dimension = Seconds::dimension, .low = 0, .high = 0.9 * an_hour}),
        optional, "work that an eviction loses and is done again; none if absent"},
       {"restart", amount<Seconds>(), optional, "paid for until the next machine serves; 5 min if absent"},
       {"fallback", choice({"none", "on_demand"}), optional,
        "who serves meanwhile: the on_demand behind it, or none, where work may wait; none if absent"}});
  add("on_demand",
      {{"replicas", most_form(), optional, "at most; as many as are needed if absent"},
       {"minimum",
        form(NumberForm{.dimension = Seconds::dimension, .low = 0, .high = 168 * an_hour, .certain = true}),
        optional, "paid for of each start, in whole hours; one if absent"},
       {"start", amount<Seconds>(), optional,
        "paid for before a machine serves, ahead of the load; 0 if absent"},
       {"keep", amount<Seconds>(), optional, "paid for after the load has gone; 0 if absent"}});
  return form(ListForm{form(std::move(entry))});
}

void read_capacity(const Place& option, const Sources& sources, Fleet& fleet, Inputs& inputs, Option& of) {
  fleet.by_hours = true;
  Entries(option, sources, fleet, inputs, of).read();
}

}  // namespace llmtco
