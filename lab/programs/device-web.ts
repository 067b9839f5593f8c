/** `device-web.ts PORT SERVER TITLE`: the small web page that a pump or a monitor shows of itself. */
import { createServer } from 'node:http';

const [port = '80', server = '', title = ''] = process.argv.slice(2);
const page = `<!doctype html><title>${title}</title><h1>${title}</h1><p>Battery 87 %, no alarms</p>\n`;

createServer((_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/html', Server: server, Connection: 'close' }).end(page);
}).listen(Number(port), '0.0.0.0');
