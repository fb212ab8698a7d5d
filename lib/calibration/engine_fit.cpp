#include "calibration/engine_fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace llmtco {
namespace {

constexpr std::size_t rows_for_interval = 4;
constexpr int resamples = 400;

struct Row {
  double gb;       // of weights
  double seconds;  // per token
};

struct Line {
  double t0, slope;
};

/// Weighted least squares of (t0 + slope * gb - seconds) / seconds; t0 is held at 0 where it would be
/// negative, or where all rows have one size.
Line fitted_line(const std::vector<Row>& rows) {
  double s = 0, sx = 0, sxx = 0, sy = 0, sxy = 0;
  for (const Row& row : rows) {
    const double w = 1 / (row.seconds * row.seconds);
    s += w;
    sx += w * row.gb;
    sxx += w * row.gb * row.gb;
    sy += w * row.seconds;
    sxy += w * row.gb * row.seconds;
  }
  const double determinant = s * sxx - sx * sx;
  if (determinant > 1e-9 * s * sxx) {
    const double t0 = (sxx * sy - sx * sxy) / determinant;
    const double slope = (s * sxy - sx * sy) / determinant;
    if (t0 >= 0 && slope > 0) return {t0, slope};
  }
  return {0, sxy / sxx};
}

Interval95 interval(double value, std::vector<double> values) {
  if (values.empty()) return {value, value, value};
  std::sort(values.begin(), values.end());
  const auto at = [&](double part) {
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1) + 0.5)];
  };
  return {value, at(0.025), at(0.975)};
}

void fit_decode(const std::vector<Row>& rows, EngineFit& fit) {
  const Line line = fitted_line(rows);
  std::vector<double> t0s, slopes;
  if (rows.size() >= rows_for_interval) {
    Resampler draw(1);
    std::vector<Row> resample(rows.size());
    for (int i = 0; i < resamples; ++i) {
      for (Row& row : resample) row = rows[draw.below(rows.size())];
      const Line other = fitted_line(resample);
      t0s.push_back(other.t0);
      slopes.push_back(other.slope);
    }
  }
  double squares = 0;
  for (const Row& row : rows) squares += std::pow((line.t0 + line.slope * row.gb) / row.seconds - 1, 2);
  fit.t0_s = interval(line.t0, t0s);
  fit.s_per_GB = interval(line.slope, slopes);
  fit.decode_rows = static_cast<int>(rows.size());
  fit.decode_rms = std::sqrt(squares / static_cast<double>(rows.size()));
}

Interval95 median_interval(const std::vector<double>& values) {
  const Sampled s = sampled(values);
  return values.size() >= rows_for_interval ? Interval95{s.median, s.low, s.high}
                                            : Interval95{s.median, s.median, s.median};
}

bool sixteen_bit(const std::string& format) {
  std::string lower = format;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower == "f16" || lower == "fp16" || lower == "bf16" || lower == "float16" || lower == "bfloat16";
}

}  // namespace

std::vector<EngineFit> engine_fits(const std::vector<Observation>& observations,
                                   std::vector<std::string>& reasons) {
  struct Rows {
    std::vector<Row> decode;
    std::vector<double> prefill;  // seconds per 1e9 operations
  };
  std::map<std::tuple<std::string, int, std::string>, Rows> groups;
  for (const Observation& o : observations) {
    Rows& rows = groups[{o.hardware, o.gpus, o.engine}];
    if (o.metric == "decode_tok_s" && o.load == 1 && o.weight_bytes > 0) {
      rows.decode.push_back({o.weight_bytes * 1e-9, 1 / o.value.median});
    } else if (o.metric == "prefill_tok_s" && o.params_b > 0) {
      rows.prefill.push_back(1 / (o.value.median * 2 * o.params_b));
    }
  }
  std::vector<EngineFit> fits;
  for (const auto& [key, rows] : groups) {
    if (rows.decode.empty() && rows.prefill.empty()) continue;
    EngineFit fit;
    std::tie(fit.hardware, fit.gpus, fit.engine) = key;
    if (!rows.decode.empty()) fit_decode(rows.decode, fit);
    if (!rows.prefill.empty()) {
      fit.prefill_s_per_Gop = median_interval(rows.prefill);
      fit.prefill_rows = static_cast<int>(rows.prefill.size());
    }
    if (fit.decode_rows > 0 && fit.decode_rows < static_cast<int>(rows_for_interval)) {
      reasons.push_back(fmt::format("{} with {}: {} decode row{}, too few for an interval ({} needed)",
                                    fit.hardware, fit.engine, fit.decode_rows,
                                    fit.decode_rows == 1 ? "" : "s", rows_for_interval));
    }
    fits.push_back(fit);
  }
  return fits;
}

std::vector<FormatRatio> format_ratios(const std::vector<Observation>& observations) {
  std::map<std::pair<std::string, std::string>, std::vector<double>> ratios;
  for (const Observation& base : observations) {
    if (base.metric != "decode_tok_s" || !sixteen_bit(base.format)) continue;
    for (const Observation& other : observations) {
      const bool same = other.metric == base.metric && other.hardware == base.hardware &&
                        other.gpus == base.gpus && other.engine == base.engine && other.model == base.model &&
                        other.load == base.load;
      if (same && !other.format.empty() && !sixteen_bit(other.format)) {
        ratios[{other.format, other.hardware}].push_back(other.value.median / base.value.median);
      }
    }
  }
  std::vector<FormatRatio> found;
  for (const auto& [key, values] : ratios) {
    found.push_back({key.first, key.second, median_interval(values), static_cast<int>(values.size())});
  }
  return found;
}

}  // namespace llmtco
