#pragma once

#include <optional>
#include <string_view>

namespace lint {

/// Names the personal data that a text has: "an e-mail address". Absent: none. `is_id`: the text is
/// an id, whose digits mean nothing.
std::optional<std::string_view> kind_of_personal_data(std::string_view text, bool is_id);

/// Names the secret that a text is: "a private key". Absent: none.
std::optional<std::string_view> kind_of_secret(std::string_view text);

}  // namespace lint
