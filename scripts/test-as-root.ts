import { AS_ROOT } from '../tests/faults/row.ts';
import { Steps, vitest } from './steps.ts';

// Runs the rows of the fault matrix that test more as root, who may mount.
const steps = new Steps();
await steps.run(vitest('rows that need root', '-t', AS_ROOT, 'tests/integration/faults.test.ts'));
steps.close();
