#include "deployment/route_counted.h"

#include <fmt/format.h>

namespace llmtco {

routes::Counted counted_of(const routing::SplitQuestions& split,
                           const std::shared_ptr<const routing::Questions>& questions, Variables& variables,
                           OriginId origin) {
  const auto share = [&](const char* what, double k, double n) -> Uncertain<double> {
    return variables.uncertain<double>(fmt::format("router.{}.{}", questions->name, what),
                                       distributions::Beta{k + 0.5, n - k + 0.5}, origin);
  };
  const auto known_share = [&](double k) { return Uncertain<double>(k / split.all).from(origin); };
  return {.sent = questions->score.empty() ? known_share(split.sent) : share("sent", split.sent, split.all),
          .sent_right = share("sent_right", split.sent_right, split.sent),
          .kept_right = share("kept_right", split.kept_right, split.all - split.sent),
          .needless = known_share(split.needless),
          .missed = known_share(split.missed),
          .questions = questions};
}

routes::Counted counted_at(const std::shared_ptr<const routing::Questions>& questions, double threshold,
                           Variables& variables, OriginId origin) {
  return counted_of(routing::split_at(*questions, {threshold}).front(), questions, variables, origin);
}

}  // namespace llmtco
