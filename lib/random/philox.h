#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace llmtco {

using PhiloxWords = std::array<std::uint32_t, 4>;

/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as
/// 1, 2, 3", SC 2011): four random words for a counter of four words and a key of
/// two. No state: any counter can be asked for at any time. Here the key is the seed
/// (low word first) and the counter is {draw low, draw high, variable, stream}.
PhiloxWords philox(const PhiloxWords& counter, std::uint64_t key);

/// What stands for a variable in a counter: 32-bit FNV-1a of its name. Two names of a run may collide (chance
/// n^2 / 2^33, 1e-6 for 100 names); Sampler tells them apart.
std::uint32_t variable_id(std::string_view name);

/// The middle of cell k of 2^52 equal ones: u = (k + 1/2) 2^-52,
/// never 0 or 1, for the upper 52 bits k of `word`.
double uniform_of(std::uint64_t word);

}  // namespace llmtco
