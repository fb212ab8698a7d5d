#include "variables/origin.h"

namespace llmtco {

Origin assumed_origin(std::string name, std::string text, Instead instead) {
  return {.kind = Origin::Kind::assumed,
          .name = std::move(name),
          .source = std::move(text),
          .instead = std::move(instead)};
}

std::string source_text(const Origin& origin, const std::string& subject) {
  const bool own = origin.kind == Origin::Kind::scenario || origin.kind == Origin::Kind::override_;
  if (own) return "scenario, " + origin.place;
  return (subject.empty() ? "" : subject + ", ") + origin.source +
         (origin.as_of.empty() ? "" : ", " + origin.as_of);
}

}  // namespace llmtco
