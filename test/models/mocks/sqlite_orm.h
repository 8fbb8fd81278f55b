// A stand-in for sqlite_orm: only what the marked sources use. Declarations checked against the header of sqlite_orm 1.9.1.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sqlite_orm {
namespace internal {
template <class T> struct expression_t {
  T value;
};
template <class L, class R> struct is_equal_t {
  L lhs;
  R rhs;
};
template <class L, class R> struct and_condition_t {
  L lhs;
  R rhs;
};
template <class L, class R> struct or_condition_t {
  L lhs;
  R rhs;
};
template <class C> struct where_t {
  C expression;
};
template <class T, class R> is_equal_t<T, R> operator==(expression_t<T> expr, R r);
template <class A, class B, class C, class D>
and_condition_t<is_equal_t<A, B>, is_equal_t<C, D>> operator&&(is_equal_t<A, B> l, is_equal_t<C, D> r);
template <class A, class B, class C, class D>
or_condition_t<is_equal_t<A, B>, is_equal_t<C, D>> operator||(is_equal_t<A, B> l, is_equal_t<C, D> r);
template <class L, class R> struct assign_t {
  L lhs;
  R rhs;
};

template <class... DBO> struct storage_t {
  template <class O, class... Ids> O get(Ids... ids);
  template <class O, class... Ids> std::unique_ptr<O> get_pointer(Ids... ids);
  template <class O, class... Ids> std::optional<O> get_optional(Ids... ids);
  template <class O, class... Args> std::vector<O> get_all(Args &&...args);
  template <class T, class... Args> std::vector<std::string> select(T m, Args... args);
  template <class O, class... Args> int count(Args &&...args);
  template <class O> int insert(const O &o);
  template <class O> void replace(const O &o);
  template <class O> void update(const O &o);
  template <class S, class... Wargs> void update_all(S set, Wargs... wh);
  template <class O, class... Ids> void remove(Ids... ids);
  template <class O, class... Args> void remove_all(Args &&...args);
};
} // namespace internal

template <class T> internal::expression_t<T> c(T value);
template <class C> internal::where_t<C> where(C expression);
template <class L, class R> internal::is_equal_t<L, R> is_equal(L l, R r);
template <class L, class R> internal::assign_t<L, R> assign(L l, R r);
template <class... Args> std::tuple<Args...> set(Args... args);
} // namespace sqlite_orm
