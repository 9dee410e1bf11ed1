#pragma once
#include <archive.h>
#include <archive_entry.h>

#include <filesystem>
#include <string>

/// An archive that a test writes, an honest or a hostile one.
class Packed {
 public:
  explicit Packed(const std::filesystem::path& file) {
    archive_write_set_format_filter_by_ext(to_, file.c_str());
    archive_write_open_filename(to_, file.c_str());
  }
  ~Packed() { archive_write_free(to_); }
  Packed(const Packed&) = delete;
  Packed& operator=(const Packed&) = delete;

  Packed& file(const std::string& path, const std::string& text, mode_t type = AE_IFREG) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.c_str());
    archive_entry_set_filetype(entry, type);
    archive_entry_set_perm(entry, 0644);
    if (type == AE_IFLNK) archive_entry_set_symlink(entry, text.c_str());
    if (type == AE_IFREG) archive_entry_set_size(entry, la_int64_t(text.size()));
    archive_write_header(to_, entry);
    if (type == AE_IFREG) archive_write_data(to_, text.data(), text.size());
    archive_entry_free(entry);
    return *this;
  }
  Packed& hard_link(const std::string& path, const std::string& target) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_hardlink(entry, target.c_str());
    archive_write_header(to_, entry);
    archive_entry_free(entry);
    return *this;
  }
  /// Adds a file that is small in the archive and very large after unpacking.
  Packed& zeros(const std::string& path, int gibibytes) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, la_int64_t(gibibytes) << 30);
    archive_write_header(to_, entry);
    const std::string piece(1 << 20, '\0');
    for (int i = 0; i < gibibytes * 1024; ++i) archive_write_data(to_, piece.data(), piece.size());
    archive_entry_free(entry);
    return *this;
  }

 private:
  archive* to_ = archive_write_new();
};
