// A run's data: the JSON of the page, and its hourly columns, which docs/report-data.md describes.

/** Entities are found by id; clusters and sites are the places of work. */
export function read_run(data) {
  const places = [...data.clusters, ...data.sites];
  return {
    ...data,
    places,
    hub_by_id: new Map(data.hubs.map((hub) => [hub.id, hub])),
    place_by_id: new Map(places.map((place) => [place.id, place])),
    columns: null,
    waiting: [],
    /** Calls at once, or as soon as the hourly columns are unpacked. */
    when_ready(call) {
      if (this.columns) call();
      else this.waiting.push(call);
    },
  };
}

/** Unpacks the blob. The page can be read before: only charts of hours wait for this. */
export async function unpack_series(report) {
  const bytes = await gunzip(bytes_of_base64(report.series.blob));
  report.series.blob = null; // half a megabyte that nobody reads again
  report.columns = new Map(
    report.series.columns.map((column) => [key(column.table, column.entity, column.name), { column, bytes }]),
  );
  for (const call of report.waiting.splice(0)) call();
}

/** Values of one column, one per interval; a column that was not written is zero throughout. */
export function column(report, table, entity, name) {
  const stored = report.columns?.get(key(table, entity, name));
  if (!stored) return new Float32Array(report.series.count);
  stored.values ??= decode(stored.column, stored.bytes, report.series.count);
  return stored.values;
}

export function has_column(report, table, name) {
  return report.series.columns.some((column) => column.table === table && column.name === name);
}

function key(table, entity, name) {
  return `${table}/${entity ?? ''}/${name}`;
}

function bytes_of_base64(text) {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

async function gunzip(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Integers are stored as differences modulo their width, so that gzip sees how little changes from hour to hour. */
function decode({ offset, bytes: width, minimum, step, every = 1 }, bytes, count) {
  const values = new Float32Array(count);
  const mask = width === 1 ? 0xff : 0xffff;
  let integer = 0;
  for (let i = 0, at = offset; i < count; i++) {
    if (i % every === 0) {
      const difference = width === 1 ? bytes[at] : bytes[at] | (bytes[at + 1] << 8);
      integer = (integer + difference) & mask;
      at += width;
    }
    values[i] = minimum + integer * step;
  }
  return values;
}
