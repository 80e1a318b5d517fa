import "virtual:theme.css";
import "./ui/base.css";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { NONCE } from "./app/nonce.ts";
import { applyStoredTheme } from "./app/theme.ts";

applyStoredTheme();
// Radix adds a style element while a dialog is open, to keep what is behind it from scrolling.
if (NONCE) setNonce(NONCE);
createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
