#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace workshop {

/// Answer of activity 13: its topology, the patterns of its rules, the subscriptions of its topic.
struct Plumbing {
  nlohmann::json topology, rules, fanout;
};

/// Reads topology.json, rules.json and fanout.json in `folder`. Throws results::BadInput.
Plumbing read_plumbing(const std::filesystem::path& folder);

/// Returns a CloudFormation template of `plumbing`. Its stream is one of Kinesis. What differs from
/// the file stands under "Metadata" of the resource. Throws results::BadInput if a part is missing,
/// or if something refers to a queue, topic or rule that is not there.
/// Source: the template reference of AWS for Events, SQS, SNS, DynamoDB and Kinesis.
nlohmann::json cloudformation_of(const Plumbing& plumbing);

}  // namespace workshop
