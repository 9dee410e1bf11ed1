#include "real/kv_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "eda/invalid_request.hpp"
#include "sim/model/ports/store_rules.hpp"

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

/// Returns the message of a row: {"key", "version", "value", "expires"}; erased: no value.
Json message_of(const Json& key, const StoredRow& row) {
  Json message = Json::object();
  message["key"] = key;
  message["version"] = row.version;
  if (row.value) message["value"] = *row.value;
  if (row.expires) message["expires"] = *row.expires;
  return message;
}

StoredRow row_of_message(const Json& message) {
  StoredRow row{.version = message.at("version").get<int>()};
  if (message.contains("value")) row.value.emplace(message.at("value"));
  if (message.contains("expires")) row.expires = message.at("expires").get<std::int64_t>();
  return row;
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
    if (status == NATS_OK)
      return {natsMsg_GetSequence(message.raw()), row_of_message(Json::parse(message.data()))};
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
    const Json reply = write(request.at("writes")[0]);
    return verb == "write" ? reply : Json::object({{"result", reply.at("result")}});
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
    const Json found = Json::parse(message.data());
    const StoredRow row = row_of_message(found);
    const Json& key = found.at("key");
    if (!row.value || !key.at(0).get<std::string>().starts_with(prefix) ||
        (!after.empty() && key.at(1).get<std::string>() <= after))
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
  while (true) {
    const Found before = read(key, true);
    if (!allows(before.row, write)) return sim::result_json("refused");
    const std::optional<StoredRow> after = changed(before.row, write);
    if (!after) return sim::result_json("written");
    const Json reply = replace(key, before.sequence, *after);
    if (reply.at("result") == "refused") continue;  // another was first: look again
    return reply.at("result") == "written" ? reply_to_write(write, *after) : reply;
  }
}

/// Publishes a row in place of the message `sequence`; 0: where there is none.
Json KvStore::replace(const Json& key, std::uint64_t sequence, const StoredRow& row) const {
  const std::string subject = subject_of_row(key), text = message_of(key, row).dump();
  jsPubOptions options;
  jsPubOptions_Init(&options);
  options.ExpectLastSubjectSeq = sequence;
  options.ExpectNoMessage = sequence == 0;
  jsErrCode code{};
  const natsStatus status = js_Publish(nullptr, nats_.stream(), subject.c_str(), text.data(),
                                       int(text.size()), &options, &code);
  if (status == NATS_OK) return sim::result_json("written");
  if (int(code) == wrong_last_sequence) return sim::result_json("refused");
  limit_.wait();
  return sim::result_json(status == NATS_NO_RESPONDERS ? "throttled" : "unknown");
}

}  // namespace real
