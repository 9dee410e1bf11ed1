#pragma once

#include <concepts>

#include "eda/json.hpp"

namespace eda {

/// True for types that nlohmann::json writes and reads. Your own struct needs one of the macros
/// NLOHMANN_DEFINE_TYPE_INTRUSIVE and NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE.
template <typename T>
concept StoredValue = requires(const T& value, const Json& json) {
  Json(value);
  json.template get<T>();
};

namespace detail {

/// Type of a read that names none.
struct NoType {};

/// Stops the compiler with one sentence if rows cannot hold a `T`.
template <typename T>
constexpr void require_stored_value() {
  static_assert(!std::same_as<T, NoType>,
                "say what the row holds: get<Order>(key), query<Order>(...), scan<Order>(...), "
                "with your own type or eda::Json");
  static_assert(std::same_as<T, NoType> || StoredValue<T>,
                "a row cannot hold this type yet: put NLOHMANN_DEFINE_TYPE_INTRUSIVE(Type, "
                "member, member) into the struct");
}

template <typename T>
Json to_stored(const T& value) {
  require_stored_value<T>();
  if constexpr (StoredValue<T>)
    return Json(value);
  else
    return Json{};
}

template <typename T>
T from_stored(const Json& json) {
  require_stored_value<T>();
  if constexpr (StoredValue<T>)
    return json.template get<T>();
  else
    return T{};
}

}  // namespace detail
}  // namespace eda
