#include "suanwang/trace/token_trace_series.hpp"

#include "trace_files.hpp"

namespace suanwang {
namespace {

using testing::published;

TEST(TokenTrace, AzureCodeOf2023IsThatOfThePublisher) {
  const auto path = published("tokens/azure-llm-code-2023.csv.gz");
  SKIP_WITHOUT(path);
  const TokenTraceSeries series = read_token_trace(path, {}, 10min, 1, 0);
  EXPECT_EQ(series.format, TraceFormat::azure_llm);
  EXPECT_TRUE(series.is_guessed);
  EXPECT_EQ(series.records, 8819u);
  EXPECT_EQ(series.total.requests, 8819u);
  EXPECT_EQ(series.total.input, 18'059'974u);
  EXPECT_EQ(series.total.output, 245'896u);
  EXPECT_FALSE(series.knows_cache);
  EXPECT_EQ(series.by_interval.size(), 6u);  // 3,435.948 s
  TokenTotals sum;
  for (const TokenTotals& each : series.by_interval) {
    sum.requests += each.requests;
    sum.input += each.input;
    sum.output += each.output;
  }
  EXPECT_EQ(sum.requests, series.total.requests);
  EXPECT_EQ(sum.input, series.total.input);
  EXPECT_EQ(sum.output, series.total.output);
}

TEST(TokenTrace, MooncakeKnowsItsPrefixCache) {
  const auto path = published("tokens/mooncake-synthetic-1k.jsonl.gz");
  SKIP_WITHOUT(path);
  const TokenTraceSeries series = read_token_trace(path, {}, 1h, 1, 0);
  EXPECT_EQ(series.format, TraceFormat::mooncake);
  EXPECT_EQ(series.total.requests, 1000u);
  EXPECT_EQ(series.total.input, 11'851'558u);
  EXPECT_EQ(series.total.output, 196'039u);
  EXPECT_TRUE(series.knows_cache);
  EXPECT_EQ(series.total.cached, 2046169u);  // counted by an independent script
  EXPECT_EQ(read_token_trace(path, {}, 1s, 1, 0).by_interval.size(), 273u);
}

TEST(TokenTrace, BlocksAreCachedFromTheFrontOnly) {
  const testing::ScenarioFiles files;
  const auto path =
      files.write("a.jsonl",
                  R"({"timestamp": 0, "input_length": 1500, "output_length": 1, "hash_ids": [1, 2, 3]}
{"timestamp": 1, "input_length": 1500, "output_length": 2, "hash_ids": [1, 2, 4]}
{"timestamp": 2, "input_length": 1500, "output_length": 3, "hash_ids": [9, 2, 3]}
{"timestamp": 3, "input_length": 700, "output_length": 4, "hash_ids": [1, 2]}
{"timestamp": 4, "input_length": 700}
)");
  const TokenTraceSeries series = read_token_trace(path, {}, 1ms, 1, 0);
  ASSERT_EQ(series.by_interval.size(), 4u);
  EXPECT_EQ(series.by_interval[0].cached, 0u);
  EXPECT_EQ(series.by_interval[1].cached, 1024u);
  EXPECT_EQ(series.by_interval[2].cached, 0u);
  EXPECT_EQ(series.by_interval[3].cached, 700u);  // no more than there is
  EXPECT_EQ(series.skipped.at("not a record"), 1u);
}

TEST(TokenTrace, AzureOf2024HasZones) {
  const testing::ScenarioFiles files;
  const TokenTraceSeries series = read_token_trace(
      files.write("a.csv",
                  "TIMESTAMP,ContextTokens,GeneratedTokens\n2024-05-10 00:00:00.009930+00:00,2162,5\n"
                  "2024-05-10 00:00:01+00:00,100,7\n2024-05-10 00:00:01.5+00:00,x,7\n2024-05-10 "
                  "00:00:02+00:00,0,0\n"),
      {}, 1s, 1, 0);
  ASSERT_EQ(series.by_interval.size(), 1u);  // 0.99 s from the first to the last
  EXPECT_EQ(series.total.input, 2262u);
  EXPECT_EQ(series.skipped,
            (std::map<std::string, std::uint64_t>{{"no tokens", 1}, {"unreadable number", 1}}));
}

TEST(TokenTrace, BurstGptHasModelsAndFailures) {
  const testing::ScenarioFiles files;
  for (const char* layout :
       {"Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,ChatGPT,400,20,420,API log\n"
        "65,GPT-4,300,0,300,API log\n70,GPT-4,30,40,70,Conversation log\n",
        "Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type\n"
        "5.0,s,3,ChatGPT,400,20,420,API log\n65.0,s,2,GPT-4,300,0,300,API log\n"
        "70.0,s,1,GPT-4,30,40,70,Conversation log\n"}) {
    TraceOptions options;
    options.size_factor = 2.0;
    const TokenTraceSeries series = read_token_trace(files.write("a.csv", layout), options, 1min, 1, 0);
    EXPECT_EQ(series.format, TraceFormat::burstgpt);
    EXPECT_EQ(series.total.input, 860u);
    EXPECT_EQ(series.by_interval.size(), 2u);
    EXPECT_EQ(series.by_model.at("GPT-4").output, 80u);
    EXPECT_EQ(series.skipped.at("failed request"), 1u);
  }
}

}  // namespace
}  // namespace suanwang
