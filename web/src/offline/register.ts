/** Names the state of the sources, and says whether this is a release; the bundler puts them in. */
declare const RELEASE: boolean;

/**
 * Lets the site be kept on the visitor's machine, so that it opens without a connection from then on. Nothing depends on it:
 * a browser that does not allow it just loads the site again.
 */
export function keepSite(): void {
  // While the page is worked on, what is kept would only hide what is new.
  if (!RELEASE || !('serviceWorker' in navigator)) return;
  const register = () =>
    navigator.serviceWorker.register(new URL('offline.js', document.baseURI)).catch(() => undefined);
  // First comes what the visitor is waiting for.
  if (document.readyState === 'complete') void register();
  else addEventListener('load', () => void register(), { once: true });
}
