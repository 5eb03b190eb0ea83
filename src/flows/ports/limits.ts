/** Methods of Slack whose limit holds for all channels and functions together. */
export type LimitedMethod = 'chat.postMessage' | 'chat.update' | 'conversations.history' | 'views.publish';

export interface Budgets {
  /**
   * Takes one call out of what all functions may make together; undefined when it was there, else when to ask again (ms
   * since 1970). `spare`: takes nothing of the part that is kept for what is urgent.
   */
  take(method: LimitedMethod, options: { spare: boolean }): Promise<number | undefined>;
  /** Slack has said that the method is not to be called before then: `take` gives nothing out until then. */
  hold(method: LimitedMethod, until: Date): Promise<void>;
  /**
   * The same for lines that shub says under cards of a channel by itself: every other second one, because Slack takes one
   * message a second in a channel (https://docs.slack.dev/apis/web-api/rate-limits) and cards come first.
   */
  takeLine(channel: string): Promise<number | undefined>;
}

/** Open while Slack refuses our token: then nothing is sent but one call a minute that tries whether it still does. */
export interface Breaker {
  /** Why it is open, and when the next call may try; undefined while it is closed. */
  open(): Promise<{ because: string; nextTry: number } | undefined>;
  trip(because: string): Promise<void>;
  /** True for one caller a minute. */
  mayTry(): Promise<boolean>;
  reset(): Promise<void>;
}
