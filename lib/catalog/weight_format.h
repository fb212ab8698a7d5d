#pragma once

#include <string>

#include "catalog/entry.h"
#include "catalog/model.h"
#include "units/units.h"

namespace llmtco {

/// How weights are stored and what the arithmetic on them runs in.
struct WeightFormat : Entry {
  std::string family;       ///< float, fp8, int8, gptq, awq, gguf, exl2, aqlm ...: what engines name
  double bits = 0;          ///< real bits per weight, scales and zero points included
  bool whole_file = false;  ///< bits are the average over a whole file; otherwise over the layers' matrices
  double embedding_bits = 0;
  double head_bits = 0;
  int group = 0;  ///< weights along the input that share a scale; 0: whole columns, or no matter how cut
  bool square = false;  ///< as many along the output share it, too
  std::string compute;  ///< operands of the matrix products: fp16, fp8, int8, fp4
};

/// Size of a model's weights in a format:
///
///     (embedding * embedding_bits + head * head_bits + rest * bits) / 8
///
/// Worked example, Llama 3 70B at 4.25 bits with a 16-bit embedding and head: 2.10e9 * 2 B + 68.45e9 * 0.531
/// B = 4.20 + 36.37 = 40.6 GB.
Bytes weight_bytes(const Model& model, const WeightFormat& format);

}  // namespace llmtco
