#pragma once
#include <algorithm>
#include <cassert>
#include <concepts>
#include <optional>
#include <utility>
#include <vector>

#include "measures/measure.h"

namespace llmtco {

/// Figures of one option, or of the demand, in whatever state they are: columns of a block, series of a run,
/// statistics of a result. In the order of subjects, then of the list of measures. What is not there is
/// unknown or does not apply; it is never zero.
///
///     figures.set(measures::ttft_p95, time);                     // a Drawn<Seconds>, or it does not compile
///     figures.set(measures::ttft_p95, time, {.request_class = 1});
///     if (const Column* load = figures.find(measures::load)) ...
template <class T>
class Figures {
 public:
  struct Entry {
    Subject subject;
    const Measure* measure;  ///< a row of measures::all
    T value;
    const Measure* same_as = nullptr;  ///< another figure of the subject that is the same in every draw
  };

  /// Sets or replaces a figure.
  T& put(const Measure& measure, T value, const Subject& subject = {}) {
    const auto place = place_of(measure, subject);
    if (is_at(place, measure, subject)) {
      place->same_as = nullptr;
      return place->value = std::move(value);
    }
    return entries_.insert(place, Entry{subject, &measure, std::move(value)})->value;
  }

  template <class Q>
  void set(MeasureOf<Q> measure, typename MeasureOf<Q>::Draws value,
           const Subject& subject = {}) requires std::same_as<T, Column> {
    if constexpr (std::is_same_v<Q, double>) {
      put(measure, std::move(value), subject);
    } else {
      put(measure, std::move(value).base_units(), subject);
    }
  }

  /// Says that a figure is another one, which is there, in every draw of every block: it is kept and summed
  /// up once.
  void put_same(const Measure& measure, const Measure& other, const Subject& subject = {}) {
    put(measure, T(at(other, subject)), subject);
    place_of(measure, subject)->same_as = &other;
  }
  template <class Q>
  void set_same(MeasureOf<Q> measure, MeasureOf<Q> other, const Subject& subject = {}) {
    put_same(measure, other, subject);
  }

  const T* find(const Measure& measure, const Subject& subject = {}) const {
    const auto place = place_of(measure, subject);
    return is_at(place, measure, subject) ? &place->value : nullptr;
  }
  bool has(const Measure& measure, const Subject& subject = {}) const {
    return find(measure, subject) != nullptr;
  }
  /// Requires that it is there.
  const T& at(const Measure& measure, const Subject& subject = {}) const {
    const T* found = find(measure, subject);
    assert(found != nullptr);
    return *found;
  }
  /// A figure as it was set, with its unit.
  template <class Q>
  std::optional<typename MeasureOf<Q>::Draws> get(
      MeasureOf<Q> measure, const Subject& subject = {}) const requires std::same_as<T, Column> {
    const Column* found = find(measure, subject);
    if (found == nullptr) return std::nullopt;
    return typename MeasureOf<Q>::Draws(*found);
  }

  /// Takes away the entries that are `unwanted`.
  template <class Unwanted>
  void erase_if(Unwanted unwanted) {
    std::erase_if(entries_, unwanted);
  }

  /// Those there are figures of, in order.
  std::vector<Subject> subjects() const {
    std::vector<Subject> all;
    for (const Entry& entry : entries_) {
      if (all.empty() || all.back() != entry.subject) all.push_back(entry.subject);
    }
    return all;
  }

  auto begin() { return entries_.begin(); }
  auto end() { return entries_.end(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }
  std::size_t size() const { return entries_.size(); }

 private:
  /// Whether an entry stands before a figure: the rows of measures::all are one array.
  static bool stands_before(const Entry& entry, const Measure* measure, const Subject& subject) {
    return entry.subject != subject ? entry.subject < subject : entry.measure < measure;
  }
  auto place_of(const Measure& measure, const Subject& subject) const {
    return std::partition_point(entries_.begin(), entries_.end(),
                                [&](const Entry& entry) { return stands_before(entry, &measure, subject); });
  }
  auto place_of(const Measure& measure, const Subject& subject) {
    return std::partition_point(entries_.begin(), entries_.end(),
                                [&](const Entry& entry) { return stands_before(entry, &measure, subject); });
  }
  template <class Place>
  bool is_at(Place place, const Measure& measure, const Subject& subject) const {
    return place != entries_.end() && place->measure == &measure && place->subject == subject;
  }

  std::vector<Entry> entries_;
};

}  // namespace llmtco
