import { Policy } from '../../src/domain/policy.ts';
import type { Services } from '../../src/flows/services.ts';

const never = (why: string) => () => Promise.reject(new Error(why));

const POLICY = Policy.parse({});

/** What cannot fail in the model takes no turn, so that the turns go to what can. */
export const CANNOT_FAIL = {
  slackHealth: {
    token: never('nobody asks here'),
    channel: async (id: string) => ({ id, name: 'alerts', archived: false, member: true, shared: false }),
  },
  budgets: { take: async () => undefined, takeLine: async () => undefined, hold: async () => undefined },
  breaker: {
    open: async () => undefined,
    trip: never('the token is good here'),
    mayTry: async () => true,
    reset: async () => undefined,
  },
  policy: async () => POLICY,
  pager: { page: never('nobody is paged here'), operations: never('nobody is told here') },
  bus: { put: never('nothing is sent out here') },
} satisfies Partial<Services>;

/** What delivery of cards never asks of the audit trail. */
export const NOBODY_READS_THE_RECORD = {
  append: never('nothing is done here'),
  chain: never('nobody looks here'),
  copies: never('nobody looks here'),
  all: never('nobody looks here'),
  copyHashes: never('nobody looks here'),
  keyOf: never('nobody looks here'),
} satisfies Partial<Services['audit']>;

/** What delivery of cards never has Slack do. */
export const NOTHING_ELSE_IS_SAID = {
  ours: never('not part of the model'),
  ourMessage: never('not part of the model'),
  thread: never('no presses here'),
  findInThread: never('no presses here'),
  ask: never('nothing is asked here'),
  call: never('nobody is called here'),
  direct: never('nobody is called here'),
  remark: never('nothing is remarked here'),
  notify: never('no notices here'),
  digest: never('no digest here'),
  amend: never('no notices here'),
  announce: never('no announcements here'),
  answer: never('nobody asks here'),
  showDetails: never('nobody asks here'),
  handOver: never('nothing is handed over here'),
  showBulkForm: never('no modals here'),
  showInsightForm: never('no modals here'),
  sayInModal: never('nobody asks here'),
  showHome: never('nobody has a Home here'),
  tell: never('nobody is told here'),
} satisfies Partial<Services['chat']>;
