#pragma once
#include <optional>
#include <string>
#include <vector>

#include "scenario/option_reader.h"

namespace llmtco {

/// What the catalogue knows of how an option's model counts and thinks, as inputs of the study.
class CatalogueCounting {
 public:
  /// The model as the option names it; empty where it names none. All outlive this.
  CatalogueCounting(const std::string& model, const Catalog& catalog, Inputs& inputs, Option& option);

  const std::string& model() const { return model_; }
  const AnswerHabits& habits() const { return habits_; }
  bool has_tokenizer() const { return tokenizer_.id != unknown_.id; }
  const std::string& tokenizer_id() const { return tokenizer_.id; }

  /// Tokens over those of the reference of a kind of text; as uncertain as for an unknown tokenizer where it was
  /// not counted, which an assumption of the option then says.
  Uncertain<double> tokenizer(const std::string& kind);
  /// Its answers as text over those of the median model.
  Uncertain<double> length();
  /// Tokens of thought for each of the visible answer. Requires that the habits know them at the effort.
  Uncertain<double> thoughts(const std::string& effort);

  /// The effort where nobody names one; `none` where it does not think.
  std::string usual_effort() const { return habits_.usual.empty() ? "none" : habits_.usual; }
  /// Whether it thinks at an effort, as far as is known.
  bool thinks_at(const std::string& effort) const;
  /// Whether later calls of a task read what it thought before earlier ones.
  bool rereads(const RequestClass& requests) const;

 private:
  Inputs& inputs_;
  Option& option_;
  std::string model_;
  Tokenizer tokenizer_, unknown_;
  AnswerHabits habits_, any_;
  std::vector<std::string> told_;  ///< kinds of text that an assumption speaks of
};

}  // namespace llmtco
