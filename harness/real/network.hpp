#pragma once

#include <condition_variable>
#include <list>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace real {

/// A network between the nodes of a cluster, and from clients to them, that can be cut. Each link
/// is a port of the loopback interface whose bytes are passed on. While a node is cut off, its
/// bytes wait, as those of TCP do in a partition.
class Network {
 public:
  static constexpr int client = -1;

  Network() = default;
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  /// Adds a link. `from`: a node or `client`. Returns its port, which leads to `port` of node `to`.
  int link(int from, int to, int port);
  void cut_off(int node);
  void heal();

 private:
  struct Link {
    int from, to, port, listener;
  };
  void accept_all(const Link& link);
  void pass_on(const Link& link, int source, int target);
  bool is_cut(const Link& link) const { return cut_.contains(link.from) || cut_.contains(link.to); }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<int> cut_;
  bool is_over_ = false;
  std::list<Link> links_;
  std::vector<int> sockets_;
  std::list<std::thread> threads_;
};

/// Makes a socket that listens on a free port of the loopback interface. Returns it and the port.
struct Listener {
  int socket, port;
};
Listener listen_on_free_port();

}  // namespace real
