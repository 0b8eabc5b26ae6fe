/** The parts that need the Teams SDKs, loaded on demand. */
export const loadSdk = () =>
  Promise.all([
    import('./adapter.ts'),
    import('./dispatch.ts'),
    import('./server.ts'),
    import('./send/teams-sender.ts'),
    import('./members.ts'),
  ]);

/** Begins to load the SDK, which takes most of a second, while the house waits for its storage. */
export function preloadBot(): void {
  // Whoever makes the bot hears of a failure.
  loadSdk().catch(() => undefined);
}
