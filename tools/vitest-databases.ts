/** Before all tests of a run, and after: the folder of the server that tests share. Nothing is started unless a test asks for a database. */
import { prepareTestServer } from '../src/platform/store/test-server.ts';

export const setup = prepareTestServer;
