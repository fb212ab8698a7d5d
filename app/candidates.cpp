#include <algorithm>
#include <optional>
#include <string_view>

#include "catalog/catalog.h"
#include "completion.h"
#include "gate/expression.h"
#include "measures/list.h"
#include "scenario_file.h"
#include "shipped.h"
#include "text/characters.h"
#include "text/diagnostics.h"
#include "text/plain.h"

namespace llmtco::app {
namespace {

/// What has been typed: the command, its arguments so far, and the word being typed.
struct Typed {
  const CommandPage& command;
  std::vector<std::string> arguments;
  std::string word;

  /// The scenario the command is about, where it can be read.
  std::optional<Node> scenario() const {
    if (arguments.empty() || arguments.front() == "-") return std::nullopt;
    try {
      Diagnostics ignored;
      const auto tree = scenario_tree({.scenario = arguments.front(), .set = {}, .root = {}}, "", ignored);
      return tree ? std::optional(tree->root) : std::nullopt;
    } catch (const FileError&) {
      return std::nullopt;
    }
  }
};

/// Candidates that begin as the word does.
class Matching {
 public:
  Matching(std::string word, Candidates& out) : word_(std::move(word)), out_(out) {}

  void add(const std::string& text, std::string_view says = "") {
    if (plain_lines(text) != text) return;  // a shell would put it on the terminal as it is
    if (text.starts_with(word_)) out_.list.push_back({text, displayable(std::string(says))});
  }
  void add_ids(CatalogKind kind) {
    for (const CatalogRow& row : Catalog().list(kind)) {
      add(row.id, row.name == row.id ? "" : row.name);
      if (word_.empty() || row.id.starts_with(word_)) continue;
      for (const std::string& alias : row.aliases) {
        if (alias.find(' ') != std::string::npos) continue;
        add(alias.starts_with(word_) ? alias : lower_case(alias), row.id);  // q4_k_m for gguf-q4_k_m
      }
    }
  }
  void add_shipped() {
    for (const std::string& name : shipped_names()) add(name, "shipped scenario");
  }
  const std::string& word() const { return word_; }

