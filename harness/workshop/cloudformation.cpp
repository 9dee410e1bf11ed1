#include "workshop/cloudformation.hpp"

#include <fmt/format.h>

#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "results/json_file.hpp"

namespace workshop {
namespace {

using Json = nlohmann::json;

/// Returns "OrderProcessingFifoQueue" of "order-processing.fifo" and "Queue".
std::string logical_id(const std::string& name, const std::string& kind) {
  std::string id;
  bool begins_word = true;
  for (const char each : name) {
    const auto letter = static_cast<unsigned char>(each);
    if (std::isalnum(letter) != 0) id += begins_word ? char(std::toupper(letter)) : each;
    begins_word = std::isalnum(letter) == 0;
  }
  return id + kind;
}

Json reference_to(const std::string& id) { return {{"Ref", id}}; }
Json arn_of(const std::string& id) { return {{"Fn::GetAtt", {id, "Arn"}}}; }

/// Returns a pattern on CloudEvents as one on the envelope of EventBridge.
Json on_envelope(const Json& pattern) {
  static const std::map<std::string, std::string> names{{"type", "detail-type"},
                                                        {"data", "detail"}};
  Json changed = Json::object();
  for (const auto& [field, value] : pattern.items()) {
    if (field == "$or") {
      for (const Json& each : value) changed[field].push_back(on_envelope(each));
      continue;
    }
    const auto found = names.find(field);
    changed[found == names.end() ? field : found->second] = value;
  }
  return changed;
}

/// Adds resources to a template, and notes which of them may be referred to.
class Template {
 public:
  explicit Template(const Plumbing& plumbing) : plumbing_{plumbing} {}

  Json make() {
    const Json& topology = plumbing_.topology;
    bus_ = add(text(topology, "bus", "topology.json"), "Bus", "AWS::Events::EventBus",
               {{"Name", text(topology, "bus", "topology.json")}});
    for (const Json& queue : list(topology, "queues")) names_.insert(name_of(queue));
    for (const Json& queue : list(topology, "queues")) add_queue(queue);
    for (const Json& topic : list(topology, "topics")) {
      topics_.insert(topic.get<std::string>());
      add(topic, "Topic", "AWS::SNS::Topic", {{"TopicName", topic}});
    }
    for (const Json& table : list(topology, "tables")) add_table(table);
    for (const Json& stream : list(topology, "streams")) add_stream(stream);
    for (const Json& rule : list(topology, "rules")) add_rule(rule);
    for (const Json& each : list(plumbing_.fanout, "subscriptions")) add_subscription(each);
    for (const std::string& queue : written_to_) add_permission(queue);
    return {
        {"AWSTemplateFormatVersion", "2010-09-09"},
        {"Description", "The answer of activity 13 of Out of Order. Look at each \"Metadata\"."},
        {"Resources", resources_}};
  }

 private:
  static std::string text(const Json& object, const std::string& field, const std::string& where) {
    const auto found = object.find(field);
    if (found == object.end() || !found->is_string())
      throw results::BadInput{fmt::format("{}: \"{}\" must be a text", where, field)};
    return *found;
  }
  static std::string name_of(const Json& object) { return text(object, "name", "topology.json"); }
  static Json list(const Json& object, const std::string& field) {
    const auto found = object.find(field);
    if (found == object.end() || !found->is_array())
      throw results::BadInput{fmt::format("\"{}\" must be an array", field)};
    return *found;
  }

  std::string add(const std::string& name, const std::string& kind, const std::string& type,
                  Json properties, const std::string& note = "") {
    const std::string id = logical_id(name, kind);
    Json resource{{"Type", type}, {"Properties", std::move(properties)}};
    if (!note.empty()) resource["Metadata"] = {{"OutOfOrder", note}};
    if (!resources_.emplace(id, std::move(resource)).second)
      throw results::BadInput{
          fmt::format("\"{}\" is there twice, or another name is as good as "
                      "the same",
                      name)};
    return id;
  }

  std::string queue_id(const std::string& name, const std::string& where) const {
    if (!names_.contains(name))
      throw results::BadInput{fmt::format("{}: there is no queue \"{}\"", where, name)};
    return logical_id(name, "Queue");
  }

  void add_queue(const Json& queue) {
    const std::string name = name_of(queue);
    Json properties{{"QueueName", name}};
    // EventBridge gives a message of a FIFO queue no deduplication id
    if (queue.value("fifo", false))
      properties.update({{"FifoQueue", true}, {"ContentBasedDeduplication", true}});
    if (queue.contains("dlq"))
      properties["RedrivePolicy"] = {
          {"deadLetterTargetArn", arn_of(queue_id(text(queue, "dlq", name), name))},
          {"maxReceiveCount", queue.value("maxReceiveCount", 0)}};
    add(name, "Queue", "AWS::SQS::Queue", properties);
  }

