#pragma once
#include <string>

#include "args.h"
#include "catalog/catalog.h"
#include "performance/predict.h"

namespace llmtco::app {

/// The placement that flags describe, with lengths and load; throws InputError with all that is wrong with them.
Query query_of(const PredictArgs& args, const Catalog& catalog);

/// Measured rows of a calibration file on top of the speed model.
void calibrate(const std::string& file, const Catalog& catalog, Query& query);

}  // namespace llmtco::app
