#include "grade/digest.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "box/box.hpp"
#include "grade/scratch_dir.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

class Digest {
 public:
  Digest() : context_{EVP_MD_CTX_new(), EVP_MD_CTX_free} {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
      throw std::runtime_error{"libcrypto has no SHA-256"};
  }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string text() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
    std::string text = "sha256:";
    for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", bytes.at(i));
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

std::string digest_of_file(const fs::path& path) {
  const File file{checked(open(path.c_str(), O_RDONLY | O_CLOEXEC), path.c_str())};
  Digest all;
  std::vector<char> piece(1 << 20);
  while (true) {
    const ssize_t got = read(file.number(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (checked(int(got), path.c_str()) == 0) return all.text();
    all.add({piece.data(), std::size_t(got)});
  }
}

std::vector<fs::path> files_below(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> files;
  for (const auto& file : fs::recursive_directory_iterator{folder})
    if (file.path().extension() == extension) files.push_back(file.path());
  std::ranges::sort(files);
  return files;
}

/// Returns the version that a compiler prints, since a compiler consists of many files.
std::string version_of(const fs::path& compiler, const Kit& kit) {
  const ScratchDir scratch;
  const fs::path fork_server = scratch.folder() / "fork_server";
  fs::copy_file(kit.fork_server, fork_server);
  Box box{.level = Level::process, .fork_server = fork_server};
  box.inmate = Inmate::compiler;
  box.limits = compiler_limits;
  box.program = {compiler, "--version"};
  const Finished said = run(box, 65536);
  if (said.status != 0 || said.end != Finished::End::by_itself)
    throw std::runtime_error{compiler.string() + " --version failed"};
  return said.output;
}

}  // namespace

std::string digest(std::string_view bytes) {
  Digest all;
  all.add(bytes);
  return all.text();
}

std::string digest(const Files& files) {
  std::string all;
  for (const auto& [name, text] : files) all += fmt::format("{} {}\n", name, digest(text));
  return digest(all);
}

std::string digest_of(const Kit& kit) {
  std::string all = version_of(kit.compiler, kit) + kit.linker.string() + "\n";
  all += fmt::format("{} s, {} bytes, {} s, {}\n", kit.limits.cpu_s, kit.limits.memory_bytes,
                     kit.search_s_max, fmt::join(kit.answer_flags, " "));
  const auto add = [&](const std::string& name, const fs::path& file) {
    all += fmt::format("{} {}\n", name, digest_of_file(file));
  };
  add("grade", "/proc/self/exe");
  add("fork_server", kit.fork_server);
  add("subject", kit.subject);
  const fs::path& harness = kit.harness;
  if (fs::exists(kit.suite)) add("suite", kit.suite);  // built for a suite of tests only
  for (const char* folder : {"check", "eda", "fixtures", "patterns", "ports", "sim"})
    for (const fs::path& header : files_below(harness / folder, ".hpp"))
      add(fs::relative(header, harness), header);
  for (const fs::path& event : files_below(harness / "fixtures", ".json"))
    add(fs::relative(event, harness), event);
  for (const Kit::Activity& activity : kit.activities) {
    if (!activity.is_built()) continue;
    const std::string& folder = activity.tests.folder;
    add(folder + "/judge", activity.judge);
    if (!activity.services.empty()) add(folder + "/services", activity.services);
    for (const fs::path& header : files_below(activity.given, ".hpp"))
      add(folder + "/" + header.filename().string(), header);
    // they take the place of files that were not handed in
    const fs::path skeletons = kit.root / "harness" / "skeletons" / folder;
    for (const fs::path& skeleton : files_below(skeletons, ".in"))
      add(fs::relative(skeleton, skeletons), skeleton);
    add(folder + "/activity.json", kit.root / "exercises" / folder / "activity.json");
  }
  return digest(all);
}

}  // namespace grader
