import { absent } from './absent.ts';

export default absent('raw-body');
