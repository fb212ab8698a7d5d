#pragma once
#include "args.h"

namespace llmtco::app {

/// Each command does its work and returns an exit code. InputError and FileError pass through to main().
int execute(const RunArgs& args);
int execute(const RenderArgs& args);
int execute(const WhatIfArgs& args);
int execute(const CompareArgs& args);
int execute(const CheckArgs& args);
int execute(const RouteArgs& args);
int execute(const ExplainArgs& args);
int execute(const PredictArgs& args);
int execute(const SimulateArgs& args);
int execute(const BacktestArgs& args);
int execute(const BenchArgs& args);
int execute(const CalibrateArgs& args);
int execute(const ValidateArgs& args);
int execute(const CatalogArgs& args);
int execute(const InitArgs& args);
int execute(const SchemaArgs& args);
int execute(const CompletionArgs& args);
int execute(const CandidatesArgs& args);
int execute(const HelpArgs& args);
int execute(const VersionArgs& args);
int execute(const ManPageArgs& args);

}  // namespace llmtco::app
