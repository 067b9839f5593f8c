/**
 * `wardline up`: the whole of it on one machine. This process keeps the others and answers the API: PostgreSQL, the process that takes
 * in what sensors tell, and a sensor for each interface and capture.
 */
import { join } from 'node:path';
import { assetRoutes } from '../../asset/asset.routes.ts';
import { captureRoutes } from '../../capture/capture.routes.ts';
import { createReadings, type Readings } from '../../capture/readings.ts';
import { sensorRoutes } from '../../capture/sensor.routes.ts';
import { coverageRoutes } from '../../dataflow/coverage.routes.ts';
import { dataflowRoutes } from '../../dataflow/dataflow.routes.ts';
import { postureRoutes } from '../../dataflow/posture.routes.ts';
import { mergeDevices, renewDevice, splitDevice, undoDecision } from '../../ingest/decide.ts';
import { decisionRoutes } from '../../inventory/decision.routes.ts';
import { historyRoutes } from '../../inventory/history.routes.ts';
import { inventoryRoutes } from '../../inventory/inventory.routes.ts';
import { bannersIn } from '../../inventory/recog/collections.ts';
import { knowBanners } from '../../inventory/recog/known.ts';
import { DeviceLists } from '../../inventory/store/device-lists.ts';
import { viewRoutes } from '../../inventory/view.routes.ts';
import { intelRoutes } from '../../intel/intel.routes.ts';
import { AppError } from '../../lib/errors.ts';
import { authRoutes } from '../../platform/auth/auth.routes.ts';
import { findActor } from '../../platform/auth/find-actor.ts';
import { issueSetupLink } from '../../platform/auth/links.ts';
import { readAssets } from '../../platform/http/assets.ts';
import { type Certificate, readCertificate } from '../../platform/http/certificate.ts';
import { EventHub } from '../../platform/http/events.ts';
import { listen } from '../../platform/http/listen.ts';
import { createServer } from '../../platform/http/server.ts';
import { dataFolderOf } from '../../platform/store/data-folder.ts';
import { openStore, type Store } from '../../platform/store/open-store.ts';
import { deliver } from '../../platform/webhook/delivery.ts';
import { webhookRoutes } from '../../platform/webhook/webhook.routes.ts';
import { startPolling } from '../../switch/poll.ts';
import { openSeal } from '../../switch/seal.ts';
import { switchRoutes } from '../../switch/switch.routes.ts';
import { vulnerabilityRoutes } from '../../vulnerability/vulnerability.routes.ts';
import { HeldKnowledge } from '../../vulnerability/records/held-knowledge.ts';
import { recordRoutes } from '../../vulnerability/records/records.routes.ts';
import { builtConsole } from '../build-console.ts';
import { Demo, demoRoutes } from './demo.ts';
import { keepGuard } from './guard.ts';
import { keepAdvisories } from './keep-advisories.ts';
import { keepIngest } from './keep-ingest.ts';
import { keepIntel } from './keep-intel.ts';
import { carryNews } from './news.ts';

export interface UpOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Other than loopback only with a certificate. */
  readonly host: string;
  /** Where all is kept; unless told, where such data belongs on this system. */
  readonly data?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  /** Whether the demo hospital plays while there is nothing else. */
  readonly demo: boolean;
  /** The product's, for the description of the API. */
  readonly version: string;
  /** Hears what goes on, a sentence at a time. */
  readonly say: (line: string) => void;
}

export interface Running {
  readonly url: string;
  /** The one-time link that makes the first account; undefined when there is one. */
  readonly setupUrl: string | undefined;
  readonly store: Store;
  readonly readings: Readings;
  readonly demo: boolean;
  close(): Promise<void>;
}

