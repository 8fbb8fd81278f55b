// A stand-in for Wt::Dbo: only what the marked sources use. Declarations checked against the headers of Wt 4.
#pragma once
#include <memory>
#include <string>
#include <vector>

namespace Wt::Dbo {
template <class C> class ptr {
public:
  class Mutator {
  public:
    C *operator->() const;
  };
  const C *operator->() const;
  const C &operator*() const;
  const C *get() const;
  Mutator modify() const;
  void remove();
  long long id() const;
  explicit operator bool() const;
};
template <class C> using collection = std::vector<C>;

template <class Result> class Query {
public:
  template <typename T> Query<Result> &bind(const T &value);
  Query<Result> &where(const std::string &condition);
  Query<Result> &orderBy(const std::string &fieldName);
  Result resultValue() const;
  collection<Result> resultList() const;
  operator Result() const;
};

class Session {
public:
  template <class C> ptr<C> add(std::unique_ptr<C> obj);
  template <class C> ptr<C> load(const long long &id, bool forceReread = false);
  template <class C> Query<ptr<C>> find(const std::string &condition = std::string());
  template <class Result> Query<Result> query(const std::string &sql);
};
} // namespace Wt::Dbo
