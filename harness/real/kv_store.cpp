#include "real/kv_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "eda/invalid_request.hpp"
#include "sim/model/ports/refusals.hpp"
#include "sim/model/ports/store_rules.hpp"
#include "sim/model/ports/table.hpp"

namespace real {

namespace {

constexpr int wrong_last_sequence = 10071;  ///< error code of JetStream

std::string hex(const std::string& text) {
  std::string digits = "x";  // no token of a subject is empty
  for (const char c : text) digits += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return digits;
}

std::string subject_of_row(const Json& key) {
  return "rows." + hex(key.at(0)) + "." + hex(key.at(1));
}

Json told(const Json& row) {
  Json json = Json::object();
  json["version"] = row.contains("value") ? row.at("version") : Json(0);
  for (const char* name : {"value", "expires"})
    if (row.contains("value") && row.contains(name)) json[name] = row.at(name);
  return json;
}

}  // namespace

void KvStore::make_stream(Nats& nats) {
  nats.add_stream({.name = rows_stream,
                   .subjects = "rows.>",
                   .messages_per_subject = 1,
                   .has_direct_reads = true});
}

/// A strong read is answered by the leader, an eventual one by any replica.
KvStore::Found KvStore::read(const Json& key, bool is_strong) const {
  const std::string subject = subject_of_row(key);
  while (true) {
    natsMsg* raw = nullptr;
    natsStatus status;
    if (is_strong) {
      status = js_GetLastMsg(&raw, nats_.stream(), rows_stream.c_str(), subject.c_str(), nullptr,
                             nullptr);
    } else {
      jsDirectGetMsgOptions options;
      jsDirectGetMsgOptions_Init(&options);
      options.LastBySubject = subject.c_str();
      status = js_DirectGetMsg(&raw, nats_.stream(), rows_stream.c_str(), nullptr, &options);
    }
    const NatsMessage message{raw};
    if (status == NATS_NOT_FOUND) return {};
    if (status == NATS_OK) return {natsMsg_GetSequence(message.raw()), Json::parse(message.data())};
    limit_.wait();
  }
}

Json KvStore::carry_out(const Json& request) {
  const std::string verb = request.at("do");
  if (verb == "get") return told(read(request.at("key"), request.at("strong")).row);
  if (verb != "write" && verb != "transact") return read_many(request);
  if (request.at("writes").size() > 1)
    return Json::object({{"invalid", "the store kv has no transactions over several rows"}});
  try {
    Json reply = write(request.at("writes")[0]);
    if (verb == "transact") reply.erase("after");
    return reply;
  } catch (const eda::InvalidRequest& error) {
    return Json::object({{"invalid", error.what()}});
  }
}

/// Reads the next message of the partition again and again; there is no other order.
Json KvStore::read_many(const Json& request) const {
  const std::string verb = request.at("do"), prefix = request.at("prefix");
  const std::string filter = verb == "scan" ? "rows.>" : "rows." + hex(prefix) + ".*";
  const std::string after = request.value("after", std::string{});
  std::vector<Json> rows;
  for (std::uint64_t next = 1;;) {
    jsDirectGetMsgOptions options;
    jsDirectGetMsgOptions_Init(&options);
    options.Sequence = next;
    options.NextBySubject = filter.c_str();
    natsMsg* raw = nullptr;
    const natsStatus status =
        js_DirectGetMsg(&raw, nats_.stream(), rows_stream.c_str(), nullptr, &options);
    const NatsMessage message{raw};
    if (status == NATS_NOT_FOUND) break;
    if (status != NATS_OK) {
      limit_.wait();
      continue;
    }
    next = natsMsg_GetSequence(message.raw()) + 1;
    const Json row = Json::parse(message.data());
    const Json& key = row.at("key");
    if (!row.contains("value") || !key.at(0).get<std::string>().starts_with(prefix) ||
        key.at(1).get<std::string>() <= after)
      continue;
    Json one = told(row);
    one["key"] = key;
    rows.push_back(std::move(one));
  }
  std::sort(rows.begin(), rows.end(),
            [](const Json& a, const Json& b) { return a.at("key") < b.at("key"); });
  return sim::told_rows(verb, prefix, {}, Json(rows));
}

Json KvStore::write(const Json& write) const {
  const Json& key = write.at("key");
  const std::string verb = write.at("verb");
  while (true) {
    const Found before = read(key, true);
    const bool exists = before.exists();
    if (!sim::holds(write.at("condition"), exists ? &before.row.at("value") : nullptr,
                    before.version()))
      return sim::result_json("refused");
    if (verb == "check" || (verb == "erase" && !exists)) return sim::result_json("written");
    Json row = Json::object();
    row["key"] = key;
    row["version"] = before.row.value("version", 0) + 1;
    if (verb == "put") {
      row["value"] = write.value("value", Json{});
      if (write.contains("expires")) row["expires"] = write.at("expires");
    } else if (verb == "update") {
      row["value"] =
          sim::updated(exists ? before.row.at("value") : Json::object(), write.at("value"));
      sim::check_row(key, row.at("value"));
      if (exists && before.row.contains("expires")) row["expires"] = before.row.at("expires");
    }
    Json reply = replace(key, before, row);
    if (reply.at("result") == "refused") continue;  // another was first: look again
    const bool is_written = reply.at("result") == "written";
    if (is_written && verb == "update") reply["after"] = told(row);
    const Json& tests = write.at("condition");
    if (is_written && verb == "put" && tests.size() == 1 && tests[0].at("test") == "version_is" &&
        row.at("version") != tests[0].at("value").get<int>() + 1)
      reply["version"] = row.at("version");
    return reply;
  }
}

/// Publishes a row in place of the one that was read.
Json KvStore::replace(const Json& key, const Found& before, const Json& row) const {
  const std::string subject = subject_of_row(key), text = row.dump();
  jsPubOptions options;
  jsPubOptions_Init(&options);
  options.ExpectLastSubjectSeq = before.sequence;
  options.ExpectNoMessage = before.sequence == 0;
  jsErrCode code{};
  const natsStatus status = js_Publish(nullptr, nats_.stream(), subject.c_str(), text.data(),
                                       int(text.size()), &options, &code);
  if (status == NATS_OK) return sim::result_json("written");
  if (int(code) == wrong_last_sequence) return sim::result_json("refused");
  limit_.wait();
  return sim::result_json(status == NATS_NO_RESPONDERS ? "throttled" : "unknown");
}

}  // namespace real
