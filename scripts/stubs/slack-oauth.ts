import { absent } from './absent.ts';

export const InstallProvider = absent('InstallProvider of @slack/oauth');
export const FileInstallationStore = absent('FileInstallationStore of @slack/oauth');
export const MemoryInstallationStore = absent('MemoryInstallationStore of @slack/oauth');
