// A comparison's data: compare.json as docs/comparing.md describes it, with its metrics as a list.

/** `metrics[m].of[v]` is what metric m found for variant v; `values(m, v)` gives a value per seed, null where there is none. */
export function read_comparison(data) {
  const all = { files: [], ...data, ...data.compare };
  const labels = all.variants.map(({ label }) => label);
  const metrics = Object.entries(all.metrics).map(([name, { variants, ...metric }]) => ({
    name,
    ...metric,
    of: labels.map((label) => variants[label]),
  }));
  const run_of = new Map(all.runs.map((run) => [JSON.stringify([run.variant, run.seed]), run]));
  return {
    ...all,
    labels,
    metrics,
    baseline: labels.indexOf(all.baseline),
    by_name: new Map(metrics.map((metric) => [metric.name, metric])),
    values: (metric, variant) =>
      all.seeds.map((seed) => run_of.get(JSON.stringify([labels[variant], seed]))?.[metric.name] ?? null),
  };
}

/** The metrics that a reader asks for first: the distance to the bound, and those of the Pareto set. */
export function main_metrics(report) {
  const names = ['gap', ...report.pareto_metrics].filter((name) => report.by_name.has(name));
  return names.length ? names.map((name) => report.by_name.get(name)) : report.metrics.slice(0, 4);
}

export const others = ({ labels, baseline }) => labels.map((_, i) => i).filter((i) => i !== baseline);

/** Below this a difference counts as found, after Holm's correction. */
const level = 0.05;

/** Whether a variant is 'better' or 'worse' than the baseline in a metric, 'unclear', or 'untested' with one seed. */
export function verdict({ better, of }, variant) {
  const { difference } = of[variant];
  const p = difference?.p_value_holm;
  if (p === null || p === undefined) return 'untested';
  if (p >= level || difference.mean === 0) return 'unclear';
  return difference.mean < 0 === (better === 'less') ? 'better' : 'worse';
}

export const half_width = (mean) => (mean?.ci95_student ? (mean.ci95_student[1] - mean.ci95_student[0]) / 2 : null);
