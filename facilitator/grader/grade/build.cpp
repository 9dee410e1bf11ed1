#include "grade/build.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>

namespace grader {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t diagnostics_max = 64 * 1024;
constexpr off_t program_bytes_max = off_t{64} << 20;

/// Makes a folder that all users can read and only this process can write.
void make_folder(const fs::path& folder) {
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms{0755});
}

void make_their_folder(const fs::path& folder) {
  make_folder(folder);
  if (const unsigned int user = boxed_user(); user != 0)
    checked(chown(folder.c_str(), user, user), "chown");
}

/// Copies a file out of a box. It must be a regular file, not a link.
fs::path taken_out(const fs::path& made, const fs::path& to, fs::perms permissions) {
  const File file{open(made.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
  struct stat about {};
  const bool is_one = file.number() >= 0 && fstat(file.number(), &about) == 0 &&
                      S_ISREG(about.st_mode) && about.st_nlink == 1;
  if (!is_one || about.st_size > program_bytes_max)
    throw Stopped{Verdict::not_built,
                  "The compiled file is not a regular file, or is larger than 64 MiB."};
  fs::copy_file(fs::path{fmt::format("/proc/self/fd/{}", file.number())}, to);
  fs::permissions(to, permissions);
  return to;
}

/// Links the precompiled headers, a hundred megabytes, or copies them if there is room. Without
/// them an answer only compiles more slowly.
void lay_out_precompiled(const Kit& kit, const fs::path& include) {
  if (kit.answer_headers.empty()) return;
  const fs::path source = kit.answer_headers.string() + ".gch";
  const fs::path place = include / source.filename();
  std::error_code trouble;
  fs::create_hard_link(source, place, trouble);
  if (trouble) fs::copy_file(source, place, trouble);
  if (trouble)
    fs::remove(place, trouble);
  else
    fs::copy_file(kit.answer_headers, include / kit.answer_headers.filename());
}

/// Copies the headers of the harness, which a suite of tests may use as those of the kit do.
void lay_out_harness(const Kit& kit, const fs::path& include) {
  for (const char* part : {"check", "fixtures", "patterns", "ports", "sim"})
    for (const auto& file : fs::recursive_directory_iterator{kit.harness / part}) {
      if (file.path().extension() != ".hpp") continue;
      const fs::path place = include / file.path().lexically_relative(kit.harness);
      fs::create_directories(place.parent_path());
      fs::copy_file(file.path(), place);
    }
  fs::copy_file(kit.port_list, include / kit.port_list.filename());
}

/// Copies the headers, since the user of the box may have no access to the kit's own folders.
void lay_out_headers(const Kit& kit, const Kit::Activity& activity, const fs::path& include) {
  make_folder(include / "eda" / "detail");
  const auto lay_out = [&](const fs::path& folder, const char* part) {
    for (const auto& file : fs::directory_iterator{folder / part})
      if (file.path().extension() == ".hpp")
        fs::copy_file(file.path(), include / part / file.path().filename());
  };
  for (const char* part : {"eda", "eda/detail"}) lay_out(kit.harness, part);
  for (const auto& port : fs::directory_iterator{kit.harness / "ports"})
    if (port.is_directory()) lay_out(port, "eda");
  lay_out(activity.given, "");
  if (activity.is_suite()) lay_out_harness(kit, include);
  lay_out_precompiled(kit, include);
}

std::vector<std::string> compiler_words(const Kit& kit, const fs::path& stage,
                                        const fs::path& source, const fs::path& object) {
  std::vector<std::string> words{kit.compiler};
  words.insert(words.end(), kit.answer_flags.begin(), kit.answer_flags.end());
  // paths that an answer can see (__FILE__) must not change with the folder
  words.push_back(fmt::format("-ffile-prefix-map={}/=", stage.string()));
  for (const char* word : {"-fmax-errors=20", "-fdiagnostics-color=never", "-pipe", "-I"})
    words.emplace_back(word);
  words.push_back(stage / "include");
  const fs::path headers = kit.answer_headers.filename();
  if (!headers.empty() && fs::exists(stage / "include" / headers))
    words.insert(words.end(), {"-include", headers});
  // clang++ reads SOURCE_DATE_EPOCH only from version 16 on; this has the same effect
  if (kit.compiler.filename().string().starts_with("clang"))
    words.insert(words.end(), {"-Wno-builtin-macro-redefined", "-D__DATE__=\"Jan  1 2026\"",
                               "-D__TIME__=\"00:00:00\""});
  words.insert(words.end(), {"-c", source, "-o", object});
  return words;
}

/// Throws Stopped if the disk is so full that the answer may not be the cause. The messages of
/// compilers and linkers are no proof: some crash, and an answer can make them print anything.
void check_room() {
  constexpr std::uintmax_t enough = std::uintmax_t{256} << 20;
  const fs::path place = fs::temp_directory_path();
  if (fs::space(place).available < enough)
    throw Stopped{Verdict::infra_error,
                  place.string() + " is full. Free some space and grade again."};
}

struct Step {
  const char* name;                ///< "compiler"
  std::vector<std::string> words;  ///< the command
};

/// Runs `step` and returns its result. Throws Stopped if it reached a limit or could not run.
Finished carry_out(Box box, const Step& step, std::size_t output_max) {
  box.program = step.words;
  Finished done = run(box, output_max);
  const int code = WIFEXITED(done.status) ? WEXITSTATUS(done.status) : 0;
  // bubblewrap and compiler drivers report a signal as a number or as text
  const int signal = WIFSIGNALED(done.status) ? WTERMSIG(done.status) : code > 128 ? code - 128 : 0;
  const auto says = [&](const char* words) { return done.output.find(words) != std::string::npos; };
  const auto limit = [&](const char* which) {
    throw Stopped{Verdict::limit,
                  fmt::format("The {} went beyond its limit of {}.", step.name, which),
                  done.output};
  };
  const auto our_fault = [&](const std::string& why) {
    throw Stopped{Verdict::infra_error, why, done.output};
  };
  if (done.end == Finished::End::asleep) limit("waiting");
  if (done.end == Finished::End::too_slow)
    our_fault(
        fmt::format("The {} was stopped after {:.0f} s, in which it used the processor for "
                    "{:.1f} s: the machine is too slow. Grade again, with fewer --jobs.",
                    step.name, done.wall_s, done.cpu_s));
  if (code == 0 && signal == 0) return done;
  check_room();
  const bool used_it_up = done.cpu_s >= double(box.limits.cpu_s);
  // an answer can make a compiler print this
  const bool says_killed = says("Killed signal terminated program");
  const bool was_killed = signal == SIGKILL || (says_killed && done.out_of_memory);
  if (signal == SIGXCPU || says("CPU time limit exceeded signal terminated") ||
      ((was_killed || says_killed) && used_it_up))
    limit("processor time");
  if (was_killed)
    our_fault(
        fmt::format("The {} was killed, and it had reached no limit: the machine has too "
                    "little memory. Grade again, with fewer --jobs.",
                    step.name));
  if (signal == SIGXFSZ || says("File size limit exceeded signal terminated")) limit("file size");
  if (says("virtual memory exhausted") || says("out of memory allocating") ||
      says("LLVM ERROR: out of memory") || says("std::bad_alloc"))
    limit("memory");
  if (code >= 125 && code <= 127)
    throw Stopped{Verdict::infra_error, fmt::format("The {} could not be started.", step.name),
                  done.output};
  return done;
}

/// Writes the files of code into `stage`, and returns their paths.
std::vector<fs::path> lay_out_code(const Files& files, const fs::path& stage) {
  std::vector<fs::path> sources;
  for (const auto& [name, text] : files) {
    if (!results::is_code(name)) continue;
    sources.push_back(stage / fs::path{name}.filename());
    std::ofstream stream{sources.back(), std::ios::binary};
    stream << text;
    stream.close();
    if (!stream) throw Stopped{Verdict::infra_error, "The answer cannot be written to the disk."};
  }
  return sources;
}

/// Compiles each file in a box and returns the objects. Adds to `seconds`.
std::vector<fs::path> compiled(const std::vector<fs::path>& sources, const Kit& kit, const Box& box,
                               const fs::path& stage, double& seconds) {
  const fs::path out = box.to_write.front();
  std::vector<fs::path> objects;
  for (const fs::path& source : sources) {
    const std::string object = source.stem().string() + ".o";
    const Finished done = carry_out(
        box, {"compiler", compiler_words(kit, stage, source, out / object)}, diagnostics_max);
    seconds += done.wall_s;
    if (done.status != 0)
      throw Stopped{Verdict::not_built, "The answer does not compile.", done.output};
    objects.push_back(taken_out(out / object, stage / object, fs::perms{0644}));
  }
  return objects;
}

}  // namespace

fs::path build_subject(const Files& files, const Kit& kit, const Kit::Activity& activity,
                       Level level, const fs::path& folder, Graded::Times& times) {
  const fs::path stage = folder / "stage", include = stage / "include", out = folder / "out";
  make_folder(stage);
  make_their_folder(out);
  make_their_folder(folder / "scratch");
  lay_out_headers(kit, activity, include);
  const std::vector<fs::path> host =
      activity.is_suite() ? std::vector{kit.suite} : std::vector{kit.subject, activity.services};
  for (const fs::path& library : host) fs::copy_file(library, stage / library.filename());
  const std::vector<fs::path> sources = lay_out_code(files, stage);
  for (const auto& file : fs::recursive_directory_iterator{stage})
    if (file.is_regular_file()) fs::permissions(file.path(), fs::perms{0644});
  for (const fs::path& source : sources)  // __TIMESTAMP__
    fs::last_write_time(source, std::chrono::file_clock::from_sys(compile_time));
  const fs::path fork_server = folder / "fork_server";
  fs::copy_file(kit.fork_server, fork_server);
  fs::permissions(fork_server, fs::perms{0755});

  Box box{.level = level, .fork_server = fork_server, .to_read = toolchain(), .to_write = {out}};
  box.to_read.push_back(stage);
  box.scratch = {folder / "scratch"};
  box.inmate = Inmate::compiler;
  box.limits = compiler_limits;

  const std::vector<fs::path> objects = compiled(sources, kit, box, stage, times.compile_s);

  // The host first, and all of it: the linker takes the first copy of an inline function, and
  // rejects two copies of any other.
  std::vector<std::string> words{kit.compiler, "-static", "-o", out / "subject",
                                 "-Wl,--whole-archive"};
  for (const fs::path& library : host) words.push_back(stage / library.filename());
  words.emplace_back("-Wl,--no-whole-archive");
  words.insert(words.end(), objects.begin(), objects.end());
  if (activity.is_suite()) words.insert(words.end(), {"-lgmock", "-lgtest"});
  if (!kit.linker.empty()) words.insert(words.end(), {"-fuse-ld=lld", "-Wl,--threads=1"});
  const Finished linked = carry_out(box, {"linker", words}, diagnostics_max);
  times.link_s = linked.wall_s;
  if (linked.status != 0)
    throw Stopped{Verdict::not_built, "The answer does not link with the grader's host program.",
                  linked.output};
  return taken_out(out / "subject", folder / "subject", fs::perms{0755});
}

}  // namespace grader
