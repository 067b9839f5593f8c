/** Accounts in a real browser: set up by the link, log in, log out, invite; by keyboard alone, for everyone. */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtConsole } from '../../src/cli/build-console.ts';
import { authRoutes } from '../../src/platform/auth/auth.routes.ts';
import { findActor } from '../../src/platform/auth/find-actor.ts';
import { issueSetupLink } from '../../src/platform/auth/links.ts';
import { readAssets } from '../../src/platform/http/assets.ts';
import { EventHub } from '../../src/platform/http/events.ts';
import { listen, type Listening } from '../../src/platform/http/listen.ts';
import { createServer } from '../../src/platform/http/server.ts';
import { freshDatabase, type TestDatabase } from '../../src/platform/store/testing.ts';
import { deliver, type Deliveries } from '../../src/platform/webhook/delivery.ts';
import { webhookRoutes } from '../../src/platform/webhook/webhook.routes.ts';
import { CHROMIUM, PATIENTLY } from './chromium.ts';
import { lookAt, PHONE } from './look.ts';

const PASSWORD = 'pelican-Lantern-42';

let database: TestDatabase;
let server: Listening;
let browser: Browser;
let deliveries: Deliveries;
/** What the browser complained of: a script or style that the policy forbids, or an exception. */
const complaints: string[] = [];
const bugs: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  const { db } = database;
  const { fetch } = createServer({
    routes: [...authRoutes(db), ...webhookRoutes(db)],
    actorOf: findActor(db),
    // Asks often whether a tab may still hear.
    events: new EventHub({ heartbeat: 500 }),
    version: '0',
    assets: readAssets(await builtConsole(() => undefined)),
    onBug: (error) => bugs.push(error.message),
  });
  server = await listen({ fetch, host: '127.0.0.1', port: 0 });
  deliveries = deliver(db);
  browser = await chromium.launch(CHROMIUM);
});
afterAll(async () => {
  await browser.close();
  await deliveries.stop();
  await server.close();
  await database.close();
  expect([...complaints, ...bugs]).toEqual([]);
});

/** A browser of its own, as another person has. */
async function person(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(PATIENTLY.timeout);
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => {
    // Wrong passwords are tried here, and only accounts are served: 401 and 404 belong to it.
    if (message.type() === 'error' && !/\b(?:401|404)\b/.test(message.text())) complaints.push(message.text());
  });
  return context;
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(new URL(path, server.url).href);
  return page;
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor(PATIENTLY);

async function logIn(context: BrowserContext, path = '/login', password = PASSWORD): Promise<Page> {
  const page = await open(context, path);
  await heading(page, 'Log in');
  await page.getByLabel('Login').fill('ada');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  return page;
}

test('the first person sets up by the link, with the keyboard alone', async () => {
  const path = (await issueSetupLink(database.db)) ?? '';
  const page = await open(await person(), path);
  await heading(page, 'Set up Wardline');
  await lookAt(page, 'setup');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Ada Lovelace');
  await page.keyboard.press('Tab');
  await page.keyboard.type('ada');
  await page.keyboard.press('Tab');
  await page.keyboard.type('password1234');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('first passwords').waitFor(PATIENTLY);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor(PATIENTLY);
  expect(page.url()).toBe(server.url);
  await page.context().close();
});

