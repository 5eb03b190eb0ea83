/** What Slack refuses, under Slack's own name; `details` point at the fault, as `response_metadata.messages` does. */
export class SlackError extends Error {
  readonly code: string;
  readonly details: readonly string[];
  constructor(code: string, details: readonly string[] = []) {
    super(details.length > 0 ? `${code}: ${details.join('; ')}` : code);
    this.name = 'SlackError';
    this.code = code;
    this.details = details;
  }
}

/** Slack tells the faults twice: bare in `errors`, marked as errors in `response_metadata`. */
export function refusalBody({ code, details }: SlackError): object {
  if (details.length === 0) return { ok: false, error: code };
  const errors = details.map((detail) => detail.replace('[ERROR] ', ''));
  return { ok: false, error: code, errors, response_metadata: { messages: details } };
}
