#include "random/quantile.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <deque>
#include <mutex>
#include <utility>

#include "columns/column_math.h"
#include "random/cdf.h"
#include "random/kernels.h"
#include "random/quantile_nodes.h"
#include "random/quantile_table.h"

namespace llmtco {

using namespace distributions;

/// A distribution made ready: at(u), and for those that begin with a normal, of_normal(z).
struct Quantile::Form {
  virtual ~Form() = default;
  virtual Column at(const Column& u) const = 0;
  virtual Column of_normal(const Column& z) const { return at(normal_cdf(z)); }
};

namespace {

struct ConstantForm : Quantile::Form {
  explicit ConstantForm(double v) : value(v) {}
  Column at(const Column&) const override { return value; }
  Column of_normal(const Column&) const override { return value; }
  double value;
};

struct NormalForm : Quantile::Form {
  explicit NormalForm(const Normal& n) : d(n) {}
  Column at(const Column& u) const override { return of_normal(normal_quantile(u)); }
  Column of_normal(const Column& z) const override { return fma(z, d.sd, d.mean); }
  Normal d;
};

struct LognormalForm : Quantile::Form {
  explicit LognormalForm(const Lognormal& n) : d(n) {}
  Column at(const Column& u) const override { return of_normal(normal_quantile(u)); }
  Column of_normal(const Column& z) const override { return d.median * exp(d.sigma * z); }
  Lognormal d;
};

struct UniformForm : Quantile::Form {
  explicit UniformForm(const Uniform& n) : d(n) {}
  Column at(const Column& u) const override { return fma(u, d.high - d.low, d.low); }
  Uniform d;
};

/// low + sqrt(u w (mode - low)) up to u = (mode - low) / w, high
/// - sqrt((1 - u) w (high - mode)) above, w = high - low.
struct TriangularForm : Quantile::Form {
  explicit TriangularForm(const Triangular& n) : d(n) {}
  Column at(const Column& u) const override {
    const double width = d.high - d.low;
    return select(less(u, (d.mode - d.low) / width), d.low + sqrt(u * (width * (d.mode - d.low))),
                  d.high - sqrt((1.0 - u) * (width * (d.high - d.mode))));
  }
  Triangular d;
};

struct TableForm : Quantile::Form {
  explicit TableForm(std::vector<double> c) : cells(std::move(c)) {}
  Column at(const Column& u) const override {
    Column spread = u, x = Column::uninitialised();
    detail::random_kernels::kernels().table(x.values(), spread.values(), cells.data());
    return x;
  }
  std::vector<double> cells;
};

/// values in ascending order; reached[i] is the probability of values[0 ... i].
struct DiscreteForm : Quantile::Form {
  explicit DiscreteForm(const Discrete& d) {
    std::vector<std::pair<double, double>> pairs;
    for (std::size_t i = 0; i < d.values.size(); ++i) pairs.emplace_back(d.values[i], d.probabilities[i]);
    std::sort(pairs.begin(), pairs.end());
    double sum = 0;
    for (const auto& pair : pairs) {
      if (pair.second == 0) continue;
      values.push_back(pair.first);
      reached.push_back(sum += pair.second);
    }
  }
  Column at(const Column& u) const override {
    Column x = Column::uninitialised();
    for (std::size_t i = 0; i < block_draws; ++i) {
      const auto place = std::upper_bound(reached.begin(), reached.end() - 1, u[i]) - reached.begin();
      x.values()[i] = values[static_cast<std::size_t>(place)];
    }
    return x;
  }
  std::vector<double> values, reached;
};

struct EmpiricalForm : Quantile::Form {
  explicit EmpiricalForm(const Empirical& d) : values(d.values) {}
  Column at(const Column& u) const override {
    Column x = Column::uninitialised();
    const double last = static_cast<double>(values.size() - 1);
    for (std::size_t i = 0; i < block_draws; ++i) {
      const double place = std::clamp(u[i], 0.0, 1.0) * last;
      const auto k = std::min(static_cast<std::size_t>(place), values.size() - 2);
      x.values()[i] = std::fma(place - static_cast<double>(k), values[k + 1] - values[k], values[k]);
    }
    return x;
  }
  std::vector<double> values;
};

struct MixtureForm : Quantile::Form {
  explicit MixtureForm(const Mixture& d) : nodes(d) {}
  Column at(const Column& u) const override { return nodes(u); }
  detail::NodeQuantile nodes;
};

/// The part's quantile at F(low) + u (F(high) - F(low)), kept off 0 and 1 where rounding would give an
/// infinite value.
struct TruncatedForm : Quantile::Form {
  explicit TruncatedForm(const Truncated& d)
      : part(*d.part),
        low(d.low),
        high(d.high),
        below(tails_below(*d.part, d.low)),
        to(tails(*d.part, d.high)) {}
  Column at(const Column& u) const override {
    const Column inside = min(max(fma(u, to.lower - below.lower, below.lower), 0x1p-53), 1 - 0x1p-53);
    return min(max(part(inside), low), high);
  }
  Quantile part;
  double low, high;
  detail::Tails below, to;
};

/// The latest tables: studies that are compared, and reservations of them, have the same distributions, and a table takes as
/// long to make as some blocks to draw.
class Tables {
 public:
  using Made = std::shared_ptr<const Quantile::Form>;
  /// Kind and parameters of a distribution.
  using Key = std::array<double, 5>;

