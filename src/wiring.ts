import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LogLevel, WebClient } from '@slack/web-api';
import { eventBus } from './aws/bus.ts';
import { awsClients, type Endpoints } from './aws/clients.ts';
import { controlCatalogue } from './aws/controls.ts';
import { findingHistory } from './aws/finding-history.ts';
import { awsHealth } from './aws/health.ts';
import { insightCalls } from './aws/insights/calls.ts';
import { ownInsights } from './aws/insights/own-insights.ts';
import { savedInsights } from './aws/insights/saved-insights.ts';
import { ownFindings } from './aws/own-findings.ts';
import { paced } from './aws/pace.ts';
import { snsPager } from './aws/pager.ts';
import { parameters, secretOf } from './aws/parameters.ts';
import { queues } from './aws/queues.ts';
import { inWords } from './aws/refusals.ts';
import { securityHub } from './aws/security-hub.ts';
import { securityHubStandards } from './aws/standards.ts';
import { auditTrail } from './aws/store/audit.ts';
import { breakerStore } from './aws/store/breaker.ts';
import { budgetStore } from './aws/store/budgets.ts';
import { cardStore } from './aws/store/cards.ts';
import { channelStore } from './aws/store/channels.ts';
import { findingStore } from './aws/store/findings.ts';
import { heartbeatStore } from './aws/store/heartbeats.ts';
import { historyStore } from './aws/store/history.ts';
import { homeStore } from './aws/store/homes.ts';
import { intentStore } from './aws/store/intents.ts';
import { jobStore } from './aws/store/jobs.ts';
import { repairStore } from './aws/store/repair.ts';
import { selectionStore } from './aws/store/selections.ts';
import { installationStore, nonceStore, quarantineStore, snapshotStore, turnStore } from './aws/store/small-rows.ts';
import { ticketStore } from './aws/store/tickets.ts';
import { tableTime } from './aws/table-time.ts';
import { telemetry } from './aws/telemetry.ts';
import { ownPictures } from './charts/pictures.ts';
import { type Config, readConfig } from './config.ts';
import { guardedChat } from './flows/delivery/guarded-chat.ts';
import { pacedChat } from './flows/delivery/paced-chat.ts';
import { cardsOnHomes, ticketsOnHomes } from './flows/home/stale-homes.ts';
import { sendingCards } from './flows/outgoing/sending-cards.ts';
import { escalatingCards } from './flows/promises/escalating-cards.ts';
import type { Log, Services } from './flows/services.ts';
import { leadingPolicyAt, policySource } from './policy.ts';
import { boltLogger } from './slack/bolt-logger.ts';
import { slackDirectory } from './slack/directory.ts';
import { slackMembers } from './slack/members.ts';
import { messenger } from './slack/messenger.ts';
import { slackPublications } from './slack/publications.ts';
import { slackHealth } from './slack/slack-health.ts';
import { tokenFetch } from './slack/token-fetch.ts';
import { builtInQueue } from './tickets/built-in-queue.ts';

export { startPoller } from './aws/poller.ts';
export { telemetry } from './aws/telemetry.ts';
export type { Config } from './config.ts';
export type { Services } from './flows/services.ts';

/** What the surroundings decide: the time, and where log lines go. */
export interface Surroundings {
  log: Log;
  now?: () => Date;
  sleep?: Services['sleep'];
  /** For the function that Slack waits for: short timeouts everywhere. */
  hurried?: boolean;
  /** How many times as long as usual a call may take, for a clock that stands still meanwhile; 1 when absent. */
  patience?: number;
  endpoints?: Endpoints;
}

/** What the surroundings say about a secret of the settings, and how it is read again. */
export function secretFor({ region }: Config, { log, now = () => new Date(), hurried = false, endpoints }: Surroundings) {
  const { ssm } = awsClients(region, { hurried, ...(endpoints && { endpoints }) });
  const parameter = parameters(ssm);
  return (setting: string) => secretOf(setting, { parameter, now, log });
}

/** The Slack client of a function: no retries of its own, because what may be repeated is decided by who calls. */
export function slackClient(config: Config, surroundings: Surroundings): WebClient {
  const { slack } = config;
  const token = secretFor(config, surroundings)(slack.botToken);
  return new WebClient(undefined, {
    ...(slack.apiUrl && { slackApiUrl: slack.apiUrl }),
    fetch: tokenFetch(token),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    timeout: (surroundings.patience ?? 1) * (surroundings.hurried ? 1_500 : 8_000),
    logger: boltLogger(surroundings.log),
    logLevel: LogLevel.WARN,
  });
}

/** Everything a function on Lambda needs, from its environment. `flush` writes out the metrics; at the end of every invocation. */
export async function wireFromEnvironment(
  options: { hurried?: boolean } = {},
): Promise<{ services: Services; config: Config; flush: () => void }> {
  const config = readConfig();
  const { log, flush } = telemetry(config.tables.table);
  return { services: await wire(config, { log, ...options }), config, flush };
}

