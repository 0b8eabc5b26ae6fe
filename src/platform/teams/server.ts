import type {TurnContext} from 'botbuilder';
import restify from 'restify';
import {CodedError} from '../../kernel/errors.ts';
import {word, type Log} from '../log.ts';
import {readActivity} from './activity.ts';
import type {ShigotobaAdapter} from './adapter.ts';
import {readJsonBody} from './body.ts';
import {checkToken, fitsActivity, type GateDeps} from './gate/check-token.ts';
import type {Readiness} from '../readiness.ts';
import {inRequest, requestIdOf} from '../telemetry/request.ts';

const MAX_BODY = 256 * 1024;
// An activity comes in one go. Who sends slower than this holds a connection for nothing.
const REQUEST_MS = 10_000;

export interface ServerDeps {
  readonly adapter: ShigotobaAdapter;
  readonly dispatch: (context: TurnContext) => Promise<void>;
  readonly readiness: () => Promise<Readiness>;
  /** Whether messages are taken; before that and while stopping the channel is asked to come again. */
  readonly accepts: () => boolean;
  /** Asked before anything else looks at an activity; undefined in local mode. */
  readonly gate: GateDeps | undefined;
  readonly log: Log;
  /** Makes a UUID. */
  readonly newId: () => string;
}

export interface Server {
  /** Resolves with the port once requests are taken. */
  listen(port: number): Promise<number>;
  /** Takes no new request and resolves when those that had come in whole have their answers. */
  close(): Promise<void>;
}

/** The three routes: messages from the channel, and two for whoever watches the process. */
export function createServer(deps: ServerDeps): Server {
  const {adapter, dispatch, readiness, accepts, gate, log, newId} = deps;
  const server = restify.createServer({name: 'shigotoba', handleUncaughtExceptions: false});
  let closing = false;
  let underWay = 0;
  server.server.requestTimeout = REQUEST_MS;
  server.server.headersTimeout = REQUEST_MS;
  // No word of who we are or what we run on.
  server.pre((_request, response, next) => {
    response.removeHeader('Server');
    next();
  });
  server.on('restifyError', (_request: unknown, _response: unknown, _error: unknown, done: () => void) =>
    done(),
  );

  server.get('/healthz', (_request, response, next) => {
    response.json(200, {status: 'alive'});
    next();
  });
  server.get('/readyz', async (_request, response) => {
    const {ready, storage} = await readiness();
    response.json(ready ? 200 : 503, {status: ready ? 'ready' : 'not ready', storage});
  });

  // The local client asks with HEAD whether somebody is there.
  server.head('/api/messages', (_request, response, next) => {
    response.send(200);
    next();
  });
  // The library tells by the word `async` that it gets no third argument.
  server.post('/api/messages', async (request: restify.Request, response: restify.Response) => {
    await inRequest(requestIdOf(request.header('traceparent'), newId), () => take(request, response));
  });
  async function take(request: restify.Request, response: restify.Response): Promise<void> {
    const body = await readJsonBody(request, MAX_BODY);
    if (body.kind === 'gone' || response.socket === null) return;
    // From here on it gets its answer, also when the server is closed meanwhile.
    underWay++;
    response.once('close', () => {
      underWay--;
      cutWhatIsLeft();
    });
    if (!accepts()) {
      comeAgain(response);
      return;
    }
    const verdict = gate === undefined ? undefined : await checkToken(request.headers.authorization, gate);
    if (verdict?.kind === 'undecided') {
      log.error('gate.keys-out-of-reach');
      comeAgain(response);
      return;
    }
    const refuse = (why: string) => {
      log.warn('gate.refused', {why: word(why)});
      response.header('WWW-Authenticate', 'Bearer');
      response.json(401, {code: 'Unauthorized', message: 'not authorized'});
    };
    if (verdict?.kind === 'refused') {
      refuse(verdict.why);
      return;
    }
    if (body.kind === 'refused' && body.status === 413) {
      response.json(413, {code: 'PayloadTooLarge', message: `at most ${MAX_BODY} bytes`});
      return;
    }
    const activity = body.kind === 'read' ? readActivity(body.value) : undefined;
    if (activity === undefined) {
      response.json(400, {code: 'BadRequest', message: 'not an activity'});
      return;
    }
    const misfit = verdict === undefined ? undefined : fitsActivity(verdict.claims, activity);
    if (misfit !== undefined) {
      refuse(misfit);
      return;
    }
    if (!adapter.maySend(activity.serviceUrl)) {
      log.warn('gate.host-not-listed');
      response.json(gate === undefined ? 400 : 403, {
        code: 'Forbidden',
        message: 'not an address to answer to',
      });
      return;
    }
    let entered = false;
    try {
      const {headers, method = 'POST'} = request;
      await adapter.process(
        {body: activity, headers, method},
        guarded(response, () => entered),
        (context) => {
          entered = true;
          return dispatch(context);
        },
      );
    } catch (error) {
      log.error('server.process', error);
      if (!response.headersSent) response.json(500, {code: 'InternalError', message: 'the turn failed'});
    }
  }

  // Connections that wait for a next request, or for the rest of one, would hold the process up.
  function cutWhatIsLeft(): void {
    if (closing && underWay === 0) server.server.closeAllConnections();
  }

  return {
    listen(port) {
      return new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
          reject(
            error.code === 'EADDRINUSE' ? new CodedError('config/port-taken', {port, name: 'PORT'}) : error,
          );
        });
        // Without an app id nobody is asked who they are: then only the own machine may call.
        server.listen(port, gate === undefined ? '127.0.0.1' : '0.0.0.0', () => {
          resolve((server.address() as {port: number}).port);
        });
      });
    },
    close() {
      return new Promise((resolve) => {
        closing = true;
        server.close(resolve);
        cutWhatIsLeft();
      });
    },
  };
}

function comeAgain(response: restify.Response): void {
  response.header('Retry-After', '2');
  response.json(503, {code: 'ServiceUnavailable', message: 'not ready'});
}

/**
 * The response as the SDK's adapter may use it. Its errors go out with their message, and what fails before the
 * turn begins, while it looks at the token once more, as 500: here that is a 401 that says nothing.
 */
function guarded(response: restify.Response, entered: () => boolean) {
  let status = 200;
  return {
    socket: response.socket,
    status(code: number) {
      status = !entered() && code >= 500 ? 401 : code;
      response.status(status);
    },
    header(name: string, value: unknown) {
      response.header(name, value);
    },
    send(body: unknown) {
      // An invoke's answer is an object; a text is an error's message.
      response.send(status, typeof body === 'string' ? undefined : body);
    },
    end() {
      response.end();
    },
  };
}
