// The words of a comparison's report: [English, 中文].
import { metric_words } from '../metric_words.js';

export const compare_words = {
  ...metric_words,
  foot_compare: [
    'Made by suanwang {0} (source {1}); seeds: {2}. This page needs no network.',
    '由 suanwang {0} 生成（源码 {1}），种子 {2}。本页无需联网。',
  ],
  compare_of: ['{0}: comparison', '{0}：策略比较'],
  section_means: ['Means', '均值'],
  section_differences: ['Paired differences', '配对差值'],
  section_pareto: ['Trade-offs', '权衡'],
  section_gap: ['Distance to the bound', '与下界的距离'],
  section_seeds: ['Seed by seed', '逐种子'],

  asked: ['What was compared', '比较内容'],
  asked_text: [
    'The scenario {0}, run under {1} variants with each of {2} seeds ({3}). Weather, arrivals and failures of a seed are the same for all, so differences are taken seed by seed.',
    '情景 {0}：{1} 个方案，各用 {2} 个种子（{3}）运行。同一种子下天气、到达与故障对所有方案相同，因此逐种子取差。',
  ],
  asked_with_one: [
    'The scenario {0}, run under {1} variants with one seed ({2}).',
    '情景 {0}：{1} 个方案，用一个种子（{2}）运行。',
  ],
  asked_baseline: ['The baseline is {0}.', '基准方案为 {0}。'],
  asked_one_seed: [
    'One seed alone cannot tell a policy from the weather: there are no intervals and no p values.',
    '只有一个种子无法区分策略与天气的影响：没有区间和 p 值。',
  ],
  came_out: ['What came out', '结果'],
  best_alone: ['{0}: {1} is best with {2}', '{0}：{1} 最优，为 {2}'],
  best_shared: ['{0}: {1} are best with {2}', '{0}：{1} 并列最优，为 {2}'],
  best_all: ['{0}: the same for all, {1}.', '{0}：所有方案相同，为 {1}。'],
  best_has_baseline: ['; the baseline is among them.', '，基准方案也在其中。'],
  best_is_baseline: ['; it is the baseline.', '，即基准方案。'],
  best_found: [', {0} against {1}: significant (Holm p {2}).', '，较 {1} {0}：显著（Holm p {2}）。'],
  best_unclear: [', {0} against {1}: this may be chance (Holm p {2}).', '，较 {1} {0}：可能出于偶然（Holm p {2}）。'],
  best_untested: [', {0} against {1}.', '，较 {1} {0}。'],
  unlike_work: [
    'Read costs beside the work done: the number of completed jobs differs by {0} between the variants.',
    '成本须与完成的工作一并看：各方案完成作业数相差 {0}。',
  ],
  open_title: ['What cannot be told yet', '尚不能断定'],
  open_none: [
    'In these metrics every variant differs from the baseline beyond chance.',
    '在这些指标上，所有方案与基准的差异均非偶然。',
  ],
  open_metric: ['{0}: whether {1} differ from {2}.', '{0}：{1} 与 {2} 是否不同。'],
  open_metric_one: ['{0}: whether {1} differs from {2}.', '{0}：{1} 与 {2} 是否不同。'],
  open_far: [
    'To know every difference in these metrics to within the wanted width, more than {0} further seeds are needed; most for {1} in {2}.',
    '要使这些指标的每个差值达到所需精度，还需 {0} 个以上的种子；最多的是 {2} 中的 {1}。',
  ],
  open_seeds: [
    'To know every difference in these metrics to within the wanted width, {0} further seeds are needed; most for {1} in {2}.',
    '要使这些指标的每个差值达到所需精度，还需 {0} 个种子；最多的是 {2} 中的 {1}。',
  ],
  open_enough: [
    'The intervals of these metrics are as narrow as was wanted: no further seeds are needed.',
    '这些指标的区间已达到所需精度，无需更多种子。',
  ],
  list_comma: [', ', '、'],
  list_more: ['{0} and {1} more', '{0}等（另有 {1} 个）'],

  best_title: ['The best of each metric', '各指标最优方案'],
  best_note: [
    'The difference is to the baseline {0}, paired by seed; “significant” is a p value below 0.05 after Holm’s correction.',
    '差值相对基准 {0}，按种子配对；“显著”指 Holm 校正后 p 值低于 0.05。',
  ],
  mean_head: ['Mean', '均值'],
  best: ['Best', '最优'],
  variant: ['Variant', '方案'],
  difference: ['Difference', '差值'],
  difference_relative: ['Difference, %', '差值，%'],
  p_holm: ['p (Holm)', 'p（Holm）'],
  p_plain: ['p', 'p'],
  found: ['Finding', '结论'],
  further_seeds: ['Further seeds', '还需种子'],
  bootstrap_low: ['Bootstrap from', '自助法下限'],
  bootstrap_high: ['Bootstrap to', '自助法上限'],
  is_baseline: ['baseline', '基准'],
  verdict_better: ['better', '更优'],
  verdict_worse: ['worse', '更差'],
  verdict_unclear: ['cannot be told', '不能断定'],
  verdict_untested: ['not tested', '未检验'],

  means_title: ['Means over the seeds', '各种子均值'],
  means_note: [
    'Mean ± half-width of its 95 % interval; below it the rank, 1 is best. ◆ marks variants that no other beats in all of: {0}.',
    '均值 ± 95% 区间半宽；下方为名次，1 为最优。◆ 表示在以下指标上不被其他方案全面超过：{0}。',
  ],
  pareto: ['Pareto', '帕累托'],
  rank: ['rank {0}', '第 {0}'],
  rank_head: ['rank', '名次'],
  half_width: ['half-width', '半宽'],

  differences_title: ['Difference to {0}, seed by seed', '相对 {0} 的逐种子差值'],
  differences_note: [
    'Dot: mean of the paired differences over the size of the baseline’s mean; line: 95 % interval (Student). Better or worse is said where p is below 0.05 after Holm’s correction.',
    '点：配对差值均值除以基准均值；线：95% 区间（Student）。Holm 校正后 p 低于 0.05 才判定更优或更差。',
  ],
  differences_alt: [
    'Forest plot of {0}: difference of each variant to {1}. Better: {2}; worse: {3}; cannot be told: {4}.',
    '{0}森林图：各方案相对 {1} 的差值。更优：{2}；更差：{3}；不能断定：{4}。',
  ],

  pareto_title: ['One metric against another', '两指标对照'],
  pareto_note: [
    '◆ No other variant is at least as good in all of {0} and better in one. A diamond may be beaten in the two metrics shown here.',
    '◆ 没有其他方案在 {0} 上全面不差且至少一项更优。菱形点在此处所示两项上可能被超过。',
  ],
  pareto_alt: [
    'Scatter of {0} variants: {1} against {2}. In the Pareto set: {3}.',
    '{0} 个方案的散点图：{1} 与 {2}。帕累托集：{3}。',
  ],
  in_pareto_set: ['in the Pareto set', '帕累托集内'],
  not_in_pareto_set: ['beaten by another', '被其他方案超过'],
  axis_x: ['Across', '横轴'],
  axis_y: ['Upwards', '纵轴'],

  gap_title: ['How far each variant is from what no policy can beat', '各方案与任何策略都无法超越的下界的距离'],
  gap_note: [
    'Score over the bound, less 1; the line is the 95 % interval of the mean. A gap of 5 % means that no policy whatever could save more than about 5 %. The table has the gap of every seed. Aim of the bound: {0}.',
    '得分除以下界减 1；线为均值的 95% 区间。差距 5% 表示任何策略最多再节省约 5%。数据表含每个种子的差距。下界目标：{0}。',
  ],
  gap_alt: ['Bars: gap to the bound of each variant, from {0} to {1}.', '条形图：各方案与下界的差距，{0} 至 {1}。'],
  aim_cost: ['cost', '成本'],
  aim_carbon: ['carbon', '碳排放'],
  aim_weighted: ['cost and carbon at its price', '成本与按价格计的碳'],
  bound: ['Bound', '下界'],

  seeds_title: ['Each variant by seed', '各方案逐种子'],
  seeds_note: [
    'Lines that run side by side are variants that the weather of a seed moves alike: their difference is known better than either of them.',
    '平行的折线表示同一种子的天气对各方案影响相同：其差值比各自的值更确定。',
  ],
  seeds_alt: ['Lines: {0} of {1} variants at {2} seeds.', '折线图：{1} 个方案在 {2} 个种子上的{0}。'],
  seeds_shown: ['Shown', '显示'],
  seeds_value: ['value', '数值'],
  seeds_difference: ['less the baseline', '减去基准'],

  provenance_compare: ['The comparison', '本次比较'],
  seeds: ['Seeds', '种子'],
  calibration: ['Calibration', '校准'],
  calibration_text: ['{0}, by pilot runs of {1}', '{0}，由 {1} 的先导运行确定'],
  calibration_factor: ['Calibration factor', '校准系数'],
  variants_title: ['What each variant changes', '各方案的改动'],
  overrides: ['Overrides', '覆盖项'],
  calibration_title: ['Calibration factors by seed', '逐种子校准系数'],
};