test('the link works once', async () => {
  const page = await open(await person(), 'setup#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  await heading(page, 'This link does not work');
  await lookAt(page, 'used-link');
  await page.context().close();
});

test('who is not logged in is led to the log-in and back, and out again', async () => {
  const context = await person();
  const page = await open(context, '/account');
  await heading(page, 'Log in');
  await lookAt(page, 'log-in');
  await page.getByLabel('Login').fill('ada');
  await page.getByLabel('Password').fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('not right').waitFor(PATIENTLY);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await heading(page, 'Ada Lovelace');
  expect(new URL(page.url()).pathname).toBe('/account');
  await page.getByRole('button', { name: 'Log out', exact: true }).click();
  await heading(page, 'Log in');
  await page.goto(new URL('/account', server.url).href);
  await heading(page, 'Log in');
  await context.close();
});

test('no other site is gone to after the log-in', async () => {
  const context = await person();
  const page = await logIn(context, '/login?to=//evil.example/');
  await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor(PATIENTLY);
  expect(page.url()).toBe(server.url);
  await context.close();
});

test('a tab whose session has ended says so by itself, and is where it was after the log-in', async () => {
  const context = await person();
  const page = await logIn(context, '/login?to=/accounts');
  await heading(page, 'Accounts');
  await database.db.deleteFrom('session').execute();
  await heading(page, 'Log in');
  await page.getByText('You have been logged out').waitFor(PATIENTLY);
  await lookAt(page, 'logged-out');
  await page.getByLabel('Login').fill('ada');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await heading(page, 'Accounts');
  await context.close();
});

test('the page of the API can be read by everyone', async () => {
  const page = await open(await person(), '/api');
  await heading(page, /^The API/);
  await page.locator('summary').first().click();
  await lookAt(page, 'api');
  await page.context().close();
});

describe('an administrator', () => {
  test('makes a token, whose secret is shown once', async () => {
    const context = await person();
    const page = await logIn(context, '/login?to=/account');
    await page.getByRole('button', { name: 'Make a token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('nightly export');
    await lookAt(page, 'make-token');
    await dialog.getByRole('button', { name: 'Make the token' }).click();
    const secret = await dialog.getByText(/^wardline_/).textContent(PATIENTLY);
    await dialog.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('cell', { name: 'nightly export', exact: true }).waitFor(PATIENTLY);
    expect(await page.content()).not.toContain(secret);
    await lookAt(page, 'account');
    await context.close();
  });

  test('invites a colleague, who chooses a password and sees less', async () => {
    const context = await person();
    const page = await logIn(context, '/login?to=/accounts');
    await page.getByRole('button', { name: 'Invite someone' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Ben Okafor');
    await dialog.getByLabel('Login').fill('ben');
    await lookAt(page, 'invite');
    await dialog.getByRole('button', { name: 'Make a link' }).click();
    const link = (await dialog.getByText(/welcome#/).textContent(PATIENTLY)) ?? '';
    await lookAt(page, 'invited');
    await dialog.getByRole('button', { name: 'I have it' }).click();
    await page
      .getByRole('cell', { name: /Ben Okafor/ })
      .first()
      .waitFor(PATIENTLY);
    await lookAt(page, 'accounts');

    const other = await open(await person(PHONE), link);
    await heading(other, 'Welcome, Ben Okafor');
    await lookAt(other, 'welcome');
    await other.getByRole('textbox', { name: /^Password/ }).fill(`${PASSWORD}!`);
    await other.getByRole('button', { name: 'Take this password' }).click();
    await other.getByRole('link', { name: 'Ben Okafor' }).click(PATIENTLY);
    await heading(other, 'Ben Okafor');
    expect(await other.getByRole('link', { name: 'Accounts', exact: true }).count()).toBe(0);
    await other.context().close();

    await page.getByRole('button', { name: 'Change Ben Okafor' }).click();
    await lookAt(page, 'change-account');
    await page.getByRole('button', { name: 'Disable the account' }).click();
    await page.getByText('Disabled', { exact: true }).waitFor(PATIENTLY);
    await context.close();
  });

  test('tells another system, tries it, and reads why it was not taken', async () => {
    const context = await person();
    const page = await logIn(context, '/login?to=/webhooks');
    await page.getByRole('button', { name: 'Tell another system' }).click(PATIENTLY);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Tickets');
    await dialog.getByLabel('Address').fill('http://127.0.0.1:1/hook');
    await lookAt(page, 'add-webhook');
    await dialog.getByRole('button', { name: 'Tell this system' }).click();
    await dialog.getByText(/^whsec_/).waitFor(PATIENTLY);
    await dialog.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('button', { name: 'Look at Tickets' }).click(PATIENTLY);
    await page.getByRole('dialog').getByRole('button', { name: 'Send a test' }).click(PATIENTLY);
    await page.getByText(/^Tried 1 time: /).waitFor(PATIENTLY);
    await lookAt(page, 'webhook');
    await context.close();
  });
});
