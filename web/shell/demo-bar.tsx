/** Over every page while the demo hospital plays: that nothing of it is real, and how to go on with what is. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import type * as contract from '../../src/capture/demo.contract.ts';
import { query } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { May } from '../ui/may.tsx';
import css from './demo-bar.module.css';

const RemoveDemo = lazy(async () => ({ default: (await import('./remove-demo.tsx')).RemoveDemo }));

export function DemoBar() {
  const { data } = useQuery(query<typeof contract.getDemo>('/demo', {}));
  const [asking, setAsking] = useState(false);
  if (data?.playing !== true) return null;
  return (
    <div className={css['bar']} role="region" aria-label="Demo">
      <p>
        <strong>You are looking at the demo hospital.</strong> Its devices, patients and faults are made up.
      </p>
      <May
        do="sensor:write"
        otherwise={
          <Link href="/setup" className="link">
            Set up Wardline to start with your own network
          </Link>
        }
      >
        <Button onClick={() => setAsking(true)}>Start with your own network</Button>
      </May>
      {asking ? (
        <Suspense>
          <RemoveDemo onClose={() => setAsking(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