/** @throws AppError when something is in the way; nothing is left running then. */
export async function up(options: UpOptions): Promise<Running> {
  const { port, host, tlsCert, tlsKey, version, say } = options;
  const certificate = certificateOf(tlsCert, tlsKey);
  const assets = readAssets(await builtConsole(say));
  const store = await openStore({ dataFolder: dataFolderOf(options.data), databaseUrl: options.databaseUrl, say });
  const closing: (() => unknown)[] = [() => store.close()];
  const close = async (): Promise<void> => {
    while (closing.length > 0) await closing.pop()?.();
  };
  try {
    const { db, url, dataFolder } = store;
    const events = new EventHub();
    const onBug = (error: Error): void => say(`A fault of ours: ${error.stack ?? error.message}`);
    const lists = new DeviceLists(db);
    const news = carryNews(url, events, () => lists.drop());
    closing.push(() => news.stop());
    const deliveries = deliver(db);
    closing.push(() => deliveries.stop());
    const recog = join(dataFolder, 'recog');
    // Decisions of people are taken in here, and what devices tell is taken in there: both must know the same.
    knowBanners(await bannersIn(recog));
    const ingest = keepIngest(url, recog, say);
    closing.push(() => ingest.stop());
    const guard = keepGuard({ db, folder: store.kind === 'embedded' ? dataFolder : null, ingest, say });
    closing.push(() => guard.stop());
    const onGone = (): void => {
      lists.drop();
      events.publish('setting', { demo: 'gone' });
    };
    const demo = new Demo({ db, renewIngest: async () => ingest.renew(), onGone, onBug });
    const readings = createReadings({
      db,
      url,
      say,
      beforeRealData: async () => demo.remove(),
      onNews: (topic, ids) => events.publish(topic, { ids: [...ids] }),
    });
    closing.push(() => readings.close());
    closing.push(() => demo.stop());
    const intel = join(dataFolder, 'intel');
    const keeper = keepIntel({ folder: intel, say, onSynced: (feed) => events.publish('intel', { feed }) });
    closing.push(() => keeper.stop());
    const knowledge = new HeldKnowledge(intel);
    closing.push(() => knowledge.close());
    const seal = await openSeal(join(dataFolder, 'seal.key'));
    const poller = startPolling({ db, seal, onBug });
    closing.push(() => poller.stop());
    const advisories = keepAdvisories({ db, dataFolder, events, say, onBug });
    closing.push(() => advisories.stop());
    const server = createServer({
      routes: [
        ...authRoutes(db),
        ...inventoryRoutes(db, lists),
        ...historyRoutes(db),
        ...viewRoutes(db),
        ...decisionRoutes(db, { mergeDevices, splitDevice, undoDecision, renewDevice }, lists),
        ...dataflowRoutes(db),
        ...coverageRoutes(db),
        ...postureRoutes(db, version),
        ...captureRoutes(db, readings),
        ...sensorRoutes(db, readings),
        ...demoRoutes(db, demo),
        ...assetRoutes(db, { renewDevice, onChange: () => lists.drop() }),
        ...switchRoutes(db, { seal, poller }),
        ...intelRoutes({ folder: intel, keeper }),
        ...recordRoutes(knowledge),
        ...webhookRoutes(db),
        ...vulnerabilityRoutes(db),
      ],
      actorOf: findActor(db),
      version,
      assets,
      onBug,
      events,
      database: db,
      tls: certificate,
    });
    const listening = await listen({ fetch: server.fetch, host, port, certificate });
    closing.push(() => listening.close());
    await readings.resume();
    const playing = options.demo && (await demo.play(readings));
    const path = await issueSetupLink(db);
    const setupUrl = path === undefined ? undefined : `${listening.url}${path}`;
    return { url: listening.url, setupUrl, store, readings, demo: playing, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @throws AppError when only one of the two is given, or they cannot be used. */
function certificateOf(cert: string | undefined, key: string | undefined): Certificate | undefined {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new AppError('invalid', 'TLS needs both --tls-cert and --tls-key, and only one of them was given');
  }
  return readCertificate(cert, key);
}
