#include <doctest/doctest.h>

#include "reading.h"

using namespace llmtco;

namespace {

std::string fleet(const std::string& speculation) {
  return "scenario: Base\nas_of: 2026-09-23\nworkload:\n  chat: {requests: 2M/month, input_tokens: 600, "
         "output_tokens: "
         "300}\noptions:\n  x: {kind: rented, price: $2/h, model: llama-3.1-8b, format: fp16, engine: vllm, "
         "accelerator: "
         "h100-80-sxm, gpus_per_replica: 1, accuracy: 80%" +
         speculation + "}\n";
}

}  // namespace

TEST_CASE("what is wrong with guesses is said at its key") {
  CHECK(complaints(fleet(", speculation: {method: eagle2, draft: llama-3.2-1b}"))
            .find("eagle2 has no draft model") != std::string::npos);
  CHECK(complaints(fleet(", speculation: {method: draft-model}")).find("which model drafts?") !=
        std::string::npos);
  CHECK(complaints(fleet(", speculation: {method: eagle2, guesses: 4}")).find("add accepted") !=
        std::string::npos);
  CHECK(complaints(fleet(", speculation: {method: eagle2, guesses: 4}"))
            .find("how many guesses are accepted is known of the method's own number alone") !=
        std::string::npos);
  CHECK(complaints(fleet(", speculation: {method: eagle2, guesses: 4, accepted: 6}"))
            .find("a step that guesses 4 tokens yields 5 at most") != std::string::npos);
  CHECK(complaints(fleet(", speculation: {method: eagel}")).find("eagel") != std::string::npos);
  CHECK(complaints(fleet(", speculation: {method: eagle2, guesses: 4, accepted: 2.5}")).empty());
}
