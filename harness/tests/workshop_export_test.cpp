#include <gmock/gmock.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "results/json_file.hpp"
#include "workshop/cloudformation.hpp"

namespace {

using Json = nlohmann::json;
using testing::HasSubstr, testing::ThrowsMessage;

const std::filesystem::path root{OOO_TEST_DATA "/../../.."};

workshop::Plumbing our_plumbing() {
  return workshop::read_plumbing(root / "solutions" / "13_routing");
}

/// Calls `look` with each logical id that `value` refers to.
void for_each_reference(const Json& value, const std::function<void(const std::string&)>& look) {
  if (value.is_object() && value.contains("Ref")) look(value["Ref"]);
  if (value.is_object() && value.contains("Fn::GetAtt")) look(value["Fn::GetAtt"][0]);
  if (value.is_structured())
    for (const Json& each : value) for_each_reference(each, look);
}

std::size_t count_of(const Json& resources, const std::string& type) {
  return std::size_t(std::ranges::count_if(
      resources, [&](const Json& resource) { return resource["Type"] == type; }));
}

TEST(CloudFormation, HasEachResourceOnce) {
  const workshop::Plumbing ours = our_plumbing();
  const Json resources = workshop::cloudformation_of(ours)["Resources"];
  EXPECT_EQ(count_of(resources, "AWS::Events::EventBus"), 1U);
  EXPECT_EQ(count_of(resources, "AWS::SQS::Queue"), ours.topology["queues"].size());
  EXPECT_EQ(count_of(resources, "AWS::SNS::Topic"), ours.topology["topics"].size());
  EXPECT_EQ(count_of(resources, "AWS::DynamoDB::Table"), ours.topology["tables"].size());
  EXPECT_EQ(count_of(resources, "AWS::Kinesis::Stream"), ours.topology["streams"].size());
  EXPECT_EQ(count_of(resources, "AWS::Events::Rule"), ours.topology["rules"].size());
  EXPECT_EQ(count_of(resources, "AWS::SNS::Subscription"), ours.fanout["subscriptions"].size());
  for (const auto& [id, resource] : resources.items())
    EXPECT_TRUE(std::ranges::all_of(id, [](unsigned char c) { return std::isalnum(c) != 0; }))
        << id;
}

TEST(CloudFormation, RefersOnlyToWhatIsThere) {
  const Json resources = workshop::cloudformation_of(our_plumbing())["Resources"];
  int references = 0;
  for_each_reference(resources, [&](const std::string& id) {
    ++references;
    EXPECT_TRUE(resources.contains(id)) << id;
  });
  EXPECT_GT(references, 30);
}

TEST(CloudFormation, SpeaksTheEnvelopeOfTheService) {
  const Json resources = workshop::cloudformation_of(our_plumbing())["Resources"];
  const Json irish = resources["IrishOrdersRule"]["Properties"]["EventPattern"];
  EXPECT_EQ(irish["detail-type"], Json::array({"com.pizzaco.order.placed"}));
  EXPECT_EQ(irish["$or"][0]["detail"]["shipTo"], Json::array({"IE"}));
  EXPECT_FALSE(irish.contains("type"));
  const Json dead = resources["NotificationsQueue"]["Properties"]["RedrivePolicy"];
  EXPECT_EQ(dead["maxReceiveCount"], 5);
  EXPECT_EQ(dead["deadLetterTargetArn"]["Fn::GetAtt"][0], "DeadLetterQueue");
  EXPECT_THAT(resources["ClicksStream"]["Metadata"]["OutOfOrder"], HasSubstr("data.customerId"));
}

TEST(CloudFormation, AllowsEachQueueThatIsWrittenTo) {
  const Json resources = workshop::cloudformation_of(our_plumbing())["Resources"];
  for (const char* queue : {"OrderProcessingFifo", "Notifications", "Recommendation", "DeadLetter"})
    EXPECT_TRUE(resources.contains(std::string{queue} + "Permission")) << queue;
}

TEST(CloudFormation, RefusesAnAnswerWithHoles) {
  const workshop::Plumbing ours = our_plumbing();
  const auto refuses = [](const workshop::Plumbing& plumbing, const char* words) {
    EXPECT_THAT([&] { workshop::cloudformation_of(plumbing); },
                ThrowsMessage<results::BadInput>(HasSubstr(words)));
  };
  workshop::Plumbing changed = ours;
  changed.rules.erase("irish-orders");
  refuses(changed, "no pattern for \"irish-orders\"");
  changed = ours;
  changed.topology["queues"][0]["dlq"] = "gone";
  refuses(changed, "there is no queue \"gone\"");
  changed = ours;
  changed.topology["queues"].push_back(changed.topology["queues"][1]);
  refuses(changed, "\"inventory-updates\" is there twice");
  changed = ours;
  changed.fanout["subscriptions"][0]["queue"] = nullptr;
  refuses(changed, "\"queue\" must be a text");
  changed = ours;
  changed.topology["rules"][0]["targets"][0]["dlq"] = nullptr;
  refuses(changed, "\"dlq\" must be a text");
}

}  // namespace
