// What nobody uses changes nothing, and without work none is paid for.
#include <gtest/gtest.h>

#include "changes.hpp"

namespace suanwang::testing {
namespace {

/// @param change Makes of a case another whose books must be the same to the last bit, where they tell of the
/// same.
template <class Change>
void expect_no_difference(const CaseOptions& options, bool links_fail, bool has_bundles,
                          const Change& change) {
  for (const bool is_short : {false, true})
    for (const std::uint64_t seed : first_seeds(100)) {
      SCOPED_TRACE((is_short ? "short of power, seed " : "seed ") + std::to_string(seed));
      CaseOptions own = options;
      own.is_short_of_power = is_short;
      own.has_machines = seed % 2 == 0;
      Case given = any_case(seed, own);
      given.parts.seed = seed;
      given.parts.faults.clusters = Reliability{30h, 0.8, 2h, 1.0, 1};
      if (!has_bundles)
        for (Job& each : given.jobs) each.copies = 1;
      if (links_fail) given.parts.faults.links = Reliability{30h, 1.5, 1h, 1.0, 1};
      Case changed = given;
      const Selection selection = change(changed);
      ASSERT_NO_FATAL_FAILURE(expect_books(books_of(changed.run(), selection), books_of(given)));
    }
}

TEST(Unused, AHubWithoutClustersOrDemandChangesNothing) {
  expect_no_difference({}, true, true, [](Case& given) {
    const Selection before = everything(given.parts);
    add_idle_hub(given.parts);
    return before;
  });
}

TEST(Unused, AStorageThatHoldsNothingChangesNothing) {
  CaseOptions options;
  options.has_storage = false;
  expect_no_difference(options, true, true, [](Case& given) {
    for (Hub& hub : given.parts.hubs) hub.supply.storage = storage(Megawatts(5), MegawattHours(0), 0.7);
    return everything(given.parts);
  });
}

// A detour that nobody takes, for the link that it goes round never fails here.
TEST(Unused, ChipsClassesStreamsLinksAndLinesWithoutUseChangeNothing) {
  expect_no_difference({}, false, true, [](Case& given) {
    WorldParts& parts = given.parts;
    const Selection before = everything(parts);
    Chip chip = parts.chips[ChipId(0)];
    chip.all_in_power *= 7;
    parts.chips.add(chip);
    parts.job_classes.add(parts.job_classes[JobClassId(0)]);
    parts.model_classes.add(parts.model_classes[ModelClassId(0)]);
    for (ModelClass& model : parts.model_classes) model.on_chip.push_back(model.on_chip.front());
    TokenStream stream = parts.token_streams[TokenStreamId(0)];
    scale(stream.demand, 0.0);
    parts.token_streams.add(stream);
    stream = parts.token_streams[TokenStreamId(0)];
    stream.model = ModelClassId(parts.model_classes.size() - 1);
    scale(stream.demand, 0.0);
    parts.token_streams.add(stream);
    TransferLine line = parts.transfer_lines[TransferLineId(0)];
    line.capacity = Megawatts(0);
    parts.transfer_lines.add(line);
    Table<LinkId, Link> links = parts.network.links();
    links.add({"detour", NodeId(0), NodeId(1), Gbps(1000), Delay(500), CnyPerGigabyte(0)});
    parts.network = Network(parts.network.nodes(), std::move(links));
    return before;
  });
}

// It is counted and rejected, and nobody has to wait for it. Without bundles: in which order copies that end
// at the same moment give back their servers is left to the engine.
TEST(Unused, AJobThatFitsNowhereChangesNothingForOthers) {
  expect_no_difference({}, true, false, [](Case& given) {
    Selection others = everything(given.parts);
    std::vector<Job> jobs;
    for (const Job& each : given.jobs) {
      if (jobs.size() % 3 == 0) {
        jobs.push_back(each);
        jobs.back().accelerators = 100'000;
      }
      others.jobs.push_back(jobs.size());
      jobs.push_back(each);
    }
    given.jobs = std::move(jobs);
    return others;
  });
}

TEST(Unused, WithoutWorkOnlyWhatIsAlwaysOnIsDrawn) {
  for (const std::uint64_t seed : first_seeds(40)) {
    SCOPED_TRACE(seed);
    Case given = any_case(seed);
    given.jobs.clear();
    given.parts.token_streams = {};
    const World world(given.parts);
    const Recorder run = given.run();
    for (std::size_t interval = 0; interval < run.hubs.size(); ++interval) {
      for (const ClusterInterval& cluster : run.clusters[interval]) {
        ASSERT_EQ(cluster.job_power, Megawatts(0));
        ASSERT_EQ(cluster.busy_accelerators + cluster.serving_share, 0.0);
        ASSERT_EQ(cluster.network_cost, Cny(0));
      }
      for (const Gigabytes each : run.carried[interval]) ASSERT_EQ(each, Gigabytes(0));
      for (const HubId hub : world.hubs().ids()) {
        const double base = world.base_load(hub, interval).value();
        ASSERT_NEAR(run.hubs[interval][hub.index()].load.value(), base, 1e-12 * base);
      }
    }
  }
}

}  // namespace
}  // namespace suanwang::testing
