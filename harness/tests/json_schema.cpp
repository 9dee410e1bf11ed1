// g++ 12 with -fsanitize=address finds <regex>, which valijson uses, "maybe uninitialized" (GCC bug
// 105562). It warns at the end of the file, so there is no `pop`.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include "json_schema.hpp"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace json_schema {

std::string complaints_about(const eda::Json& document, const eda::Json& schema) {
  using valijson::adapters::NlohmannJsonAdapter;
  valijson::Schema rules;
  valijson::SchemaParser{}.populateSchema(NlohmannJsonAdapter{schema}, rules);
  valijson::Validator validator{valijson::Validator::kStrongTypes};
  valijson::ValidationResults results;
  const bool is_valid = validator.validate(rules, NlohmannJsonAdapter{document}, &results);
  std::string words = is_valid ? "" : "it is not valid\n";
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& step : error.context) words += step;
    words += ": " + error.description + "\n";
  }
  return words;
}

}  // namespace json_schema
