#pragma once

#include <string>

#include "store_alone.hpp"

/// Calls to the store, as the kit makes them and as a client of DynamoDB would.
namespace dynamodb {

using eda::Json;

/// One call. Its parts are plain JSON, so that a call that the kit refuses can be told as well.
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

/// What a call did: "written", "refused", "invalid", and the row's value afterwards; null: no row.
struct Result {
  std::string kind;
  Json row{};
};

/// The call, made to the kit's store.
Result result_of(const Call& call, alone::StoreAlone& store);

/// Requests that make the two tables of the comparison, with and without a sort key.
Json requests_for_tables();
/// {"operation", "body"} of the call, and of the read that follows it.
Json request_of(const Call& call);
Json read_of(const Call& call);
/// What an {"status", "body"} to each of the two says.
Result result_of(const Json& answer, const Json& read);

/// The call in a line, for messages.
std::string text_of(const Call& call);

}  // namespace dynamodb
