import { type Checked, MayNotLook, type Reading, red } from '../../domain/health.ts';
import type { Services } from '../services.ts';

export type HealthServices = Pick<
  Services,
  'cards' | 'channels' | 'health' | 'heartbeats' | 'installation' | 'intents' | 'now' | 'policy' | 'slackHealth'
>;

/** One hop of the way of a finding, looked at by itself. */
export interface Check {
  name: string;
  /** No readings: there is nothing to be said about it here. */
  check(services: HealthServices): Promise<Reading[]>;
}

/** Real time, not that of `now`: what may take too long is the network. */
const PATIENCE_MS = 8_000;

/** What the check says, within a few seconds and whatever happens to it: no check can break another. */
export async function made({ name, check }: Check, services: HealthServices): Promise<Checked> {
  try {
    return { name, readings: await Promise.race([check(services), tooLate()]) };
  } catch (error) {
    return { name, readings: [whyNot(error)] };
  }
}

const tooLate = (): Promise<never> =>
  new Promise((_, reject) => {
    AbortSignal.timeout(PATIENCE_MS).addEventListener('abort', () => reject(new Error(`no answer within ${PATIENCE_MS / 1000} seconds`)));
  });

function whyNot(error: unknown): Reading {
  if (error instanceof MayNotLook) {
    const todo = `Allow \`${error.permission}\` to shub: AWS permissions are in infra/roles.yml, Slack scopes in manifest.yml.`;
    return { state: 'amber', says: `cannot be told: shub ${error.message}`, todo };
  }
  const because = error instanceof Error ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}` : String(error);
  return red(`did not answer: ${because.slice(0, 200)}`, 'Check again in a minute; if it stays, look at the log of the reports function.');
}
