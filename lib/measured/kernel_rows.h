#pragma once
#include "measured/cases.h"

/// Tables of kernels measured alone on a GPU: matrix products, expert layers, attention, all-reduces.
namespace llmtco {

/// Their cases, at most 24 of each GPU, library and format (8 all-reduces), evenly from the table. Left out, as
/// the step knows no such kernel: weight-only and smoothed INT8, experts in four bits by weight only, tokens
/// routed by a power law, attention of prompts under a thousand tokens; and whole groups of which a row beats
/// the datasheet (their times are wrong). Throws InputError where an accelerator is not known.
std::vector<Case> kernel_cases(const RowTable& table, const Catalog& catalog,
                               const Coefficients& coefficients);

/// Seconds of a case's kernel:
///
///     product            fixed + quantizing + (read^p + depth^p + compute^p)^(1/p) + passes x 2 B x m (n + k) / bw
///     experts            layer + quantizing + (read^q + compute^q)^(1/q) + passes x 2 B x rows x (2 hidden + 3 ffn) / bw
///     attention          fixed + (bytes + knee) / bw of keys and values
///     attention, prompt  fixed + 2 x heads x 128 x tokens^2 / rate
///     all-reduce         as in a step (performance/step.h)
///
/// with the parts of a step that uses it, its fixed time and latency times kernel.fixed: alone on a GPU, a
/// kernel pays for its launch, which a graph of a step does not. Worked example: 8,192 x 8,192 in 16 bits with
/// 64 tokens on an H100 read 134 MB, 134e6 / (0.83 x 3.35e12) = 48.3 us; computing takes 8.6 TFLOP / 720
/// TFLOP/s = 11.9 us, depth 7 us: 2.7 + 50.2 + 0.3 = 53 us with p = 2; measured 49 us.
double kernel_time(const Case& one, const Coefficients& coefficients);

}  // namespace llmtco
