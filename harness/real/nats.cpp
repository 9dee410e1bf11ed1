#include "real/nats.hpp"

#include <fmt/format.h>

#include <cctype>

namespace real {

namespace {

void must(natsStatus status, const std::string& what, int code = 0) {
  if (status == NATS_OK) return;
  const char* last = nats_GetLastError(nullptr);
  throw NatsError{fmt::format("NATS, {}: {}{}{}", what, natsStatus_GetText(status),
                              code == 0 ? "" : fmt::format(" ({})", code),
                              last == nullptr ? "" : std::string{": "} + last)};
}

}  // namespace

std::string NatsMessage::data() const {
  return {natsMsg_GetData(raw_), std::size_t(natsMsg_GetDataLength(raw_))};
}

namespace {

jsMsgMetaData about(natsMsg* raw) {
  jsMsgMetaData* found = nullptr;
  must(natsMsg_GetMetaData(&found, raw), "delivery of a message");
  const jsMsgMetaData about = *found;
  jsMsgMetaData_Destroy(found);
  return about;
}

}  // namespace

std::uint64_t NatsMessage::sequence() const { return about(raw_).Sequence.Stream; }

bool NatsMessage::is_first_delivery() const { return about(raw_).NumDelivered == 1; }

Nats::Nats(const std::vector<std::string>& urls) {
  std::vector<const char*> servers;
  for (const std::string& url : urls) servers.push_back(url.c_str());
  natsOptions* options = nullptr;
  must(natsOptions_Create(&options), "options");
  natsOptions_SetServers(options, servers.data(), int(servers.size()));
  natsOptions_SetMaxReconnect(options, -1);
  natsOptions_SetReconnectWait(options, 100);
  natsOptions_SetSendAsap(options, true);
  natsOptions_SetPingInterval(options, 2000);  // a server that is cut off is noticed in 4 s
  natsOptions_SetMaxPingsOut(options, 2);
  const natsStatus status = natsConnection_Connect(&connection_, options);
  natsOptions_Destroy(options);
  must(status, "connection");
  jsOptions wait;
  jsOptions_Init(&wait);
  wait.Wait = 2000;
  must(natsConnection_JetStream(&stream_, connection_, &wait), "JetStream");
}

Nats::~Nats() {
  jsCtx_Destroy(stream_);
  natsConnection_Destroy(connection_);
}

void Nats::add_stream(const NewStream& wanted) {
  const char* subject = wanted.subjects.c_str();
  jsStreamConfig config;
  jsStreamConfig_Init(&config);
  config.Name = wanted.name.c_str();
  config.Subjects = &subject;
  config.SubjectsLen = 1;
  config.Replicas = 3;
  config.Storage = js_FileStorage;
  config.AllowDirect = wanted.has_direct_reads;
  if (wanted.messages_per_subject > 0) config.MaxMsgsPerSubject = wanted.messages_per_subject;
  jsErrCode code{};
  const natsStatus status = js_AddStream(nullptr, stream_, &config, nullptr, &code);
  must(status, "stream " + wanted.name, int(code));
}

void Nats::add_consumer(const NewConsumer& wanted) {
  jsConsumerConfig config;
  jsConsumerConfig_Init(&config);
  config.Durable = wanted.durable.c_str();
  config.FilterSubject = wanted.subject.c_str();
  config.AckPolicy = js_AckExplicit;
  config.AckWait = std::chrono::nanoseconds{wanted.acknowledged_within}.count();
  config.MaxAckPending = 10'000;
  jsErrCode code{};
  const natsStatus status =
      js_AddConsumer(nullptr, stream_, wanted.stream.c_str(), &config, nullptr, &code);
  must(status, "consumer " + wanted.durable, int(code));
}

Backlog Nats::backlog(const std::string& stream, const std::string& durable) const {
  jsConsumerInfo* info = nullptr;
  if (js_GetConsumerInfo(&info, stream_, stream.c_str(), durable.c_str(), nullptr, nullptr) !=
      NATS_OK)
    return {};
  const Backlog backlog{info->NumPending, info->NumAckPending, true};
  jsConsumerInfo_Destroy(info);
  return backlog;
}

std::string Nats::leader(const std::string& stream) const {
  jsStreamInfo* info = nullptr;
  if (js_GetStreamInfo(&info, stream_, stream.c_str(), nullptr, nullptr) != NATS_OK) return "";
  const bool is_known = info->Cluster != nullptr && info->Cluster->Leader != nullptr;
  std::string leader = is_known ? info->Cluster->Leader : "";
  jsStreamInfo_Destroy(info);
  return leader;
}

Pull::Pull(Nats& nats, const std::string& stream, const std::string& durable) {
  jsSubOptions options;
  jsSubOptions_Init(&options);
  options.Stream = stream.c_str();
  options.Consumer = durable.c_str();
  options.ManualAck = true;
  jsErrCode code{};
  const natsStatus status = js_PullSubscribe(&subscription_, nats.stream(), nullptr,
                                             durable.c_str(), nullptr, &options, &code);
  must(status, "consumer " + durable, int(code));
}

std::vector<NatsMessage> Pull::fetch(int most, Milliseconds time) {
  // natsSubscription_Fetch() would hold the first messages back until there are `most` of them
  jsFetchRequest request;
  jsFetchRequest_Init(&request);
  request.Batch = most;
  request.Expires = std::chrono::nanoseconds{time}.count();
  request.NoWait = true;
  natsMsgList list{};
  natsSubscription_FetchRequest(&list, subscription_, &request);
  std::vector<NatsMessage> messages;
  for (int i = 0; i < list.Count; ++i) messages.emplace_back(std::exchange(list.Msgs[i], nullptr));
  natsMsgList_Destroy(&list);
  return messages;
}

std::string subject_of(const std::string& type) {
  std::string subject;
  for (std::size_t i = 0; i < type.size(); ++i) {
    const char c = type[i];
    const bool is_inner_dot = c == '.' && i > 0 && i + 1 < type.size() && type[i - 1] != '.';
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || is_inner_dot)
      subject += c;
    else
      subject += fmt::format("={:02X}", static_cast<unsigned char>(c));
  }
  return "ev." + subject;
}

std::string consumer_of(const std::string& service, std::size_t number, const std::string& type) {
  std::string name = subject_of(fmt::format("{}-{}-{}", service, number, type)).substr(3);
  for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot))
    name.replace(dot, 1, "=2E");
  return name;
}

}  // namespace real
