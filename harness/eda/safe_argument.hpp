#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "eda/json.hpp"

namespace eda {

/// True for types that may be passed to a port inside a `co_await` expression. g++ 12 destroys a
/// temporary of aggregate type there twice (GCC PR 95599 and related ones), so ports refuse it.
template <typename T>
concept SafeArgument =
    std::is_lvalue_reference_v<T> || !std::is_aggregate_v<std::remove_cvref_t<T>>;

namespace detail {

template <typename T>
constexpr void require_a_name() {
  static_assert(SafeArgument<T>,
                "give the value a name first and pass it without std::move: "
                "g++ 12 destroys a temporary in a co_await expression twice");
}

}  // namespace detail

/// A JSON value, or anything that becomes one, as the argument of a call to a port.
class JsonArgument {
 public:
  template <typename T>
  requires(!std::same_as<std::remove_cvref_t<T>, JsonArgument>) JsonArgument(T&& value)
      : json(std::forward<T>(value)) {  // implicit: callers pass the value itself
    detail::require_a_name<T&&>();
  }
  JsonArgument(Json::initializer_list_t members) : json(members) {}

  Json json;
};

}  // namespace eda
