// Reads a participant's archive in a box and writes the answers in it to standard output.
//     unpack ARCHIVE ASKED NN_name/name.cpp…
// The last arguments are the files of answers to the activities of the kit, those of an activity
// together; the first ASKED activities are requested. The output has a record for each requested
// file in the archive, and one at the end: KIND FILE LENGTH, a line end, and LENGTH bytes. FILE is
// an index, from 0. KIND is `text`, `refused` (with the reason) or `end` (with the error,
// or empty).

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

void say(const char* kind, std::size_t part, const std::string& bytes) {
  const std::string record = std::string{kind} + " " + std::to_string(part) + " " +
                             std::to_string(bytes.size()) + "\n" + bytes;
  std::string_view left = record;
  while (!left.empty()) {
    const ssize_t put = write(1, left.data(), left.size());
    if (put <= 0) _exit(1);
    left.remove_prefix(std::size_t(put));
  }
}

/// Returns the path in the archive in a form to compare; empty: not possible.
std::string path_from(const char* path, const char* utf_8) {
  if (path == nullptr) path = utf_8;
  std::string plain = path == nullptr ? "" : path;
  // some programs write the separator of Windows
  if (plain.find('/') == std::string::npos) std::ranges::replace(plain, '\\', '/');
  while (plain.starts_with("./")) plain.erase(0, 2);
  return plain;
}

/// A file in the archive, and the file that has its bytes: the target of a hard link, else itself.
struct Packed {
  grader::Entry entry;
  std::size_t bytes_of = 0;
};

/// Returns the reason why an entry with the path of an answer is none; empty: it is one.
std::string objection(archive_entry* entry) {
  if (archive_entry_filetype(entry) == AE_IFLNK) return "is a symbolic link";
  if (archive_entry_filetype(entry) != AE_IFREG) return "is not a regular file";
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
  packed.entry.objection = found == before.rend()
                               ? "is a hard link to a file that is not in the archive"
                               : found->entry.objection;
  if (found != before.rend()) packed.bytes_of = found->bytes_of;
  return packed;
}

/// Returns the text; empty optional: it cannot be read, and the archive has the error.
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

/// Opens the archive. Throws std::runtime_error with a sentence, as all functions below.
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
    throw std::runtime_error{std::string{"it is not a readable archive: "} +
                             archive_error_string(from.get())};
  return from;
}

[[noreturn]] void fail(archive* from) {
  throw std::runtime_error{std::string{"it cannot be read to its end: "} +
                           archive_error_string(from)};
}

/// Returns the next entry; nullptr at the end.
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
      throw std::runtime_error{"it has more than " + std::to_string(entries_max) + " files"};
    all.push_back(packed_from(entry, all));
  }
  return all;
}

/// Returns the texts of those entries, by index.
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

/// Writes the text of a file of an answer, or the reason why there is none.
void say_answer(std::size_t part, const std::vector<std::size_t>& found,
                const std::vector<Packed>& packed,
                const std::map<std::size_t, std::string>& texts) {
  std::vector<std::string> paths;
  const auto text_at = [&](std::size_t i) -> const std::string& {
    return texts.at(packed[i].bytes_of);
  };
  for (const std::size_t i : found) {
    const auto& [path, objection] = packed[i].entry;
    if (!objection.empty()) return say("refused", part, path + " " + objection);
    if (text_at(i).size() > text_bytes_max)
      return say("refused", part, path + " is larger than 256 KiB");
    paths.push_back(path);
  }
  const std::string& text = text_at(found.front());
  if (std::ranges::any_of(found, [&](std::size_t i) { return text_at(i) != text; }))
    return say("refused", part, grader::several(paths));
  say("text", part, text);
}

void unpack(const char* file, const grader::Search& search) {
  const std::vector<Packed> packed = entries_in(file);
  std::vector<grader::Entry> entries;
  for (const Packed& one : packed) entries.push_back(one.entry);
  std::vector<std::vector<std::size_t>> found;
  std::set<std::size_t> wanted;
  const std::vector<grader::Part> parts = parts_of(search, search.asked);
  for (const grader::Part& part : parts) {
    found.push_back(found_among(entries, part, search));
    for (const std::size_t i : found.back())
      if (entries[i].objection.empty()) wanted.insert(packed[i].bytes_of);
  }
  const auto texts = texts_in(file, wanted);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    if (!found[part].empty()) say_answer(part, found[part], packed, texts);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  std::setlocale(LC_CTYPE, "C.UTF-8");  // names do not depend on the user's locale
  grader::Search search;
  search.asked = std::stoul(arguments[2]);
  for (int i = 3; i < count; ++i) {
    const std::string path = arguments[i];
    const std::size_t slash = path.find('/');
    const std::string folder = path.substr(0, slash);
    if (search.activities.empty() || search.activities.back().folder != folder)
      search.activities.push_back({folder});
    search.activities.back().files.push_back(path.substr(slash + 1));
  }
  try {
    unpack(arguments[1], search);
    say("end", 0, "");
  } catch (const std::runtime_error& error) {
    say("end", 0, error.what());
  }
  return 0;
}
