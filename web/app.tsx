/** Which address shows which page. Pages other than the first are loaded when they are gone to. */
import { lazy, Suspense, useState } from 'react';
import { Route, Switch, useSearchParams } from 'wouter';
import { Gate } from './pages/account/gate.tsx';
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
const EncryptionPage = lazy(async () => ({
  default: (await import('./pages/dataflow/encryption-page.tsx')).EncryptionPage,
}));
const IntelPage = lazy(async () => ({ default: (await import('./pages/intel/intel-page.tsx')).IntelPage }));
const UnseenPage = lazy(async () => ({ default: (await import('./pages/unseen/unseen-page.tsx')).UnseenPage }));
const ImportListPage = lazy(async () => ({
  default: (await import('./pages/assets/import-list-page.tsx')).ImportListPage,
}));
const ImportPage = lazy(async () => ({ default: (await import('./pages/assets/import-page.tsx')).ImportPage }));
const CapturesPage = lazy(async () => ({ default: (await import('./pages/capture/captures-page.tsx')).CapturesPage }));
const SensorsPage = lazy(async () => ({ default: (await import('./pages/capture/sensors-page.tsx')).SensorsPage }));
const SwitchesPage = lazy(async () => ({ default: (await import('./pages/switches/switches-page.tsx')).SwitchesPage }));
const LogInPage = lazy(async () => ({ default: (await import('./pages/account/log-in-page.tsx')).LogInPage }));
const WelcomePage = lazy(async () => ({ default: (await import('./pages/account/welcome-page.tsx')).WelcomePage }));
const AccountPage = lazy(async () => ({ default: (await import('./pages/account/account-page.tsx')).AccountPage }));
const AccountsPage = lazy(async () => ({ default: (await import('./pages/account/accounts-page.tsx')).AccountsPage }));
const WebhooksPage = lazy(async () => ({ default: (await import('./pages/account/webhooks-page.tsx')).WebhooksPage }));
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

/** What one sees before one is inside, and behind the gate everything else. */
export function App() {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/login">
          <LogInPage />
        </Route>
        <Route path="/setup">
          <WelcomePage />
        </Route>
        <Route path="/welcome">
          <WelcomePage />
        </Route>
        <Route>
          <Gate>
            <Inside />
          </Gate>
        </Route>
      </Switch>
    </Suspense>
  );
}

function Inside() {
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
          <Route path="/encryption">
            <EncryptionPage />
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
          <Route path="/intelligence">
            <IntelPage />
          </Route>
          <Route path="/switches">
            <SwitchesPage />
          </Route>
          <Route path="/imports">
            <ImportListPage />
          </Route>
          <Route path="/imports/:id">{({ id }) => <ImportPage id={decodeURIComponent(id)} />}</Route>
          <Route path="/account">
            <AccountPage />
          </Route>
          <Route path="/accounts">
            <AccountsPage />
          </Route>
          <Route path="/webhooks">
            <WebhooksPage />
          </Route>
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
