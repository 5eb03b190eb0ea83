import { absent } from './absent.ts';

export const SocketModeClient = absent('SocketModeClient of @slack/socket-mode');
