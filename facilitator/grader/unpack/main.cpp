// Reads an archive that nobody has looked into, in a box, and says what of it is an answer.
//     unpack ARCHIVE PLACE…
// A PLACE is a path in the archive, after one folder at most: people pack the folder they work in.
// For each that is there, and at the end, a frame (see protocol.md) on the standard output:
// {"place": i, "text": "…"}, {"end": "the sentence that says what was wrong, or nothing"}.

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#include <clocale>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/frame.hpp"

namespace {

using grader::Json;

constexpr std::size_t text_bytes_max = 256 * 1024;
constexpr int entries_max = 100'000;

void say(const Json& what) {
  const std::string frame = grader::to_frame(what);
  std::string_view left = frame;
  while (!left.empty()) {
    const ssize_t put = write(1, left.data(), left.size());
    if (put <= 0) _exit(1);
    left.remove_prefix(std::size_t(put));
  }
}

/// As it is written in the archive; empty: nothing that we could compare.
std::string path_of(archive_entry* entry) {
  const char* path = archive_entry_pathname(entry);
  if (path == nullptr) path = archive_entry_pathname_utf8(entry);
  std::string_view plain = path == nullptr ? "" : path;
  while (plain.starts_with("./")) plain.remove_prefix(2);
  return std::string{plain};
}

/// Whether `path` is `place`, or that in one folder. A place has no "..", so neither has the path.
bool is_at(std::string_view path, std::string_view place) {
  if (path == place) return true;
  if (!path.ends_with(place)) return false;
  path.remove_suffix(place.size());
  if (!path.ends_with('/')) return false;
  path.remove_suffix(1);
  return !path.empty() && path != ".." && path.find('/') == std::string_view::npos;
}

/// What is wrong with an entry that is where an answer should be.
std::string objection(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr) return "is a link";
  if (archive_entry_filetype(entry) == AE_IFLNK) return "is a link";
  if (archive_entry_filetype(entry) != AE_IFREG) return "is no regular file";
  const bool is_too_large =
      archive_entry_size_is_set(entry) && archive_entry_size(entry) > la_int64_t(text_bytes_max);
  return is_too_large ? "is larger than 256 KiB" : "";
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

/// The sentence at the end.
std::string unpack(archive* from, const std::vector<std::string_view>& places) {
  std::vector<bool> found(places.size());
  for (int entries = 0;; ++entries) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(from, &entry);
    if (status == ARCHIVE_EOF) return "";
    if (status < ARCHIVE_WARN)
      return std::string{"it cannot be read to its end: "} + archive_error_string(from);
    if (entries >= entries_max)
      return "it holds more than " + std::to_string(entries_max) + " files";
    const std::string path = path_of(entry);
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (!is_at(path, places[i])) continue;
      if (found[i]) return "it holds " + std::string{places[i]} + " twice";
      found[i] = true;
      if (const std::string why = objection(entry); !why.empty()) {
        say({{"place", i}, {"refused", why}});
        break;
      }
      const auto text = text_of(from);
      if (!text) return std::string{"it cannot be read to its end: "} + archive_error_string(from);
      if (text->size() > text_bytes_max)
        say({{"place", i}, {"refused", "is larger than 256 KiB"}});
      else
        say({{"place", i}, {"text", *text}});
      break;
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  std::setlocale(LC_CTYPE, "C.UTF-8");  // names are no matter of where we are
  const std::unique_ptr<archive, int (*)(archive*)> from{archive_read_new(), archive_read_free};
  archive_read_support_filter_gzip(from.get());
  archive_read_support_filter_bzip2(from.get());
  archive_read_support_filter_xz(from.get());
  archive_read_support_filter_zstd(from.get());
  archive_read_support_format_zip(from.get());
  archive_read_support_format_tar(from.get());
  archive_read_support_format_7zip(from.get());
  if (archive_read_open_filename(from.get(), arguments[1], 65536) != ARCHIVE_OK) {
    say({{"end",
          std::string{"it is no archive that can be read: "} + archive_error_string(from.get())}});
    return 0;
  }
  say({{"end", unpack(from.get(), {arguments + 2, arguments + count})}});
  return 0;
}