 private:
  std::string word_;
  Candidates& out_;
};

/// Keys below a node, one level at a time, behind `written`: options. or options.own.price=
void add_paths(const Node& node, const std::string& written, Matching& into) {
  for (const Node& child : node.children()) {
    const std::string path = written + child.key();
    if (child.is_scalar() || child.is_null()) {
      into.add(path + "=", child.text());
    } else if (into.word().starts_with(path + ".")) {
      add_paths(child, path + ".", into);
    } else {
      into.add(path + ".");
    }
  }
}

std::vector<std::string> option_names(const std::optional<Node>& scenario) {
  std::vector<std::string> names;
  const auto options = scenario ? scenario->find("options") : std::nullopt;
  if (options && options->is_mapping()) {
    for (const Node& option : options->children()) names.push_back(option.key());
  }
  return names;
}

/// What stands before the last of several names with commas between them.
std::string before_last(const std::string& words) { return words.substr(0, words.rfind(',') + 1); }

void add_options(const Typed& typed, const std::string& before, Matching& into) {
  for (const std::string& name : option_names(typed.scenario())) into.add(before + name);
}

void add_measures(const std::string& before, Matching& into) {
  for (const Measure& measure : measures::all) into.add(before + std::string(measure.id), measure.says);
}

/// An option's name, and behind its dot the figures there are of it.
void add_figures(const Typed& typed, Matching& into) {
  for (const std::string& name : option_names(typed.scenario())) {
    into.add(name, "monthly cost");
    if (!into.word().starts_with(name + ".")) continue;
    add_measures(name + ".", into);
  }
}

/// The figure a gate is on, of every option or of one. What follows has spaces, and is written within quotes.
void add_gates(const Typed& typed, Matching& into) {
  std::vector<std::string> before{""};
  for (const std::string& name : option_names(typed.scenario())) {
    into.add(name + ".");
    before.push_back(name + ".");
  }
  for (const std::string& each : before) {
    if (!into.word().starts_with(each)) continue;
    for (const GateFigure& figure : gate_figures()) into.add(each + figure.id, figure.says);
  }
}

void add_catalog_words(const Typed& typed, Matching& into) {
  const std::string action = typed.arguments.empty() ? "" : typed.arguments.front();
  if (action == "search") return;
  for (const CatalogKind kind : all_catalog_kinds()) {
    if (action == "list") into.add(std::string(to_text(kind)));
    if (action == "show") into.add_ids(kind);
  }
}

/// What a flag or argument takes, by the name of its type.
void add_values(const FlagPage& flag, const Typed& typed, Matching into, Candidates& out) {
  for (const std::string& word : flag.words) into.add(word);
  const std::string& type = flag.type;
  if (type == "MODEL") into.add_ids(CatalogKind::models);
  if (type == "ACCELERATOR") into.add_ids(CatalogKind::accelerators);
  if (type == "ENGINE") into.add_ids(CatalogKind::engines);
  if (type == "FORMAT") into.add_ids(CatalogKind::formats);
  if (type == "EXAMPLE" || type == "SCENARIO") into.add_shipped();
  if (type == "FILE" || type == "SCENARIO") out.files = true;
  if (type == "OPTION[.MEASURE]") add_figures(typed, into);
  if (type == "OPTION,...") add_options(typed, before_last(into.word()), into);
  if (type == "A" || type == "B") add_options(typed, "", into);
  if (type == "OPTION") add_options(typed, "", into);
  if (type == "RULE") add_gates(typed, into);
  if (type == "FIGURE") add_measures("", into);
  if (type == "FIGURE,...") add_measures(before_last(into.word()), into);
  if (type == "WORDS") add_catalog_words(typed, into);
  if (type != "PATH=VALUE" || into.word().find('=') != std::string::npos) return;
  if (const auto scenario = typed.scenario()) add_paths(*scenario, "", into);
}

/// The flags of a command; one that may stand once is not offered twice.
void add_flags(const CommandPage& command, const std::vector<std::string>& before, Matching into) {
  for (const FlagPage& flag : command.flags) {
    const bool there = std::find(before.begin(), before.end(), flag.name) != before.end();
    if (!flag.argument && !flag.group.empty() && (flag.repeatable || !there)) into.add(flag.name, flag.says);
  }
}

/// The argument that stands at a place; the last one again where it may be repeated.
const FlagPage* argument_at(const CommandPage& command, std::size_t place) {
  const FlagPage* last = nullptr;
  for (const FlagPage& flag : command.flags) {
    if (!flag.argument) continue;
    last = &flag;
    if (place-- == 0) return last;
  }
  return last != nullptr && last->repeatable ? last : nullptr;
}

void complete(const CommandPage& command, const std::vector<std::string>& words, Candidates& out) {
  Typed typed{command, {}, words.back()};
  const FlagPage* open = nullptr;  // a flag whose value comes next
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    const FlagPage* flag = open == nullptr ? command.find(words[i]) : nullptr;
    const bool is_argument = open == nullptr && (words[i] == "-" || !words[i].starts_with('-'));
    open = flag != nullptr && flag->takes_value() ? flag : nullptr;
    if (is_argument) typed.arguments.push_back(words[i]);
  }
  const std::size_t equals = typed.word.find('=');
  if (open != nullptr) return add_values(*open, typed, {typed.word, out}, out);
  if (typed.word.starts_with("--") && equals != std::string::npos) {
    const FlagPage* flag = command.find(typed.word.substr(0, equals));
    if (flag == nullptr || !flag->takes_value()) return;
    add_values(*flag, typed, {typed.word.substr(equals + 1), out}, out);
    for (auto& candidate : out.list) candidate.text = typed.word.substr(0, equals + 1) + candidate.text;
    return;
  }
  if (typed.word.starts_with('-')) return add_flags(command, words, {typed.word, out});
  const FlagPage* argument = argument_at(command, typed.arguments.size());
  if (argument != nullptr) add_values(*argument, typed, {typed.word, out}, out);
}

}  // namespace

Candidates candidates(const ProgramPage& program, const std::vector<std::string>& words) {
  Candidates out;
  const std::string first = words.empty() ? "" : words.front();
  if (words.size() > 1) {
    const CommandPage* command = program.find(first);
    if (command != nullptr) complete(*command, words, out);
  } else if (first.starts_with('-')) {
    add_flags(program.itself, {}, {first, out});
  } else {
    Matching into(first, out);
    for (const CommandPage& command : program.commands) into.add(command.name, command.says);
  }
  return out;
}

std::string to_text(const Candidates& candidates) {
  std::string text;
  for (const auto& [candidate, says] : candidates.list)
    text += candidate + (says.empty() ? "" : "\t" + says) + "\n";
  return candidates.files ? text + ":files\n" : text;
}

}  // namespace llmtco::app
