/** Saved views: lists of devices that somebody wants to see again. Each account has its own. */
import { z } from 'zod';
import { endpoint } from '../platform/http/endpoint.ts';

const name = z.string().trim().min(1).max(80);
const query = z.string().max(2000).describe("The list's address after the question mark");

export const SavedView = z
  .object({ id: z.string(), name: z.string(), query: z.string(), created: z.iso.datetime({ precision: 6 }) })
  .meta({ id: 'SavedView' });

export const listViews = endpoint({
  method: 'GET',
  path: '/views',
  summary: 'The saved views of whoever asks, by name',
  permission: 'device:read',
  input: z.object({}),
  output: z.object({ views: z.array(SavedView) }),
});

export const createView = endpoint({
  method: 'POST',
  path: '/views',
  summary: 'Save a view; at most 100 for each account',
  permission: 'own:write',
  input: z.object({ name, query }),
  output: SavedView,
});

export const changeView = endpoint({
  method: 'PATCH',
  path: '/views/{id}',
  summary: 'Rename a saved view, or let it show something else',
  permission: 'own:write',
  input: z.object({ id: z.string(), name: name.optional(), query: query.optional() }),
  output: SavedView,
});

export const deleteView = endpoint({
  method: 'DELETE',
  path: '/views/{id}',
  summary: 'Forget a saved view',
  permission: 'own:write',
  input: z.object({ id: z.string() }),
  output: z.object({}),
});

export type SavedView = z.infer<typeof SavedView>;
