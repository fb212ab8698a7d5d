#pragma once
#include <vector>

#include "cost/bill.h"
#include "cost/use.h"
#include "variables/block.h"

namespace llmtco {

/// Adds what tools of agent loops cost, paid to whoever runs them:
///
///     tasks x (E[n] - 1) x tool calls between two calls x price of one
///
/// of n calls of the model. Calls that are made once more run no tool again. No line stands for what is nothing in
/// every draw.
///
/// Example: 100,000 tasks of 10 calls with 3 tools between two at $0.002: 2.7 M tool calls, $5,400 a month.
void bill_agent_tools(const std::vector<ClassUse>& classes, const Block& block, Bill& lines);

}  // namespace llmtco
