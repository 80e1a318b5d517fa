/** What styles that are added while the page runs must carry, or the Content-Security-Policy refuses them. */
export const NONCE: string | undefined =
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content || undefined;
