#include "scenario/compaction_reader.h"

#include <fmt/format.h>

#include <vector>

#include "columns/normal.h"
#include "scenario/forms.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr double one_token = 1, thousand = 1000;

/// A number of tokens that is known, or a node of the graph.
class TokenSum {
 public:
  TokenSum(Graph& graph, double known_part) : graph_(graph), known_(known_part) {}

  TokenSum& add(const Uncertain<TokensPerRequest>& number) {
    if (number.is_known()) {
      known_ += number.constant.base_units();
    } else {
      node_ = node_ == known ? number.node : graph_.combine(Operation::add, node_, number.node);
    }
    return *this;
  }
  /// The mean of what differs between tasks: of percentiles p50 exp(s^2 / 2), s = log(p95 / p50) / 1.645.
  TokenSum& add(const TokenLength& length) {
    if (!length.percentiles) return add(length.mean);
    const NodeId median = node_of(length.percentiles->p50);
    const NodeId ratio = graph_.combine(Operation::divide, node_of(length.percentiles->p95), median);
    const NodeId sigma = graph_.combine(
        Operation::divide,
        graph_.combine(Operation::log, graph_.combine(Operation::maximum, ratio, graph_.constant(1))),
        graph_.constant(z95));
    const NodeId half = graph_.combine(Operation::multiply, graph_.constant(0.5),
                                       graph_.combine(Operation::multiply, sigma, sigma));
    return add(Uncertain<TokensPerRequest>(
        graph_.combine(Operation::multiply, median, graph_.combine(Operation::exp, half))));
  }

  /// Passages that are looked up.
  TokenSum& add(const Retrieval& retrieval) {
    const Uncertain<double>& passages = retrieval.passages;
    const Uncertain<TokensPerRequest>& each = retrieval.tokens_each;
    if (passages.is_known() && each.is_known())
      return add(Uncertain<TokensPerRequest>(passages.constant * each.constant));
    const NodeId number = passages.is_known() ? graph_.constant(passages.constant) : passages.node;
    return add(Uncertain<TokensPerRequest>(graph_.combine(Operation::multiply, number, node_of(each))));
  }

  bool is_known() const { return node_ == known; }
  double value() const { return known_; }
  NodeId node() const {
    const NodeId constant = graph_.constant(known_);
    return node_ == known ? constant : graph_.combine(Operation::add, node_, constant);
  }

 private:
  NodeId node_of(const Uncertain<TokensPerRequest>& number) {
    return number.is_known() ? graph_.constant(number.constant.base_units()) : number.node;
  }

  Graph& graph_;
  double known_;
  NodeId node_ = known;
};

/// Refuses a limit that what must fit below it reaches: where it stands if both are known, else in the draws that do.
class RequireBelow {
 public:
  RequireBelow(const Uncertain<TokensPerRequest>& above, const Place& compaction, Inputs& inputs)
      : above_(above), compaction_(compaction), inputs_(inputs) {}

  /// `message` has places for the limit and for what is to fit below it, both in tokens.
  /// Whether it may fit.
  bool fits(const TokenSum& below, const char* key, const std::string& message, const char* left) const {
    const Node node = compaction_.at(key).node();
    if (above_.is_known() && below.is_known()) {
      const double limit = above_.constant.base_units();
      if (below.value() + one_token <= limit) return true;
      inputs_.diagnostics().error(node.location(),
                                  fmt::format(fmt::runtime(message), limit, below.value()) + at_path(node),
                                  limit * thousand > below.value() && limit < thousand
                                      ? fmt::format("did you mean {:g}k above?", limit)
                                      : "");
      return false;
    }
    Graph& graph = inputs_.study().variables.graph();
    const NodeId limit = above_.is_known() ? graph.constant(above_.constant.base_units()) : above_.node;
    inputs_.study().bounds.push_back({.node = graph.combine(Operation::subtract, limit, below.node()),
                                      .low = one_token,
                                      .high = 1e15,
                                      .what = left + at_path(node),
                                      .location = node.location(),
                                      .source = inputs_.diagnostics().source(node.location().file)});
    return true;
  }

 private:
  const Uncertain<TokensPerRequest>& above_;
  const Place& compaction_;
  Inputs& inputs_;
};

}  // namespace

FormPtr compaction_form() {
  using namespace forms;
  const FormPtr some = form(NumberForm{.dimension = TokensPerRequest::dimension, .low = one_token});
  return mapping(
      "a compaction",
      {{"above", some, required,
        "where the next call would read more billed tokens, a call of its own summarizes first"},
       {"to", some, required, "length of the summary, which stands for all but the shared_prefix"}});
}

std::optional<Compaction> read_compaction(const Place& agent, Inputs& inputs) {
  const auto place = agent.find("compaction");
  if (!place) return std::nullopt;
  return Compaction{inputs.number<TokensPerRequest>(place->at("above")),
                    inputs.number<TokensPerRequest>(place->at("to"))};
}

void require_compaction(const Place& requests_place, const RequestClass& requests, Inputs& inputs) {
  const auto& compaction = requests.agent.compaction;
  if (!compaction || compaction->above.origin == no_origin || compaction->to.origin == no_origin) return;
  const Place place = requests_place.at("agent").at("compaction");
  const RequireBelow limit(compaction->above, place, inputs);
  const auto sum = [&] { return TokenSum(inputs.study().variables.graph(), 0); };
  TokenSum first = sum(), filled = sum();
  first.add(requests.input);
  if (requests.retrieval) first.add(*requests.retrieval);
  filled.add(compaction->to)
      .add(requests.shared_prefix)
      .add(requests.agent.new_input)
      .add(requests.agent.new_input)
      .add(requests.output);
  for (const Medium medium : all_media) {
    first.add(requests.media[medium].input);
    filled.add(requests.media[medium].output);
  }
  const bool begins = limit.fits(
      first, "above", "the context is summarized above {0:g} tokens, and the first call reads {1:g} already",
      "what the limit of the context leaves above the first call, in tokens,");
  if (!begins) return;
  limit.fits(
      filled, "to",
      "one call after a summary the context has {1:g} tokens (summary, shared prefix, what is new, and an "
      "answer with what is new to it), and it is summarized above {0:g}: a summary would follow every call",
      "what the limit of the context leaves above one call after a summary, in tokens,");
}

}  // namespace llmtco
