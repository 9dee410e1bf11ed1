#pragma once

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/learn/executor.hpp"
#include "sim/model/fault_targets.hpp"
#include "simulate/agenda.hpp"
#include "simulate/bus_engine.hpp"
#include "simulate/load.hpp"
#include "simulate/simulation.hpp"
#include "simulate/store_engine.hpp"

namespace sim {

/// State of one simulation; see `simulate`.
class Simulator {
 public:
  Simulator(Scenario scenario, Load load, std::uint64_t seed, std::shared_ptr<Executor> executor);
  Simulator(const Simulator&) = delete;

  Simulation run();

 private:
  /// Deliveries that a worker has taken and not begun.
  struct Batch {
    std::vector<Consignment> left{};  ///< last one first
    std::int64_t taken_ms = 0;
  };
  /// A delivery that is to begin; without a batch it needs a free worker first.
  struct Newcomer {
    Consignment consignment;
    std::shared_ptr<Batch> batch{};
  };
  /// A delivery under way.
  struct Run {
    Consignment consignment;
    std::shared_ptr<Batch> batch;
    std::int64_t began_ms = 0;
    std::unique_ptr<Execution> execution;
    int requests = 0;
    int port = 0;  ///< of its next request
  };
  /// A service: its workers and its queue.
  struct Staff {
    ServiceQueue limits{};
    int under_way = 0;
    std::deque<Consignment> waiting{};
    Simulation::Queue queue{};
  };
  /// Servers of Load::capacity.
  struct Servers {
    const Capacity* capacity = nullptr;
    std::vector<std::int64_t> free_ms{};
    std::int64_t busy_ms = 0, minute = 0;
    int asked = 0, asked_before = 0;  ///< in this minute, and in the one before

    /// True in the minute after one with too many requests.
    bool is_locked_out() const {
      const int most = capacity->requests_per_minute_max;
      return most > 0 && asked_before > most;
    }
  };

  void add_engines();
  void add_services();
  void add_arrivals();
  void add_sweeps();
  void happen(Planned planned);
  void arrive(const Event& event, int number);
  void act(int number);
  void die(int number);
  void continue_run(int number);
  void end(int number, const std::string& failure);
  void leave(int number);
  void acknowledge(const Consignment& one);
  void apply(Performed& performed);
  void copy(const Consignment& one);
  void deliver_after(Duration delay, Consignment one);
  void add_newcomer(Consignment one) { newcomers_.push_back({std::move(one)}); }
  void begin_newcomers();
  void begin(Newcomer newcomer);
  void take_next(Staff& staff, std::shared_ptr<Batch> batch);
  bool is_down(const Consignment& one) const;
  void try_again(Consignment one);
  void note_length(Staff& staff);
  bool is_let_in();
  bool is_refused_by_queue(const Newcomer& newcomer);
  void refuse(const std::string& order, int arrival, bool was_let_in);
  Duration time_of_request(int port);
  void add_busy();
  void accepted(const Event& fact, int service);

  bool strikes(Fault fault);
  Budget struck(int port);
  void spend(Budget spent);
  Call call(int service, int port);
  int service_of(const Consignment& one) const { return services_[std::size_t(one.handler)]; }
  Instant now() const { return scenario_.start + Duration{now_ms_}; }
  void mix(std::uint64_t number) { measures_.steps_digest = mixed(measures_.steps_digest, number); }
  void mix(const std::string& text) {
    measures_.steps_digest = mixed(measures_.steps_digest, text);
  }
  Json held() const;

  Scenario scenario_;
  Load load_;
  std::shared_ptr<Executor> executor_;
  SharedTables tables_;
  WorldPorts ports_;
  FaultTargets targets_;
  Random times_, faults_;  ///< apart, so that a fault does not change the time of another call
  Agenda agenda_;
  std::array<double, faults_count> rates_{};
  Budget left_{};                                 ///< with Load::keeps_to_faults
  std::vector<std::unique_ptr<Engine>> engines_;  ///< by port
  std::vector<const Times*> call_times_;          ///< by port
  BusEngine* bus_ = nullptr;
  StoreEngine* store_ = nullptr;
  std::vector<int> services_;  ///< by handler
  std::vector<Staff> staff_;   ///< by service
  std::unordered_map<int, Run> runs_;
  std::deque<Newcomer> newcomers_;
  std::map<int, Servers> servers_;       ///< by port
  std::map<std::string, int> arrivals_;  ///< by order, with Admission
  std::set<std::string> let_in_;         ///< orders, by the queue of Admission
  double admissions_left_ = 0;
  std::int64_t admissions_ms_ = 0, promised_ms_ = 0;
  std::int64_t now_ms_ = 0;
  int runs_count_ = 0;
  std::vector<std::uint64_t> requests_;  ///< by port
  std::vector<Published> published_;
  std::vector<Failure> failures_;
  Simulation::Measures measures_;
};

}  // namespace sim
