#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "real/cluster.hpp"
#include "real/judge.hpp"
#include "real/load.hpp"
#include "real/outside.hpp"
#include "real/postgres.hpp"
#include "real/site.hpp"

namespace real {

/// A run of an answer on the cluster.
struct Order {
  int orders = 1000;
  std::vector<std::string> faults;  ///< leader, worker, postgres, partition
  std::string store = "postgres";   ///< postgres | kv
  Cluster::Setting cluster{};       ///< its network: from `faults`
  bool keeps_files = false;         ///< data and logs of the servers stay in `folder`
  std::string activity;             ///< "03"
  std::string program;              ///< path of this program, which is also the worker's
  std::filesystem::path folder;     ///< for this run alone; what it held is removed
  std::filesystem::path plan;       ///< real.json
};

/// Carries out a run: starts the cluster and two workers, publishes the load, strikes, judges, and
/// prints each of these.
class Experiment {
 public:
  explicit Experiment(Order order);
  /// Ends all servers, and removes the folder of the run unless it is kept.
  ~Experiment();
  Experiment(const Experiment&) = delete;
  Experiment& operator=(const Experiment&) = delete;

  /// Returns 0 if no order is wrong, else 1. Throws std::runtime_error if a server does not start,
  /// or if the run stops because a disk is full.
  int run();

 private:
  /// A server or worker that was killed.
  struct Strike {
    std::string told;
    double at_s = 0;
  };

  void prepare();
  void make_streams();
  void start_worker(int number);
  void observe();
  void end_clients();
  void look_at_disks();
  void see(const std::string& text, std::uint64_t number);
  void judge(const std::string& text, std::uint64_t number);
  void read_event_store();
  bool is_finished();
  bool is_idle();
  void strike();
  void strike_leader();
  void strike_worker();
  void strike_postgres();
  void cut_off_leader();
  int leading_node() const;
  std::int64_t not_acknowledged() const;
  void note_strike(const std::string& told);
  void write_story(const Judge::Verdict& verdict) const;
  void repair();
  int report() const;
  double seconds() const;
  std::string standstill_at(double at_s) const;
  void tell(const std::string& line) const;
  void tell_at_this_moment(const std::string& what) const;

  Order order_;
  Plan plan_;
  Judge judge_;
  Site site_;
  std::unique_ptr<Cluster> cluster_;
  int board_ = -1;
  std::unique_ptr<Nats> nats_;
  std::unique_ptr<Pull> observer_;
  std::unique_ptr<Postgres> postgres_;
  std::unique_ptr<Outside> outside_;
  std::unique_ptr<Load> load_;
  std::array<std::unique_ptr<Process>, workers_count> workers_;  ///< end before what they talk to
  Steady::time_point began_{};
  std::ofstream events_;        ///< events.jsonl: all that was judged, for `judge`
  std::vector<double> ends_s_;  ///< moments of new ends
  std::vector<Strike> strikes_;
  std::string full_disk_;  ///< sentence about it; empty: no disk is full
  int dead_node_ = -1, dead_worker_ = -1, cut_node_ = -1;
  int told_percent_ = 0, position_ = 0, quiet_ = 0;
  bool has_struck_ = false, is_repaired_ = false;
};

}  // namespace real
