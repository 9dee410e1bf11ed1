#include "odd_values.hpp"

namespace odd {

namespace {

constexpr auto not_utf8 = "byte 4 is 0xE9";
constexpr double infinite = std::numeric_limits<double>::infinity();

eda::Item item(Json value) { return {"note", std::move(value)}; }

Json discarded() { return Json::parse("{", nullptr, false); }

}  // namespace

#define DO(name, code, refusal)                          \
  Case {                                                 \
    name,                                                \
        [](Event, [[maybe_unused]] Ports io) -> Task<> { \
          code;                                          \
          co_return;                                     \
        },                                               \
        refusal                                          \
  }
#define PUT(name, value, refusal) \
  DO(name, const eda::Item row = item(value); (void)co_await io.store.put(row), refusal)
#define ASK(name, call, refusal) DO(name, (void)co_await io.call, refusal)
#define PUBLISH(name, change, refusal) \
  DO(name, Event event = fact(); change; (void)co_await io.bus.publish(event), refusal)

std::vector<Case> cases() {
  return {
    PUT("latin1_value", Json(latin1),
        R"(store put "note": its "/value" is not UTF-8: byte 4 is 0xE9)"),
        PUT("latin1_deep", Json::object({{"a", {1, latin1}}}), R"(its "/value/a/1" is not UTF-8)"),
        PUT("latin1_name", Json::object({{latin1, 1}}), not_utf8),
        PUT("nan", Json(std::nan("")), R"(its "/value" is nan; a number in JSON is finite)"),
        PUT("infinity", Json::array({-infinite}), R"(its "/value/0" is -inf; a number)"),
        PUT("binary", Json::binary({1, 2}), "is a binary value"),
        PUT("binary_subtype", Json::binary({1, 2}, 7), "is a binary value"),
        PUT("discarded", discarded(), "could not be parsed"),
        PUT("nested_300", nested(300), "is nested deeper than"),
        PUT("largest_integer", Json(std::numeric_limits<std::uint64_t>::max()), ""),
        PUT("smallest_integer", Json(std::numeric_limits<std::int64_t>::min()), ""),
        PUT("minus_zero", Json(-0.0), ""), PUT("tiny", Json(5e-100), ""),
        PUT("nul_in_text", Json(std::string("a\0b", 3)), ""), PUT("nested_20", nested(20), ""),
        ASK("latin1_key", store.get<Json>(latin1), not_utf8),
        ASK("latin1_sort", store.get<Json>(eda::Key("a", latin1)), not_utf8),
        ASK("latin1_query", store.query<Json>(latin1), not_utf8),
        ASK("latin1_condition", store.erase("note", eda::Condition::equals("a", latin1)), not_utf8),
        ASK("nan_condition", store.erase("note", eda::Condition::less("a", std::nan(""))),
            "is nan"),
        ASK("latin1_path", store.update("note", eda::Update().remove(latin1)), not_utf8),
        ASK("latin1_update", store.update("note", eda::Update().set("a", latin1)), not_utf8),
        ASK("latin1_group", fifo.send(latin1, "1", fact()), not_utf8),
        ASK("latin1_timer", timers.cancel(latin1), not_utf8),
        ASK("latin1_fifo_event", fifo.send("a", "1", Event{latin1}), not_utf8),
        ASK("latin1_timer_event", timers.schedule("a", Instant{}, Event{latin1}), not_utf8),
        ASK("timer_at_max", timers.schedule("a", Instant::max(), fact()), "0000 to 9999"),
        ASK("timer_at_min", timers.schedule("a", Instant::min(), fact()), "0000 to 9999"),
        PUBLISH("latin1_data", event.data["note"] = latin1,
                R"(data at "/note" is not UTF-8: byte 4 is 0xE9)"),
        PUBLISH("latin1_id", event.id = latin1, R"(attribute "id" is not UTF-8: byte 4 is 0xE9)"),
        PUBLISH("latin1_type", event.type = latin1, not_utf8),
        PUBLISH("latin1_source", event.source = latin1, not_utf8),
        PUBLISH("latin1_subject", event.subject = latin1, not_utf8),
        PUBLISH("latin1_content_type", event.datacontenttype = latin1, not_utf8),
        PUBLISH("latin1_schema", event.dataschema = latin1, not_utf8),
        PUBLISH("latin1_extension", event.extensions["note"] = latin1, not_utf8),
        PUBLISH("latin1_extension_name", event.extensions[latin1] = 1, not_utf8),
        PUBLISH("nan_data", event.data["sum"] = std::nan(""), "is nan"),
        PUBLISH("time_max", event.time = Instant::max(),
                R"(attribute "time" is 9223372036854775807)"),
        PUBLISH("time_min", event.time = Instant::min(),
                R"(attribute "time" is -9223372036854775808)"),
        PUBLISH("extension_named_time", event.extensions["time"] = 5, "CloudEvents itself uses"),
        PUBLISH("extension_named_subject", event.extensions["subject"] = 5,
                "CloudEvents itself uses"),
        PUBLISH("extension_object", event.extensions["trace"] = Json::object({{"a", 1}}), ""),
        PUBLISH("extension_list", event.extensions["trace"] = Json::array({1}), ""),
        PUBLISH("extension_float", event.extensions["rate"] = 0.5, ""),
        PUBLISH("no_attributes", event = Event{}, ""),
        PUBLISH("nested_200", event.data = nested(200), ""),
        PUBLISH("nested_201", event.data = nested(201), "is nested deeper than 200 levels"),
        PUBLISH("bytes", event.data = latin1, ""),
        PUBLISH("bytes_that_are_text", event.data = "foob"; event.data_is_bytes = true, ""),
        DO("expires_max", eda::Item row = item(1); row.expires_at = Instant::max();
           (void)co_await io.store.put(row), ""),
        DO("expires_min", eda::Item row = item(1); row.expires_at = Instant::min();
           (void)co_await io.store.put(row), ""),
        DO("lines_10001", for (int i = 0; i < 10'001; ++i) io.log.info("x"), ""),
        DO("lines_of_9_mb", for (int i = 0; i < 9; ++i) io.log.info(std::string(1'000'000, 'x')),
           ""),
        DO("latin1_line", io.log.info(latin1),
           "the log line \"caf\\xE9\" is not UTF-8: byte 4 is 0xE9"),
        DO("latin1_line_later", (void)co_await io.timers.cancel("a");
           io.log.info(latin1), not_utf8),
        DO("latin1_what", throw std::runtime_error{latin1}, "caf\\xE9"),
        DO("long_what", throw std::runtime_error{std::string(100'000, 'x')}, "xxx…"),
        DO("no_exception", throw 7, "something that is no std::exception"),
        DO("verb", eda::Write write = eda::Write::erase("a"); write.verb = "blow up";
           std::vector<eda::Write> writes{write};
           (void)co_await io.store.transact_write(writes), "its verb is \"blow up\""),
        DO("steps", eda::Write write = eda::Write::update("a", {}); write.value = 5;
           std::vector<eda::Write> writes{write};
           (void)co_await io.store.transact_write(writes), "is not the steps"),
        DO(
            "catches", bool caught = false; try {
              const eda::Item row = item(latin1);
              (void)co_await io.store.put(row);
            } catch (const eda::InvalidRequest&) { caught = true; } if (!caught) throw 1,
                                            ""),
  };
}

}  // namespace odd
