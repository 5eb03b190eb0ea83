export interface LogLine {
  level: 'info' | 'warn' | 'error' | 'count';
  event: string;
  facts: Record<string, unknown>;
}

/** A log of which every line can be read afterwards. */
export function logLines() {
  const lines: LogLine[] = [];
  const to =
    (level: LogLine['level']) =>
    (event: string, facts: Record<string, unknown> = {}) =>
      void lines.push({ level, event, facts });
  const log = {
    info: to('info'),
    warn: to('warn'),
    error: to('error'),
    count: (metric: string, by = 1, dimensions = {}) => to('count')(metric, { by, ...dimensions }),
  };
  return { lines, log };
}
