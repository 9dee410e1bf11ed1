#include "choices_test.hpp"

using namespace choices;

TEST(lint, upload_has_forces) { check_forces(upload); }

TEST(order, upload_choice) { check_choice(upload); }

// Shows the shortest schedule in which one copy of one message makes a step happen twice.
TEST(duplicate, upload_copy) {
  const Pattern pattern = chosen(upload.name);
  const bool expected = harmed_by("copied").contains(pattern);
  const Rule needs_care{
      .says = fmt::format("faults.copied has {} only if a copy makes {} act twice", letter(pattern),
                          letter(pattern)),
      .hint = "A step was carried out, and then carried out again. Who could have known?"};
  bool found = false;
  for (const Outcome& outcome : every_outcome_of(with_one_copy(pattern, upload.name))) {
    if (!acted_twice(outcome, upload.name)) continue;
    found = true;
    ASSERT_TRUE(expected) << outcome.story(needs_care);
    break;
  }
  ASSERT_EQ(found, expected) << broken(needs_care, "  No schedule with one copy does so.\n");
}

TEST(sim, upload_prediction) {
  check_prediction(upload.name, "messages",
                   "Count what is said until a file is saved, commands and answers too.");
}
