#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// One library's product y[column][row] = W[row][input] x[column][input] over several weight matrices in a
/// row, one thread.
struct Peer {
  std::string name;
  std::string kind;  // of the weights
  double bytes_per_weight = 0;
  double weights = 0;  // of one pass over all matrices
  std::function<void(int columns)> pass;
};

struct PeerShape {
  std::size_t inputs, rows;
  std::size_t bytes;  // of weights a pass should read at least
  int most_columns;
};

// Each in a file of its own, so that each is built as its library wants.
Peer eigen_peer(const PeerShape& shape);
Peer openblas_peer(const PeerShape& shape);
Peer onednn_peer(const PeerShape& shape);
