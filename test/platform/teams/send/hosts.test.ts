import assert from 'node:assert/strict';
import {maySendTo} from '../../../../src/platform/teams/send/hosts.ts';

describe('maySendTo', () => {
  it('takes Teams’s own hosts', () => {
    assert.equal(maySendTo('https://smba.trafficmanager.net/jp/v3/conversations', false), true);
    assert.equal(maySendTo('https://smba.infra.gcc.teams.microsoft.com/gcc/', false), true);
  });

  it('takes nothing that only looks like them', () => {
    for (const address of [
      'http://smba.trafficmanager.net/jp/',
      'https://smba.trafficmanager.net.example.com/',
      'https://smba.trafficmanager.net:8443/',
      'https://evil.trafficmanager.net/',
      'https://example.com/?smba.trafficmanager.net',
      'https://smba.trafficmanager.net@example.com/',
      'http://127.0.0.1:3978/',
      'nowhere',
    ]) {
      assert.equal(maySendTo(address, false), false, address);
    }
  });

  it('takes this machine alone in local mode', () => {
    assert.equal(maySendTo('http://127.0.0.1:56150/_connector', true), true);
    assert.equal(maySendTo('http://[::1]:56150/', true), true);
    assert.equal(maySendTo('https://smba.trafficmanager.net/jp/', true), false);
    assert.equal(maySendTo('http://127.0.0.1.example.com/', true), false);
  });
});
