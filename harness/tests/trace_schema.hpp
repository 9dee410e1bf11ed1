#pragma once

// g++ 12 with -fsanitize=address finds <regex>, which valijson uses, "maybe uninitialized" (GCC bug
// 105562). It warns at the end of the file, so there is no `pop`.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include <fstream>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "eda/json.hpp"

/// The schema of a trace (harness/check/trace.schema.json).
namespace trace_schema {

inline eda::Json schema_json() {
  std::ifstream file{OOO_TEST_DATA "/../../check/trace.schema.json"};
  return eda::Json::parse(file);
}

/// Message of the schema's validator on `trace`; empty: it is valid.
inline std::string complaint_about(const eda::Json& trace) {
  const eda::Json json = schema_json();
  valijson::Schema schema;
  valijson::SchemaParser{}.populateSchema(valijson::adapters::NlohmannJsonAdapter{json}, schema);
  valijson::Validator validator{valijson::Validator::kStrongTypes};
  valijson::ValidationResults results;
  validator.validate(schema, valijson::adapters::NlohmannJsonAdapter{trace}, &results);
  std::string words;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& step : error.context) words += step;
    words += ": " + error.description + "\n";
  }
  return words;
}

}  // namespace trace_schema
