import assert from 'node:assert/strict';
import {listedHosts} from '../../../../src/platform/teams/send/hosts.ts';

describe('listedHosts', () => {
  const listed = listedHosts(['smba.trafficmanager.net']);
  const local = listedHosts(undefined);

  it('takes the hosts that are listed', () => {
    assert.equal(listed('https://smba.trafficmanager.net/jp/v3/conversations'), true);
    assert.equal(listed('https://smba.infra.gcc.teams.microsoft.com/gcc/'), false);
    assert.equal(
      listedHosts(['smba.infra.gcc.teams.microsoft.com'])('https://smba.infra.gcc.teams.microsoft.com/gcc/'),
      true,
    );
  });

  it('takes nothing that only looks like them', () => {
    for (const address of [
      'http://smba.trafficmanager.net/jp/',
      'https://smba.trafficmanager.net.example.com/',
      'https://smba.trafficmanager.net:8443/',
      'https://evil.trafficmanager.net/',
      'https://example.com/?smba.trafficmanager.net',
      'https://smba.trafficmanager.net@example.com/',
      'https://user:word@smba.trafficmanager.net/',
      'http://127.0.0.1:3978/',
      'nowhere',
    ]) {
      assert.equal(listed(address), false, address);
    }
  });

  it('takes this machine alone in local mode', () => {
    assert.equal(local('http://127.0.0.1:56150/_connector'), true);
    assert.equal(local('http://[::1]:56150/'), true);
    assert.equal(local('https://smba.trafficmanager.net/jp/'), false);
    assert.equal(local('http://127.0.0.1.example.com/'), false);
  });
});
