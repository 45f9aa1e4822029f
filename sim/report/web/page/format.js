// Numbers, units and times by language and habit. Every figure the page shows goes through here.
import { language, words } from './i18n.js';

/** The reader's choices; `habit` is 'twh' (TWh, GW) or 'yi' (亿千瓦时, 万千瓦). */
export const choice = { habit: 'twh' };

const scales = { is_large: true };

/** A run of a town is read in GWh and MW, one of a nation in TWh and GW. */
export function choose_scales(national_twh) {
  scales.is_large = national_twh >= 0.5;
}

export const locale = () => (language() === 'zh' ? 'zh-CN' : 'en');

/** About four figures, whatever the size; a missing value is a dash. */
export function number(value, digits = null) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const fraction = digits ?? (size >= 1000 || size === 0 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3);
  return new Intl.NumberFormat(locale(), {
    minimumFractionDigits: digits ?? 0,
    maximumFractionDigits: fraction,
    signDisplay: 'negative', // never "-0"
  }).format(value);
}

/** A round number beside an axis: all its figures, where `number` would make two ticks look alike. */
export const tick = (value) => new Intl.NumberFormat(locale(), { maximumSignificantDigits: 6 }).format(value);

/** 15.7M, 1574万. */
export function compact(value) {
  if (value === null || value === undefined) return '–';
  if (Math.abs(value) < 10000) return number(value);
  if (Math.abs(value) >= 1e15) return power_of_ten(value); // no language has a short word for more
  return new Intl.NumberFormat(locale(), { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** 2.06×10¹⁸ */
function power_of_ten(value) {
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  const raised = String(exponent).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]);
  return `${number(value / 10 ** exponent, 2)}×10${raised}`;
}

export function percent(value, digits = 1) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return new Intl.NumberFormat(locale(), {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** +1.2 %, -0.3 %: a difference says which way it goes, unless it rounds to nothing. */
export function signed_percent(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const digits = Math.abs(value) < 0.01 ? 2 : 1;
  return new Intl.NumberFormat(locale(), {
    style: 'percent',
    signDisplay: 'exceptZero',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

export function p_value(p) {
  if (p === null || p === undefined) return '–';
  return p < 0.001 ? `< ${number(0.001)}` : number(p, 3);
}

const is_yi = () => choice.habit === 'yi';

/** Units that charts share: `factor` times the base unit is the figure, `name` its unit. */
export const unit = {
  energy_of_twh: () => energy_unit(is_yi(), scales.is_large),
  power_of_mw: () => power_unit(is_yi(), scales.is_large),
  energy_of_mwh: () => {
    const { factor, name } = energy_unit(is_yi(), false);
    return { factor: factor / 1e6, name };
  },
  money_of_cny: () =>
    scales.is_large
      ? language() === 'zh'
        ? { factor: 1e-8, name: '亿元' }
        : { factor: 1e-9, name: 'bn CNY' }
      : language() === 'zh'
        ? { factor: 1e-4, name: '万元' }
        : { factor: 1e-6, name: 'M CNY' },
  price_of_mwh: () => ({ factor: 1e-3, name: language() === 'zh' ? '元/千瓦时' : 'CNY/kWh' }),
  carbon_of_mt: () =>
    scales.is_large
      ? { factor: 1, name: language() === 'zh' ? '百万吨' : 'Mt' }
      : { factor: 1e3, name: language() === 'zh' ? '千吨' : 'kt' },
  intensity: () => ({ factor: 1, name: language() === 'zh' ? '吨/兆瓦时' : 't/MWh' }),
};

function energy_unit(yi, is_large) {
  if (is_large) return yi ? { factor: 10, name: '亿千瓦时' } : { factor: 1, name: 'TWh' };
  return yi ? { factor: 1e5, name: '万千瓦时' } : { factor: 1e3, name: 'GWh' };
}

function power_unit(yi, is_large) {
  if (yi) return { factor: 0.1, name: '万千瓦' };
  return is_large ? { factor: 1e-3, name: 'GW' } : { factor: 1, name: 'MW' };
}

export function in_unit(value, { factor, name }) {
  return value === null || value === undefined ? '–' : `${number(value * factor)} ${name}`;
}

export const energy = (twh) => in_unit(twh, unit.energy_of_twh());
export const power = (mw) => in_unit(mw, unit.power_of_mw());
export const money = (cny) => in_unit(cny, unit.money_of_cny());
export const carbon = (mt) => in_unit(mt, unit.carbon_of_mt());

/** Energy in both habits, the reader's first: 400 TWh (4,000 亿千瓦时). */
export function energy_in_both(twh) {
  const other = energy_unit(!is_yi(), scales.is_large);
  return `${energy(twh)} (${number(twh * other.factor)} ${other.name})`;
}

/** Seconds as people say them. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return '–';
  const [value, name] =
    seconds >= 86400
      ? [seconds / 86400, words('days')]
      : seconds >= 3600
        ? [seconds / 3600, words('hours')]
        : seconds >= 60
          ? [seconds / 60, words('minutes')]
          : seconds >= 1 || seconds === 0
            ? [seconds, words('seconds')]
            : [seconds * 1000, words('milliseconds')];
  return `${number(value)} ${name}`;
}

/** Local times of the scenario, read as if they were UTC so that the reader's own time zone cannot shift them. */
export function instant(text) {
  return Date.parse(`${text.slice(0, 16)}Z`);
}

const formats = {
  hour: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { year: 'numeric', month: 'short', day: 'numeric' },
  short_day: { month: 'short', day: 'numeric' },
  month: { month: 'short' },
};

export function time(milliseconds, kind = 'hour') {
  return new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', ...formats[kind] }).format(milliseconds);
}

export const time_of = (text, kind = 'hour') => (text ? time(instant(text), kind) : '–');

/** 2030-01-01T05:00, for tables and files. */
export const iso = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 16);

/** Hubs and places by the reader's language; a scenario need not give an English name. */
export function name_of(entity) {
  if (!entity) return '–';
  return ((language() === 'en' && entity.name_en) || entity.name || entity.id).replace(/\s+/g, ' ');
}

/** A text between words: marks of direction in it are kept from turning the words around it. */
export function isolated(text) {
  return /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/.test(text)
    ? `\u2068${text}\u2069`
    : text;
}

export const in_sentence = (entity) => isolated(name_of(entity));

/** A long name on two lines, for the axis of a chart. */
export const broken_name = (entity) => name_of(entity).replace(/^(.{6,}?[- ])(?=.{5})/u, '$1\n');

/** The names of classes come as '预训练 pre-training': one name in two languages. Any other name stays whole. */
export function class_name(entry) {
  const parts = /^([\u3400-\u9fff\s]+) ([\x20-\x7e]+)$/.exec(entry.name);
  return parts ? parts[language() === 'zh' ? 1 : 2] : entry.name;
}
