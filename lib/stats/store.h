#pragma once

#include <cstddef>

/// Room for the values of a series, 64-byte aligned. What is given back is kept for the next series of the
/// same size: fresh pages cost the kernel more than summing up the values in them. Large pieces ask for huge
/// pages.
namespace llmtco::detail {

double* take_store(std::size_t values);
void give_back_store(double* store, std::size_t values) noexcept;

}  // namespace llmtco::detail
