#include <fmt/format.h>

#include <cctype>

#include "host/sha256.h"
#include "report/check.h"
#include "report/check_words.h"
#include "report/escape.h"
#include "report/numbers.h"
#include "text/characters.h"
#include "text/money.h"

namespace llmtco {
namespace {

constexpr std::size_t longest = 65'536;  // characters of a comment on GitHub

/// By which a later run finds the comment of this scenario: letters, digits and single spaces of its name, and of its
/// hash what tells names apart that have few of them.
std::string mark(const std::string& scenario) {
  std::string name;
  for (const char c : scenario) {
    const bool word = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (word) name += c;
    if (!word && !name.empty() && name.back() != ' ') name += ' ';
  }
  return "<!-- llmtco check " + name + (name.empty() || name.ends_with(' ') ? "" : " ") +
         sha256(scenario).substr(0, 8) + " -->\n";
}

std::string row(const Finding& finding, const Style& style) {
  const std::string sides = sides_words(finding, style);
  return fmt::format("| {} | {} | {} | {} | {} |\n", verdict_word(finding), for_markdown(finding.option),
                     for_markdown(finding.gate.text), for_markdown(measured_words(finding, style)),
                     for_markdown(sides));
}

std::string causes(const Attribution& attribution, const Style& style) {
  std::string text = fmt::format(
      "\n<details><summary>Why {} moved by {} a month</summary>\n\n| what changed | kind | share of the "
      "change | where |\n| --- | --- | ---: | --- |\n",
      for_html(attribution.option), money_change(attribution.candidate_usd - attribution.base_usd));
  for (const Cause& cause : attribution.causes) {
    const std::string change = cause.before.empty() && cause.after.empty()
                                   ? ""
                                   : ": " + cause.before + style.becomes() + cause.after;
    text += fmt::format("| {} | {} | {} | {} |\n", for_markdown(cause.path + change),
                        for_markdown(cause.kind), for_markdown(share_words(cause, style)),
                        for_markdown(cause.place.file.empty() ? "" : to_text(cause.place)));
  }
  return text + "\n</details>\n";
}

/// Adds parts while they fit; says how many did not.
class Fitted {
 public:
  explicit Fitted(std::string text) : text_(std::move(text)) {}
  void add(const std::string& part) {
    constexpr std::size_t rest = 200;  // for the words below
    if (left_out_ > 0 || text_.size() + part.size() + rest > longest) {
      ++left_out_;
    } else {
      text_ += part;
    }
  }
  std::string text() && {
    if (left_out_ > 0)
      text_ += fmt::format("\n{} more are left out here; the log and the JSON have them.\n", left_out_);
    return std::move(text_);
  }

 private:
  std::string text_;
  std::size_t left_out_ = 0;
};

}  // namespace

std::string to_markdown(const CheckResult& result) {
  const MoneyIn money_in(result.candidate.currency);
  const Style style{.unicode = true};
  Fitted fitted(mark(result.candidate.scenario) + "**" + for_markdown(result.candidate.scenario) +
                "**: " + for_markdown(check_sentence(result, style)) +
                "\n\n| verdict | option | gate | measured | |\n| --- | --- | --- | --- | --- |\n");
  for (const Finding* finding : worst_first(result)) fitted.add(row(*finding, style));
  for (const Attribution& attribution : result.attributions) fitted.add(causes(attribution, style));
  std::string notes;
  for (const std::string& note : result.notes) notes += "- " + for_markdown(note) + "\n";
  if (!notes.empty())
    fitted.add("\n<details><summary>What gates say nothing of</summary>\n\n" + notes + "\n</details>\n");
  fitted.add(fmt::format(
      "\n{} draws, the same for both; seed {}; at most {} that any verdict is wrong by chance.\n",
      grouped(static_cast<double>(result.draws), 0), result.candidate.seed, percent(result.alpha)));
  return std::move(fitted).text();
}

}  // namespace llmtco
