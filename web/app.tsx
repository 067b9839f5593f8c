/** Which address shows which page. Pages other than the first are loaded when they are gone to. */
import { lazy, Suspense, useState } from 'react';
import { Route, Switch, useSearchParams } from 'wouter';
import { OverviewPage } from './pages/overview/overview-page.tsx';
import { Shell } from './shell/shell.tsx';
import { Empty, Loading } from './ui/states.tsx';

const DevicesPage = lazy(async () => ({
  default: (await import('./pages/inventory/list/devices-page.tsx')).DevicesPage,
}));
const DevicePage = lazy(async () => ({
  default: (await import('./pages/inventory/device/device-page.tsx')).DevicePage,
}));
const MapPage = lazy(async () => ({ default: (await import('./pages/dataflow/map-page.tsx')).MapPage }));
const FindingsPage = lazy(async () => ({ default: (await import('./pages/dataflow/findings-page.tsx')).FindingsPage }));
const UnseenPage = lazy(async () => ({ default: (await import('./pages/unseen/unseen-page.tsx')).UnseenPage }));
const ImportListPage = lazy(async () => ({
  default: (await import('./pages/assets/import-list-page.tsx')).ImportListPage,
}));
const ImportPage = lazy(async () => ({ default: (await import('./pages/assets/import-page.tsx')).ImportPage }));
const CapturesPage = lazy(async () => ({ default: (await import('./pages/capture/captures-page.tsx')).CapturesPage }));
const SensorsPage = lazy(async () => ({ default: (await import('./pages/capture/sensors-page.tsx')).SensorsPage }));
const EvidencePanel = lazy(async () => ({
  default: (await import('./pages/dataflow/evidence-panel.tsx')).EvidencePanel,
}));

/** Over whatever page it was cited on. Once it was open it stays, so that it can close as it opened. */
function Evidence() {
  const [search] = useSearchParams();
  const [wanted, setWanted] = useState(false);
  if (!wanted && search.has('frame')) setWanted(true);
  return wanted ? (
    <Suspense>
      <EvidencePanel />
    </Suspense>
  ) : null;
}

export function App() {
  return (
    <Shell>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/">
            <OverviewPage />
          </Route>
          <Route path="/devices">
            <DevicesPage />
          </Route>
          <Route path="/devices/:id">{({ id }) => <DevicePage key={id} id={decodeURIComponent(id)} />}</Route>
          <Route path="/map">
            <MapPage />
          </Route>
          <Route path="/findings">
            <FindingsPage />
          </Route>
          <Route path="/unseen">
            <UnseenPage />
          </Route>
          <Route path="/captures">
            <CapturesPage />
          </Route>
          <Route path="/sensors">
            <SensorsPage />
          </Route>
          <Route path="/imports">
            <ImportListPage />
          </Route>
          <Route path="/imports/:id">{({ id }) => <ImportPage id={decodeURIComponent(id)} />}</Route>
          <Route>
            <Empty title="There is no such page">
              Choose one on the left, or press Ctrl K and type what you look for.
            </Empty>
          </Route>
        </Switch>
      </Suspense>
      <Evidence />
    </Shell>
  );
}
