import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompressed } from "./build/precompressed.ts";
import { themeStyles } from "./build/theme-styles.ts";

/** The platform that `vite` passes requests on to while one works on the dashboard. */
const PLATFORM = process.env.ESPALIER_URL ?? "http://127.0.0.1:7070";
const PASSED_ON = ["/api", "/docs", "/openapi.json", "/invitations", "/sign-in-link"];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), themeStyles(), precompressed()],
  resolve: { conditions: ["espalier-source", "module", "browser", "development|production"] },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    // Nothing may stand inside of the page: its Content-Security-Policy allows files of ours alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  worker: { format: "es" },
  server: {
    host: "127.0.0.1",
    // Folders of builds under way, see `bin/setup/web-folder.mjs`: pages in them are none of this server's.
    watch: { ignored: ["**/.dist-*/**"] },
    proxy: Object.fromEntries(PASSED_ON.map((path) => [path, { target: PLATFORM }])),
  },
});
