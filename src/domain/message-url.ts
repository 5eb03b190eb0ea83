/** The address of a message in Slack, for whoever is in its workspace. */
export const messageUrl = (channel: string, ts: string): string => `https://slack.com/archives/${channel}/p${ts.replace('.', '')}`;
