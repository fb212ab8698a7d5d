#pragma once
#include <optional>

#include "cost/bill.h"
#include "cost/use.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// Money for bytes kept over time.
using UsdPerByteSecond = PerSecond<UsdPerByte>;

/// What a cloud charges besides its machines.
struct CloudServices {
  /// Answers that leave the cloud.
  struct Egress {
    Uncertain<UsdPerByte> price;
    Uncertain<BytesPerToken> each;  ///< bytes that a token of an answer is on the wire
  };
  /// Weights that machines read when they start.
  struct Storage {
    Uncertain<UsdPerByteSecond> price;
    Uncertain<Bytes> size;
  };
  /// A share of the invoice, or so much at least.
  struct Support {
    Uncertain<double> share;
    Uncertain<UsdPerSecond> least;
  };

  std::optional<Egress> egress{};
  std::optional<Storage> storage{};
  std::optional<Uncertain<UsdPerSecond>> load_balancing{};
  std::optional<Support> support{};
};

/// Takes nothing out of `left`:
///
///     egress             output tokens x bytes of one                          x price per GB
///     storage            size                                                  x price per GB and month
///     load balancing     a month
///     support            max(least, share x invoiced lines before it)
///
/// Example: 3,000 M output tokens of 4 B at $0.09/GB: 12 GB, $1.08. 141 GB of weights at $0.10/GB and month $14.10. Of
/// machines at $10,000, with $20 for a load balancer, 10 % of $10,035.18 for support: $1,003.52.
///
/// Left out: headers and the bytes of requests, which clouds let in for nothing.
void bill(const CloudServices& services, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
