import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Log } from '../flows/services.ts';

export interface Telemetry {
  log: Log;
  /** Writes out what was counted since the last time; at the end of every invocation. */
  flush(): void;
}

/**
 * Structured log lines and CloudWatch metrics in embedded format, both under the name of the installation: two stages in one
 * account are told apart by it, and so are their alarms. Callers pass facts, never tokens or whole payloads.
 */
export function telemetry(installation: string): Telemetry {
  const logger = new Logger({ serviceName: installation });
  const metrics = new Metrics({ namespace: 'shub', serviceName: installation });
  return {
    log: {
      info: (event, facts = {}) => logger.info(event, facts),
      warn: (event, facts = {}) => logger.warn(event, facts),
      error: (event, facts = {}) => logger.error(event, facts),
      count(metric, by = 1, dimensions) {
        // Embedded metrics share their dimensions with all others of the same line, so those with any get a line to themselves.
        const line = dimensions ? metrics.singleMetric() : metrics;
        if (dimensions) line.addDimensions(dimensions);
        line.addMetric(metric, MetricUnit.Count, by);
      },
    },
    // An invocation that counted nothing has nothing to write out, and Powertools would warn of it.
    flush() {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}
