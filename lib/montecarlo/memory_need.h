#pragma once
#include <cstddef>
#include <vector>

#include "montecarlo/settings.h"
#include "montecarlo/study.h"

namespace llmtco {

/// Draws of all figures up to here are kept at once in a short run, and in a part of a long one, whose pages are used again
/// for the next part; beyond, options are summed up some after the other (montecarlo/runner.h: record_in_turns), in turns of
/// about a quarter of it.
inline constexpr double most_bytes_at_once = 128.0 * 1024 * 1024, most_bytes_of_a_part = 1024.0 * 1024 * 1024;

/// Bytes that a run keeps at its fullest, from what the scenario and the settings ask for, before anything is drawn. Series
/// that turn out to be one number take none, so that it is an upper bound of what most scenarios take.
///
///     draws   = options of a turn x series of an option x draws kept at once x 8
///     results = options x numbers of an option x (replicates that are summed up apart + 1) x 8, and the words of lines
///     watched = what is asked for draw by draw, x 8
///     work    = options of a turn x lines of an option x 1,024 x 8, of each thread and of the first block, which is kept
///
/// Series of an option: 40 of all its requests; of each class 12 times and shares beside 4 lines; of each month 4 where
/// months are told one by one. Example: 100 classes and 10,240 draws: (40 + 1,200 + 410) x 10,240 x 8 = 135 MB an option.
struct MemoryNeed {
  double draws = 0, results = 0, watched = 0;
  double work = 0;           ///< of one block
  bool each_thread = false;  ///< keeps draws of its own, as in a long run
  /// On one thread.
  double bytes() const { return draws + results + watched + 2 * work; }
};

/// Of studies on one set of draws. `turn`: options of a single study that are evaluated at a time; 0: all.
MemoryNeed memory_need(const std::vector<const Study*>& studies, const Settings& settings,
                       std::size_t turn = 0);

/// How many options of a study to evaluate at a time; 0: all of them, as their draws may well be kept. Never where options
/// are compared with each other by more than what a race counts, as figures of finance are.
std::size_t options_in_turn(const Study& study, const Settings& settings);
/// How many of the options to evaluate at a time once it is known how many series of one vary.
std::size_t options_in_turn(std::size_t options, std::size_t series_of_one, const Settings& settings);

/// So many of the threads as the settings allow memory for; one at least.
int threads_within(const MemoryNeed& need, const Settings& settings);

/// Refuses what takes more than the settings allow (Settings::memory), and says what to change: InputError.
void require_memory(const MemoryNeed& need, const Settings& settings);
/// The same of studies of which somebody keeps every draw of so many series.
void require_watched(const std::vector<const Study*>& studies, const Settings& settings, std::size_t series);

}  // namespace llmtco
