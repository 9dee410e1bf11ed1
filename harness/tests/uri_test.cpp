#include "eda/detail/uri.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using eda::detail::flaw_in_absolute_uri;
using eda::detail::flaw_in_uri_reference;

/// Possible ends of a rule of a grammar in `text` if it starts at `at`. Slow, but obviously
/// correct.
using Ends = std::set<std::size_t>;
using Rule = std::function<Ends(std::string_view text, std::size_t at)>;

Rule one_of(std::string_view characters) {
  return [characters](std::string_view text, std::size_t at) {
    const bool fits = at < text.size() && characters.find(text[at]) != std::string_view::npos;
    return fits ? Ends{at + 1} : Ends{};
  };
}

/// Alternative of two rules.
Rule operator+(Rule left, Rule right) {
  return [left, right](std::string_view text, std::size_t at) {
    Ends ends = left(text, at);
    ends.merge(right(text, at));
    return ends;
  };
}

/// Sequence of two rules.
Rule operator*(Rule first, Rule then) {
  return [first, then](std::string_view text, std::size_t at) {
    Ends ends;
    for (const std::size_t middle : first(text, at)) ends.merge(then(text, middle));
    return ends;
  };
}

Rule times(int min, int max, Rule rule) {
  return [min, max, rule](std::string_view text, std::size_t at) {
    Ends ends;
    Ends reached{at};
    for (int n = 0; n <= max && not reached.empty(); ++n) {
      if (n >= min) ends.insert(reached.begin(), reached.end());
      Ends further;
      for (const std::size_t place : reached) further.merge(rule(text, place));
      reached = std::move(further);
    }
    return ends;
  };
}

constexpr int no_limit = 100;
Rule any(Rule rule) { return times(0, no_limit, std::move(rule)); }
Rule some(Rule rule) { return times(1, no_limit, std::move(rule)); }
Rule maybe(Rule rule) { return times(0, 1, std::move(rule)); }

/// Grammar of RFC 3986, appendix A, rule by rule, with which the hand-written check is compared.
class Grammar {
 public:
  bool has_uri_reference(std::string_view text) const { return matches(uri_reference_, text); }
  bool has_absolute_uri(std::string_view text) const { return matches(absolute_uri_, text); }

 private:
  static bool matches(const Rule& rule, std::string_view text) {
    return rule(text, 0).contains(text.size());
  }

  Rule digit_ = one_of("0123456789");
  Rule hexdig_ = one_of("0123456789abcdefABCDEF");
  Rule alpha_ = one_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  Rule colon_ = one_of(":");
  Rule slash_ = one_of("/");
  Rule dot_ = one_of(".");

  Rule pct_encoded_ = one_of("%") * hexdig_ * hexdig_;
  Rule unreserved_ = alpha_ + digit_ + one_of("-._~");
  Rule sub_delims_ = one_of("!$&'()*+,;=");
  Rule pchar_ = unreserved_ + pct_encoded_ + sub_delims_ + one_of(":@");

  Rule dec_octet_ = digit_ + one_of("123456789") * digit_ + one_of("1") * digit_ * digit_ +
                    one_of("2") * one_of("01234") * digit_ +
                    one_of("2") * one_of("5") * one_of("012345");
  Rule ipv4_ = dec_octet_ * dot_ * dec_octet_ * dot_ * dec_octet_ * dot_ * dec_octet_;
  Rule h16_ = times(1, 4, hexdig_);
  Rule ls32_ = h16_ * colon_ * h16_ + ipv4_;
  Rule groups(int n) const { return times(n, n, h16_ * colon_); }
  Rule up_to(int n) const { return maybe(times(0, n, h16_ * colon_) * h16_) * colon_ * colon_; }
  Rule ipv6_ = groups(6) * ls32_ + colon_ * colon_ * groups(5) * ls32_ +
               up_to(0) * groups(4) * ls32_ + up_to(1) * groups(3) * ls32_ +
               up_to(2) * groups(2) * ls32_ + up_to(3) * groups(1) * ls32_ + up_to(4) * ls32_ +
               up_to(5) * h16_ + up_to(6);
  Rule ipvfuture_ = one_of("vV") * some(hexdig_) * dot_ * some(unreserved_ + sub_delims_ + colon_);

