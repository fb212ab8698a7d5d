#pragma once
#include <map>
#include <mutex>
#include <utility>

namespace llmtco::detail {

/// Values by key, each made once, by whichever thread asks first. For what never changes.
template <class Key, class Value>
class Memo {
 public:
  template <class Make>
  Value get(Key key, Make make) {
    const std::scoped_lock lock(mutex_);
    const auto found = values_.find(key);
    if (found != values_.end()) return found->second;
    return values_.emplace(std::move(key), make()).first->second;
  }

 private:
  std::mutex mutex_;
  std::map<Key, Value> values_;
};

}  // namespace llmtco::detail
