#pragma once

#include <string_view>

namespace eda::detail {

/// Advice where a handler may have met a fault of its compiler: g++ 12.1 and 12.2 leave out the
/// whole body of a coroutine that awaits in a condition and declares no variable at its outermost
/// level (GCC bug 106188). Empty with other compilers. Begins with a space.
inline constexpr std::string_view lost_body_advice =
#if defined __GNUC__ && !defined __clang__ && __GNUC__ == 12 && __GNUC_MINOR__ < 3
    " This is also what g++ before 12.3 makes of a coroutine that awaits in the condition of an "
    "if, while or switch and declares no variable outside of it (GCC bug 106188). Name the result "
    "first: const bool sent = co_await ...; if (sent) ...";
#else
    "";
#endif

}  // namespace eda::detail
