/** The browser of the tests: `CHROMIUM_PATH`, or what PATH has. */
export function findChromium(environment?: NodeJS.ProcessEnv): string | undefined;
export function provideChromium(): Promise<void>;
