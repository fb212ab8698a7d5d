#pragma once
#include <optional>
#include <vector>

#include "routing/question_file.h"

namespace llmtco::routing {

/// What a file of questions says of two models, whatever the router.
struct Reference {
  double questions = 0;
  double weak = 0, strong = 0;  ///< shares of right answers
  double both = 0, either = 0;  ///< answered right by both, by one at least
  /// Least share of the questions that goes to the strong model where whoever knows who is right has all of `either`:
  /// those it alone answers right.
  double perfect_share = 0;

  double phi() const;  ///< correlation of the two being right (routing/joint.h)
};
/// Example: 4 questions, strong 1 1 1 0, weak 1 0 0 1: weak 0.5, strong 0.75, either 1, perfect share 0.5.
Reference reference_of(const Questions& questions);

/// What a threshold on the score makes of the questions: those with a score at or above it go to the strong model.
struct SplitQuestions {
  double threshold = 0;
  double all = 0, sent = 0;  ///< questions, and those of them that go to the strong model
  double sent_right = 0,
         kept_right = 0;  ///< right answers of the strong model to them, of the weak one to the others
  double needless = 0;    ///< sent, though the weak model is right or neither is
  double missed = 0;      ///< kept, though the strong model alone is right
  /// Shares of the tokens and of the money of all questions that are sent, where the file tells.
  std::optional<double> token_share{}, cost_share{};

  double strong_share() const { return sent / all; }
  double accuracy() const { return (sent_right + kept_right) / all; }
};

/// At every threshold, which ascend. Without scores the questions are drawn by lot, a part 1 - threshold of them: numbers
/// are what is expected, on the line between the two models.
///
/// Example: scores 0.9 0.6 0.2 0.4 of the four questions above, threshold 0.5: two are sent, right both; of the two that
/// are kept the weak model has one right: accuracy 3 / 4. Missed: the third.
std::vector<SplitQuestions> split_at(const Questions& questions, const std::vector<double>& thresholds);

/// `count` thresholds that show the whole of a file's trade: from 0 to 1 in equal steps where there are no scores or all
/// lie within, else from the least score to the largest. Requires count >= 2.
std::vector<double> thresholds_of(const Questions& questions, std::size_t count);

/// Area under the curve of a file's scores: the chance that a question which the strong model alone answers right has a
/// higher score than one that it does not, ties as half; nothing where there are no scores, or no questions of one kind.
///
/// Example: above, needing 0.6 and 0.2, others 0.9 and 0.4: one pair of four, 0.25.
std::optional<double> auc_of(const Questions& questions);

}  // namespace llmtco::routing
