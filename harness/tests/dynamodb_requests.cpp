#include "dynamodb_requests.hpp"

#include <algorithm>

namespace dynamodb {

using namespace alone;
using What = Call::What;

namespace {

Condition condition_of(const Json& tests) {
  Condition all = Condition::none();
  for (const Json& one : tests) {
    const std::string test = one.at("test"), path = one.value("path", std::string{});
    const Json value = one.value("value", Json{});
    all = all && (test == "absent"     ? Condition::absent()
                  : test == "present"  ? Condition::present()
                  : test == "equals"   ? Condition::equals(path, value)
                  : test == "differs"  ? Condition::differs(path, value)
                  : test == "less"     ? Condition::less(path, value)
                  : test == "has"      ? Condition::has(path)
                  : test == "lacks"    ? Condition::lacks(path)
                  : test == "contains" ? Condition::contains(path, value)
                                       : Condition::contains_not(path, value));
  }
  return all;
}

Update update_of(const Json& steps) {
  Update all;
  for (const Json& step : steps) {
    const std::string verb = step.at("do"), path = step.at("path");
    const Json value = step.value("value", Json{});
    all = verb == "set"              ? all.set(path, value)
          : verb == "set_if_missing" ? all.set_if_missing(path, value)
          : verb == "add"            ? all.add(path, value.get<std::int64_t>())
          : verb == "insert"         ? all.insert(path, value)
                                     : all.remove(path);
  }
  return all;
}

Key key_of(const Call& call) {
  return call.has_sort ? Key{call.partition, call.sort} : Key{call.partition};
}

eda::WriteResult written(const Call& call, StoreAlone& store) {
  const Key key = key_of(call);
  const Condition condition = condition_of(call.tests);
  if (call.what == What::put) return store.result(put(key, call.value, condition));
  if (call.what == What::erase) return store.result(erase(key, condition));
  return store.result(update(key, update_of(call.steps), condition));
}

/// In the comparison, arrays in fields of this name are sets; all others are lists.
bool is_set(const std::string& field, const Json& array) {
  return field.starts_with("tags") && !array.empty();
}

Json set_of(const Json& elements) {
  const bool are_numbers = elements.front().is_number();
  Json texts = Json::array();
  for (const Json& element : elements)
    texts.push_back(are_numbers ? Json(element.dump()) : element);
  return Json::object({{are_numbers ? "NS" : "SS", texts}});
}

Json attribute_of(const Json& value, const std::string& field = "") {
  if (value.is_null()) return Json::object({{"NULL", true}});
  if (value.is_boolean()) return Json::object({{"BOOL", value}});
  if (value.is_number()) return Json::object({{"N", value.dump()}});
  if (value.is_string()) return Json::object({{"S", value}});
  if (value.is_array() && is_set(field, value)) return set_of(value);
  Json inner = value.is_array() ? Json::array() : Json::object();
  if (value.is_array())
    for (const Json& element : value) inner.push_back(attribute_of(element));
  else
    for (const auto& [name, element] : value.items()) inner[name] = attribute_of(element, name);
  return Json::object({{value.is_array() ? "L" : "M", inner}});
}

Json value_of(const Json& attribute) {
  const std::string& type = attribute.begin().key();
  const Json& value = attribute.begin().value();
  if (type == "NULL") return nullptr;
  if (type == "N") return Json::parse(value.get<std::string>());
  if (type == "SS" || type == "NS") {
    Json elements = Json::array();
    for (const Json& text : value)
      elements.push_back(type == "SS" ? text : Json::parse(text.get<std::string>()));
    std::sort(elements.begin(), elements.end());
    return elements;
  }
  if (type != "L" && type != "M") return value;
  Json plain = type == "L" ? Json::array() : Json::object();
  if (type == "L")
    for (const Json& element : value) plain.push_back(value_of(element));
  else
    for (const auto& [name, element] : value.items()) plain[name] = value_of(element);
  return plain;
}

/// The names and values of a request's expressions.
class Expressions {
 public:
  /// "a.b[0]" -> "#n0.#n1[0]"
  std::string path(const std::string& path) {
    std::string expression;
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find('.', begin), path.size());
      const std::string part = path.substr(begin, end - begin);
      const std::size_t bracket = std::min(part.find('['), part.size());
      expression += (begin > 0 ? "." : "") + name(part.substr(0, bracket)) + part.substr(bracket);
      begin = end + 1;
    }
    return expression;
  }
  std::string name(const std::string& name) {
    const std::string placeholder = "#n" + std::to_string(names_.size());
    names_[placeholder] = name;
    return placeholder;
  }
  std::string value(Json attribute) {
    const std::string placeholder = ":v" + std::to_string(values_.size());
    values_[placeholder] = std::move(attribute);
    return placeholder;
  }
  void add_to(Json& body) const {
    if (!names_.empty()) body["ExpressionAttributeNames"] = names_;
    if (!values_.empty()) body["ExpressionAttributeValues"] = values_;
  }

 private:
  Json names_ = Json::object(), values_ = Json::object();
};

std::string condition_text(const Json& one, Expressions& in) {
  const std::string test = one.at("test");
  if (test == "absent") return "attribute_not_exists(" + in.name("partition") + ")";
  if (test == "present") return "attribute_exists(" + in.name("partition") + ")";
  const std::string path = in.path(one.value("path", std::string{}));
  if (test == "has") return "attribute_exists(" + path + ")";
  if (test == "lacks") return "attribute_not_exists(" + path + ")";
  const std::string value = in.value(attribute_of(one.value("value", Json{})));
  if (test == "contains") return "contains(" + path + ", " + value + ")";
  if (test == "contains_not") return "NOT contains(" + path + ", " + value + ")";
  return path + (test == "equals" ? " = " : test == "differs" ? " <> " : " < ") + value;
}

