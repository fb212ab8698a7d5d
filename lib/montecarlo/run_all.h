#pragma once
#include <functional>
#include <vector>

namespace llmtco {

/// Does pieces of work that do not depend on each other, on so many threads. What the first piece in the list
/// that fails throws is thrown once all are done.
void run_all(const std::vector<std::function<void()>>& work, int threads);

}  // namespace llmtco
