import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../flows/services.ts';

/** Bolt's and the Slack client's own log lines, without what they quote: of each only a text, and only warnings and errors. */
export function boltLogger(log: Log): Logger {
  const texts = (said: readonly unknown[]) =>
    said
      .filter((part) => typeof part === 'string')
      .join(' ')
      .slice(0, 200);
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said: unknown[]) => log.warn('bolt', { said: texts(said) }),
    error: (...said: unknown[]) => log.error('bolt', { said: texts(said) }),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
