#pragma once
#include <string>
#include <vector>

#include "measured/cases.h"
#include "measured/row.h"

namespace llmtco {

/// A measured row of a server, ready to be simulated.
struct ServedRow {
  enum class Kind {
    closed_loop,  ///< places that are always taken; TTFT and TPOT are means
    poisson,      ///< arrivals at a rate; TTFT and TPOT are medians
    single,       ///< one after another; medians
    queue,        ///< all at once: output tokens/s
    rate          ///< MLPerf: the largest rate that keeps limits, output tokens/s
  };

  Kind kind = Kind::closed_loop;
  Case at;  ///< placement, lengths and load of a replica
  TestSetup setup;
  bool setup_known = false;
  double lengths = 1;           ///< mean over nominal
  double requests = 0;          ///< of the test on all replicas; 0: not known
  bool above_capacity = false;  ///< noted so: the queue grew until the last request
  bool sharegpt = false;        ///< questions and answers of people, whose lengths vary
  Engine engine{};              ///< with the version that the set-up names
  double ttft = 0, tpot = 0;    ///< measured, s; 0: not measured
  double rate = 0;              ///< measured, output tokens/s of one replica
  double weight = 1;            ///< row_weights.h
};

/// What of the rows can be simulated: closed loops, open loops, queues and servers of MLPerf on engines that batch
/// continuously, whose shapes are known. Rows noted suspicious are left out, pipelines too.
std::vector<ServedRow> served_rows(const std::vector<MeasuredRow>& rows, const Catalog& catalog,
                                   const Coefficients& coefficients);

/// The rows of all tables of a folder that are about servers, with their set-ups.
std::vector<MeasuredRow> serving_rows(const std::string& folder);

}  // namespace llmtco
