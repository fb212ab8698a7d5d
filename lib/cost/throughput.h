#pragma once
#include <string>
#include <vector>

#include "cost/use.h"
#include "text/names.h"
#include "variables/block.h"
#include "workload/week_load.h"

namespace llmtco {

/// What becomes of requests that come while there is no room for them.
enum class Overflow {
  standard,  ///< served at the tariff that follows
  queue,     ///< wait for quieter hours of their day
  refuse,    ///< are not answered
};
inline constexpr Names<Overflow, 3> overflow_names{
    {{{Overflow::standard, "standard"}, {Overflow::queue, "queue"}, {Overflow::refuse, "refuse"}}}};

/// Tokens that a class still has to buy in the month, as something that limits them counts them.
struct CountedTokens {
  Drawn<Tokens> input, output;
};

/// Input with cache reads at `cache_read_weight` of a token, media as the provider counts them.
CountedTokens counted_tokens_of(const ClassUse& use, const Column& cache_read_weight);

/// The classes that ask.
std::vector<const RequestClass*> classes_of(const Use& use);

/// All tokens of the month that have to be bought, and those above a capacity.
void set_tokens(const Use& use, const AboveCapacity& above, Overload& overload);

/// Sets how long is waited, and whether all can be served: what waits, if the busiest day does not ask for more than
/// `capacity` all day long; what is refused, if the busiest hour does not.
void set_holds(Overflow overflow, const AboveCapacity& above, const Column& capacity, Overload& overload);

/// The mean of a column's draws.
double mean_draw(const Column& column);

/// "68.5", or "up to 68.5" where draws differ.
std::string up_to(const Column& column);

}  // namespace llmtco
