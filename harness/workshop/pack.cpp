#include "workshop/pack.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "workshop/answers.hpp"
#include "workshop/command.hpp"
#include "workshop/workshop.hpp"

namespace workshop {
namespace {

namespace fs = std::filesystem;

bool is_within(const fs::path& path, const fs::path& folder) {
  const fs::path inner = fs::weakly_canonical(path);
  const fs::path outer = fs::weakly_canonical(folder);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

}  // namespace

Pack pack(const results::Manifest& manifest, const fs::path& directory) {
  if (is_within(directory, manifest.root) && !is_within(directory, manifest.root / "build") &&
      !is_within(directory, manifest.build))
    throw BadUsage{
        fmt::format("{} is in the checkout, so the next archive would contain this one; "
                    "use a folder outside",
                    directory.string())};
  const fs::path folder = manifest.build / "pack" / "out-of-order";
  const fs::path archive = fs::absolute(directory).lexically_normal() / "out-of-order.tar.gz";
  return {.folder = folder,
          .archive = archive,
          .install = fmt::format("cmake --install {} --component participant --prefix {} > {}",
                                 quoted(manifest.build), quoted(folder),
                                 quoted(folder.parent_path() / "install.log")),
          .compress = fmt::format("cmake -E chdir {} cmake -E tar czf {} out-of-order",
                                  quoted(folder.parent_path()), quoted(archive))};
}

void take_answers_out(const results::Manifest& manifest, const fs::path& folder) {
  for (const results::ManifestActivity& activity : manifest.activities)
    for (std::size_t i = 0; i < activity.answer_files().size(); ++i)
      fs::copy_file(own_files(manifest.root, activity)[i].skeleton,
                    own_files(folder, activity)[i].answer, fs::copy_options::overwrite_existing);
}

}  // namespace workshop
