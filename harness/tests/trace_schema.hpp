#pragma once

#include <fstream>
#include <string>

#include "fixtures/json_schema.hpp"

/// The schema of a trace (harness/check/trace.schema.json).
namespace trace_schema {

inline eda::Json schema_json() {
  std::ifstream file{OOO_TEST_DATA "/../../check/trace.schema.json"};
  return eda::Json::parse(file);
}

/// Message of the schema's validator on `trace`; empty: it is valid.
inline std::string complaint_about(const eda::Json& trace) {
  return json_schema::complaints_about(trace, schema_json());
}

}  // namespace trace_schema
