#include "scenario/spread_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "columns/normal.h"
#include "scenario/csv_column.h"
#include "scenario/forms.h"
#include "workload/sample.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr const char* alike_in_doubt =
    "all tasks alike: an interval is doubt about their mean; write {each: 8 to 30} or a cv for how they "
    "differ";

template <class Q>
class SpreadReader {
 public:
  SpreadReader(const Place& place, const SpreadWords& words, Inputs& inputs)
      : place_(place), words_(words), inputs_(inputs) {}

  Differing<Q> read() {
    if (!place_.is_mapping_of_keys()) return alone(inputs_.number<Q>(place_));
    const bool pair = place_.has("p50") || place_.has("p95");
    const int ways = place_.has("mean") + pair + place_.has("each") + place_.has("sample");
    if (ways != 1 || place_.has("p50") != place_.has("p95") || (place_.has("cv") && !place_.has("mean")))
      return error(
          fmt::format("{} has either a mean (with a cv), p50 and p95, each or a sample", words_.what));
    if (pair) return percentiles();
    if (const auto each = place_.find("each")) return interval(*each);
    if (const auto sample = place_.find("sample")) return measured(*sample);
    const Uncertain<Q> mean = inputs_.number<Q>(place_.at("mean"));
    if (!place_.has("cv")) return alone(mean);
    const Uncertain<double> cv = inputs_.number<double>(place_.at("cv"));
    if (words_.low > 0 && is(mean, words_.low) && !(cv.is_known() && cv.constant == 0))
      return error(
          fmt::format("{} whose mean is the least of all, {}, cannot differ", words_.what, words_.low));
    return {mean, cv};
  }

 private:
  static bool is(const Uncertain<Q>& number, double value) {
    return number.is_known() && in_base_units(number.constant) == value;
  }

  Differing<Q> error(const std::string& message) { return error_at(place_.node(), message); }
  Differing<Q> error_at(const Node& node, const std::string& message) {
    inputs_.diagnostics().error(node.location(), message + at_path(node));
    return error_before();
  }

  /// A mean of which nobody says how tasks differ around it.
  Differing<Q> alone(const Uncertain<Q>& mean) {
    return {mean, inputs_.assumed(path_below(place_.node(), "cv"), 0.0,
                                  mean.is_known() ? words_.tasks : alike_in_doubt, usual_spread())};
  }

  Differing<Q> percentiles() {
    const auto p50 = inputs_.number<Q>(place_.at("p50")), p95 = inputs_.number<Q>(place_.at("p95"));
    if (p50.is_known() && p95.is_known() && p95.constant < p50.constant)
      return error("the 95th percentile is below the median");
    return {.mean = {}, .cv = {}, .percentiles = typename Differing<Q>::Percentiles{p50, p95}};
  }

  Differing<Q> known_spread(double mean, double cv, const Node& from, const char* which) {
    if (mean < words_.low || mean > words_.high)
      return error(fmt::format("{} is {:.6g} on average: it must be from {} to {}", words_.what, mean,
                               words_.low, words_.high));
    const auto told = [&](const char* what) {
      Origin origin = written_origin(from);
      origin.source = fmt::format("{} of {}{}", what, which, origin.source);
      return inputs_.origin(std::move(origin));
    };
    return {Uncertain<Q>(Q(mean)).from(told("mean")), Uncertain<double>(cv).from(told("spread"))};
  }

  /// The lognormal of which nine tenths lie between two ends.
  Differing<Q> interval(const Place& each) {
    const auto read = read_number(each.node(), std::get<NumberForm>(each.form().is), inputs_.folder(),
                                  inputs_.diagnostics());
    if (!read) return error_before();
    const auto* drawn = std::get_if<Distribution>(&read->is);
    const auto* tasks = drawn == nullptr ? nullptr : std::get_if<distributions::Lognormal>(&drawn->kind);
    if (tasks == nullptr)
      return error("what nine tasks in ten lie between is an interval of two positive numbers, as 8 to 30");
    if (tasks->median * std::exp(-z95 * tasks->sigma) < words_.low * (1 - 1e-9))
      return error(fmt::format("{} is below {}", words_.what, words_.low));
    const double square = tasks->sigma * tasks->sigma;
    return known_spread(tasks->median * std::exp(0.5 * square), std::sqrt(std::expm1(square)), each.node(),
                        "nine tasks in ten from ");
  }

  Differing<Q> measured(const Place& sample) {
    const std::vector<double> values =
        csv_column(inputs_.folder(), {sample.at("file").text(), sample.at("column").text()}, sample.node(),
                   inputs_.diagnostics());
    if (values.empty()) return error_before();
    const double least = *std::min_element(values.begin(), values.end());
    if (least < words_.low)
      return error_at(sample.node(), fmt::format("the sample has {} of {}, and the least is {}", words_.what,
                                                 least, words_.low));
    const SampleLength found = length_of_sample(values);
    return known_spread(found.mean, found.cv, sample.node(),
                        fmt::format("{} values in ", values.size()).c_str());
  }

  Differing<Q> error_before() const { return {Uncertain<Q>(Q(words_.low)), {}}; }

  const Place& place_;
  const SpreadWords& words_;
  Inputs& inputs_;
};

}  // namespace

template <class Q>
FormPtr spread_form(const SpreadWords& words) {
  using namespace forms;
  constexpr Dimension counts = dimension_of<Q>;
  const FormPtr mean = form(NumberForm{.dimension = counts, .low = words.low, .high = words.high});
  const FormPtr some =
      form(NumberForm{.dimension = counts, .low = std::max(words.low, 1e-9), .high = words.high});
  return form(EitherForm{
      mean, mapping(words.what,
                    {{"mean", mean, optional, "mean over tasks; an interval is doubt about it"},
                     {"cv", plain(0, 20), optional, "standard deviation between tasks over their mean"},
                     {"p50", some, optional, "what half of the tasks do not pass; with p95"},
                     {"p95", some, optional, "what 95 % of the tasks do not pass; with p50"},
                     {"each", form(NumberForm{.dimension = counts}), optional,
                      "what nine tasks in ten lie between, as 8 to 30"},
                     {"sample",
                      mapping("a sample", {{"file", text(), required, "CSV file, relative to the scenario"},
                                           {"column", text(), required, "its column of values"}}),
                      optional, "take mean and spread from a file of measured values"}})});
}

template <class Q>
Differing<Q> read_spread(const Place& place, const SpreadWords& words, Inputs& inputs) {
  return SpreadReader<Q>(place, words, inputs).read();
}

template FormPtr spread_form<TokensPerRequest>(const SpreadWords&);
template FormPtr spread_form<double>(const SpreadWords&);
template FormPtr spread_form<Seconds>(const SpreadWords&);
template Differing<TokensPerRequest> read_spread(const Place&, const SpreadWords&, Inputs&);
template Differing<double> read_spread(const Place&, const SpreadWords&, Inputs&);
template Differing<Seconds> read_spread(const Place&, const SpreadWords&, Inputs&);

}  // namespace llmtco
