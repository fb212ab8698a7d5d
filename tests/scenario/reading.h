#pragma once
#include <string>
#include <vector>

#include "measures/list.h"
#include "montecarlo/simulate.h"
#include "montecarlo/study.h"
#include "temporary_folder.h"

namespace llmtco {

/// One class of requests and one cheap option; `rest` stands before the options.
std::string small_scenario(const std::string& input_tokens, const std::string& rest = "");

/// Reads a good scenario named s.yaml whose files are in `directory`; fails the test with what is wrong with
/// it, or where a number does not say where it comes from.
Study good_study(const std::string& text, const std::vector<std::string>& overrides = {},
                 const std::string& directory = ".");

/// The files of scenarios/, in the order of their names, and the study of one.
std::vector<std::string> shipped_scenarios();
Study shipped_study(const std::string& path);

/// What is wrong with a scenario, one message a line, without the source lines.
std::string complaints(const std::string& text, const std::vector<std::string>& overrides = {},
                       const std::string& directory = ".");

/// What is wrong with these input tokens of a small scenario.
inline std::string said_of(const std::string& input_tokens) {
  return complaints(small_scenario(input_tokens));
}

/// The answer to a good scenario from 4,096 draws.
Result answer(const std::string& text, const std::vector<std::string>& overrides = {},
              const std::string& directory = ".");
/// The same with times of fleets that are simulated where their load is high; answer() has the closed form, which is quick.
Result simulated_answer(const std::string& text, const std::vector<std::string>& overrides = {},
                        const std::string& directory = ".");

/// Of a walk over shipped scenarios. Where walks are shortened (walk.h) times are in closed form.
Settings walked(std::size_t draws);

/// The option of an answer by its name.
const OptionResult& option(const Result& result, const std::string& name);

}  // namespace llmtco
