import { absent } from './absent.ts';

export const match = absent('match of path-to-regexp');
