// A stand-in for Folly: only what the marked sources use. Declarations checked against the headers of v2026.08.17.00.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

namespace folly {
template <class TKey, class TValue> class EvictingCacheMap {
public:
  class iterator {
  public:
    std::pair<const TKey, TValue> *operator->() const;
    bool operator==(const iterator &) const;
  };
  explicit EvictingCacheMap(std::size_t maxSize, std::size_t clearSize = 1);
  bool exists(const TKey &key) const;
  TValue &get(const TKey &key);
  iterator find(const TKey &key);
  iterator end();
  void set(const TKey &key, TValue value, bool promote = true);
  bool erase(const TKey &key);
};
template <class T> class LockedPtr {
public:
  T *operator->() const;
  T &operator*() const;
};
template <class Subclass> class SynchronizedBase {};
template <class T> class Synchronized : public SynchronizedBase<Synchronized<T>> {
public:
  LockedPtr<T> wlock();
  LockedPtr<const T> rlock() const;
};
template <class T> class Singleton {
public:
  static std::shared_ptr<T> try_get();
};
} // namespace folly
