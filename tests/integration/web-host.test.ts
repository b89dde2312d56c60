import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { onTestFinished, describe, expect, test, vi } from 'vitest';
import { WebServer } from '../../host/web-server.ts';
import { backend } from '../support/backend.ts';

const PAGE = { headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: Buffer.from('<p>Postil') };

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** Starts the web host over a real backend, with a client that can send anything. */
async function webHost(options?: ConstructorParameters<typeof WebServer>[2]) {
  const b = backend();
  const server = new WebServer(b.router, { get: (path) => (path === '/' ? PAGE : undefined) }, options);
  const link = new URL(await server.listen(0));
  onTestFinished(() => server.close());
  const { host, port } = link;
  const token = link.hash.slice('#t='.length);
  const good = {
    Host: host,
    Origin: `http://${host}`,
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
  };
  const send = (
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string | Buffer = '',
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method, path, headers, setHost: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const call = (headers: Record<string, string>, body = '{"call":"host.info","input":{}}') =>
    send('POST', '/call', headers, body);
  /** Returns the server's response to bytes that no client library would send. */
  const raw = (lines: readonly string[], end = '\r\n\r\n'): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${lines.join('\r\n')}${end}`));
      let text = '';
      socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      socket.on('end', () => resolve(text)).on('error', reject);
    });
  return { host, port: Number(port), token, good, send, call, raw, server };
}

const without = (headers: Record<string, string>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));

describe('the web host', () => {
  test('serves its own page', async () => {
    const { call, good, send, host } = await webHost();
    expect(JSON.parse((await call(good)).body)).toMatchObject({ ok: true, output: { kind: 'cli' } });
    const page = await send('GET', '/', { Host: host });
    expect(page).toMatchObject({ status: 200, body: '<p>Postil' });
  });

  test('rejects other hosts, two hosts, and a missing host', async () => {
    const { send, raw, host } = await webHost();
    const [, port] = host.split(':');
    for (const other of ['evil.com', `127.0.0.1.evil.com:${port}`, '127.0.0.1:1', `localhost:${port}`]) {
      expect((await send('GET', '/', { Host: other })).status, other).toBe(403);
    }
    const twice = await raw(['GET / HTTP/1.1', `Host: ${host}`, `Host: ${host}`, 'Connection: close']);
    expect(twice).toMatch(/^HTTP\/1\.1 40[03]/);
    expect(await raw(['GET / HTTP/1.0'])).toMatch(/^HTTP\/1\.1 40[03]/);
  });

  test('rejects request targets that are not a plain path', async () => {
    const { raw, send, host } = await webHost();
    for (const target of [`http://${host}/`, '//evil.com/', '/#t=x', '/a\\b', '*']) {
      expect(await raw([`GET ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close']), target).toMatch(
        /^HTTP\/1\.1 40\d/,
      );
    }
    for (const path of ['/..%2f..%2fetc%2fpasswd', '/%5c..%5c', '/../package.json', '/assets/../../x']) {
      expect((await send('GET', path, { Host: host })).status, path).toBe(404);
    }
  });

  test('rejects other origins, and write requests without an origin', async () => {
    const { call, good, host } = await webHost();
    for (const origin of ['null', 'http://127.0.0.1:1', `http://${host}.evil.com`, `https://${host}`]) {
      expect((await call({ ...good, Origin: origin })).status, origin).toBe(403);
    }
    expect((await call(without(good, 'Origin'))).status).toBe(403);
    expect((await call({ ...good, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await call({ ...good, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
  });

  test('requires the token of this start, only in the header', async () => {
    const { call, send, good, token, host } = await webHost();
    expect((await call(without(good, 'Authorization'))).status).toBe(401);
    expect((await call({ ...good, Authorization: `Bearer ${'x'.repeat(token.length)}` })).status).toBe(401);
    expect((await call({ ...good, Authorization: `Basic ${token}` })).status).toBe(401);
    const other = await webHost();
    expect((await call({ ...good, Authorization: `Bearer ${other.token}` })).status).toBe(401);
    const body = '{"call":"host.info","input":{}}';
    expect((await send('POST', `/call?t=${token}`, without(good, 'Authorization'), body)).status).toBe(401);
    expect((await send('GET', '/events', { Host: host })).status).toBe(401);
  });

  test('accepts only calls with JSON bodies of limited size', async () => {
    const { call, send, good } = await webHost();
    expect((await call({ ...good, 'Content-Type': 'application/x-www-form-urlencoded' }, 'a=b')).status).toBe(
      415,
    );
    expect((await call({ ...good, 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await call(good, '{"call":')).status).toBe(400);
    expect((await call(good, '[]')).status).toBe(400);
    expect((await call({ ...good, 'Content-Length': String(2 ** 30) }, '')).status).toBe(413);
    expect(JSON.parse((await call(good, '{"call":"constructor","input":{}}')).body)).toMatchObject({
      ok: false,
      error: { code: 'invalid-input' },
    });
    expect((await send('OPTIONS', '/call', good)).status).toBe(403);
    expect((await send('PUT', '/call', good)).status).toBe(405);
  });

  test('applies the same limit to a body without a stated size', async () => {
    const { good, port } = await webHost();
    const answer = await new Promise<number>((resolve, reject) => {
      const headers = { ...good, 'Transfer-Encoding': 'chunked' };
      const sent = request(
        { host: '127.0.0.1', port, method: 'POST', path: '/call', headers },
        (response) => {
          resolve(response.statusCode ?? 0);
          sent.destroy();
        },
      );
      // The server closes the connection while the client still sends.
      sent.on('error', (error: NodeJS.ErrnoException) => {
        if (!['EPIPE', 'ECONNRESET'].includes(error.code ?? '')) reject(error);
      });
      for (let megabytes = 0; megabytes < 18; megabytes++) sent.write(Buffer.alloc(2 ** 20, 0x20));
    });
    expect(answer).toBe(413);
  });

  test('disconnects a client that is slow with its headers or its body', async () => {
    const { raw, host, good } = await webHost({ patience: { headers: 60, request: 120, look: 30 } });
    expect(await raw(['GET / HTTP/1.1', `Host: ${host}`, 'X-Slow: '], '')).toMatch(/^HTTP\/1\.1 408/);
    const begun = Object.entries({ ...good, 'Content-Length': '100' }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    expect(await raw(['POST /call HTTP/1.1', ...begun], '\r\n\r\n{"call"')).toMatch(/^HTTP\/1\.1 408/);
  });

  test('listens only on the loopback address', async () => {
    const { port } = await webHost();
    const others = Object.values(networkInterfaces()).flatMap((list) =>
      (list ?? [])
        .filter(({ internal, family }) => !internal && family === 'IPv4')
        .map(({ address }) => address),
    );
    for (const address of ['127.0.0.2', ...others]) {
      const outcome = await new Promise((resolve) => {
        const socket = connect({ port, host: address, timeout: 2000 }, () => resolve('connected'));
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
        socket.on('timeout', () => resolve('no answer'));
      });
      expect(outcome, address).not.toBe('connected');
    }
  });

  test('lets no other origin read a response', async () => {
    const { call, send, good, host } = await webHost();
    for (const { headers } of [
      await call(good),
      await send('GET', '/', { Host: host }),
      await send('OPTIONS', '/call', good),
    ])
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  test('sends the content security policy and related headers with every response', async () => {
    const { call, send, raw, good, host, token, port } = await webHost({
      patience: { headers: 60, request: 120, look: 30 },
    });
    const answers: Record<string, IncomingHttpHeaders> = {};
    for (const [name, { headers, status }] of Object.entries({
      'the page': await send('GET', '/', { Host: host }),
      'no page': await send('GET', '/nothing.js', { Host: host }),
      'a call': await call(good),
      'a refused call': await call(good, '{"call":"no.such","input":{}}'),
      'another host': await send('GET', '/', { Host: 'evil.com' }),
      'another origin': await call({ ...good, Origin: 'null' }),
      'no token': await call(without(good, 'Authorization')),
      'events without a token': await send('GET', '/events', { Host: host }),
      'another type': await call({ ...good, 'Content-Type': 'text/plain' }),
      'no JSON': await call(good, '{'),
      'too large': await call({ ...good, 'Content-Length': String(2 ** 30) }, ''),
      options: await send('OPTIONS', '/call', good),
      put: await send('PUT', '/call', good),
      head: await send('HEAD', '/', good),
    }))
      answers[`${name}, ${status}`] = headers;
    // Requests to which Node itself responds.
    for (const [name, text] of Object.entries({
      'no host': await raw(['GET / HTTP/1.1', 'Connection: close']),
      'no request': await raw(['nonsense']),
      'a large header': await raw(['GET / HTTP/1.1', `Host: ${host}`, `X: ${'x'.repeat(20_000)}`]),
      'a slow header': await raw(['GET / HTTP/1.1', `Host: ${host}`, 'X-Slow: '], ''),
      'an expectation': await raw(['GET / HTTP/1.1', `Host: ${host}`, 'Expect: cake', 'Connection: close']),
    })) {
      const [status = '', ...lines] = text.split('\r\n\r\n')[0]!.split('\r\n');
      expect(status, name).toMatch(/^HTTP\/1\.1 4\d\d /);
      answers[`${name}, ${status}`] = Object.fromEntries(
        lines.map((line) => [line.split(': ')[0]!.toLowerCase(), line.slice(line.indexOf(': ') + 2)]),
      );
    }
    answers['the events'] = await new Promise((resolve, reject) => {
      const headers = { Host: host, Authorization: `Bearer ${token}` };
      const sent = request({ host: '127.0.0.1', port, path: '/events', headers }, (response) => {
        resolve(response.headers);
        sent.destroy();
      });
      sent.on('error', reject).end();
    });
    for (const [name, headers] of Object.entries(answers)) {
      expect(headers['content-security-policy'], name).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'; .*frame-ancestors 'none'$/,
      );
      expect(headers, name).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
    }
  });

  test('sends them with its own errors too', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const b = backend();
    const server = new WebServer(b.router, {
      get: () => {
        throw new Error('the disk is gone');
      },
    });
    const { host, origin } = new URL(await server.listen(0));
    onTestFinished(() => server.close());
    const response = await fetch(`${origin}/`, { headers: { Host: host } });
    expect(response.status).toBe(500);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    logged.mockClear();
  });

  test('does not offer an upgrade', async () => {
    const { raw, host, token } = await webHost();
    const answer = await raw([
      'GET /events HTTP/1.1',
      `Host: ${host}`,
      `Authorization: Bearer ${token}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
    ]);
    expect(answer).toBe('');
  });

  test('logs neither the token nor bodies', async () => {
    const { call, good, token } = await webHost();
    const said = (['log', 'warn', 'info', 'debug'] as const).map((name) => vi.spyOn(console, name));
    await call({ ...good, Origin: 'null' });
    await call({ ...good, Authorization: `Bearer ${token}x` });
    const lines = said.flatMap((spy) => spy.mock.calls.flat().map(String));
    expect(lines.filter((line) => line.includes(token))).toEqual([]);
  });
});
