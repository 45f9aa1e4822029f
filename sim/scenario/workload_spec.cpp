#include "suanwang/scenario/workload_spec.hpp"

#include "suanwang/core/fields.hpp"

namespace suanwang {

void PhaseMixSpec::fields(Fields& f) {
  f("training", training, "Forward and backward passes, or any dense compute.").optional().within(0, 1);
  f("prefill", prefill, "Reading prompts.").optional().within(0, 1);
  f("decode", decode, "Writing tokens.").optional().within(0, 1);
}

void CheckpointSpec::fields(Fields& f) {
  f("interval_minutes", interval,
    "Work between two checkpoints; by default Daly's optimum for the gang's servers and their failures.")
      .above(0);
  f("cost_minutes", cost, "Time that one takes, during which no work is done.").optional().at_least(0);
  f("restart_minutes", restart, "From taking accelerators up again to going on with the work.")
      .optional()
      .at_least(0);
  f("size_per_accelerator_gb", size_per_accelerator, "Copied when the job migrates.")
      .optional()
      .at_least(Gigabytes(0));
}

void ElasticSpec::fields(Fields& f) {
  f("minimum_share", minimum_share, "Least accelerators, over those asked for.")
      .optional()
      .above(0)
      .at_most(1);
  f("maximum_share", maximum_share, "Most accelerators, over those asked for.")
      .optional()
      .at_least(1)
      .at_most(1000);
  f("scaling_exponent", scaling_exponent,
    "Speed grows with this power of the number of accelerators; 1 is linear.")
      .optional()
      .above(0)
      .at_most(1);
}

void DataSetsSpec::fields(Fields& f) {
  f("count", count, "Number of data sets; each has a size of `input_gb` and a home by `demand_shares`.")
      .at_least(1)
      .at_most(1e6);
  f("popularity_exponent", popularity_exponent,
    "The k-th set is read in proportion to k to the power of minus this (Zipf); 0: all alike.")
      .optional()
      .within(0, 5);
}

void JobPartSpec::fields(Fields& f) {
  f("share_of_jobs", share_of_jobs, "Share of the class's jobs; the parts of a class sum to 1.").within(0, 1);
  f("accelerators", accelerators, "Gang size, instead of the class's.").optional();
  f("run_time_hours", run_time_hours, "Run time, instead of the class's.").optional();
  f("failure_share", failure_share, "As of the class.").within(0, 1);
  f("cancel_share", cancel_share, "As of the class.").within(0, 1);
  f("end", end, "How all its jobs end, after the run time as it is drawn; instead of the two shares.");
  f("estimates", estimates, "As of the class.");
}

void JobClassSpec::fields(Fields& f) {
  f("name", name, "Name in reports.");
  f("offered_share", offered_share,
    "Arrivals so that the class would use this share of all schedulable compute.")
      .above(0)
      .at_most(2);
  f("jobs_per_year", jobs_per_year, "Expected jobs a year, instead of `offered_share`.")
      .above(0)
      .at_most(1e9);
  f("accelerators", accelerators,
    "Gang size, unless its parts say; below 1 a share of an accelerator, which takes a whole one.")
      .optional();
  f("run_time_hours", run_time_hours, "Run time on reference accelerators, unless its parts say.").optional();
  f("parts", parts, "Kinds of jobs that the class is made of, by id; none by default.").optional();
  f("input_gb", input_gb,
    "Data staged to the cluster before the start; needed where the class has a rate of arrival, and drawn "
    "for "
    "jobs of traces that state none.")
      .optional();
  f("bundle", bundle,
    "Jobs arrive this many at a time, alike in all but when and where each starts: fewer arrivals to "
    "simulate.")
      .optional()
      .at_least(1)
      .at_most(1e6);
  f("memory_per_accelerator_gb", memory_per_accelerator, "Chips with less are not admissible.")
      .optional()
      .at_least(Gigabytes(0));
  f("round_trip_bound_ms", round_trip_bound,
    "Longest round trip between origin and cluster; none by default.")
      .above(Delay(0));
  f("phases", phases, "Time of its accelerators by phase, which their power depends on; training by default.")
      .optional();
  f("priority", priority, "When power is short, the lower is slowed down first.").optional();
  f("preemptible", is_preemptible,
    "May be paused when power is short, and make way for jobs of higher priority; goes on later.")
      .optional();
  f("when_preempted", when_preempted,
    "Whether it keeps its work when it makes way, or goes back to its last checkpoint.")
      .optional();
  f("checkpoint", checkpoint, "How its jobs save their work; without it nothing is saved.");
  f("migratable", is_migratable, "May go on at another cluster, by a copy of its checkpoint.").optional();
  f("elastic", elastic, "Runs on fewer or more accelerators than it asked for, as there is room.");
  f("one_domain", needs_one_domain, "Runs within one super-node, where pools have them.").optional();
  f("chips", chips, "Admissible chips with their speed over that of FLOPS times utilisation; all by default.")
      .optional()
      .above(0)
      .at_most(100);
  f("one_way_bound_ms", one_way_bound, "Longest one-way delay between origin and cluster; none by default.")
      .above(Delay(0));
  f("latency_circle", latency_circle, "One of `latency_circles`, as a further bound.")
      .optional()
      .identifier();
  f("output_gb", output_gb, "Data returned to the origin; none by default.").optional();
  f("data_sets", data_sets, "Inputs that its jobs share; by default each job has its own.");
  f("replicas", replicas, "Places that hold a copy of all its data sets.").optional().identifier();
  f("tenants", tenants, "Users that its jobs are spread over at random.").optional().at_least(1).at_most(1e6);
  f("tenant_exponent", tenant_exponent,
    "The k-th user has jobs in proportion to k to the power of minus this (Zipf); 0: all alike.")
      .optional()
      .within(0, 5);
  f("origin_shares", origin_shares, "Where its jobs come from, instead of `demand_shares`.")
      .optional()
      .at_least(0);
  f("growth_curve", growth_curve, "One of `growth_curves`, which its rate is multiplied by.")
      .optional()
      .identifier();
  f("energy_share", energy_share,
    "What the facts give it of the energy of all AI work, relative to the other classes; the run is held "
    "against it.")
      .above(0);
  f("wait_target_hours", wait_target, "Service level: a job should have started by then.").above(0);
  f("transfer_limit_gbps", transfer_limit,
    "Most that one of its transfers may use, where that is less than `network.flow_limit_gbps`.")
      .above(Gbps(0));
  f("transfer_weight", transfer_weight, "Share of its transfers where they compete with others for links.")
      .optional()
      .above(0)
      .at_most(1000);
  f("estimates", estimates, "What users say that their jobs will run.").optional();
  f("failure_share", failure_share, "Share of jobs that fail, after a uniform share of their run time.")
      .optional()
      .within(0, 1);
  f("cancel_share", cancel_share, "Share of jobs that their user cancels, likewise.").optional().within(0, 1);
  f("published", published, "What was published of such jobs, to compare with.");
  f("start_within_hours", start_within, "A job not started by then expires; by default it waits.").above(0);
  f("day_shape", day_shape, "One of `day_shapes`; flat by default.").optional().identifier();
}

void ChipServingSpec::fields(Fields& f) {
  f("prefill_tokens_per_s", prefill, "Input tokens that are not in a cache.").above(TokensPerSecond(0));
  f("decode_tokens_per_s", decode, "Output tokens at the largest batch.").above(TokensPerSecond(0));
}

void TokenTraceSpec::fields(Fields& f) {
  f("file", file, "File as published, plain or gzip; relative to the file that names it.");
  options.fields(f);
}

void ModelClassSpec::fields(Fields& f) {
  f("name", name, "Name in reports.");
  f("share", share, "Share of all tokens.").within(0, 1);
  f("round_trip_bound_ms", round_trip_bound, "Longest round trip between origin and serving cluster.")
      .above(Delay(0));
  f("one_way_bound_ms", one_way_bound, "Longest one-way delay, as a further bound.").above(Delay(0));
  f("latency_circle", latency_circle, "One of `latency_circles`, as a further bound.")
      .optional()
      .identifier();
  f("output_share", output_share,
    "Output tokens over all tokens; the rest is input. Needed, but where a trace tells.")
      .within(0, 1);
  f("cache_hit_share", cache_hit_share,
    "Share of input tokens that a cache holds: they cost nothing; none, unless a trace tells.")
      .within(0, 1);
  f("input_tokens", input_tokens, "Input of a request, mean. Needed, but where a trace tells.").at_least(1);
  f("input_tokens_cv", input_tokens_cv, "Its standard deviation over its mean.").optional().within(0, 100);
  f("prefill_tokens_per_s", prefill,
    "Input tokens, those in a cache not counted, that one accelerator of the `reference_chip` reads.")
      .above(TokensPerSecond(0));
  f("decode_tokens_per_s", decode, "Output tokens that it writes at the largest batch, all streams together.")
      .above(TokensPerSecond(0));
  f("decode_alone_tokens_per_s", decode_alone, "Output tokens of one stream that has it to itself.")
      .above(TokensPerSecond(0));
  f("largest_batch", largest_batch, "Streams that one accelerator decodes side by side.")
      .at_least(1)
      .at_most(1e6);
  f("accelerators_per_instance", accelerators_per_instance, "Accelerators that read a prompt together.")
      .optional()
      .at_least(1)
      .at_most(1e5);
  f("chips", chips,
    "What is known of other chips; those not named follow the reference chip: prefill by FLOPS times "
    "utilisation, decode by memory bandwidth.")
      .optional();
  f("first_token_target_s", first_token_target, "Service level: the first token should be there by then.")
      .above(0);
  f("output_token_target_ms", output_token_target,
    "Service level: a stream's next token should follow within this.")
      .above(Delay(0));
  f("energy_share", energy_share,
    "What the facts give it of the energy of all AI work, relative to the other classes; the run is held "
    "against it.")
      .above(0);
  f("day_shape", day_shape, "One of `day_shapes`; flat by default.").optional().identifier();
  f("trace", trace,
    "Requests whose tokens by power interval are the shape of the demand, repeated as often as the horizon "
    "asks, and whose means stand for what is not stated here.");
  f("users", users, "A mix of `day_shapes` instead: shares of the tokens, which sum to 1.")
      .optional()
      .within(0, 1);
}

void DemandPointSpec::fields(Fields& f) {
  f("date", date, "Local day, whose midnight it is.");
  f("teratokens_per_day", demand, "National tokens, input and output.").above(TokensPerSecond(0));
}

void TokensSpec::fields(Fields& f) {
  f("demand_teratokens_per_day", demand,
    "National tokens, input and output, mean over each year; or `demand_series`.")
      .at_least(TokensPerSecond(0));
  f("demand_series", demand_series,
    "National tokens by date, points by id: growth between two dates is by the same percentage each day, "
    "before the first and after the last there is none.")
      .optional();
  f("inside_network", inside_network, "Share of them that the modelled network has to serve.")
      .optional()
      .within(0, 1);
  f("serving_share", serving_share,
    "Share of energised accelerators that services may hold for tokens, where a cluster states none.")
      .optional()
      .within(0, 1);
  f("serving_floor", serving_floor,
    "Share of these that they always hold; the rest goes to jobs while tokens need less. By default all.")
      .optional()
      .within(0, 1);
  f("highest_load", highest_load, "Share of its serving accelerators at which a place is full.")
      .optional()
      .above(0)
      .at_most(1);
  f("software_speedup", software_speedup, "Factor on the speeds of all model classes on all chips.")
      .optional()
      .above(0)
      .at_most(1e4);
  f("priority", priority,
    "Of token serving against job classes: when power is short, and when services take back accelerators.")
      .optional();
  f("classes", classes, "Model classes by id; their shares sum to 1.");
}

void ComputeVoucherSpec::fields(Fields& f) {
  f("origin", origin, "Hub or demand site whose work it supports.").identifier();
  f("rate", rate, "Share of the rent that is paid.").within(0, 1);
  f("pool_cny", pool, "Paid out in a calendar year at most.").at_least(Cny(0));
  f("cap_per_firm_cny", cap_per_firm, "Paid to one firm in a calendar year at most.").at_least(Cny(0));
  f("firms", firms, "Firms that the origin's jobs are spread over, one after the other.")
      .optional()
      .at_least(1);
}

}  // namespace suanwang
