#pragma once

#include <string>

#include "store_alone.hpp"

/// Calls to the store, in the form of the kit and in that of a DynamoDB client.
namespace dynamodb {

using eda::Json;

/// One call. Its parts are plain JSON, so that a call that the kit refuses can be expressed too.
struct Call {
  enum class What { put, update, erase };
  What what = What::put;
  std::string partition;
  std::string sort{};  ///< with `has_sort`
  bool has_sort = false;
  Json value{};                ///< put
  Json tests = Json::array();  ///< as in eda::Condition
  Json steps = Json::array();  ///< update, as in eda::Update
};

/// Result of a call: "written", "refused", "invalid", and the row's value afterwards; null: no row.
struct Result {
  std::string kind;
  Json row{};
};

/// Makes the call to the kit's store.
Result result_of(const Call& call, alone::StoreAlone& store);

/// Requests that make the two tables of the comparison, with and without a sort key.
Json requests_for_tables();
/// {"operation", "body"} of the call, and of the read that follows it.
Json request_of(const Call& call);
Json read_of(const Call& call);
/// Reads the result from the {"status", "body"} of each of the two replies.
Result result_of(const Json& answer, const Json& read);

/// Returns the call in one line, for messages.
std::string text_of(const Call& call);

}  // namespace dynamodb
