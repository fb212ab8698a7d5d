#pragma once

#include <memory>

#include "columns/column.h"
#include "random/distribution.h"

namespace llmtco {

/// Inverse of a distribution function, made ready once and then applied to columns of uniforms: one uniform
/// in (0, 1) gives one value, and a larger uniform never a smaller value, so that correlated and Sobol'
/// uniforms keep their order. Cheap to copy, safe to share between threads.
class Quantile {
 public:
  /// Requires that complaint(d) is empty.
  explicit Quantile(const Distribution& d);

  /// The value of which a part u of the probability lies below.
  Column operator()(const Column& u) const;
  /// The same at u = normal_cdf(z), without that detour for a normal and a lognormal.
  Column at_normal(const Column& z) const;

  struct Form;

 private:
  std::shared_ptr<const Form> form_;
};

}  // namespace llmtco
