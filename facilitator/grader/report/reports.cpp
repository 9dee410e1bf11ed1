#include "report/reports.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "report/catalogue.hpp"
#include "report/document.hpp"
#include "report/formats.hpp"
#include "report/room_clock.hpp"
#include "report/room_page.hpp"
#include "results/json_file.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& file) {
  throw std::system_error{errno, std::generic_category(), file.string() + " cannot be written"};
}

void write_and_sync(const fs::path& file, std::string_view text, int flags) {
  const int number = open(file.c_str(), flags | O_WRONLY | O_CLOEXEC, 0666);
  if (number < 0) fail(file);
  while (!text.empty()) {
    const ssize_t written = write(number, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int reason = errno;
      close(number);
      errno = reason;
      fail(file);
    }
    text.remove_prefix(std::size_t(written));
  }
  fsync(number);  // fails for pipes and terminals, which need none
  if (close(number) != 0) fail(file);
}

std::string text_in(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) throw results::BadInput{file.string() + ": cannot be read"};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

void write_whole(const fs::path& file, std::string_view text) {
  std::error_code none;
  const fs::file_status status = fs::status(file, none);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    write_and_sync(file, text, 0);
    return;
  }
  fs::path other = file;
  other += "." + std::to_string(getpid()) + ".new";
  try {
    write_and_sync(other, text, O_CREAT | O_EXCL);
    if (rename(other.c_str(), file.c_str()) != 0) fail(file);
  } catch (...) {
    fs::remove(other, none);
    throw;
  }
}

std::string room_text(const nlohmann::json& json, bool names) {
  report::Document all = report::read_document(json);
  if (!names) all = report::with_made_up_names(std::move(all));
  const report::Document document = report::with_what_was_handed_in(all);
  std::vector<std::string> others;
  for (const report::Activity& activity : all.activities)
    if (document.activity(activity.folder) == nullptr) others.push_back(activity.number);
  std::string text = report::room_text(document);
  if (!others.empty())
    text += fmt::format("\nNot handed in by anyone: {}.\n", fmt::join(others, ", "));
  return text;
}

std::string room_html(const nlohmann::json& json, const Reports& wanted) {
  const report::Document document = report::with_what_was_handed_in(report::read_document(json));
  return report::room_page(
      document, report::catalogues_of(wanted.root, document),
      {.page = text_in(wanted.root / "facilitator" / "grader" / "report" / "page.html"),
       .names = wanted.names,
       .live = wanted.live});
}

void write_clock(const nlohmann::json& json, const Reports& wanted, const fs::path& folder) {
  using namespace std::chrono;
  const report::Document document = report::read_document(json);
  const auto now = duration_cast<milliseconds>(system_clock::now().time_since_epoch());
  const std::string page =
      report::clock_with_room(text_in(wanted.root / "facilitator" / "clock.html"));
  fs::create_directories(folder);
  write_whole(folder / report::clock_figures_file,
              report::clock_figures(document, report::catalogues_of(wanted.root, document),
                                    {.at = now.count(), .live = wanted.live}));
  write_whole(folder / "clock.html", page);
}

void write_reports(const nlohmann::json& json, const Reports& wanted) {
  const report::Document document = report::read_document(json);
  const auto write = [&](const fs::path& file, std::string (*make)(const report::Document&)) {
    if (!file.empty()) write_whole(file, make(document));
  };
  write(wanted.junit, report::junit);
  write(wanted.markdown, report::markdown);
  write(wanted.gradescope, report::gradescope);
  write(wanted.classroom, report::classroom);
  if (!wanted.html.empty()) write_whole(wanted.html, room_html(json, wanted));
  if (!wanted.clock.empty()) write_clock(json, wanted, wanted.clock);
}

}  // namespace grader
