import { bitcoin, bruteForce, externalAccess, sensitiveData, vulnerability } from './samples/detections.ts';
import {
  configRule,
  custom,
  exposedKey,
  missingPatches,
  noFlowLogs,
  noVersioning,
  openPort,
  publicBucket,
  rootKey,
} from './samples/posture.ts';
import { ACCOUNTS, type Asff, AWAY, HOME, type Sample, type Setting } from './samples/sample.ts';

/** One sample of each kind, by the name on its button. */
export const SAMPLES = {
  GuardDuty: bitcoin,
  Inspector: vulnerability,
  Macie: sensitiveData,
  'Access Analyzer': externalAccess,
  'Security Hub control': openPort,
  Config: configRule,
  Health: exposedKey,
  'Patch Manager': missingPatches,
  Custom: custom,
} as const satisfies Record<string, Sample>;

const { payments, staging, data } = ACCOUNTS;
type Planned = [sample: Sample, account: Setting['account'], region: string];

/** What the estate had before shub came: in the lists and in one summary, but no card. */
const HISTORY: Planned[] = [
  [publicBucket, staging, HOME],
  [publicBucket, data, HOME],
  [openPort, staging, AWAY],
  [vulnerability, staging, HOME],
  [noFlowLogs, payments, HOME],
  [noFlowLogs, staging, AWAY],
  [noFlowLogs, data, HOME],
  [noVersioning, payments, HOME],
  [noVersioning, data, AWAY],
  [configRule, staging, HOME],
  [configRule, data, HOME],
  [missingPatches, payments, HOME],
  [externalAccess, data, AWAY],
  [bruteForce, payments, HOME],
  [custom, staging, HOME],
];

/** What arrives after: alerts, tickets and log lines, from every product. */
const NEWS: Planned[] = [
  [bitcoin, payments, HOME],
  [openPort, staging, AWAY],
  [vulnerability, payments, HOME],
  [sensitiveData, data, HOME],
  [externalAccess, data, HOME],
  [publicBucket, staging, HOME],
  [exposedKey, staging, AWAY],
  [bruteForce, staging, HOME],
  [rootKey, data, HOME],
  [custom, payments, HOME],
  [configRule, payments, HOME],
  [missingPatches, staging, AWAY],
  [noFlowLogs, payments, AWAY],
  [noVersioning, staging, HOME],
  [noVersioning, payments, AWAY],
];

const DAY = 24 * 3600_000;

/** Findings of the last weeks, created before `installedAt`. */
export const history = (installedAt: number): Asff[] =>
  HISTORY.map(([sample, account, region], i) => sample({ account, region, at: installedAt - (i + 2) * 3 * DAY - i * 61_000 }));

/** Findings that arrive one after the other, each made for the instant at which it does. */
export const news: readonly ((at: number) => Asff)[] = NEWS.map(
  ([sample, account, region]) =>
    (at) =>
      sample({ account, region, at }),
);
