#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "eda/detail/text.hpp"
#include "ports/cloud/cloud_port.hpp"
#include "sim/model/ports/refusals.hpp"

namespace sim {

using eda::ChangeResult, eda::CreateResult, eda::Json, eda::Resource, eda::Task;

namespace {

constexpr std::string_view name_alphabet =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

/// Throws InvalidRequest for what the control plane refuses whatever it holds: limits.md.
void check_cloud_request(const Json& request) {
  const std::string kind = request.at("kind"), name = request.value("name", std::string{});
  const auto refuse = [&](const std::string& why) {
    throw eda::InvalidRequest{fmt::format("{} {}: {}", request.at("do").get<std::string>(),
                                          eda::detail::in_quotes(kind + "/" + name), why)};
  };
  if (!eda::resource_kinds.contains(kind)) {
    std::string kinds;
    for (const std::string& one : eda::resource_kinds) kinds += (kinds.empty() ? "" : ", ") + one;
    refuse("there is no such kind. Kinds are " + kinds + ".");
  }
  if (request.at("do") == "list") return;
  const std::size_t length = characters(name);
  if (length == 0 || length > eda::limits::resource_name_characters_max)
    refuse(fmt::format("the name has {} characters. It needs 1 to {}.", length,
                       eda::limits::resource_name_characters_max));
  if (name.find_first_not_of(name_alphabet) != std::string::npos)
    refuse("the name has other characters than letters, digits, \"-\", \"_\" and \".\".");
  if (request.at("do") == "create" && !request.at("settings").is_object())
    refuse("its settings are no JSON object.");
}

Json cloud_request(const char* verb, std::string kind) {
  Json request = Json::object();
  request["port"] = "cloud";
  request["do"] = verb;
  request["kind"] = std::move(kind);
  return request;
}

}  // namespace

Task<CreateResult> CloudProxy::create(Resource resource) {
  Json request = cloud_request("create", resource.kind);
  request["name"] = resource.name;
  request["settings"] = resource.settings;
  request["needs"] = resource.needs;
  const Json reply = co_await channel_.send(std::move(request), check_cloud_request);
  if (reply.is_object()) throw eda::InvalidRequest{reply.at("invalid").get<std::string>()};
  if (reply == "created") co_return CreateResult::created;
  if (reply == "exists") co_return CreateResult::exists;
  co_return reply == "throttled" ? CreateResult::throttled : CreateResult::unknown;
}

Task<std::optional<Resource>> CloudProxy::describe(std::string kind, std::string name) {
  Json request = cloud_request("describe", std::move(kind));
  request["name"] = std::move(name);
  const Json reply = co_await channel_.send(std::move(request), check_cloud_request);
  if (reply.empty()) co_return std::nullopt;
  co_return eda::resource_from_json(reply.front());
}

Task<std::vector<Resource>> CloudProxy::list(std::string kind) {
  Json request = cloud_request("list", std::move(kind));
  const Json reply = co_await channel_.send(std::move(request), check_cloud_request);
  std::vector<Resource> resources;
  for (const Json& resource : reply) resources.push_back(eda::resource_from_json(resource));
  co_return resources;
}

Task<ChangeResult> CloudProxy::erase(std::string kind, std::string name) {
  Json request = cloud_request("erase", std::move(kind));
  request["name"] = std::move(name);
  const Json reply = co_await channel_.send(std::move(request), check_cloud_request);
  if (reply == "erased") co_return ChangeResult::changed;
  if (reply == "not_found") co_return ChangeResult::not_found;
  co_return reply == "throttled" ? ChangeResult::throttled : ChangeResult::unknown;
}

}  // namespace sim