  void add_table(const std::string& name) {
    add(name, "Table", "AWS::DynamoDB::Table",
        {{"TableName", name},
         {"BillingMode", "PAY_PER_REQUEST"},
         {"AttributeDefinitions",
          {{{"AttributeName", "partition"}, {"AttributeType", "S"}},
           {{"AttributeName", "sort"}, {"AttributeType", "S"}}}},
         {"KeySchema",
          {{{"AttributeName", "partition"}, {"KeyType", "HASH"}},
           {{"AttributeName", "sort"}, {"KeyType", "RANGE"}}}}});
  }

  void add_stream(const Json& stream) {
    const std::string name = name_of(stream);
    add(name, "Stream", "AWS::Kinesis::Stream",
        {{"Name", name},
         {"ShardCount", stream.value("partitions", 0)},
         {"RetentionPeriodHours", stream.value("retentionHours", 0)}},
        fmt::format("The publisher takes {} as the partition key. Kinesis keeps three copies; the "
                    "file asks for {}.",
                    text(stream, "key", name), stream.value("replication", 0)));
  }

  void add_rule(const Json& rule) {
    const std::string name = name_of(rule);
    const auto pattern = plumbing_.rules.find(name);
    if (pattern == plumbing_.rules.end() || !pattern->is_object())
      throw results::BadInput{fmt::format("rules.json: there is no pattern for \"{}\"", name)};
    Json targets = Json::array();
    bool has_groups = false;
    for (const Json& target : list(rule, "targets")) {
      Json made{{"Id", fmt::format("{}-{}", name, targets.size())}};
      if (target.contains("topic")) {
        made["Arn"] = reference_to(topic_id(text(target, "topic", name), name));
      } else {
        const std::string queue = text(target, "queue", name);
        made["Arn"] = arn_of(queue_id(queue, name));
        written_to_.insert(queue);
        if (target.contains("group")) made["SqsParameters"] = {{"MessageGroupId", name}};
        has_groups = has_groups || target.contains("group");
      }
      const std::string dead_letters = text(target, "dlq", name);
      made["DeadLetterConfig"] = {{"Arn", arn_of(queue_id(dead_letters, name))}};
      written_to_.insert(dead_letters);
      targets.push_back(made);
    }
    add(name, "Rule", "AWS::Events::Rule",
        {{"Name", name},
         {"EventBusName", reference_to(bus_)},
         {"EventPattern", on_envelope(*pattern)},
         {"Targets", targets}},
        has_groups
            ? "A rule of EventBridge has one fixed group for all messages. For a group by the "
              "business key, let the publisher send to the queue, or put a pipe in between."
            : "");
  }

  std::string topic_id(const std::string& name, const std::string& where) const {
    if (!topics_.contains(name))
      throw results::BadInput{fmt::format("{}: there is no topic \"{}\"", where, name)};
    return logical_id(name, "Topic");
  }

  void add_subscription(const Json& subscription) {
    const std::string name = text(subscription, "name", "fanout.json");
    const std::string queue = text(subscription, "queue", "fanout.json: " + name);
    Json properties{
        {"TopicArn", reference_to(topic_id(text(plumbing_.fanout, "topic", "fanout.json"), name))},
        {"Protocol", "sqs"},
        {"Endpoint", arn_of(queue_id(queue, name))},
        {"RawMessageDelivery", true}};
    if (const auto filter = subscription.find("filter");
        filter != subscription.end() && filter->is_object())
      properties.update(
          {{"FilterPolicy", on_envelope(*filter)}, {"FilterPolicyScope", "MessageBody"}});
    add(name, "Subscription", "AWS::SNS::Subscription", properties);
    written_to_.insert(queue);
  }

  /// Adds the permission to send to `queue`, which rules and topics need.
  void add_permission(const std::string& queue) {
    const std::string id = queue_id(queue, "topology.json");
    const Json statement{
        {"Effect", "Allow"},
        {"Principal", {{"Service", {"events.amazonaws.com", "sns.amazonaws.com"}}}},
        {"Action", "sqs:SendMessage"},
        {"Resource", arn_of(id)}};
    add(queue, "Permission", "AWS::SQS::QueuePolicy",
        {{"Queues", Json::array({reference_to(id)})},
         {"PolicyDocument", {{"Version", "2012-10-17"}, {"Statement", Json::array({statement})}}}});
  }

  const Plumbing& plumbing_;
  std::string bus_;
  std::set<std::string> names_, topics_;  ///< of the queues, of the topics
  std::set<std::string> written_to_;      ///< queues that a rule or topic sends to
  Json resources_ = Json::object();
};

}  // namespace

Plumbing read_plumbing(const std::filesystem::path& folder) {
  const auto read = [&](const char* file) { return results::read_json(folder / file, file); };
  return {read("topology.json"), read("rules.json"), read("fanout.json")};
}

Json cloudformation_of(const Plumbing& plumbing) { return Template{plumbing}.make(); }

}  // namespace workshop
