#pragma once
#include <cstddef>
#include <functional>

#include "host/thread_pool.h"

namespace llmtco {

/// Does the pieces of work 0 ... count - 1, which do not depend on each other, on the threads of a pool, or on
/// this one alone where there is none. `thread` is below the number of threads, and no two pieces that run at
/// the same time have the same. After a failure none is begun any more, and what the first piece that failed
/// threw is thrown. The work must not give the same pool work of its own.
void parallel_for(ThreadPool* pool, std::size_t count,
                  const std::function<void(std::size_t piece, std::size_t thread)>& work);

}  // namespace llmtco
