import type { Report } from '../../domain/report.ts';
import type { Asker } from '../../domain/request.ts';
import { backlogOf } from '../backlog.ts';
import { isRefused } from '../delivery/after-failure.ts';
import type { Outcome, Picture, Services } from '../services.ts';
import { type AskedReport, composeReport } from './compose-report.ts';
import { showingProgress } from './progress.ts';

/** Also reports whether pictures can be drawn here. */
type Needs = Parameters<typeof composeReport>[1] &
  Pick<Services, 'channels' | 'publications' | 'pictures' | 'nonces' | 'chat' | 'log' | 'sleep'>;

interface Request extends AskedReport {
  /** Of this request; a report that was asked for once is posted once. */
  id: string;
  askedAt: string;
}

/** As long as what was asked for may lie in a queue, a dead-letter queue included. */
const TRIED_SECONDS = 14 * 24 * 3600;

/**
 * `/shub report`: measures, draws, and shows the report to all of the channel it was asked for in, in one message. When a
 * run died on the way, the next one goes on in the message that it left.
 */
export async function publishReport(asker: Asker, request: Request, services: Needs): Promise<void> {
  const { chat, nonces, publications, log } = services;
  const { channel, who } = asker;
  const again = !(await nonces.use(`report ${request.id}`, TRIED_SECONDS));
  const [message] = again ? await chat.findPosted(channel, request.id, new Date(request.askedAt)) : [];
  const { days, standard, account } = request;
  const asked = { days, ...(standard !== undefined && { standard }), ...(account !== undefined && { account }) };
  const about = { channel, title: 'Preparing the report', who, token: request.id, message };
  const { made, message: instead } = await showingProgress(about, services, async (step) => {
    const report = { ...(await composeReport(asked, services, step)), ...(await backlogOf(services)) };
    return { report, picture: await uploaded(report, services) };
  });
  const { report, picture } = made;
  const publish = (withPicture: Uploaded | undefined) =>
    publications.report(channel, report, {
      ref: { id: request.id, at: report.at, ...asked },
      ...(withPicture && { picture: withPicture }),
      ...(instead !== undefined && { instead }),
    });

  let outcome = await publish(picture);
  if (picture && isRefused(outcome)) outcome = await withPatience(publish, picture, services);
  if (outcome.kind === 'ok') {
    log.info('report published', { channel, days: request.days });
    return;
  }
  if (outcome.kind !== 'permanent') throw new Error(`The report was not posted: ${outcome.error}`);
  await chat.answer(asker, { kind: 'words', text: refusalWords(outcome.error) });
}

interface Uploaded {
  file: string;
  alt: string;
}

/** A report without its picture is better than none: what goes wrong with it is logged. */
async function uploaded(
  report: Report,
  { pictures, publications, log }: Pick<Needs, 'pictures' | 'publications' | 'log'>,
): Promise<Uploaded | undefined> {
  try {
    const { png, alt }: Picture = await pictures.report(report);
    return {
      file: await publications.upload({
        name: `security-report-${report.at.slice(0, 10)}.png`,
        title: 'Security report',
        content: png,
        alt,
      }),
      alt,
    };
  } catch (error) {
    log.warn('report without its picture', { because: error instanceof Error ? error.message : String(error) });
    log.count('PicturesFailed');
    return undefined;
  }
}

/** Slack refuses a message with a picture that it has not finished looking at; it takes a second or two. */
const PICTURE_READY_MS = 2_000;

async function withPatience(
  publish: (picture: Uploaded | undefined) => Promise<Outcome>,
  picture: Uploaded,
  { sleep, log }: Pick<Needs, 'sleep' | 'log'>,
): Promise<Outcome> {
  await sleep(PICTURE_READY_MS);
  const outcome = await publish(picture);
  if (!isRefused(outcome)) return outcome;
  log.warn('report without its picture', { because: outcome.error });
  return publish(undefined);
}

const refusalWords = (error: string): string =>
  error === 'not_in_channel' || error === 'channel_not_found'
    ? 'shub is not in this channel, so it cannot post the report here. Invite it with `/invite @shub` and ask again.'
    : `Slack does not let shub post the report here (${error}). Ask for it in another channel.`;
