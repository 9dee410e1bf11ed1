#include "lint/personal_values.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "eda/detail/text.hpp"

namespace lint {
namespace {

using eda::detail::is_digit;
using eda::detail::is_letter;
using eda::detail::is_lower;
using eda::detail::is_upper;

bool is_local(char c) {
  return is_letter(c) || is_digit(c) ||
         std::string_view{".!#$%&'*+-/=?^_`{|}~"}.find(c) != std::string_view::npos;
}

bool is_host(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.'; }

/// True if `text` has an e-mail address: local@host.tld. The part before @ in a URL is a user name.
bool has_email(std::string_view text) {
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && is_local(text[begin - 1]) && text[begin - 1] != '/') --begin;
    std::size_t end = at + 1;
    while (end < text.size() && is_host(text[end])) ++end;
    std::string_view host = text.substr(at + 1, end - at - 1);
    while (host.ends_with('.')) host.remove_suffix(1);
    const std::size_t dot = host.find_last_of('.');
    const bool has_top = dot != std::string_view::npos && dot > 0 && host.size() - dot > 2 &&
                         std::ranges::all_of(host.substr(dot + 1), is_letter);
    const bool is_in_url = begin >= 2 && text.substr(begin - 2, 2) == "//";
    if (begin < at && has_top && not is_in_url) return true;
  }
  return false;
}

/// The digits of `text`, if it has nothing else but blanks, dashes, dots, brackets and a plus.
std::string digits_of(std::string_view text, std::string_view marks) {
  std::string digits;
  for (const char c : text) {
    if (is_digit(c))
      digits += c;
    else if (marks.find(c) == std::string_view::npos)
      return {};
  }
  return digits;
}

/// ISO/IEC 7812: the check digit of a card number, and the first digits of the large networks.
bool is_card_number(std::string_view text) {
  const std::string digits = digits_of(text, " -");
  if (digits.size() < 13 || digits.size() > 19) return false;
  const std::string begin = digits.substr(0, 2);
  const bool is_network = digits[0] == '4' || digits[0] == '6' ||
                          (begin >= "51" && begin <= "55") || (begin >= "22" && begin <= "27") ||
                          begin == "34" || begin == "37";
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[digits.size() - 1 - i] - '0';
    const int twice = digit * 2;
    sum += i % 2 == 0 ? digit : (twice > 9 ? twice - 9 : twice);
  }
  return is_network && sum % 10 == 0;
}

/// ISO 13616: check digits of an IBAN.
bool is_iban(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if (c != ' ') plain += c;
  if (plain.size() < 15 || plain.size() > 34 || not is_upper(plain[0]) || not is_upper(plain[1]) ||
      not is_digit(plain[2]) || not is_digit(plain[3]))
    return false;
  int remainder = 0;
  for (const char c : plain.substr(4) + plain.substr(0, 4)) {
    if (not is_digit(c) && not is_upper(c)) return false;
    const int value = is_digit(c) ? c - '0' : c - 'A' + 10;
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder == 1;
}

/// E.164 with a plus sign: "+353 86 123 4567".
bool is_phone_number(std::string_view text) {
  const std::size_t digits = digits_of(text, "+ -().").size();
  return text.starts_with('+') && digits >= 8 && digits <= 15;
}

/// "078-05-1120"
bool is_social_security_number(std::string_view text) {
  return text.size() == 11 && text[3] == '-' && text[6] == '-' && digits_of(text, "-").size() == 9;
}

/// True if the query of a link has a parameter with which storage and content networks sign: AWS
/// presigned URL and CloudFront, Google Cloud Storage, Azure SAS, OAuth 2.0 (RFC 6750).
bool has_signed_query(std::string_view link) {
  static constexpr std::string_view names[] = {"X-Amz-Signature", "X-Goog-Signature", "Signature",
                                               "sig", "access_token"};
  const std::size_t query = link.find('?');
  if (query == std::string_view::npos) return false;
  for (std::size_t at = query; at != std::string_view::npos; at = link.find('&', at + 1)) {
    const std::string_view rest = link.substr(at + 1);
    for (const std::string_view name : names)
      if (rest.starts_with(name) && rest.substr(name.size()).starts_with('=')) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string_view> kind_of_personal_data(std::string_view text, bool is_id) {
  if (has_email(text)) return "an e-mail address";
  if (is_id) return {};
  if (is_card_number(text)) return "a card number";
  if (is_iban(text)) return "the number of a bank account (IBAN)";
  if (is_phone_number(text)) return "a phone number";
  if (is_social_security_number(text)) return "a social security number";
  return {};
}

std::optional<std::string_view> kind_of_secret(std::string_view text) {
  const auto has = [&](const char* part) { return text.find(part) != std::string_view::npos; };
  if (has("PRIVATE KEY-----")) return "a private key";
  if (text.starts_with("eyJ") && text.size() > 40 && std::ranges::count(text, '.') >= 2)
    return "a token (JWT)";
  if (text.starts_with("Bearer ")) return "a bearer token";
  if (text.size() == 20 && (text.starts_with("AKIA") || text.starts_with("ASIA")) &&
      std::ranges::none_of(text, is_lower))
    return "an access key";
  const std::size_t scheme = text.find("://");
  if (scheme != std::string_view::npos) {
    if (has_signed_query(text)) return "a link that anyone may follow, since it is signed";
    const std::string_view authority =
        text.substr(scheme + 3, text.find_first_of("/?#", scheme + 3) - scheme - 3);
    const std::size_t at = authority.find('@');
    if (at != std::string_view::npos && authority.substr(0, at).find(':') != std::string_view::npos)
      return "a link with a password";
  }
  return {};
}

}  // namespace lint
