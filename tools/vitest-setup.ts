/**
 * Property tests run with a fixed seed, so that a run says the same twice; WARDLINE_SEED chooses another. Found cases become
 * named unit tests.
 */
import * as fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['WARDLINE_SEED'] ?? 20_261_125) });
