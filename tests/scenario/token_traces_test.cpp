#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"
#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"

#include "scenario_files.hpp"

namespace suanwang {
namespace {

/// Two hours of requests: three times as many tokens in the second hour.
constexpr const char* requests =
    "TIMESTAMP,ContextTokens,GeneratedTokens\n"
    "2024-05-10 00:10:00.000000,600,200\n"
    "2024-05-10 01:20:00.000000,1200,300\n"
    "2024-05-10 01:50:00.000000,600,300\n";

std::string scenario(const std::string& more) {
  return "extends: " + std::string(SUANWANG_SOURCE_DIR) +
         "/scenarios/tutorial.yaml\nname: traced\ntime: {start: 2030-03-01, end: 2030-03-02}\n"
         "clusters: {plain: {serving_share: 0.5}}\n"
         "tokens:\n  demand_teratokens_per_day: 0.001\n  classes:\n    chat:\n      name: Chat\n      share: "
         "1\n"
         "      round_trip_bound_ms: 200\n      prefill_tokens_per_s: 4000\n      decode_tokens_per_s: 2000\n"
         "      decode_alone_tokens_per_s: 40\n      largest_batch: 100\n" +
         more;
}

LoadedScenario load(const testing::ScenarioFiles& files, const std::string& more) {
  static const PolicyCatalogue catalogue = built_in_policies();
  files.write("requests.csv", requests);
  return load_scenario(files.write("scenario.yaml", scenario(more)), {}, catalogue);
}

TEST(TokenTraces, GiveShapeAndMeansOfTheDemand) {
  const testing::ScenarioFiles files;
  const LoadedScenario loaded = load(files, "      trace: {file: requests.csv, format: azure_llm}\n");
  const ModelClassSpec& model = *loaded.spec.tokens->classes.find("chat");
  EXPECT_DOUBLE_EQ(*model.output_share, 800.0 / 3200.0);
  EXPECT_DOUBLE_EQ(*model.input_tokens, 800.0);
  const World world = build_world(loaded.spec, 1);
  const Series<TokensPerSecond>& demand = world.token_streams()[TokenStreamId(0)].demand;
  // The trace's first hour begins with its first request: 800 tokens; then 2400, counted from 00:10.
  EXPECT_NEAR(demand[1] / demand[0], 3.0, 1e-12);
  EXPECT_NEAR(demand[2] / demand[0], 1.0, 1e-12);  // it repeats itself
  EXPECT_NEAR((demand[0] + demand[1]).value() / 2.0, 0.001e12 / 86400.0, 1e-6);
}

TEST(TokenTraces, WhatTheScenarioStatesStays) {
  const testing::ScenarioFiles files;
  const LoadedScenario loaded =
      load(files, "      output_share: 0.5\n      trace: {file: requests.csv, format: azure_llm}\n");
  EXPECT_DOUBLE_EQ(*loaded.spec.tokens->classes.find("chat")->output_share, 0.5);
}

TEST(TokenTraces, AreNeededWhereTheMixIsNotStated) {
  const testing::ScenarioFiles files;
  const std::string message = files.complaint([&] { static_cast<void>(load(files, "")); });
  EXPECT_NE(message.find("output_share: missing; state it, or name a trace of requests"), std::string::npos)
      << message;
}

}  // namespace
}  // namespace suanwang
