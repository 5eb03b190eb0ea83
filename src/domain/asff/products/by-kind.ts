import type { ProductKind } from '../../finding.ts';
import type { Asff } from '../schema.ts';
import { accessAnalyzer } from './access-analyzer.ts';
import { config } from './config.ts';
import { guardDuty } from './guardduty.ts';
import { health } from './health.ts';
import { inspector } from './inspector.ts';
import { macie } from './macie.ts';
import { other } from './other.ts';
import { patchManager } from './patch-manager.ts';
import type { Reading } from './reading.ts';
import { securityHub } from './security-hub.ts';

const READERS: Record<ProductKind, (asff: Asff) => Reading> = {
  'security-hub': securityHub,
  guardduty: guardDuty,
  inspector,
  macie,
  'access-analyzer': accessAnalyzer,
  config,
  health,
  'patch-manager': patchManager,
  other,
};

/** The sentence that decides and what else decides, most important first: at most 8 facts of at most 200 characters. */
export const readProduct = (kind: ProductKind, asff: Asff): Reading => READERS[kind](asff);
