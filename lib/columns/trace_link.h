#pragma once

#include <utility>

namespace llmtco::detail {

/// One step of a computation that is being explained; trace_node.h.
struct TraceNode;
void keep(TraceNode* node) noexcept;
void drop(TraceNode* node) noexcept;

/// One use of a node, or none. Where nothing is explained it is null, and costs a predictable branch.
class TraceLink {
 public:
  TraceLink() = default;
  /// Takes over a use that is counted already.
  explicit TraceLink(TraceNode* node) noexcept : node_(node) {}
  TraceLink(const TraceLink& other) noexcept : node_(other.node_) {
    if (node_ != nullptr) [[unlikely]]
      keep(node_);
  }
  TraceLink(TraceLink&& other) noexcept : node_(std::exchange(other.node_, nullptr)) {}
  TraceLink& operator=(TraceLink other) noexcept {
    swap(other);
    return *this;
  }
  ~TraceLink() {
    if (node_ != nullptr) [[unlikely]]
      drop(node_);
  }

  void swap(TraceLink& other) noexcept { std::swap(node_, other.node_); }
  TraceNode* get() const { return node_; }
  TraceNode* operator->() const { return node_; }
  TraceNode& operator*() const { return *node_; }
  /// Hands the use to the caller.
  TraceNode* release() noexcept { return std::exchange(node_, nullptr); }

 private:
  TraceNode* node_ = nullptr;
};

}  // namespace llmtco::detail
