import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { controlCatalogue } from '../../src/aws/controls.ts';
import { insightCalls } from '../../src/aws/insights/calls.ts';
import { ownInsights } from '../../src/aws/insights/own-insights.ts';
import { paced } from '../../src/aws/pace.ts';
import { measure } from '../../src/flows/reports/measure/measure.ts';

/**
 * `npm run bench:report [-- --full]`: what a report costs beside reading every finding, over HTTP against an emulated
 * Security Hub with the documented throttles. Paging is timed by the throttle alone (3 calls a second after 6), unless
 * `--full` asks to wait for it.
 */
const SIZES = [1_000, 10_000, 100_000];
const FULL = process.argv.includes('--full');
const MB = 1024 * 1024;

interface Figures {
  seconds: number;
  /** Of processor time in this process: what is left when the service takes no time. */
  own: number;
  calls: number;
  /** Of this process, at the most. */
  megabytes: number;
}

async function startEstate(findings: number): Promise<{ url: string; process: ChildProcess }> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--import', 'tsx', fileURLToPath(new URL('estate.ts', import.meta.url)), String(findings)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const url of createInterface({ input: child.stdout })) return { url, process: child };
  throw new Error('The emulated Security Hub did not start');
}

/** Counts every try of every call, as the service does. */
function client(url: string): { hub: SecurityHubClient; calls: () => number } {
  let calls = 0;
  const hub = new SecurityHubClient({
    region: 'eu-west-1',
    endpoint: url,
    credentials: { accessKeyId: 'AKIDBENCH', secretAccessKey: 'none' },
  });
  hub.middlewareStack.add(
    (next) => (args) => {
      calls++;
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return { hub, calls: () => calls };
}

async function timed(calls: () => number, work: () => Promise<unknown>): Promise<Figures> {
  const [before, began, cpu] = [calls(), performance.now(), process.cpuUsage()];
  let most = 0;
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  await work();
  clearInterval(watching);
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: (performance.now() - began) / 1000,
    calls: calls() - before,
    own: (user + system) / 1e6,
    megabytes: Math.max(most, process.memoryUsage.rss()) / MB,
  };
}

/** The first report ever, with the catalogue to be read and the insights to be made, and the one after it. */
async function ours(url: string): Promise<{ first: Figures; warm: Figures }> {
  const { hub, calls } = client(url);
  const pace = paced({ rate: 9, burst: 25, now: () => new Date(), sleep: (ms) => delay(ms) });
  const kept = new Map<string, string>();
  const cache = {
    get: async (name: string) => {
      const json = kept.get(name);
      return json === undefined ? undefined : { json, at: new Date() };
    },
    put: async (name: string, json: string) => void kept.set(name, json),
  };
  const services = { controls: controlCatalogue({ client: hub, pace, cache }), insights: ownInsights(insightCalls(hub, pace), 'bench') };
  const report = async () => measure(await services.controls.catalogue(), {}, services);
  const first = await timed(calls, report);
  // Somebody reads the first one before asking again; meanwhile the account's burst fills up.
  await delay(4_000);
  return { first, warm: await timed(calls, report) };
}

async function paging(url: string, findings: number): Promise<Figures> {
  const pages = Math.ceil(findings / 100);
  if (!FULL) return { seconds: Math.max(0, pages - 6) / 3, own: Number.NaN, calls: pages, megabytes: Number.NaN };
  const { hub, calls } = client(url);
  const pace = paced({ rate: 3, burst: 6, now: () => new Date(), sleep: (ms) => delay(ms) });
  return timed(calls, async () => {
    const statuses = new Map<string, Set<string>>();
    let NextToken: string | undefined;
    do {
      const page = await pace(() => hub.send(new GetFindingsCommand({ MaxResults: 100, ...(NextToken && { NextToken }) })));
      for (const { GeneratorId = '', Compliance } of page.Findings ?? [])
        statuses.set(GeneratorId, (statuses.get(GeneratorId) ?? new Set()).add(Compliance?.Status ?? ''));
      NextToken = page.NextToken;
    } while (NextToken);
  });
}

const known = (value: number, words: string): string => (Number.isNaN(value) ? '–' : words);
const row = (what: string, { seconds, own, calls, megabytes }: Figures): string =>
  `| ${what} | ${seconds.toFixed(1)} s | ${known(own, `${own.toFixed(2)} s`)} | ${calls} | ${known(megabytes, `${Math.round(megabytes)} MB`)} |`;

console.log('| findings, 400 controls | time | own processor time | calls | memory of the process |\n|---|---|---|---|---|');
for (const findings of SIZES) {
  const estate = await startEstate(findings);
  const { first, warm } = await ours(estate.url);
  const plain = await paging(estate.url, findings);
  const size = findings.toLocaleString('en');
  console.log(
    [
      row(`${size}, first report ever`, first),
      row(`${size}, every report after it`, warm),
      row(`${size}, paging GetFindings${FULL ? '' : ' (by the throttle alone)'}`, plain),
    ].join('\n'),
  );
  estate.process.kill();
}
