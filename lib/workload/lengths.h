#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "catalog/media.h"
#include "variables/block.h"
#include "workload/calls.h"
#include "workload/workload.h"

namespace llmtco {

/// How a model counts, over the tokens that a scenario writes.
struct TokenFactors {
  Column input{1.0};                   ///< tokens of what the model reads
  Column tools{1.0};                   ///< of the definitions of tools in it
  Column output{1.0};                  ///< tokens of its answers, as their readers see them
  Column reasoning{0.0};               ///< tokens it writes before an answer, over those of the answer
  Drawn<TokensPerRequest> thoughts{};  ///< tokens it writes before an answer besides
  bool rereads = false;                ///< whether later calls read these again
  /// Counted at this model, in place of what the factors give: a task's first input; each answer; before it.
  std::optional<Drawn<TokensPerRequest>> measured_input{}, measured_output{}, measured_reasoning{};
  /// Share of its calls that are right, where that decides how many a task makes (workload/steps.h); absent: all are.
  std::optional<Column> step_right{};
};

/// Of each class of a workload, in order.
using Counting = std::vector<TokenFactors>;

/// Tokens of one medium in a task.
struct MediumTokens {
  Drawn<TokensPerRequest> input{};   ///< of a task's first call
  Drawn<TokensPerRequest> output{};  ///< of each answer

  bool is_none() const { return input.base_units().is(0) && output.base_units().is(0); }
};

/// Where a loop's context is summarized, as one model counts it; workload/compaction.h.
struct SummaryLengths {
  Drawn<TokensPerRequest> above{};  ///< the most a call reads
  Drawn<TokensPerRequest> to{};     ///< length of a summary
};

/// Lengths of the tasks of one class as one model counts them: all that token arithmetic asks of a class. Means are
/// over the tasks of a draw, and say nothing of how tasks differ; the coefficients of variation beside them do.
struct TaskLengths {
  std::string_view name;  ///< of the class, which outlives this
  Calls calls{};          ///< model calls of a task, without retries
  Column retries{};       ///< share of calls made once more, those that put a failure right among them
  Drawn<TokensPerRequest> input{};      ///< of a task's first call, text and media
  Drawn<TokensPerRequest> shared{};     ///< part of its text that is the same for all tasks
  Drawn<TokensPerRequest> new_input{};  ///< added before each later call, besides the answer before it
  Drawn<TokensPerRequest> visible{};    ///< of each answer, as its reader sees it, text and media
  Drawn<TokensPerRequest> reasoning{};  ///< written before each answer
  Drawn<TokensPerRequest> output{};     ///< all that each call writes, and is billed: visible + reasoning
  /// What a task adds to its context from one call to the next: new input and the visible answer before, with the
  /// thoughts before that where the model reads them again.
  Drawn<TokensPerRequest> step{};
  ByMedium<MediumTokens> media{};  ///< parts of input and output that are no text
  Column input_cv{};               ///< of the first call, between tasks
  Column new_cv{};                 ///< of what is new, between calls
  Column output_cv{};              ///< of each answer, between calls
  std::optional<SummaryLengths> compaction{};
  Drawn<Seconds> tool_time{};  ///< from the answer of a call to the next call
  Column tool_cv{};            ///< of it, between calls

  bool thinks() const { return !reasoning.base_units().is(0); }
};

/// Mean and coefficient of variation of what differs between tasks: as they are given, or of the lognormal with these
/// percentiles,
///
///     s = log(p95 / p50) / 1.645,  mean = p50 exp(s^2 / 2),  cv = sqrt(exp(s^2) - 1)
///
/// with s = 0 in draws in which p95 is below p50.
/// Example: p50 600 and p95 2,400: s = 1.386294 / 1.644854 = 0.842807, mean 855.85, cv 1.0172.
template <class Q>
struct MeanAndCv {
  Q mean;
  Column cv;
};
MeanAndCv<Drawn<TokensPerRequest>> mean_and_cv(const TokenLength& length, const Block& block);
MeanAndCv<Column> mean_and_cv(const Differing<double>& number, const Block& block);
MeanAndCv<Drawn<Seconds>> mean_and_cv(const Differing<Seconds>& time, const Block& block);

/// A coefficient of variation as a variance in tokens^2, (cv mean)^2; and back, 0 in draws without any tokens.
Column variance_of(const Column& cv, const Drawn<TokensPerRequest>& mean);
Column cv_of(const Column& variance, const Drawn<TokensPerRequest>& mean);

/// Reads the lengths of a class from a block, each times the factor of its kind:
///
///     input, shared, new   x input factor, shared at most input; tools in them x their own
///     visible              x output factor
///     reasoning            visible x reasoning factor + thoughts
///
/// A summary of a context counts like input, as it is as long as its harness asks, and what it is made at is in tokens of
/// the model already. A measured input stands for itself, and its ratio to the written one for the factor of shared and new input and of
/// summaries. A measured answer without measured reasoning is all that is written.
///
/// Example: 1,000 read and 300 answered at factors 1.2, 1.5 and 2: 1,200 read, 450 visible and 900 of reasoning,
/// 1,350 billed.
///
/// Passages that are looked up (workload/retrieval.h) are text of the first call beside a written or a measured input, at
/// the factor of the input; they are as long for every task, and not shared.
///
/// Example: 10 passages of 400 at 1.2 beside the 1,200: 6,000 read.
///
/// Media are added to what the text comes to, without any factor; their lengths differ between tasks apart from those
/// of the text, so that variances add up. Thoughts differ with the text of the answer.
///
/// Example: a minute of audio at 32 tokens a second with cv 0.5 beside the 1,200: 1,200 + 1,920 = 3,120 read; with text
/// all alike cv 960 / 3,120 = 0.3077.
TaskLengths lengths_of(const RequestClass& requests, const TokenFactors& factors, const Block& block);

}  // namespace llmtco
