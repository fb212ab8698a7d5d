#include <fmt/format.h>

#include "host/sha256.h"
#include "report/html_parts.h"
#include "report/shell_word.h"
#include "text/money.h"

namespace llmtco {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string command(const Result& result, const ResultInputs& inputs) {
  std::string text = fmt::format("llmtco run scenario.yaml --seed {} --draws {}", result.seed, result.draws);
  if (result.sampling != "sobol") text += " --sampling " + result.sampling;
  for (const std::string& set : inputs.set) text += " --set " + shell_word(set);
  return text + " -o report.html";
}

Rows facts(const Result& result, const ResultInputs* inputs) {
  Rows rows{{"what", "which"},
            {"program", "llmtco " + result.tool_version},
            {"prices as of", result.as_of},
            {"catalogue read up to", result.catalogue_as_of},
            {"draws", fmt::format("{}, {}, seed {}", grouped(static_cast<double>(result.draws), 0),
                                  result.sampling, result.seed)}};
  if (inputs == nullptr) return rows;
  rows.push_back({"random numbers", inputs->generator});
  rows.push_back({"SHA-256 of the scenario", sha256(inputs->text)});
  rows.push_back({"SHA-256 of the catalogue", inputs->catalogue});
  for (const auto& [file, hash] : inputs->files) rows.push_back({"SHA-256 of " + file, hash});
  return rows;
}

}  // namespace

std::string html_again(const Result& result, const ResultInputs* inputs) {
  std::string text = html_table(facts(result, inputs), 2, "What this was made with");
  if (inputs == nullptr)
    return text + html_paragraph("The result does not carry the scenario it was made of.");
  text += html_paragraph(
      "The same program, catalogue and scenario give the same numbers to the last digit, on any machine:");
  return text + html_verbatim(command(result, *inputs)) +
         html_details("The scenario", html_verbatim(inputs->text));
}

}  // namespace llmtco
