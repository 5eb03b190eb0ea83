import { absent } from './absent.ts';

export default absent('express');
export const Router = absent('Router of express');
