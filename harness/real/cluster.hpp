#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "real/network.hpp"
#include "real/process.hpp"

namespace real {

/// Programs of the servers on this machine.
struct Programs {
  std::filesystem::path nats_server, postgres;  ///< empty: not installed
  bool are_there() const { return !nats_server.empty() && !postgres.empty(); }
};
Programs find_programs();
/// Command that installs the servers.
inline constexpr const char* how_to_install =
    "needs nats-server, postgresql: harness/setup.sh --real";

/// Three NATS servers with JetStream, and PostgreSQL, on this machine. They listen on the loopback
/// interface and on a socket without a name in the file system, and ask for a password that is new
/// in each run. All of them end with this process.
class Cluster {
 public:
  static constexpr int nodes_count = 3;

  struct Setting {
    bool has_network = false;  ///< all connections of the nodes pass a network that can be cut
    std::uint64_t nats_disk = std::uint64_t{4} << 30;  ///< bytes that a node may store
  };
  /// `folder`: for their data and logs; it must exist. Where the user of the servers may not enter
  /// it, as below /root, their data is in a temporary folder, which goes with this object.
  Cluster(std::filesystem::path folder, Programs programs, Setting setting);
  Cluster(std::filesystem::path folder, Programs programs);
  ~Cluster();

  /// Starts all servers and waits until each says that it is ready. Throws std::runtime_error.
  void start();
  void start_nodes();
  void start_database();
  void start_node(int node);
  void start_postgres();
  /// Ends the server as a power cut does.
  void kill_node(int node);
  void kill_postgres();
  /// The network of the nodes. Requires has_network.
  Network& network() { return *network_; }
  /// Returns a sentence for the next server that has logged that its disk is full; empty: none has
  /// since the last call.
  std::string full_disk();
  /// Ends all servers in an orderly way.
  void stop();

  std::vector<std::string> nats_urls() const;
  std::string postgres_address() const;
  std::string nats_version() const;
  std::string postgres_version() const;
  /// Number of the node of that name; -1: there is none.
  static int node_of(const std::string& name);
  static std::string name_of(int node) { return "n" + std::to_string(node + 1); }

 private:
  void try_nodes();
  void make_network();
  void write_node(int node) const;
  void make_database();
  std::filesystem::path path_of(int node) const { return data_ / name_of(node); }

  std::filesystem::path folder_, data_;
  Programs programs_;
  std::string user_, password_, socket_;
  Setting setting_;
  std::array<int, nodes_count> client_ports_{}, route_ports_{};
  std::array<int, nodes_count> public_ports_{};                    ///< that clients connect to
  std::array<std::array<int, nodes_count>, nodes_count> links_{};  ///< ports, from node to node
  std::unique_ptr<Network> network_;
  std::array<std::unique_ptr<Process>, nodes_count> nodes_;
  std::unique_ptr<Process> postgres_;
};

}  // namespace real
