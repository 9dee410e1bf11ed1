// Reads a participant's archive in a box, and writes out the answers in it.
//     unpack ARCHIVE ASKED NN_name.cpp…
// The activities of the kit follow, of which the first ASKED ones are wanted. On the standard
// output there is a record for each that is there, and one at the end: KIND ACTIVITY LENGTH, a line
// end, and LENGTH bytes. KIND is `text`, `refused` (with the reason) or `end` (with what is wrong,
// or nothing).

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#include <algorithm>
#include <clocale>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "grade/finding.hpp"

namespace {

constexpr std::size_t text_bytes_max = 256 * 1024;
constexpr std::size_t entries_max = 100'000;

void say(const char* kind, std::size_t activity, const std::string& bytes) {
  const std::string record = std::string{kind} + " " + std::to_string(activity) + " " +
                             std::to_string(bytes.size()) + "\n" + bytes;
  std::string_view left = record;
  while (!left.empty()) {
    const ssize_t put = write(1, left.data(), left.size());
    if (put <= 0) _exit(1);
    left.remove_prefix(std::size_t(put));
  }
}

/// As it is written in the archive; empty: nothing that can be compared.
std::string path_from(const char* path, const char* utf_8) {
  if (path == nullptr) path = utf_8;
  std::string plain = path == nullptr ? "" : path;
  // some programs of Windows write the paths of Windows
  if (plain.find('/') == std::string::npos) std::ranges::replace(plain, '\\', '/');
  while (plain.starts_with("./")) plain.erase(0, 2);
  return plain;
}

/// A file in the archive, and the one whose bytes it has: another, where it is a hard link.
struct Packed {
  grader::Entry entry;
  std::size_t bytes_of = 0;
};

/// Why an entry with the path of an answer cannot be one.
std::string objection(archive_entry* entry) {
  if (archive_entry_filetype(entry) == AE_IFLNK) return "is a link";
  if (archive_entry_filetype(entry) != AE_IFREG) return "is no regular file";
  const bool is_too_large =
      archive_entry_size_is_set(entry) && archive_entry_size(entry) > la_int64_t(text_bytes_max);
  return is_too_large ? "is larger than 256 KiB" : "";
}

Packed packed_from(archive_entry* entry, const std::vector<Packed>& before) {
  Packed packed{{path_from(archive_entry_pathname(entry), archive_entry_pathname_utf8(entry)), ""},
                before.size()};
  const char* link = archive_entry_hardlink(entry);
  const char* link_utf_8 = archive_entry_hardlink_utf8(entry);
  if (link == nullptr && link_utf_8 == nullptr) {
    packed.entry.objection = objection(entry);
    return packed;
  }
  const std::string target = path_from(link, link_utf_8);
  const auto found = std::find_if(before.rbegin(), before.rend(),
                                  [&](const Packed& one) { return one.entry.path == target; });
  packed.entry.objection =
      found == before.rend() ? "is a link to what is not in the archive" : found->entry.objection;
  if (found != before.rend()) packed.bytes_of = found->bytes_of;
  return packed;
}

/// Nothing when it cannot be read; the archive says why.
std::unique_ptr<std::string> text_of(archive* from) {
  auto text = std::make_unique<std::string>(text_bytes_max + 1, '\0');
  std::size_t done = 0;
  while (done < text->size()) {
    const la_ssize_t got = archive_read_data(from, text->data() + done, text->size() - done);
    if (got < 0) return nullptr;
    if (got == 0) break;
    done += std::size_t(got);
  }
  text->resize(done);
  return text;
}

using Opened = std::unique_ptr<archive, int (*)(archive*)>;

/// Throws std::runtime_error with a sentence, as all that follows.
Opened opened(const char* file) {
  Opened from{archive_read_new(), archive_read_free};
  archive_read_support_filter_gzip(from.get());
  archive_read_support_filter_bzip2(from.get());
  archive_read_support_filter_xz(from.get());
  archive_read_support_filter_zstd(from.get());
  archive_read_support_format_zip(from.get());
  archive_read_support_format_tar(from.get());
  archive_read_support_format_7zip(from.get());
  if (archive_read_open_filename(from.get(), file, 65536) != ARCHIVE_OK)
    throw std::runtime_error{std::string{"it is no archive that can be read: "} +
                             archive_error_string(from.get())};
  return from;
}

[[noreturn]] void fail(archive* from) {
  throw std::runtime_error{std::string{"it cannot be read to its end: "} +
                           archive_error_string(from)};
}

/// nullptr at the end.
archive_entry* next(archive* from) {
  archive_entry* entry = nullptr;
  const int status = archive_read_next_header(from, &entry);
  if (status == ARCHIVE_EOF) return nullptr;
  if (status < ARCHIVE_WARN) fail(from);
  return entry;
}

std::vector<Packed> entries_in(const char* file) {
  const Opened from = opened(file);
  std::vector<Packed> all;
  while (archive_entry* entry = next(from.get())) {
    if (all.size() >= entries_max)
      throw std::runtime_error{"it holds more than " + std::to_string(entries_max) + " files"};
    all.push_back(packed_from(entry, all));
  }
  return all;
}

/// The texts of those entries, by index.
std::map<std::size_t, std::string> texts_in(const char* file, const std::set<std::size_t>& wanted) {
  std::map<std::size_t, std::string> texts;
  const Opened from = opened(file);
  for (std::size_t i = 0; texts.size() < wanted.size() && next(from.get()) != nullptr; ++i) {
    if (!wanted.contains(i)) continue;
    const auto text = text_of(from.get());
    if (!text) fail(from.get());
    texts[i] = *text;
  }
  return texts;
}

/// Says the text of an activity, or why there is none.
void say_answer(std::size_t activity, const std::vector<std::size_t>& found,
                const std::vector<Packed>& packed,
                const std::map<std::size_t, std::string>& texts) {
  std::vector<std::string> paths;
  const auto text_at = [&](std::size_t i) -> const std::string& {
    return texts.at(packed[i].bytes_of);
  };
  for (const std::size_t i : found) {
    const auto& [path, objection] = packed[i].entry;
    if (!objection.empty()) return say("refused", activity, path + " " + objection);
    if (text_at(i).size() > text_bytes_max)
      return say("refused", activity, path + " is larger than 256 KiB");
    paths.push_back(path);
  }
  const std::string& text = text_at(found.front());
  if (std::ranges::any_of(found, [&](std::size_t i) { return text_at(i) != text; }))
    return say("refused", activity, grader::several(paths));
  say("text", activity, text);
}

void unpack(const char* file, const grader::Search& search) {
  const std::vector<Packed> packed = entries_in(file);
  std::vector<grader::Entry> entries;
  for (const Packed& one : packed) entries.push_back(one.entry);
  std::vector<std::vector<std::size_t>> found;
  std::set<std::size_t> wanted;
  for (std::size_t activity = 0; activity < search.asked; ++activity) {
    found.push_back(answer_among(entries, activity, search));
    for (const std::size_t i : found.back())
      if (entries[i].objection.empty()) wanted.insert(packed[i].bytes_of);
  }
  const auto texts = texts_in(file, wanted);
  for (std::size_t activity = 0; activity < search.asked; ++activity) {
    if (!found[activity].empty()) say_answer(activity, found[activity], packed, texts);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  std::setlocale(LC_CTYPE, "C.UTF-8");  // names are no matter of where we are
  grader::Search search;
  search.asked = std::stoul(arguments[2]);
  for (int i = 3; i < count; ++i) {
    const std::string name = arguments[i];
    const std::size_t ending = name.rfind('.');
    search.activities.push_back({name.substr(0, ending), name.substr(ending)});
  }
  try {
    unpack(arguments[1], search);
    say("end", 0, "");
  } catch (const std::runtime_error& error) {
    say("end", 0, error.what());
  }
  return 0;
}