void add_condition(Json& body, const Json& tests, Expressions& in) {
  std::string text;
  for (const Json& one : tests) text += (text.empty() ? "" : " AND ") + condition_text(one, in);
  if (!text.empty()) body["ConditionExpression"] = text;
}

void add_update(Json& body, const Json& steps, Expressions& in) {
  std::string set, add, remove;
  const auto append = [](std::string& clause, const char* verb, const std::string& text) {
    clause += (clause.empty() ? std::string{verb} + " " : ", ") + text;
  };
  for (const Json& step : steps) {
    const std::string verb = step.at("do"), path = in.path(step.at("path"));
    const Json value = step.value("value", Json{});
    const auto placeholder = [&] { return in.value(attribute_of(value)); };
    if (verb == "set") append(set, "SET", path + " = " + placeholder());
    if (verb == "set_if_missing")
      append(set, "SET", path + " = if_not_exists(" + path + ", " + placeholder() + ")");
    if (verb == "add") append(add, "ADD", path + " " + placeholder());
    if (verb == "insert") {
      const bool fits = value.is_number() || value.is_string();
      const Json element = fits ? set_of(Json::array({value})) : attribute_of(value);
      append(add, "ADD", path + " " + in.value(element));
    }
    if (verb == "remove") append(remove, "REMOVE", path);
  }
  std::string text = set;
  for (const std::string& clause : {add, remove})
    if (!clause.empty()) text += (text.empty() ? "" : " ") + clause;
  if (!text.empty()) body["UpdateExpression"] = text;
}

Json body_of(const Call& call) {
  return Json::object({{"TableName", call.has_sort ? "sorted" : "plain"}});
}

Json key_attributes(const Call& call) {
  Json key = Json::object({{"partition", attribute_of(call.partition)}});
  if (call.has_sort) key["sort"] = attribute_of(call.sort);
  return key;
}

}  // namespace

Result result_of(const Call& call, StoreAlone& store) {
  Result result;
  try {
    result.kind = written(call, store).ok() ? "written" : "refused";
  } catch (const eda::InvalidRequest&) {
    result.kind = "invalid";
  }
  try {
    const eda::Item row = store.result(get(key_of(call)));
    if (row.exists()) result.row = row.value;
  } catch (const eda::InvalidRequest&) {
    // no row has such a key
  }
  return result;
}

Json requests_for_tables() {
  const auto key = [](const char* name, const char* kind) {
    return Json{{"AttributeName", name}, {"KeyType", kind}};
  };
  Json requests = Json::array();
  for (const bool has_sort : {false, true}) {
    Json schema = Json::array({key("partition", "HASH")});
    if (has_sort) schema.push_back(key("sort", "RANGE"));
    Json types = Json::array();
    for (const Json& one : schema)
      types.push_back({{"AttributeName", one.at("AttributeName")}, {"AttributeType", "S"}});
    const char* name = has_sort ? "sorted" : "plain";
    requests.push_back({{"operation", "CreateTable"},
                        {"body",
                         {{"TableName", name},
                          {"AttributeDefinitions", types},
                          {"KeySchema", schema},
                          {"BillingMode", "PAY_PER_REQUEST"}}}});
    requests.push_back(
        {{"operation", "DescribeTable"}, {"body", Json::object({{"TableName", name}})}});
  }
  return requests;
}

Json request_of(const Call& call) {
  Json body = body_of(call);
  Expressions expressions;
  const char* operation = "DeleteItem";
  if (call.what == What::put) {
    operation = "PutItem";
    body["Item"] = attribute_of(call.value).value("M", Json::object());
    body["Item"].update(key_attributes(call));
  } else {
    body["Key"] = key_attributes(call);
  }
  if (call.what == What::update) {
    operation = "UpdateItem";
    add_update(body, call.steps, expressions);
  }
  add_condition(body, call.tests, expressions);
  expressions.add_to(body);
  return {{"operation", operation}, {"body", body}};
}

Json read_of(const Call& call) {
  Json body = body_of(call);
  body["Key"] = key_attributes(call);
  body["ConsistentRead"] = true;
  return {{"operation", "GetItem"}, {"body", body}};
}

Result result_of(const Json& answer, const Json& read) {
  Result result;
  const std::string error = answer.at("body").value("__type", std::string{});
  result.kind = answer.at("status") == 200                            ? "written"
                : error.ends_with("#ConditionalCheckFailedException") ? "refused"
                : error.ends_with("#ValidationException")             ? "invalid"
                                                                      : error;
  if (read.at("body").contains("Item")) {
    result.row = value_of(Json::object({{"M", read.at("body").at("Item")}}));
    result.row.erase("partition");
    result.row.erase("sort");
  }
  return result;
}

std::string text_of(const Call& call) {
  const std::string key = Json(call.partition.substr(0, 20)).dump();
  const char* verb = call.what == What::put     ? "put "
                     : call.what == What::erase ? "erase "
                                                : "update ";
  return verb + key + " " + call.value.dump().substr(0, 100) + " steps " + call.steps.dump() +
         " if " + call.tests.dump().substr(0, 200);
}

}  // namespace dynamodb
