#include <algorithm>
#include <set>

#include "house.hpp"
#include "lint/fields.hpp"
#include "lint/owners.hpp"

using namespace house;

namespace {

/// Fails, and ends the test, if something was found.
void must_hold(const std::string& rule, const std::string& hint,
               const std::vector<std::string>& found) {
  if (!found.empty())
    reject({.says = rule, .hint = hint},
           fmt::format("  Found:\n    {}\n", fmt::join(found, "\n    ")));
}

std::vector<std::string> found_by(const std::set<std::string>& rules, const Json& event) {
  return breaches_in({event}, {"event"}, rules, facilitator_file("key.json"));
}

const lint::Owners& accepted() {
  static const lint::Owners owners = lint::read_owners(facilitator_file("key.json"));
  return owners;
}

/// True if the key gives a field of this name to `service`.
bool may_own(const std::string& service, const std::string& field) {
  return std::ranges::any_of(accepted().owners_of(lint::words_of(field)),
                             [&](const lint::Service* each) { return each->name == service; });
}

/// Returns the fields that the key does not give to the publisher, with their values.
Json foreign_fields() {
  Json fields = company().fields;
  for (const auto& field : company().fields.items())
    if (field.key() == company().key || may_own(company().publisher, field.key()))
      fields.erase(field.key());
  return fields;
}

/// True if `source` is that of the publisher, or names it and no other service.
bool is_of_the_publisher(const std::string& source) {
  const lint::Service* named = accepted().named_in(lint::words_of(source));
  return source == company().sender(company().publisher).source ||
         (named != nullptr && named->name == company().publisher);
}

/// True if `name` ends with one of the phrases in a list of the key.
bool ends_like(const std::string& name, const Json& phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](const std::string& phrase) {
    return lint::ends_with(lint::words_of(name), lint::words_of(phrase));
  });
}

/// True if the place can say what the publisher has found: it is neither an attribute of the
/// letter, nor an id, nor evidence. The type can, unless its last word leaves the result open.
bool can_say_the_finding(const std::string& path) {
  const Json& words = key().at("finding");
  if (path == "type") return !ends_like(published().type, words.at("unsaid"));
  return !letters::is_attribute(path) && !lint::is_id(lint::words_of(path)) &&
         !ends_like(path, words.at("evidence"));
}

}  // namespace

TEST(lint, cloudevents) {
  std::vector<std::string> names;
  for (const auto& attribute : event().items())
    if (!letters::is_attribute(attribute.key()) && !letters::is_attribute_name(attribute.key()))
      names.push_back(attribute.key());
  must_hold("an attribute has a legal name", "Attribute names are lower-case letters and digits.",
            names);
  must_hold("the type says what has happened",
            "A headline reports what happened. This one gives an order.",
            found_by({"command"}, event()));
  must_hold("the type says what has happened",
            "Whose domain, which thing, and what happened to it, in the past?",
            found_by({"type-name"}, event()));
  must_hold("the event asks for no answer", "A letter to everybody waits for no reply.",
            found_by({"rpc"}, event()));
  must_hold("the event is a legal CloudEvent", "Each line says what to write instead.",
            found_by({"json", "cloudevents", "time"}, event()));
}

TEST(lint, ownership) {
  std::vector<std::string> elsewhere;
  for (const auto& field : company().fields.items()) {
    const std::string owner =
        part((Pointer{"/owners"} / field.key()).to_string(), Kind::text).get<std::string>();
    if (!may_own(owner, field.key())) elsewhere.push_back(field.key() + ": " + owner);
  }
  const std::string publisher = company().publisher, reader = company().reader.name;
  must_hold("each field has an owner that can know it",
            "If a service's database were the only one on earth, which fields could it "
            "still fill in?",
            elsewhere);
  std::vector<std::string> signatures;
  if (!is_of_the_publisher(published().source))
    signatures.push_back("source is " + published().source);
  for (const letters::Sender& sender : company().others())
    if (lint::words_of(published().type) == lint::words_of(sender.type))
      signatures.push_back(sender.type + " is for another service to say: " + sender.name);
  must_hold("the " + publisher + " speaks for itself, and for no other service",
            "Two services sign the same letter. Who does a reader believe?", signatures);
  std::vector<std::string> foreign =
      found_by({"ownership"}, letters::as_published_by(company().sender(publisher), event()));
  std::ranges::move(letters::values_in(event(), foreign_fields()), std::back_inserter(foreign));
  if (event().contains("data_base64")) foreign.emplace_back("data_base64 hides what is in it");
  must_hold("the event has nothing that another service owns",
            fmt::format("Needing it is the {}'s problem; owning it is not the {}'s. Which "
                        "event already says it?",
                        reader, publisher),
            foreign);
}

TEST(lint, context) {
  const Event letter = published();
  const Json thing = letters::thing_of(letter, company().key);
  std::vector<std::string> nameless;
  if (thing != company().fields.at(company().key)) nameless.push_back("it names " + thing.dump());
  must_hold("the event says in data." + company().key + ", or as subject, what it is about",
            "What do all letters about the same thing have in common?", nameless);
  const Place place = place_of(finding());
  std::vector<std::string> unsaid;
  if (place.type != letter.type) unsaid.push_back(place.type + " is not the type of the event");
  const Json said = letters::value_at(letter, place.path);
  if (!can_say_the_finding(place.path) || !letters::is_statement(said, letter, company().key))
    unsaid.push_back(place.path + " in the event does not say " + finding().called);
  must_hold(
      "the event says what the " + company().publisher + " has found",
      "Consumers must call you back to learn " + finding().called + ": that is your fact, say it.",
      unsaid);
}

TEST(lint, pii_and_size) {
  published();
  must_hold("the event has no personal data in clear, and no secret",
            "Broadcast letters are read by everyone, for years.",
            found_by({"personal-data", "secret"}, event()));
  must_hold("the event is smaller than 256 KB, and carries no content of files",
            "A letter is no parcel. Who keeps the bytes, and where?",
            found_by({"size", "blob"}, event()));
}
