#include "real/cluster.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <sstream>

namespace real {

namespace fs = std::filesystem;

namespace {

constexpr Milliseconds start_max{60'000};
constexpr const char* leads = "Self is new JetStream cluster metadata leader";
constexpr const char* is_ready = "database system is ready to accept connections";

/// Returns free ports of the loopback interface. Another process may take one before it is used.
template <std::size_t count>
std::array<int, count> free_ports() {
  std::array<Listener, count> listeners{};
  for (Listener& one : listeners) one = listen_on_free_port();
  std::array<int, count> ports{};
  for (std::size_t i = 0; i < count; ++i) {
    ports[i] = listeners[i].port;
    close(listeners[i].socket);
  }
  return ports;
}

/// True if each user may enter the folder's parents, or if the servers run as this process does.
bool may_be_entered(const fs::path& folder) {
  if (user_of_servers().empty()) return true;
  for (fs::path path = fs::canonical(folder); path != path.root_path(); path = path.parent_path())
    if ((fs::status(path.parent_path()).permissions() & fs::perms::others_exec) == fs::perms::none)
      return false;
  return true;
}

fs::path make_temporary_folder() {
  std::string path = fs::temp_directory_path() / "out-of-order-XXXXXX";
  if (mkdtemp(path.data()) == nullptr) throw std::runtime_error{"cannot make the folder " + path};
  return path;
}

std::string random_word() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

std::string first_line_of(const std::string& command) {
  std::string line;
  FILE* output = popen(command.c_str(), "r");
  for (int c = 0; output != nullptr && (c = std::fgetc(output)) != EOF && c != '\n';)
    line += char(c);
  if (output != nullptr) pclose(output);
  return line;
}

fs::path in_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders{(path == nullptr ? "" : std::string{path} + ':') +
                             "/usr/sbin:/usr/local/bin"};
  for (std::string folder; std::getline(folders, folder, ':');)
    if (access((fs::path{folder} / program).c_str(), X_OK) == 0) return fs::path{folder} / program;
  return {};
}

}  // namespace

Programs find_programs() {
  Programs programs{in_path("nats-server"), in_path("postgres")};
  // Debian keeps each version in a folder of its own
  std::error_code none_there;
  std::vector<fs::path> versions;
  for (const auto& version : fs::directory_iterator{"/usr/lib/postgresql", none_there})
    if (exists(version.path() / "bin" / "postgres")) versions.push_back(version.path());
  std::sort(versions.begin(), versions.end(), [](const fs::path& a, const fs::path& b) {
    return std::atoi(a.filename().c_str()) < std::atoi(b.filename().c_str());
  });
  if (programs.postgres.empty() && !versions.empty())
    programs.postgres = versions.back() / "bin" / "postgres";
  return programs;
}

Cluster::Cluster(fs::path folder, Programs programs)
    : Cluster{std::move(folder), std::move(programs), Setting{}} {}

Cluster::Cluster(fs::path folder, Programs programs, Setting setting)
    : folder_{std::move(folder)},
      data_{may_be_entered(folder_) ? folder_ : make_temporary_folder()},
      programs_{std::move(programs)},
      user_{user_of_servers()},
      password_{random_word()},
      socket_{"@out-of-order-" + random_word()},
      setting_{setting} {
  give_to(user_, data_);
}

Cluster::~Cluster() {
  postgres_.reset();
  for (auto& node : nodes_) node.reset();
  std::error_code none_left;
  if (data_ != folder_) fs::remove_all(data_, none_left);
}

void Cluster::start() {
  start_nodes();
  start_database();
}

void Cluster::start_nodes() {
  try {
    try_nodes();
  } catch (const std::runtime_error& error) {
    std::fprintf(stderr, "%sThe NATS servers start once more, on other ports.\n", error.what());
    for (auto& node : nodes_) node.reset();  // a port may have been taken
    try_nodes();
  }
}

/// Only the leader always says that there is one. In version 2.9.10, a server that is a candidate
/// when it hears of the leader follows it without a line in its log (raft.go: switchToFollower).
void Cluster::try_nodes() {
  const auto ports = free_ports<2 * nodes_count>();
  std::copy_n(ports.begin(), nodes_count, client_ports_.begin());
  std::copy_n(ports.begin() + nodes_count, nodes_count, route_ports_.begin());
  public_ports_ = client_ports_;
  links_.fill(route_ports_);
  if (setting_.has_network) make_network();
  for (int node = 0; node < nodes_count; ++node) start_node(node);
  std::vector<Process*> nodes;
  for (auto& node : nodes_) {
    node->wait_for("Server is ready", start_max);
    nodes.push_back(node.get());
  }
  Process::wait_for_one(nodes, leads, start_max);
}

/// A route of a node to itself stays as it is: the server knows it by its port.
void Cluster::make_network() {
  network_ = std::make_unique<Network>();
  for (int to = 0; to < nodes_count; ++to) {
    const auto target = std::size_t(to);
    public_ports_[target] = network_->link(Network::client, to, client_ports_[target]);
    for (int from = 0; from < nodes_count; ++from)
      if (from != to)
        links_[std::size_t(from)][target] = network_->link(from, to, route_ports_[target]);
  }
}

void Cluster::start_database() {
  make_database();
  start_postgres();
}

void Cluster::write_node(int node) const {
  std::string routes;
  for (const int port : links_[std::size_t(node)])
    routes +=
        fmt::format("{}nats://kit:{}@127.0.0.1:{}", routes.empty() ? "" : ", ", password_, port);
  const fs::path file = path_of(node) / "server.conf";
  write_private(
      file, fmt::format(
                "server_name: {0}\n"
                "listen: 127.0.0.1:{1}\n"
                "authorization {{ user: kit, password: \"{2}\" }}\n"
                "jetstream {{ store_dir: \"{3}\", max_memory_store: 256M, max_file_store: {7} }}\n"
                "cluster {{ name: out-of-order, listen: 127.0.0.1:{4}, no_advertise: true\n{6}"
                "  authorization {{ user: kit, password: \"{2}\" }}\n"
                "  routes: [{5}] }}\n",
                name_of(node), client_ports_[std::size_t(node)], password_, path_of(node).string(),
                route_ports_[std::size_t(node)], routes,
                // else the servers tell each other addresses that bypass the network
                setting_.has_network ? "  advertise: \"127.0.0.1:1\"\n" : "", setting_.nats_disk));
  give_to(user_, file);
}

void Cluster::start_node(int node) {
  create_directories(path_of(node));
  give_to(user_, path_of(node));
  write_node(node);
  auto& process = nodes_[std::size_t(node)];
  process.reset();
  process.reset(new Process{
      {.name = "nats-server " + name_of(node),
       .command = {programs_.nats_server, "-c", (path_of(node) / "server.conf").string()},
       .log = folder_ / (name_of(node) + ".log"),
       .user = user_}});
}

void Cluster::make_database() {
  const fs::path password = data_ / "password";
  write_private(password, password_ + '\n');
  give_to(user_, password);
  const fs::path initdb = programs_.postgres.parent_path() / "initdb";
  Process process{
      {.name = "initdb",
       .command = {initdb, "-D", (data_ / "postgres").string(), "-U", "kit", "-A", "scram-sha-256",
                   "--pwfile", password.string(), "--no-sync", "-E", "UTF8", "--locale=C"},
       .log = folder_ / "initdb.log",
       .user = user_}};
  const int code = process.wait();
  fs::remove(password);
  if (code != 0)
    throw std::runtime_error{fmt::format("initdb failed{}; its last lines:\n{}",
                                         user_.empty() ? "" : ", which runs as the user " + user_,
                                         process.last_lines())};
}

void Cluster::start_postgres() {
  const Process::Start start{
      .name = "postgres",
      .command = {programs_.postgres, "-D", (data_ / "postgres").string(), "-c",
                  "listen_addresses=", "-c", "unix_socket_directories=" + socket_, "-c",
                  "max_connections=400", "-c", "shared_memory_type=mmap", "-c",
                  "dynamic_shared_memory_type=mmap", "-c", "log_checkpoints=off"},
      .log = folder_ / "postgres.log",
      .user = user_,
      .signal_at_end = SIGQUIT};  // so that it removes its shared memory
  // after a kill, processes of the old server may hold its memory for a moment
  for (int tries = 1;; ++tries) {
    postgres_.reset();
    postgres_.reset(new Process{start});
    try {
      return postgres_->wait_for(is_ready, start_max);
    } catch (const std::runtime_error&) {
      if (tries == 20 || postgres_->last_lines().find("still in use") == std::string::npos) throw;
    }
  }
}

void Cluster::kill_node(int node) { nodes_[std::size_t(node)]->end(SIGKILL); }

void Cluster::kill_postgres() { postgres_->end(SIGKILL); }

std::string Cluster::full_disk() {
  static const std::regex words{
      "[Nn]o space left on device|resource limits exceeded|out of .*resources"};
  const auto look = [](const std::unique_ptr<Process>& process, const std::string& name) {
    const std::string line = process ? process->next_line_with(words) : "";
    return line.empty() ? "" : fmt::format("The disk of {} is full. It says: {}", name, line);
  };
  for (int node = 0; node < nodes_count; ++node)
    if (const std::string told =
            look(nodes_[std::size_t(node)], "the NATS server " + name_of(node));
        !told.empty())
      return told;
  return look(postgres_, "PostgreSQL");
}

void Cluster::stop() {
  if (postgres_) postgres_->end(SIGINT);
  for (auto& node : nodes_)
    if (node) node->send(SIGTERM);
  for (auto& node : nodes_)
    if (node) node->wait();
}

std::vector<std::string> Cluster::nats_urls() const {
  std::vector<std::string> urls;
  for (const int port : public_ports_)
    urls.push_back(fmt::format("nats://kit:{}@127.0.0.1:{}", password_, port));
  return urls;
}

std::string Cluster::postgres_address() const {
  return fmt::format("host={} user=kit password={} dbname=postgres", socket_, password_);
}

std::string Cluster::nats_version() const {
  return first_line_of(fmt::format("'{}' --version", programs_.nats_server.string()));
}

std::string Cluster::postgres_version() const {
  return first_line_of(fmt::format("'{}' --version", programs_.postgres.string()));
}

int Cluster::node_of(const std::string& name) {
  for (int node = 0; node < nodes_count; ++node)
    if (name_of(node) == name) return node;
  return -1;
}

}  // namespace real
