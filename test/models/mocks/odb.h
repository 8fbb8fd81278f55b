// A stand-in for ODB: only what the marked sources use. Declarations checked against the headers of ODB 2.5.
#pragma once
#include <memory>

namespace odb {
class query_base {};
query_base operator&&(const query_base &x, const query_base &y);
query_base operator||(const query_base &x, const query_base &y);

template <typename T> class query_column {
public:
  query_base operator==(const T &v) const;
  query_base equal(const T &v) const;
};
/// Specialised by the ODB compiler for each persistent class.
template <typename T> struct query_columns;
template <typename T> class query : public query_base, public query_columns<T> {
public:
  query(const query_base &);
};
template <typename T> class result {
public:
  T *begin();
  T *end();
};

class database {
public:
  template <typename T> std::shared_ptr<T> load(const unsigned long &id);
  template <typename T> std::shared_ptr<T> find(const unsigned long &id);
  template <typename T> void reload(T &object);
  template <typename T> result<T> query(const odb::query<T> &, bool cache = true);
  template <typename T> std::shared_ptr<T> query_one(const odb::query<T> &);
  template <typename T> unsigned long persist(T &object);
  template <typename T> void update(T &object);
  template <typename T> void erase(const unsigned long &id);
  template <typename T> void erase(T &object);
  template <typename T> unsigned long long erase_query(const odb::query<T> &);
};
} // namespace odb
