#pragma once
#include <optional>
#include <string>
#include <vector>

#include "measured/rows.h"
#include "measured/test_setup.h"

namespace llmtco {

/// One measured row: what ran, and what came of it. Every reader of measurements makes these, whether from a
/// table (measured_rows()) or from the files of an engine's own benchmark (calibration/speed_factors.h).
///
/// Names are those of the source; a number that the source does not state, or not as a number, is absent.
struct MeasuredRow {
  RowTable::Kind kind = RowTable::Kind::unknown;
  std::string file;
  int line = 0;
  std::string row_id, hardware, model, format, engine;
  std::optional<double> gpus;
  std::optional<double> tensor, pipeline;  ///< GPUs of one layer, stages; of throughput and latency
  std::optional<double> attention_data;    ///< GPUs with attention of their own; of the same
  std::optional<double> params_b;          ///< 1e9 parameters
  std::optional<double> weight_gib;        ///< size of the file

  /// Of throughput: "offline-max", "batch 64", "mlperf-offline". Of latency: "concurrency", "batch",
  /// "mlperf_server_output_tok_s".
  std::string load_kind;
  std::optional<double> load;           ///< sequences of decode speeds; the number to `load_kind` of latency
  std::optional<double> input, output;  ///< tokens: context and gen_len of decode speeds, isl and osl

  std::string metric;           ///< whose number `value` is; latency has two of its own
  std::optional<double> value;  ///< of speculation the speedup
  std::optional<double> ttft_ms, tpot_ms;
  bool ttft_unreadable = false;  ///< a first token is stated, but not as a number: there is none to predict

  /// How a test was driven, where it is known: by columns of the row's own table or by join_setup().
  std::string campaign;        ///< who drove it; empty: the source
  std::string engine_version;  ///< where `engine` names none
  std::string kv;              ///< format of keys and values: "fp8", "bf16"
  /// Mean lengths over the nominal ones of `input` and `output`: 0.9 where they are drawn from 0.8 to 1.0 of them.
  double lengths = 1;
  bool setup_known = false;
  TestSetup setup{};
  OpenLoop open_loop{};

  std::string method, task;        ///< of speculation
  std::optional<double> accepted;  ///< tokens a step of speculation
  std::string date, source, note;
};

/// The rows of a table. Empty where its columns are of no known kind, for set-ups, which are no measurements,
/// and for kernels (kernel_rows.h).
std::vector<MeasuredRow> measured_rows(const RowTable& table);

/// Takes into rows what a table of set-ups (row_id, campaign, engine_version, lengths, policy, ..., kv) says of them.
void join_setup(const RowTable& setups, std::vector<MeasuredRow>& rows);

/// A number in a field; nothing if it is empty or no number.
std::optional<double> number_field(const RowTable& table, std::size_t row, std::string_view column);

}  // namespace llmtco
