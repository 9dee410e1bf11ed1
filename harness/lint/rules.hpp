#pragma once

#include "eda/json.hpp"
#include "lint/finding.hpp"
#include "lint/owners.hpp"
#include "lint/vocabulary.hpp"

namespace lint {

// Rules of one event, which is a JSON object.

/// Attributes of CloudEvents 1.0.2: names, types and texts, `data` and `data_base64`; and `time`.
void check_attributes(const eda::Json& event, Findings& findings);

/// Reversed DNS name, then what has happened, in the past tense or as a state.
void check_type(const eda::Json& event, const Vocabulary& vocabulary, Findings& findings);

/// A business key to correlate by, and the outcome of a check.
void check_keys(const eda::Json& event, const Vocabulary& vocabulary, Findings& findings);

/// Personal data and secrets, found by name and by value.
void check_privacy(const eda::Json& event, const Vocabulary& vocabulary, Findings& findings);

/// Money, binary content, size, calls and blanks.
void check_content(const eda::Json& event, const Vocabulary& vocabulary, Findings& findings);

/// Fields, operations and types of other services.
void check_ownership(const eda::Json& event, const Owners& owners, Findings& findings);

}  // namespace lint
