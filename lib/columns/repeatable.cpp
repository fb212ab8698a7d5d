#include "columns/repeatable.h"

#include "columns/column_access.h"

namespace llmtco::repeatable {

namespace {
double one(detail::Unary op, double x) { return detail::kernels().one[static_cast<int>(op)](x); }
}  // namespace

double exp(double x) { return one(detail::Unary::exp, x); }
double log(double x) { return one(detail::Unary::log, x); }
double log1p(double x) { return one(detail::Unary::log1p, x); }
double pow(double x, double y) { return detail::kernels().one_power(x, y); }
double normal_cdf(double z) { return one(detail::Unary::normal_cdf, z); }
double normal_upper_tail(double z) { return normal_cdf(-z); }
double normal_quantile(double u) { return one(detail::Unary::normal_quantile, u); }
double normal_density(double z) { return exp(-0.5 * z * z) * 0x1.9884533d43651p-2; }

}  // namespace llmtco::repeatable
