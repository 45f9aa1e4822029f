// simgrid_batch <log>: first come, first served on one machine by SimGrid, as its users write it: an actor
// that submits, and an actor for each job that runs, each on another of the machine's hosts: on one host
// alone SimGrid is much slower. Prints the mean wait in s.
#include <cstdio>
#include <deque>
#include <fstream>
#include <simgrid/s4u.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace sg4 = simgrid::s4u;

namespace {

struct Job {
  double submit_s, run_s;
  long processors;
};

class Machine {
 public:
  Machine(std::vector<Job> jobs, std::vector<sg4::Host*> hosts)
      : jobs_(std::move(jobs)), free_(static_cast<long>(hosts.size())), hosts_(std::move(hosts)) {}

  void submit_all() {
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      sg4::this_actor::sleep_until(jobs_[i].submit_s);
      waiting_.push_back(i);
      start_what_fits();
    }
  }
  [[nodiscard]] double mean_wait_s() const { return wait_s_ / static_cast<double>(jobs_.size()); }

 private:
  void start_what_fits() {
    while (!waiting_.empty() && jobs_[waiting_.front()].processors <= free_) {
      const Job& job = jobs_[waiting_.front()];
      sg4::Host* host = hosts_[waiting_.front() % hosts_.size()];
      waiting_.pop_front();
      free_ -= job.processors;
      wait_s_ += sg4::Engine::get_clock() - job.submit_s;
      sg4::Actor::create("job", host, [this, &job] {
        sg4::this_actor::sleep_for(job.run_s);
        free_ += job.processors;
        start_what_fits();
      });
    }
  }

  std::vector<Job> jobs_;
  long free_;
  std::vector<sg4::Host*> hosts_;
  std::deque<std::size_t> waiting_;
  double wait_s_ = 0.0;
};

std::vector<Job> read(const char* name, long& processors) {
  std::ifstream file(name);
  std::vector<Job> jobs;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("; MaxProcs:")) processors = std::stol(line.substr(11));
    if (line.empty() || line[0] == ';') continue;
    std::istringstream fields(line);
    double id, wait;
    Job job{};
    fields >> id >> job.submit_s >> wait >> job.run_s >> job.processors;
    jobs.push_back(job);
  }
  return jobs;
}

}  // namespace

int main(int argc, char** argv) {
  sg4::Engine engine(&argc, argv);
  long processors = 0;
  std::vector<Job> jobs = read(argv[1], processors);
  auto* zone = sg4::create_full_zone("machine");
  std::vector<sg4::Host*> hosts;
  for (long i = 0; i < processors; ++i)
    hosts.push_back(zone->create_host("host" + std::to_string(i), 1e9)->seal());
  zone->seal();
  Machine machine(std::move(jobs), hosts);
  sg4::Actor::create("users", hosts.front(), [&machine] { machine.submit_all(); });
  engine.run();
  std::printf("%.6f\n", machine.mean_wait_s());
}
