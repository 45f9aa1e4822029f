// The words of a sweep's report: [English, 中文].
import { metric_words } from '../metric_words.js';

export const sweep_words = {
  ...metric_words,
  foot_sweep: [
    'Made by suanwang {0} (source {1}), {2} runs. This page needs no network.',
    '由 suanwang {0} 生成（源码 {1}），共 {2} 次运行。本页无需联网。',
  ],
  section_effects: ['Main effects', '主效应'],
  section_tornado: ['What matters most', '影响大小'],
  section_morris: ['Morris screening', 'Morris 筛选'],
  section_sobol: ['Sobol indices', 'Sobol 指数'],
  section_pairs: ['Two factors', '双因素'],
  section_parallel: ['All variants', '全部方案'],
  section_best: ['Best variants', '最优方案'],
  section_failures: ['Failures', '失败'],

  policy: ['Policy', '策略'],
  factor: ['Factor', '因素'],
  factors: ['Factors', '因素'],
  asked: ['What was varied', '变动内容'],
  asked_text: [
    '{0} variants of the scenario {1}, in {2} runs (seeds of each: {3}), by the design {4}.',
    '情景 {1} 的 {0} 个方案，共 {2} 次运行（每个方案种子数 {3}），设计为 {4}。',
  ],
  asked_failed: [
    '{0} runs failed; their variants are left out of what follows.',
    '{0} 次运行失败；相应方案不计入以下分析。',
  ],
  asked_sample: [
    'This page has {0} of the {1} variants, evenly drawn; sweep.sqlite has all.',
    '本页含 {1} 个方案中均匀抽取的 {0} 个；全部见 sweep.sqlite。',
  ],
  sample_note: ['Drawn from {0} of {1} variants.', '取自 {1} 个方案中的 {0} 个。'],
  factor_text: ['{0}: {1}', '{0}：{1}'],
  range_text: ['{0} to {1}', '{0} 至 {1}'],
  came_out: ['What matters', '影响因素'],
  matters_most: [
    '{0}: {1} matters most; its levels’ means go from {2} to {3} and explain {4} of the variance.',
    '{0}：影响最大的是 {1}，其各水平均值为 {2} 至 {3}，解释方差的 {4}。',
  ],
  nothing_matters: ['{0}: no factor moves it.', '{0}：不受任何因素影响。'],
  best_variants: ['What is best', '最优结果'],
  best_is: ['{0}: {1} with {2}.', '{0}：{1}，{2}。'],
  list_comma: [', ', '，'],
  best_is_all: ['{0}: {1} everywhere.', '{0}：各方案均为 {1}。'],
  is_value: ['{0} = {1}', '{0} = {1}'],

  matters_title: ['The factors of each metric', '各指标的因素'],
  matters_note: [
    'Range: from the least to the greatest mean of a level. Of variance: what lies between the levels, of the sum of squares over all variants.',
    '幅度：各水平均值的最小至最大；方差占比：水平间平方和占全部方案平方和的比例。',
  ],
  range: ['Range', '幅度'],
  of_variance: ['Of variance, %', '方差占比，%'],
  rank_correlation: ['Rank correlation', '秩相关'],
  lowest: ['Least', '最低'],
  highest: ['Greatest', '最高'],

  effects_title: ['Mean by level of each factor', '各因素各水平的均值'],
  effects_note: [
    'Mean over all variants at a level, with its 95 % interval over seeds; the dashed line is the mean of all. The difference to it is taken seed by seed, so that the weather that all share cancels. All panels have one scale.',
    '某水平下全部方案的均值及按种子的 95% 区间；虚线为总均值。与总均值之差逐种子取得，共同的天气影响相互抵消。各图共用一个刻度。',
  ],
  effects_alt: [
    'Small charts: mean of {0} by level of {1} factors. Steepest: {2}.',
    '小图：{1} 个因素各水平的{0}均值。变化最大：{2}。',
  ],
  effects_shown: ['Shown', '显示'],
  effects_mean: ['mean', '均值'],
  effects_to_all: ['difference to the mean of all', '与总均值之差'],
  level: ['Level', '水平'],
  variants: ['Variants', '方案数'],
  mean_head: ['Mean', '均值'],
  to_all: ['To the mean of all', '与总均值之差'],

  tornado_title: ['From the least to the greatest mean of a level', '各水平均值的变动范围'],
  tornado_note: [
    'The widest bar is the factor that matters most, in the ranges of this sweep. At its ends: the levels. The line is the mean of all variants.',
    '条形最宽的因素影响最大（就本次扫描的范围而言）；两端为对应水平；竖线为全部方案均值。',
  ],
  tornado_alt: ['Tornado of {0}: {1}.', '{0}龙卷风图：{1}。'],

  morris_title: ['Elementary effects', '基本效应'],
  morris_note: [
    'μ*: mean size of what a factor changes when it alone is moved; line: 95 % interval (bootstrap). σ: how much that depends on the others. Of the first policy.',
    'μ*：单独变动一个因素的平均影响大小，线为 95% 自助法区间；σ：该影响随其他因素变化的程度。针对第一个策略。',
  ],
  morris_alt: [
    'Scatter for {0}: σ against μ* of {1} factors. Largest μ*: {2}.',
    '{0}散点图：{1} 个因素的 σ 与 μ*。μ* 最大：{2}。',
  ],
  mu_star: ['μ*', 'μ*'],
  mu: ['μ', 'μ'],
  sigma: ['σ', 'σ'],
  trajectories: ['Trajectories', '轨迹数'],

  sobol_title: ['Shares of the variance', '方差份额'],
  sobol_note: [
    'First: what a factor explains alone. Total: with all its interplay. Lines: 95 % intervals (bootstrap over {0} base points). Of the first policy.',
    '一阶：单独解释的份额；总效应：含全部交互作用。线为 95% 区间（对 {0} 个基点自助抽样）。针对第一个策略。',
  ],
  sobol_alt: [
    'Bars for {0}: first and total Sobol index of {1} factors. Largest total: {2}.',
    '{0}条形图：{1} 个因素的一阶与总 Sobol 指数。总效应最大：{2}。',
  ],
  first_order: ['first', '一阶'],
  total_order: ['total', '总效应'],
  base_points: ['Base points', '基点数'],

  pairs_title: ['One factor by another', '两因素交叉'],
  pairs_note: [
    'A cell is the mean over its variants. Of factors with more than {0} values, the four parts have equally many.',
    '每格为其中方案的均值。取值多于 {0} 个的因素分为方案数相等的四段。',
  ],
  pairs_alt: ['Heatmap: mean of {0} by {1} and {2}, from {3} to {4}.', '热力图：按 {1} 与 {2} 的{0}均值，{3} 至 {4}。'],
  axis_x: ['Across', '横轴'],
  axis_y: ['Upwards', '纵轴'],

  parallel_title: ['Every variant as a line', '每个方案一条线'],
  parallel_note: [
    'A line is a variant: its factors, then its metrics. Drag along an axis, or use the two sliders, to keep only lines that pass there.',
    '每条线为一个方案：先因素，后指标。沿某一轴拖动，或用两个滑块，只保留经过该范围的方案。',
  ],
  parallel_alt: [
    'Parallel coordinates of {0} variants over {1} axes, coloured by {2}.',
    '{0} 个方案在 {1} 条轴上的平行坐标，按{2}着色。',
  ],
  color_by: ['Colour', '颜色'],
  filter_axis: ['Axis to filter', '筛选轴'],
  filter_from: ['from', '从'],
  filter_to: ['to', '到'],
  filter_clear: ['Show all', '显示全部'],
  filter_left: ['{0} of {1} variants are left.', '保留 {0} / {1} 个方案。'],
  filter_none: ['All {0} variants are shown.', '显示全部 {0} 个方案。'],

  best_title: ['The best variants', '最优方案'],
  best_note: [
    'The best {0} by the metric chosen; the CSV file has all.',
    '按所选指标列出最优的 {0} 个；CSV 文件含全部。',
  ],
  best_by: ['Best by', '按指标'],
  runs: ['Runs', '运行次数'],
  failed_runs: ['Failed', '失败'],

  failures_title: ['Runs that failed', '失败的运行'],
  failures_note: ['{0} of {1} failures; sweep.sqlite has all.', '{1} 次失败中的 {0} 次；全部见 sweep.sqlite。'],
  variant: ['Variant', '方案'],
  message: ['Message', '信息'],

  provenance_sweep: ['The sweep', '本次扫描'],
  sweep_name: ['Sweep', '扫描'],
  design: ['Design', '设计'],
  plan_hash: ['Hash of the plan', '计划哈希'],
  keys: ['Keys', '键'],
  levels: ['Levels', '水平'],
  factors_title: ['Factors and their keys', '因素及其键'],
};
