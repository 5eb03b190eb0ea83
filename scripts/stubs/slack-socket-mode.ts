import { absent } from './absent.ts';

// The same enumeration, from what is in the bundle anyway.
export { LogLevel } from '@slack/web-api';
export const SocketModeClient = absent('SocketModeClient of @slack/socket-mode');
