#include "report/roofline_json.h"

#include <nlohmann/json.hpp>

namespace llmtco {

nlohmann::ordered_json roofline_json(const Roofline& line) {
  using Json = nlohmann::ordered_json;
  if (!line.none.empty()) return {{"reason", line.none}};
  constexpr double tera = 1e12;
  const auto point = [&](const char* of, const RooflinePoint& p) {
    return Json{{of, p.size},
                {"flop_per_byte", p.intensity},
                {"tflop_per_s", p.reached / tera},
                {"attainable_tflop_per_s", p.attainable / tera}};
  };
  Json all{{"reason", nullptr},
           {"memory_tb_per_s", line.bandwidth / tera},
           {"peak_tflop_per_s", line.peak / tera},
           {"ridge_flop_per_byte", line.ridge()},
           {"decode", point("sequences", line.decode)},
           {"prefill", point("tokens", line.prefill)},
           {"batches", Json::array()}};
  for (const RooflinePoint& each : line.batches) all["batches"].push_back(point("sequences", each));
  return all;
}

}  // namespace llmtco