/** People are known for a day after Slack was last reached. */
const SNAPSHOT_SECONDS = 24 * 3600;

/** Standards and their controls are read again after a day. */
const CATALOGUE_SECONDS = 24 * 3600;

/** A press reads and updates, and has 30 s for all of it; what is throttled for longer comes back through the queue. */
const THROTTLED_MS = 10_000;

/** For how long the policy has copies of findings and names of people kept. */
const keptFor = (policy: Services['policy']) => async () => {
  const { evidence } = await policy();
  return { copyDays: evidence.keepDays, nameDays: evidence.keepNamesDays };
};

const until: Services['sleep'] = (ms, over) => delay(ms, undefined, over && { signal: over }).catch(() => undefined);

/** Config → Services: the one place that knows every implementation. */
export async function wire(config: Config, surroundings: Surroundings): Promise<Services> {
  const { log, now: ownTime = () => new Date(), sleep = until, hurried = false, patience = 1, endpoints } = surroundings;
  const token = () => randomBytes(16).toString('hex');
  const clients = awsClients(config.region, { hurried, patience, ...(endpoints && { endpoints }) });
  const now = tableTime(clients.dynamodb, { now: ownTime, log });
  const table = { db: clients.documents, name: config.tables.table };
  const client = slackClient(config, surroundings);
  const pace = paced({ rate: 9, burst: 25, now: ownTime, sleep });
  // Somewhat less than Security Hub takes, because others in the account call it too.
  const reads = paced({ rate: 2.7, burst: 5, patienceMs: THROTTLED_MS, now: ownTime, sleep });
  const updates = paced({ rate: 9, burst: 25, patienceMs: THROTTLED_MS, now: ownTime, sleep });
  const insightsInHub = insightCalls(clients.securityHub, pace);
  const findings = findingStore(table, token, now);
  const wakes = queues(clients.sqs, config.queues);
  const parameter = parameters(clients.ssm);
  const policy = policySource(config.policy, { now: ownTime, log, fetchParameter: parameter });
  const breaker = breakerStore(table, now);
  const channels = channelStore(table, now);
  const homes = homeStore(table, now);
  const nonces = nonceStore(table, token, now);
  const pager = snsPager(clients.sns, config.topics);
  const says = messenger({ client, log, ...(config.slack.apiUrl && { responseOrigin: new URL(config.slack.apiUrl).origin }) });
  return {
    now,
    sleep,
    token,
    policy,
    log,
    hub: securityHub(clients.securityHub, { reads, updates, log }),
    controls: controlCatalogue({ client: clients.securityHub, pace, cache: snapshotStore(table, now, CATALOGUE_SECONDS) }),
    standards: securityHubStandards(clients.securityHub, inWords(pace)),
    ownFindings: ownFindings(clients.securityHub, inWords(pace)),
    health: awsHealth(() => awsClients(config.region, { hurried: true, ...(endpoints && { endpoints }) }), {
      ...config,
      tables: Object.values(config.tables),
      queueUrls: [...new Set([config.findingsQueue, ...Object.values(config.queues)].filter((url) => url !== undefined))],
      bus: config.eventBus,
      readPolicy: async () => void (await leadingPolicyAt(config.policy, parameter)),
    }),
    slackHealth: slackHealth(client, config.slack),
    heartbeats: heartbeatStore(table, now),
    findingHistory: findingHistory(clients.securityHub, pace),
    history: historyStore(table, token, now),
    homes,
    pictures: ownPictures,
    publications: slackPublications(client),
    insights: ownInsights(insightsInHub, config.tables.table),
    savedInsights: savedInsights(insightsInHub),
    findings,
    cards: sendingCards(escalatingCards(cardsOnHomes(cardStore(table, token, now), { homes, queues: wakes, log }), { policy, now }), {
      queues: wakes,
      log,
      now,
    }),
    channels,
    budgets: budgetStore(table, now),
    breaker,
    intents: intentStore(table, token, now),
    nonces,
    turns: turnStore(table, token, now),
    repairs: repairStore(table, token),
    installation: installationStore(table, token, now),
    quarantine: quarantineStore(table, token, now),
    audit: auditTrail({ db: clients.documents, name: config.tables.auditTable }, { keeping: keptFor(policy), now }),
    jobs: jobStore(table, token, now, log),
    selections: selectionStore(table, now),
    ticketing: builtInQueue({ rows: ticketsOnHomes(ticketStore(table, token, now), { homes, queues: wakes, log }), findings, policy, now }),
    pager,
    bus: eventBus(clients.eventBridge, config.eventBus),
    queues: wakes,
    directory: slackDirectory({
      client,
      cache: snapshotStore(table, now, SNAPSHOT_SECONDS),
      now,
      log,
      policy,
      teamId: config.slack.teamId,
    }),
    members: slackMembers({ client, log, now }),
    chat: pacedChat(guardedChat(says, { breaker, pager, nonces, log }), { channels, now }),
  };
}
