#include "montecarlo/simulate.h"

#include "montecarlo/run.h"

namespace llmtco {

Result simulate(const Study& study, const Settings& settings) {
  return std::move(run({.studies = {&study}}, settings).results[0]);
}

}  // namespace llmtco
