import { auth } from './auth.ts';
import { bookmarks } from './bookmarks.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import type { Uploads } from './files.ts';
import { history } from './history.ts';
import type { Method } from './method.ts';
import { usergroups, users } from './users.ts';
import { views } from './views.ts';

/** The Web API as far as it is emulated; everything else answers `unknown_method` and shows up in `calls` by its name. */
export function webApi({ methods }: Uploads): Record<string, Method> {
  return { ...auth, ...bookmarks, ...chat, ...conversations, ...methods, ...history, ...usergroups, ...users, ...views };
}