  Rule reg_name_ = any(unreserved_ + pct_encoded_ + sub_delims_);
  Rule host_ = one_of("[") * (ipv6_ + ipvfuture_) * one_of("]") + reg_name_;
  Rule userinfo_ = any(unreserved_ + pct_encoded_ + sub_delims_ + colon_);
  Rule authority_ = maybe(userinfo_ * one_of("@")) * host_ * maybe(colon_ * any(digit_));

  Rule path_abempty_ = any(slash_ * any(pchar_));
  Rule path_absolute_ = slash_ * maybe(some(pchar_) * path_abempty_);
  Rule path_rootless_ = some(pchar_) * path_abempty_;
  Rule path_noscheme_ =
      some(unreserved_ + pct_encoded_ + sub_delims_ + one_of("@")) * path_abempty_;
  Rule path_empty_ = times(0, 0, digit_);
  Rule with_authority_ = slash_ * slash_ * authority_ * path_abempty_;

  Rule scheme_ = alpha_ * any(alpha_ + digit_ + one_of("+-."));
  Rule query_ = maybe(one_of("?") * any(pchar_ + one_of("/?")));
  Rule fragment_ = maybe(one_of("#") * any(pchar_ + one_of("/?")));
  Rule absolute_uri_ =
      scheme_ * colon_ * (with_authority_ + path_absolute_ + path_rootless_ + path_empty_) * query_;
  Rule relative_part_ = with_authority_ + path_absolute_ + path_noscheme_ + path_empty_;
  Rule uri_reference_ = (absolute_uri_ + relative_part_ * query_) * fragment_;
};

struct Tally {
  int accepted = 0;
  int rejected = 0;

  void compare(const std::string& text) {
    const bool is_reference = not flaw_in_uri_reference(text);
    ASSERT_EQ(is_reference, grammar.has_uri_reference(text)) << text;
    ASSERT_EQ(not flaw_in_absolute_uri(text), grammar.has_absolute_uri(text)) << text;
    (is_reference ? accepted : rejected)++;
  }

  Grammar grammar;
};

TEST(Uri, FollowsTheGrammarForEveryShortText) {
  const std::string letters = "a1:/?#[]@%-\x80";
  Tally tally;
  std::vector<std::string> texts{""};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    ASSERT_NO_FATAL_FAILURE(tally.compare(texts[i]));
    if (texts[i].size() == 4) continue;
    for (const char letter : letters) texts.push_back(texts[i] + letter);
  }
  EXPECT_GT(tally.accepted, 1000);
  EXPECT_GT(tally.rejected, 1000);
}

TEST(Uri, FollowsTheGrammarForLongerTexts) {
  const std::vector<std::string> pieces{"a",     "Z9",  ":",  "/", "//",    "?", "#",
                                        "@",     "%2F", "%e", "[", "[::1]", "]", ":80",
                                        "http:", " ",   "\"", "+", ".",     "~"};
  std::mt19937 random{3986};
  Tally tally;
  for (int i = 0; i < 4000; ++i) {
    std::string text;
    for (std::size_t n = random() % 9; n > 0; --n) text += pieces[random() % pieces.size()];
    ASSERT_NO_FATAL_FAILURE(tally.compare(text));
  }
  EXPECT_GT(tally.accepted, 500);
  EXPECT_GT(tally.rejected, 500);
}

std::string groups(int n) {
  std::string text;
  for (int i = 0; i < n; ++i) text += i == 0 ? "f" : ":1";
  return text;
}

TEST(Uri, FollowsTheGrammarForEveryShapeOfAnIpv6Address) {
  Tally tally;
  for (int before = 0; before <= 9; ++before)
    for (int after = 0; after <= 9; ++after)
      for (const char* gap : {"", ":", "::", ":::"})
        for (const char* end : {"", ":1.2.3.4", ":"})
          ASSERT_NO_FATAL_FAILURE(
              tally.compare("//[" + groups(before) + gap + groups(after) + end + "]"));
  EXPECT_GT(tally.accepted, 50);
  EXPECT_GT(tally.rejected, 500);
}

