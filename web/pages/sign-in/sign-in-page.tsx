import { useState } from "react";
import { Redirect, useLocation, useSearch } from "wouter";
import { keyOf, queries, useGet } from "../../app/data.ts";
import { isLoaded, nextPlace } from "./next-place.ts";
import { SignInForm } from "./sign-in-form.tsx";
import { SignUpForm } from "./sign-up-form.tsx";

/** Signing in, and at `/sign-up` signing up. Who is signed in already goes on at once. */
export default function SignInPage() {
  const [location] = useLocation();
  const place = nextPlace(useSearch());
  // Who was led here was asked about just before.
  const [asked] = useState(() => queries.getQueryState(keyOf("/me"))?.status === "error");
  const me = useGet("/me", undefined, { enabled: !asked });
  if (me.isSuccess && me.data.person && !isLoaded(place)) return <Redirect to={place} replace />;
  return location === "/sign-up" ? <SignUpForm /> : <SignInForm />;
}