  /// Several threads may make different ones at a time.
  template <class Make>
  Made get(const Key& key, const Make& make) {
    const std::shared_ptr<Slot> slot = slot_of(key);
    std::call_once(slot->made, [&] { slot->table = make(); });
    return slot->table;
  }

 private:
  struct Slot {
    std::once_flag made;
    Made table;
  };

  std::shared_ptr<Slot> slot_of(const Key& key) {
    const std::scoped_lock lock(mutex_);
    for (const auto& [known, slot] : latest_) {
      if (known == key) return slot;
    }
    if (latest_.size() == most) latest_.pop_front();
    latest_.emplace_back(key, std::make_shared<Slot>());
    return latest_.back().second;
  }

  static constexpr std::size_t most = 64;  // of 53 KB each
  std::mutex mutex_;
  std::deque<std::pair<Key, std::shared_ptr<Slot>>> latest_;
};

template <class D>
Tables::Made table_of(const Tables::Key& key, const D& d) {
  static Tables& tables = *new Tables;  // outlives whatever draws at the end
  return tables.get(key, [&] { return std::make_shared<TableForm>(detail::quantile_table(d)); });
}

struct Prepare {
  using Result = std::shared_ptr<const Quantile::Form>;
  Result operator()(const Constant& d) const { return std::make_shared<ConstantForm>(d.value); }
  Result operator()(const Normal& d) const { return std::make_shared<NormalForm>(d); }
  Result operator()(const Lognormal& d) const { return std::make_shared<LognormalForm>(d); }
  Result operator()(const Uniform& d) const { return std::make_shared<UniformForm>(d); }
  Result operator()(const Triangular& d) const { return std::make_shared<TriangularForm>(d); }
  Result operator()(const Pert& d) const { return (*this)(beta_of(d)); }
  Result operator()(const Beta& d) const { return table_of({0, d.alpha, d.beta, d.low, d.high}, d); }
  Result operator()(const Gamma& d) const { return table_of({1, d.shape, d.scale}, d); }
  Result operator()(const Discrete& d) const { return std::make_shared<DiscreteForm>(d); }
  Result operator()(const Empirical& d) const {
    if (d.values.size() == 1) return (*this)(Constant{d.values[0]});
    return std::make_shared<EmpiricalForm>(d);
  }
  Result operator()(const Mixture& d) const { return std::make_shared<MixtureForm>(d); }
  Result operator()(const Truncated& d) const { return std::make_shared<TruncatedForm>(d); }
};

}  // namespace

Quantile::Quantile(const Distribution& d) {
  assert(!complaint(d));
  form_ = std::visit(Prepare{}, d.kind);
}

Column Quantile::operator()(const Column& u) const { return form_->at(u); }
Column Quantile::at_normal(const Column& z) const { return form_->of_normal(z); }

}  // namespace llmtco
