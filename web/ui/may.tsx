/** What only those see who may do it; everyone else sees `otherwise`, or nothing. */
import type { ReactNode } from 'react';
import type { Permission } from '../../src/platform/http/endpoint.ts';
import { useMay } from '../pages/account/use-session.ts';

interface MayProps {
  readonly do: Permission;
  readonly otherwise?: ReactNode;
  readonly children: ReactNode;
}

export function May({ do: permission, otherwise = null, children }: MayProps) {
  return useMay(permission) ? children : otherwise;
}
