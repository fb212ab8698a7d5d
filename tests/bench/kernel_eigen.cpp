// Eigen, single precision. Built for this very machine (kernel.cmake), as its users would.

#include <Eigen/Dense>

#include "kernel_peers.h"

Peer eigen_peer(const PeerShape& shape) {
  using Weights = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto rows = static_cast<Eigen::Index>(shape.rows);
  const auto inputs = static_cast<Eigen::Index>(shape.inputs);
  const std::size_t count = 1 + shape.bytes / (4 * shape.rows * shape.inputs + 1);
  auto weights = std::make_shared<std::vector<Weights>>(count, Weights::Constant(rows, inputs, 0.01f));
  auto x = std::make_shared<Eigen::MatrixXf>(Eigen::MatrixXf::Constant(inputs, shape.most_columns, 0.5f));
  auto y = std::make_shared<Eigen::MatrixXf>(rows, shape.most_columns);
  return {"Eigen 3.4", "f32", 4, static_cast<double>(count * shape.rows * shape.inputs), [=](int columns) {
            for (const Weights& w : *weights) {
              if (columns == 1) {
                y->col(0).noalias() = w * x->col(0);
              } else {
                y->leftCols(columns).noalias() = w * x->leftCols(columns);
              }
            }
          }};
}
