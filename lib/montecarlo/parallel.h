#pragma once
#include <cstddef>
#include <functional>
#include <vector>

namespace llmtco {

/// Does the pieces of work 0 ... count - 1, which do not depend on each other, on so many threads, which are
/// numbered from 0. After a failure none is begun any more, and what the first piece that failed threw is
/// thrown.
void parallel_for(std::size_t count, int threads,
                  const std::function<void(std::size_t piece, std::size_t thread)>& work);
void parallel_for(const std::vector<std::function<void()>>& work, int threads);

}  // namespace llmtco
