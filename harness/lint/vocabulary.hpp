#pragma once

#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "lint/words.hpp"

namespace lint {

/// Thrown for a data file that cannot be read or lacks a list. The message names the file.
struct InvalidData : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Words that the rules know, whatever the domain. See harness/lint/data/vocabulary.json.
struct Vocabulary {
  std::set<std::string> irregular_past;   ///< paid, sent
  std::set<std::string> not_past;         ///< nouns and verbs that end like a past: need, feed
  std::set<std::string> states;           ///< ready, overdue
  std::set<std::string> particles;        ///< in, out, up: "checked in"
  std::set<std::string> commands;         ///< verbs in the imperative: refund, release
  std::set<std::string> orders;           ///< words of an order: should, please
  std::set<std::string> top_domains;      ///< first parts of a reversed DNS name: com, io
  std::set<std::string> outcome_missing;  ///< past words that leave the outcome open: checked
  std::vector<Words> rpc_fields;          ///< reply to, callback url
  std::vector<Words> instruction_fields;  ///< command, next step
  std::set<std::string> key_words;        ///< last words of a business key: id, number
  std::vector<Words> personal;            ///< email, date of birth
  std::vector<Words> secrets;             ///< password, api key
  std::set<std::string> persons;          ///< customer, driver: their name is personal data
  std::set<std::string> organisations;    ///< warehouse: its address is no personal data
  std::set<std::string> protected_words;  ///< hash, encrypted: the value is not in clear
  std::set<std::string> money;            ///< amount, price
  std::set<std::string> money_endings;    ///< charged, due: words that may follow
  std::set<std::string> currencies;       ///< eur, gbp: words that may follow
  std::vector<Words> binary_fields;       ///< base64, file content
  std::set<std::string> blanks;           ///< values that stand for none: tbd
};

/// Reads vocabulary.json. Throws InvalidData.
Vocabulary read_vocabulary(const std::filesystem::path& file);

}  // namespace lint