TEST(Uri, FollowsTheGrammarForEveryKindOfGroupInAnIpv6Address) {
  Tally tally;
  for (const char* group :
       {"0", "09aF", "12345", "g", "", "1.2.3.4", "255.249.199.99", "256.1.1.1", "1.1.1.260",
        "01.2.3.4", "1.2.3", "1.2.3.4.5", "1..2.3", "1.2.3.4.", "%31"})
    for (const char* before : {"", "::", "1::", "1:2:3:4:5:6:", "1:2:3:4:5:6:7:"})
      for (const char* after : {"", "::", ":1"})
        ASSERT_NO_FATAL_FAILURE(tally.compare(std::string{"//["} + before + group + after + "]"));
  EXPECT_GT(tally.accepted, 10);
  EXPECT_GT(tally.rejected, 100);
}

TEST(Uri, FollowsTheGrammarForAddressesOfTheFuture) {
  Tally tally;
  for (const char* address : {"v1.a", "V1f.:", "v.a", "v1.", "v1", "vg.a", "v1.a%20", "1.a", "v1.[",
                              "va.b.c", "v1.!$&'()*+,;=-._~:", ""})
    ASSERT_NO_FATAL_FAILURE(tally.compare("x://[" + std::string{address} + "]:1"));
  EXPECT_EQ(tally.accepted, 4);
}

TEST(Uri, IsAcceptedAsInTheExamplesOfRfc3986) {
  for (const char* uri :
       {"ftp://ftp.is.co.za/rfc/rfc1808.txt", "http://www.ietf.org/rfc/rfc2396.txt",
        "ldap://[2001:db8::7]/c=GB?objectClass?one", "mailto:John.Doe@example.com",
        "news:comp.infosystems.www.servers.unix", "tel:+1-816-555-1212", "telnet://192.0.2.16:80/",
        "urn:oasis:names:specification:docbook:dtd:xml:4.1.2"}) {
    EXPECT_FALSE(flaw_in_uri_reference(uri)) << uri;
    EXPECT_FALSE(flaw_in_absolute_uri(uri)) << uri;
  }
  for (const char* reference : {"foo://example.com:8042/over/there?name=ferret#nose", "../../g",
                                "//g", "?y", "#s", "g;x=1/../y", "./this:that", ""})
    EXPECT_FALSE(flaw_in_uri_reference(reference)) << reference;
}

TEST(Uri, SaysWhatIsWrongAndWhere) {
  const auto sentence = [](const char* text) { return flaw_in_uri_reference(text).value_or("ok"); };
  EXPECT_EQ(sentence("pizza kitchen"),
            R"(column 6 holds " "; the path of a URI allows letters, digits, -._~!$&'()*+,;=:@/ )"
            "and %hh");
  EXPECT_EQ(sentence("/k\u00fcche").substr(0, 20), "column 3 holds \"\u00fc\";");
  EXPECT_EQ(sentence("/100%"),
            R"(column 5 holds "%"; % must be followed by two hexadecimal digits)");
  EXPECT_EQ(sentence("/50%ig"),
            R"(column 4 holds "%ig"; % must be followed by two hexadecimal digits)");
  EXPECT_EQ(sentence("1-555:123"),
            R"(column 1 holds "1"; what stands before the first : is a scheme, a letter and then )"
            R"(letters, digits, +, - or .)");
  EXPECT_EQ(sentence("http://[::1"),
            "column 12 holds nothing; a host that starts with [ ends with ]");
  EXPECT_EQ(sentence("http://[1::2::3]/"),
            R"(column 8 holds "[1::2::3]"; a host in [ ] must be an IPv6 address)");
  EXPECT_EQ(sentence("http://[::1]x"),
            R"(column 13 holds "x"; after ] only : and a port may follow)");
  EXPECT_EQ(sentence("http://pizza:eighty/"), R"(column 14 holds "e"; a port is made of digits)");
}

TEST(AbsoluteUri, SaysWhatIsWrongAndWhere) {
  const auto sentence = [](const char* text) { return flaw_in_absolute_uri(text).value_or("ok"); };
  EXPECT_EQ(sentence("schemas/order.json"),
            R"(column 1 holds "schemas/order.json"; an absolute URI starts with a scheme like )"
            "https:");
  EXPECT_EQ(sentence("https://pizza.example/order#v2"),
            R"(column 28 holds "#"; an absolute URI has no fragment (RFC 3986, section 4.3))");
  EXPECT_EQ(sentence("https://pizza example"),
            R"(column 14 holds " "; the host of a URI allows letters, digits, -._~!$&'()*+,;= and )"
            "%hh");
}

}  // namespace
