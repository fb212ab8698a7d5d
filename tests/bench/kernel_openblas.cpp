// OpenBLAS, single precision: sgemv for one column, sgemm for more.

#include <cblas.h>

#include "kernel_peers.h"

extern "C" void openblas_set_num_threads(int threads);
extern "C" char* openblas_get_corename(void);

Peer openblas_peer(const PeerShape& shape) {
  openblas_set_num_threads(1);
  const std::size_t each = shape.rows * shape.inputs;
  const std::size_t count = 1 + shape.bytes / (4 * each + 1);
  auto weights = std::make_shared<std::vector<float>>(count * each, 0.01f);
  auto x =
      std::make_shared<std::vector<float>>(shape.inputs * static_cast<std::size_t>(shape.most_columns), 0.5f);
  auto y = std::make_shared<std::vector<float>>(shape.rows * static_cast<std::size_t>(shape.most_columns));
  const int m = static_cast<int>(shape.rows);
  const int k = static_cast<int>(shape.inputs);
  return {std::string("OpenBLAS ") + openblas_get_corename(), "f32", 4, static_cast<double>(count * each),
          [=](int columns) {
            for (std::size_t i = 0; i < count; ++i) {
              const float* w = weights->data() + i * each;
              if (columns == 1) {
                cblas_sgemv(CblasRowMajor, CblasNoTrans, m, k, 1, w, k, x->data(), 1, 0, y->data(), 1);
              } else {
                cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, columns, m, k, 1, x->data(), k, w, k, 0,
                            y->data(), m);
              }
            }
          }};
}
